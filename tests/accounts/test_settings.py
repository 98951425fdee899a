"""What the environment says of ways in: understood, or refused with one sentence."""

import pytest

from tests.security.test_production import assert_is_one_sentence, check

__all__ = ["check"]

MAIL = {"EMAIL_URL": "smtp://mail.example.org"}


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"EMAIL_VERIFICATION": "yes", **MAIL}, "none, optional or mandatory"),
        ({"EMAIL_VERIFICATION": "mandatory"}, "set EMAIL_URL"),
        ({"EMAIL_VERIFICATION": "optional"}, "set EMAIL_URL"),
    ],
)
def test_a_wrong_or_half_given_setting_is_told_in_one_sentence(check, environment, sentence):
    assert_is_one_sentence(*check("check", **environment), sentence)


def test_a_whole_one_starts(check):
    status, said = check("check", EMAIL_VERIFICATION="Mandatory", **MAIL)
    assert status == 0, said
