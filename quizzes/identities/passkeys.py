"""Passkeys (WebAuthn, level 3): made by whoever is signed in, and a way in that needs no password.

Each one asks its owner's device for a finger, a face or a PIN, so it counts as two proofs.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from quizzes.identities.meeting import OnlyWayIn
from quizzes.models import DomainError, User
from quizzes.models.waysin import factors, identities

log = logging.getLogger(__name__)

MOST = 20


class NoPasskey(DomainError):
    sentence = _("The passkey was not accepted. Try again, or sign in another way.")


class TooManyPasskeys(DomainError):
    sentence = _("You have twenty passkeys. Remove one before you make another.")


def of_account(user: User) -> Any:
    """The account's passkeys, in the order in which they were made."""
    return factors(user=user, type="webauthn").order_by("pk")


def begin_making(user: User) -> dict[str, Any]:
    """What the browser is told to make a passkey; the session remembers the challenge. Raises TooManyPasskeys."""
    from allauth.mfa.webauthn.internal import auth

    if of_account(user).count() >= MOST:
        raise TooManyPasskeys
    options: dict[str, Any] = auth.begin_registration(user, passwordless=True)
    return options


def make(user: User, answer: str, *, name: str) -> None:
    """Keep the passkey that the browser made. Raises NoPasskey."""
    from allauth.mfa.webauthn.internal import auth

    with _refused():
        credential = _read(answer)
        auth.parse_registration_response(credential)
        if not auth.complete_registration(credential).is_user_verified():
            raise NoPasskey
        auth.WebAuthn.add(user, name, credential)


def begin_coming() -> dict[str, Any]:
    """What the browser is told to sign with a passkey of this site, whosever it is."""
    from allauth.mfa.webauthn.internal import auth

    options: dict[str, Any] = auth.begin_authentication()
    return options


def comes(answer: str) -> User:
    """Whose passkey has signed. Raises NoPasskey."""
    from allauth.mfa.webauthn.internal import auth

    with _refused():
        credential = _read(answer)
        response = auth.parse_authentication_response(credential)
        user = auth.extract_user_from_response(credential)
        passkey = auth.complete_authentication(user, credential)
        if not response.response.authenticator_data.is_user_verified() or not user.is_active:
            raise NoPasskey
        passkey.record_usage()
        return User.objects.get(pk=user.pk)


@transaction.atomic
def remove(user: User, passkey: Any) -> None:
    """Let this passkey open the account no more. Raises OnlyWayIn where nothing else does."""
    others = of_account(user).exclude(pk=passkey.pk).exists()
    if not user.has_usable_password() and not others and not identities(user=user).exists():
        raise OnlyWayIn
    passkey.delete()


def name_for(user: User) -> str:
    """What a passkey is called by whom gave it no name: when it was made."""
    return f"{timezone.localdate():%Y-%m-%d}"


def _read(answer: str) -> dict[str, Any]:
    credential = json.loads(answer[:20_000])
    if not isinstance(credential, dict):
        raise NoPasskey
    return credential


@contextmanager
def _refused() -> Iterator[None]:
    """Whatever a browser may send that is no good answer ends in one refusal; the log says why."""
    try:
        yield
    except (
        ValidationError, ValueError, TypeError, LookupError, AttributeError, RecursionError
    ) as error:  # fmt: skip
        log.info("A passkey was refused: %s: %s", type(error).__name__, error)
        raise NoPasskey from error
