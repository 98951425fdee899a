"""What a lock file pins, and which of it this Python lacks; standard library only."""

import operator
import os
import platform
import re
import sys
from collections.abc import Iterator
from pathlib import Path

PIN = re.compile(
    r"^(?P<name>[\w.-]+)==(?P<version>[^\s;\\]+)\s*(?:;\s*(?P<marker>.+?)\s*)?(?:\\|--hash|#|$)"
)
CLAUSE = re.compile(r"^\s*(\w+)\s*(==|!=|<=|>=|<|>)\s*['\"]([^'\"]+)['\"]\s*$")
COMPARE = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def missing(lock: Path) -> list[str]:
    """The pins of the lock that this Python can't import at their version."""
    here = installed(sys.path)
    return [
        f"{name}=={version}" for name, version in pins(lock) if (_flat(name), version) not in here
    ]


def pins(lock: Path) -> Iterator[tuple[str, str]]:
    """Name and version of every pin whose marker holds here."""
    for line in lock.read_text(encoding="utf-8").splitlines():
        if (pin := PIN.match(line)) and holds(pin["marker"]):
            yield pin["name"], pin["version"]


def installed(path: list[str]) -> set[tuple[str, str]]:
    """Name and version of what is installed on the path.

    By the folders' names, as importlib.metadata finds them, but without reading a hundred files.
    A cut installation leaves a folder without RECORD, which pip writes last: it doesn't count.
    """
    found = set()
    for folder in filter(os.path.isdir, path):
        for entry in os.listdir(folder):
            if entry.endswith(".dist-info") and os.path.isfile(
                os.path.join(folder, entry, "RECORD")
            ):
                name, _, version = entry.removesuffix(".dist-info").partition("-")
                found.add((_flat(name), version))
    return found


def holds(marker: str | None) -> bool:
    """Whether an environment marker (PEP 508, without parentheses) is true of this Python."""
    if not marker:
        return True
    return any(
        all(_clause(clause) for clause in re.split(r"\band\b", alternative))
        for alternative in re.split(r"\bor\b", marker)
    )


def _clause(text: str) -> bool:
    parts = CLAUSE.match(text)
    if not parts or parts[1] not in (here := _environment()):
        raise ValueError(
            f"the marker {text.strip()!r} is of a form that quizsite/pins.py can't read"
        )
    name, compare, wanted = parts[1], COMPARE[parts[2]], parts[3]
    if name.startswith("python_"):
        return compare(_numbers(here[name]), _numbers(wanted))
    return compare(here[name], wanted)


def _environment() -> dict[str, str]:
    return {
        "implementation_name": sys.implementation.name,
        "os_name": os.name,
        "platform_machine": platform.machine(),
        "platform_python_implementation": platform.python_implementation(),
        "platform_system": platform.system(),
        "python_full_version": "{}.{}.{}".format(*sys.version_info),
        "python_version": "{}.{}".format(*sys.version_info),
        "sys_platform": sys.platform,
    }


def _numbers(version: str) -> tuple[int, ...]:
    numbers = [int(number) for number in version.split(".")]
    while numbers and numbers[-1] == 0:  # 3.12 and 3.12.0 are one version
        numbers.pop()
    return tuple(numbers)


def _flat(name: str) -> str:
    return re.sub(r"[-_.]+", "_", name).lower()
