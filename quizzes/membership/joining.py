"""Codes that open something, and how guessing them is slowed down.

A class of forty sits behind one address. So only wrong codes count, a whole class may mistype
several times, and a code by which somebody came in from an address stays open to that address
whatever others type there. Whoever has an account is counted alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from quizzes.models import Group, Learner, Limit, Member, TooManyGuesses, Tries, UnknownCode
from quizzes.models.group import INVITE_LENGTH, JOIN_LENGTH, RETURN_LENGTH, as_typed

Found = TypeVar("Found", Group, Member)

WRONG_FROM_ADDRESS = Limit("wrong-address", 300, dt.timedelta(minutes=10))
WRONG_BY_ACCOUNT = Limit("wrong-account", 30, dt.timedelta(minutes=10))
WRONG_ANYWHERE = Limit("wrong-anywhere", 5000, dt.timedelta(minutes=10))
"""Of all guests together, for whoever guesses from many addresses."""

KNOWN_AT_ADDRESS = Limit("known-address", 1, dt.timedelta(hours=2))
NEW_FROM_ADDRESS = Limit("new-address", 400, dt.timedelta(hours=1))
"""Guests who join from one address: ten classes an hour, and not a flood."""


@dataclass(frozen=True)
class Asker:
    """Who types a code: from which address, and with which account, if any."""

    address: str
    account: int | None = None

    @property
    def limits(self) -> list[tuple[Limit, str]]:
        """By which counts of wrong codes this asker is held back."""
        if self.account is not None:
            return [(WRONG_BY_ACCOUNT, str(self.account))]
        return [(WRONG_FROM_ADDRESS, self.address), (WRONG_ANYWHERE, "")]


def group_by_code(code: str, asker: Asker, *, now: dt.datetime) -> Group:
    """The group that is joined by a code. Raises UnknownCode or TooManyGuesses."""
    return _look_up(code, JOIN_LENGTH, asker, now, Group.objects.of_join_code)


def invited_by_code(code: str, asker: Asker, *, now: dt.datetime) -> Member:
    """Whom an invitation's code was sent to. Raises UnknownCode or TooManyGuesses."""
    return _look_up(
        code,
        INVITE_LENGTH,
        asker,
        now,
        lambda typed: Member.objects.of_invite_code(typed, now=now),
    )


def returning_by_code(code: str, asker: Asker, *, now: dt.datetime) -> Member:
    """Who comes back with a personal code. Raises UnknownCode or TooManyGuesses."""
    return _look_up(code, RETURN_LENGTH, asker, now, Member.objects.of_return_code)


@transaction.atomic
def join_group(
    group: Group, learner: Learner, *, name: str, asker: Asker, now: dt.datetime
) -> tuple[Member, str | None]:
    """Let a learner join; the place, and the personal code of a guest who is new in it.

    Raises NameTaken, GroupFull, GroupArchived, or TooManyGuesses where guests flood in.
    """
    is_guest = learner.user_id is None
    if is_guest and Tries.objects.used_up(NEW_FROM_ADDRESS, asker.address, now=now):
        raise TooManyGuesses(_("Too many people joined from here within an hour. Try again later."))
    member = group.admit(learner, name=name, now=now)
    if not is_guest or member.joined_at != now:
        return member, None
    Tries.objects.note(NEW_FROM_ADDRESS, asker.address, now=now)
    if group.join_code:
        Tries.objects.note(KNOWN_AT_ADDRESS, f"{asker.address} {group.join_code}", now=now)
    return member, member.new_return_code()


def _look_up(
    code: str,
    length: int,
    asker: Asker,
    now: dt.datetime,
    find: Callable[[str], Found | None],
) -> Found:
    typed = as_typed(code)
    if len(typed) != length:  # no guess: it can't be a code of this sort
        raise UnknownCode
    if _is_held_back(typed, asker, now):
        raise TooManyGuesses
    found = find(typed)
    if found is None:
        for limit, who in asker.limits:
            Tries.objects.note(limit, who, now=now)
        raise UnknownCode
    return found


def _is_held_back(typed: str, asker: Asker, now: dt.datetime) -> bool:
    if not any(Tries.objects.used_up(limit, who, now=now) for limit, who in asker.limits):
        return False
    return not Tries.objects.used_up(KNOWN_AT_ADDRESS, f"{asker.address} {typed}", now=now)
