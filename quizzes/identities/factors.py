"""Second factors: codes of an app (TOTP, RFC 6238), and recovery codes for whoever lost it.

Wrong codes and codes that were used are counted in the database, so that all processes count together.
"""

from __future__ import annotations

import datetime as dt
import logging
import unicodedata
from collections.abc import Callable
from urllib.parse import quote, urlencode

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from quizzes.models import DomainError, User
from quizzes.models.tries import Limit, Tries
from quizzes.models.waysin import factors

log = logging.getLogger(__name__)

WRONG_CODES = Limit("wrong-code", 8, dt.timedelta(minutes=15))
USED = Limit("used-code", 1, dt.timedelta(minutes=3))
"""As long as a code could pass: one step before and one after the present one."""


class WrongCode(DomainError):
    sentence = _("That code is wrong or was used. Wait for the next one; look whether the clock of the device is right.")  # fmt: skip


class TooManyCodes(DomainError):
    sentence = _("Too many wrong codes. Wait a quarter of an hour, then try again.")


def new_secret() -> str:
    """What an app shall make codes of, in base 32."""
    from allauth.mfa.totp.internal.auth import generate_totp_secret

    return str(generate_totp_secret())


def address_of(secret: str, user: User) -> str:
    """What the QR code holds; apps show the site's name and the account's."""
    site = quote(settings.SITE_NAME)
    asked = urlencode({"secret": secret, "issuer": settings.SITE_NAME}, quote_via=quote)
    return f"otpauth://totp/{site}:{quote(user.get_username())}?{asked}"


def has_second(user: User) -> bool:
    """Whether the account asks for a code after the password."""
    return settings.MFA != "off" and bool(factors(user=user, type="totp").exists())


def switch_on(user: User, secret: str, code: str, *, now: dt.datetime) -> list[str]:
    """Ask for codes of this secret from now on; the recovery codes. Raises WrongCode, TooManyCodes."""
    from allauth.mfa.totp.internal.auth import TOTP

    _check(user, lambda digits: _is_of(secret, digits), code, now)
    with transaction.atomic():
        factors(user=user, type="totp").delete()
        TOTP.activate(user, secret)
        return new_recovery_codes(user)


@transaction.atomic
def switch_off(user: User) -> None:
    """Ask for no codes any more."""
    factors(user=user, type__in=["totp", "recovery_codes"]).delete()


@transaction.atomic
def forget(user: User) -> int:
    """Take away every second factor and passkey of somebody who lost them; how many."""
    count: int = factors(user=user).exclude(type="recovery_codes").count()
    factors(user=user).delete()
    return count


@transaction.atomic
def new_recovery_codes(user: User) -> list[str]:
    """Ten codes that pass once each; older ones pass no more."""
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    factors(user=user, type="recovery_codes").delete()
    codes: list[str] = RecoveryCodes.activate(user).get_unused_codes()
    return codes


def codes_left(user: User) -> int:
    """How many recovery codes were not used yet."""
    kept = factors(user=user, type="recovery_codes").first()
    try:
        return len(kept.wrap().get_unused_codes()) if kept else 0
    except ValueError:
        return 0


def pass_with(user: User, code: str, *, now: dt.datetime) -> None:
    """Let a code of the app, or a recovery code, be good once. Raises WrongCode, TooManyCodes."""
    _check(user, lambda digits: _passes(user, digits), code, now)


def _check(user: User, is_right: Callable[[str], bool], code: str, now: dt.datetime) -> None:
    digits = "".join(c for c in unicodedata.normalize("NFKC", code) if c in "0123456789")
    who, used = str(user.pk), f"{user.pk} {digits}"
    with transaction.atomic():  # what is raised after it leaves the count standing
        User.objects.select_for_update().get(pk=user.pk)  # the same code twice at once is good once
        if Tries.objects.used_up(WRONG_CODES, who, now=now):
            raise TooManyCodes
        passes = not Tries.objects.used_up(USED, used, now=now) and is_right(digits)
        if passes:
            Tries.objects.note(USED, used, now=now)
        else:
            Tries.objects.note(WRONG_CODES, who, now=now)
    if not passes:
        raise WrongCode


def _passes(user: User, digits: str) -> bool:
    from allauth.mfa.utils import decrypt

    try:
        for factor in factors(user=user, type__in=["totp", "recovery_codes"]):
            if factor.type == "totp":
                passes = _is_of(decrypt(factor.data["secret"]), digits)
            else:
                passes = factor.wrap().validate_code(digits)
            if passes:
                factor.record_usage()
                return True
    except ValueError:
        log.error("The second factor of account %s was sealed under another SECRET_KEY.", user.pk)
    return False


def _is_of(secret: str, digits: str) -> bool:
    from allauth.mfa.totp.internal.auth import validate_totp_code

    return bool(validate_totp_code(secret, digits))
