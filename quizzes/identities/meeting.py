"""Who a provider says somebody is, and which account that opens: never one that merely has the same address."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum
from itertools import chain, count

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from quizzes.identities.factors import has_second
from quizzes.models import DomainError, User
from quizzes.models.waysin import factors, identities


class IdentityTaken(DomainError):
    sentence = _("Another account is connected with that identity already.")


class MeetsAnother(DomainError):
    sentence = _("There is an account with your address already.")


class OnlyWayIn(DomainError):
    sentence = _("You could not sign in any more. Set a password first.")


@dataclass(frozen=True)
class Newcomer:
    """Who a provider says has just signed in there. Only `provider` and `uid` say who it is."""

    provider: str
    uid: str
    name: str = ""
    email: str = ""
    is_confirmed: bool = False
    first_name: str = ""
    last_name: str = ""


class Met(Enum):
    """How somebody came to an account."""

    KNOWN = "known"
    CONNECTED = "connected"
    MADE = "made"


@transaction.atomic
def meet(newcomer: Newcomer) -> tuple[User, Met]:
    """The newcomer's account, and how it was found; one is made for whoever is new.

    An account of the same address is opened only where both sides confirmed that address, it is the only one, it
    edits nothing, and no second factor guards it. Raises MeetsAnother where there is an account with the address that is not opened so.
    """
    known = identities(provider=newcomer.provider, uid=newcomer.uid).select_related("user").first()
    if known:
        return known.user, Met.KNOWN
    if newcomer.email and newcomer.is_confirmed:
        if own := _account_of(newcomer.email):
            connect(newcomer, own)
            return own, Met.CONNECTED
        if User.objects.filter(email__iexact=newcomer.email, is_active=True).exists():
            raise MeetsAnother
    return make(newcomer), Met.MADE


def _account_of(address: str) -> User | None:
    found = list(User.objects.of_confirmed_address(address)[:2])
    # Editors, and whoever asked for more than a password, sign in here first and connect then: an address
    # alone gives whoever runs the provider no hold on their accounts.
    if len(found) != 1 or not found[0].is_active or found[0].is_staff or has_second(found[0]):
        return None
    return found[0]


@transaction.atomic
def make(newcomer: Newcomer) -> User:
    """A new account for the newcomer, without a password. Raises IdentityTaken."""
    email = _valid(newcomer.email)
    user = User.objects.create_user(
        _free_name(newcomer), email, None,
        first_name=newcomer.first_name[:150], last_name=newcomer.last_name[:150],
    )  # fmt: skip
    connect(newcomer, user)
    if newcomer.is_confirmed:
        user.confirm_address()
    return user


def connect(newcomer: Newcomer, user: User) -> None:
    """Let the identity open the account. Raises IdentityTaken where it opens another one."""
    # Of what the provider told nothing more is kept than which identity it was.
    row, _is_new = identities().get_or_create(
        provider=newcomer.provider, uid=newcomer.uid, defaults={"user": user, "extra_data": {}}
    )
    if row.user_id != user.pk:
        raise IdentityTaken


@transaction.atomic
def disconnect(user: User, provider: str) -> None:
    """Forget the account's identity there. Raises OnlyWayIn where nothing else opens the account."""
    if not user.has_usable_password() and not factors(user=user, type="webauthn").exists():
        raise OnlyWayIn
    identities(user=user, provider=provider).delete()


def _valid(email: str) -> str:
    try:
        validate_email(email)
    except ValidationError:
        return ""
    return email if len(email) <= 254 else ""


def _free_name(newcomer: Newcomer) -> str:
    """What the provider calls somebody, as far as an account's name may hold it, and not taken."""
    wanted = newcomer.name or newcomer.email.partition("@")[0] or newcomer.first_name
    base = re.sub(r"[^\w.@+-]", "", unicodedata.normalize("NFKC", wanted))[:140] or "learner"
    alike = User.objects.filter(username__istartswith=base).values_list("username", flat=True)
    taken = {name.casefold() for name in alike}
    names = chain([base], (f"{base}-{n}" for n in count(2)))
    return next(name for name in names if name.casefold() not in taken)
