"""What the environment says of ways in: understood, or refused with one sentence."""

import os
import subprocess
import sys

import pytest

from tests.security.test_production import OURS, ROOT, assert_is_one_sentence, check

__all__ = ["check"]

SSO = {"SSO_SERVER": "https://login.example.org", "SSO_CLIENT_ID": "x", "SSO_SECRET": "y"}
MAIL = {"EMAIL_URL": "smtp://mail.example.org"}


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"EMAIL_VERIFICATION": "yes", **MAIL}, "none, optional or mandatory"),
        ({"EMAIL_VERIFICATION": "mandatory"}, "set EMAIL_URL"),
        ({"EMAIL_VERIFICATION": "optional"}, "set EMAIL_URL"),
        ({"PASSKEYS": "perhaps"}, "set it to on or off"),
        ({"PASSKEYS": "on", "SITE_URL": "http://quiz.example.org"}, "over https alone"),
        ({"PASSKEYS": "on", "SITE_URL": "http://127.0.0.1:8000"}, "over https alone"),
        ({"MFA": "maybe"}, "set it to off, on, or editors"),
        ({"SSO_SERVER": "https://login.example.org"}, "set SSO_CLIENT_ID and SSO_SECRET too"),
        ({"SSO_CLIENT_ID": "x", "SSO_SECRET": "y"}, "set SSO_SERVER too"),
        (SSO | {"SSO_SERVER": "http://login.example.org"}, "https address"),
        (SSO | {"SSO_SERVER": "login.example.org"}, "https address"),
        (SSO | {"SSO_ADDRESSES_ARE_CONFIRMED": "maybe"}, "set it to on or off"),
    ],
)
def test_a_wrong_or_half_given_setting_is_told_in_one_sentence(check, environment, sentence):
    assert_is_one_sentence(*check("check", **environment), sentence)


def test_a_whole_one_starts(check):
    status, said = check(
        "check", EMAIL_VERIFICATION="Mandatory", MFA="editors", PASSKEYS="on", **MAIL, **SSO
    )
    assert status == 0, said


# A Python in which the extra is not installed, as far as the settings can tell.
WITHOUT = """
import importlib.util, sys
sys.argv = ["manage.py", {arguments}]
found = importlib.util.find_spec
importlib.util.find_spec = lambda name, *more: None if name in ("allauth", "fido2") else found(name, *more)
from django.core.management import execute_from_command_line
execute_from_command_line(sys.argv)
"""


def without_the_extra(tmp_path, *arguments, **environment):
    kept = {name: value for name, value in os.environ.items() if name not in OURS}
    kept |= {"DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "quizsite.settings"}
    program = WITHOUT.format(arguments=", ".join(map(repr, arguments)))
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT, env=kept | environment, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def test_without_the_extra_the_site_is_whole_and_has_no_table_of_it(tmp_path):
    status, said = without_the_extra(tmp_path, "makemigrations", "--check", "--dry-run")
    assert (status, said.strip()) == (0, "No changes detected")
    status, said = without_the_extra(tmp_path, "migrate", "--plan")
    assert status == 0, said
    assert "\nquizzes." in said
    assert "allauth" not in said
    assert "socialaccount" not in said
    question = "from django.test import Client; print(Client().get('/accounts/sign-in/', headers={'host': 'localhost'}).status_code)"
    assert without_the_extra(tmp_path, "migrate", "-v0")[0] == 0
    status, said = without_the_extra(tmp_path, "shell", "--no-imports", "-c", question)
    assert said.strip() == "200"


def test_with_the_extra_nothing_waits_for_a_migration(check):
    status, said = check("makemigrations", "--check", "--dry-run")
    assert (status, said.strip()) == (0, "No changes detected")


@pytest.mark.parametrize(
    "environment", [SSO, {"MFA": "on"}, {"PASSKEYS": "on"}], ids=["SSO", "MFA", "PASSKEYS"]
)
def test_a_switch_without_what_it_takes_says_what_to_install(tmp_path, environment):
    status, said = without_the_extra(tmp_path, "check", **environment)
    assert status != 0
    assert "pip install -r requirements/accounts.txt" in said
