"""What a lock asks for, and what of it this Python lacks."""

import importlib.metadata
import time
from pathlib import Path

import pytest

from quizsite import bootstrap, pins

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("marker", "holds"),
    [
        (None, True),
        ("sys_platform == 'linux'", True),
        ("sys_platform != 'linux'", False),
        ("python_full_version < '3.11.5'", False),
        ("python_full_version >= '3.11.5'", True),
        ("python_full_version < '3.12'", True),
        ("python_version >= '3.9' and sys_platform == 'win32'", False),
        ("python_version >= '3.11' and sys_platform == 'linux'", True),
        ("sys_platform == 'win32' or implementation_name != 'pypy'", True),
        ('platform_python_implementation == "CPython"', True),
    ],
)
def test_a_marker_is_judged_by_this_machine(monkeypatch, marker, holds):
    here = {
        "sys_platform": "linux",
        "python_full_version": "3.11.10",
        "python_version": "3.11",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }
    monkeypatch.setattr(pins, "_environment", lambda: here)
    assert pins.holds(marker) is holds


@pytest.mark.parametrize(
    "marker", ["extra == 'x'", "python_version in '3.11'", "(os_name == 'nt')"]
)
def test_a_marker_of_another_form_is_refused_rather_than_guessed(marker):
    with pytest.raises(ValueError, match="can't read"):
        pins.holds(marker)


def test_what_is_missing_is_what_importlib_does_not_find():
    path = ROOT / "requirements" / "test.txt"
    wanted = dict(pins.pins(path))
    found = {}
    for name in wanted:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            found[name] = None
    expected = [f"{name}=={wanted[name]}" for name in wanted if found[name] != wanted[name]]
    assert pins.missing(path) == expected


def test_the_look_for_what_is_missing_takes_no_time_to_speak_of():
    began = time.process_time()
    bootstrap.prepare("test")
    assert time.process_time() - began < 0.15
