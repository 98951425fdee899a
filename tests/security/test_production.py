"""Production settings pass Django's own inspection, and an insecure default does not start."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LONG_KEY = "k9" * 10 + "QWERTZUIOPasdfghjkl-_1234567890-yxcvbnm"
HTTPS = {"SITE_URL": "https://quiz.example.org", "SECRET_KEY": LONG_KEY}
OURS = {
    "SITE_URL",
    "SECRET_KEY",
    "DEBUG",
    "ALLOWED_HOSTS",
    "DATABASE_URL",
    "DATA_DIR",
    "BEHIND_PROXY",
    "DJANGO_ALLOW_ASYNC_UNSAFE",  # the browser tests of the same run set it
}


@pytest.fixture
def check(tmp_path):
    """Run `manage.py check --deploy` in an environment; (status, what it said)."""

    def run(*arguments, **environment):
        kept = {name: value for name, value in os.environ.items() if name not in OURS}
        done = subprocess.run(
            [sys.executable, "manage.py", *(arguments or ("check", "--deploy", "--fail-level", "WARNING"))],
            cwd=ROOT, env=kept | {"DATA_DIR": str(tmp_path / "data")} | environment,
            capture_output=True, text=True, timeout=300, check=False,
        )  # fmt: skip
        return done.returncode, done.stdout + done.stderr

    return run


def test_production_passes_the_inspection_without_a_warning(check):
    status, said = check(**HTTPS)
    assert status == 0, said
    assert "no issues" in said


def test_production_keeps_cookies_and_visitors_on_https(check):
    names = [
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
        "SECURE_SSL_REDIRECT",
        "SECURE_HSTS_SECONDS",
        "DEBUG",
        "ALLOWED_HOSTS",
        "CSRF_TRUSTED_ORIGINS",
    ]
    question = f"from django.conf import settings as s; print([getattr(s, n) for n in {names}])"
    status, said = check("shell", "--no-imports", "-c", question, **HTTPS)
    assert status == 0, said
    expected = [
        True,
        True,
        True,
        31_536_000,
        False,
        ["quiz.example.org"],
        ["https://quiz.example.org"],
    ]
    assert said.strip() == str(expected)


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"DEBUG": "1"}, "unset DEBUG"),
        ({"SECRET_KEY": "short"}, "set a long random one"),
        ({"ALLOWED_HOSTS": "*"}, "name the hosts instead"),
        ({"ALLOWED_HOSTS": "quiz.example.org,*"}, "name the hosts instead"),
        ({"SITE_URL": "quiz.example.org"}, "such as https://"),
        ({"SITE_URL": "https://"}, "such as https://"),
        ({"SITE_URL": "ftp://quiz.example.org"}, "such as https://"),
        ({"SITE_URL": "https://quiz.example.org/below"}, "such as https://"),
    ],
)
def test_an_insecure_default_refuses_to_start_with_one_sentence(check, environment, sentence):
    assert_is_one_sentence(*check(**HTTPS | environment), sentence)


@pytest.mark.parametrize("behind", ["", "/deeper"])
def test_a_data_folder_that_cannot_be_written_is_told_in_one_sentence(check, tmp_path, behind):
    (tmp_path / "file").write_text("in the way")
    assert_is_one_sentence(
        *check("check", DATA_DIR=f"{tmp_path / 'file'}{behind}"), "set DATA_DIR to a folder"
    )


def assert_is_one_sentence(status, said, words):
    assert status != 0
    assert "Traceback" not in said
    assert len(said.strip().splitlines()) == 1, said
    assert words in said


def test_the_secret_key_is_made_once_and_is_for_its_owner_alone(check, tmp_path):
    assert check("check")[0] == 0
    file = tmp_path / "data" / "secret_key"
    key = file.read_text()
    assert len(key) >= 50
    assert file.stat().st_mode & 0o077 == 0
    assert check("check")[0] == 0
    assert file.read_text() == key
