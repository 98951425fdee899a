"""A list of people brought into a group: first what would happen, then exactly that or nothing."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction

from quizzes.items import Objection
from quizzes.models import ChangedMeanwhile, Group, Member
from quizzes.models.group import MOST_MEMBERS, folded
from quizzes.tables.rosters import Fault, Line, Roster, gettext_noop

COLUMNS = ("name", "email", "reference")


@dataclass(frozen=True)
class Match:
    """A member whom a line names, and what the line says differently; an empty cell says nothing."""

    member: Member
    line: Line

    @property
    def changes(self) -> list[tuple[str, str, str]]:
        """Column, what it says now, what it would say."""
        pairs = [(c, getattr(self.member, c), getattr(self.line, c)) for c in COLUMNS]
        return [(column, old, new) for column, old, new in pairs if new and new != old]


@dataclass(frozen=True)
class Plan:
    """What an import would do to a group."""

    joiners: list[Line] = field(default_factory=list)
    namesakes: list[Line] = field(default_factory=list)
    """Joiners who are called as somebody present is: perhaps the same person, newly numbered."""

    returning: list[Match] = field(default_factory=list)
    changed: list[Match] = field(default_factory=list)
    unchanged: list[Match] = field(default_factory=list)
    leavers: list[Member] = field(default_factory=list)
    doubles: tuple[tuple[int, int], ...] = ()
    faults: list[Fault] = field(default_factory=list)

    @property
    def does_something(self) -> bool:
        return bool(self.joiners or self.returning or self.changed or self.leavers)

    @property
    def fingerprint(self) -> str:
        """Tells this plan from another one, so that only what was seen is done."""
        matched = [(m.member.pk, m.changes) for m in (*self.returning, *self.changed)]
        lines = [(line.name, line.email, line.reference) for line in self.joiners]
        told = (lines, matched, [m.pk for m in self.leavers], bool(self.faults))
        return hashlib.sha256(repr(told).encode()).hexdigest()


def plan_import(group: Group, roster: Roster, *, is_whole: bool) -> Plan:
    """What importing the list would do; whoever it does not name leaves where it is the whole list."""
    plan = Plan(doubles=roster.doubles, faults=list(roster.faults))
    members = list(group.members.order_by("pk"))
    book = _Book(members)
    named: dict[int, Line] = {}
    for line in roster.lines:
        found = book.find(line)
        if isinstance(found, Fault):
            plan.faults.append(found)
        elif found is None:
            plan.joiners.append(line)
            if book.has_namesake(line):
                plan.namesakes.append(line)
        elif found.pk in named:
            plan.faults.append(_twice(line, named[found.pk]))
        else:
            named[found.pk] = line
            _sort(plan, Match(found, line))
    if is_whole and not plan.faults:
        plan.leavers.extend(m for m in members if m.left_at is None and m.pk not in named)
    if len(members) + len(plan.joiners) > MOST_MEMBERS:
        plan.faults.append(_too_many())
    plan.faults.sort(key=lambda fault: fault.number)
    return plan


@transaction.atomic
def apply_import(
    group: Group, roster: Roster, *, is_whole: bool, seen: str, now: dt.datetime
) -> Plan:
    """Do what was seen in the plan with this fingerprint; all of it or nothing.

    Raises ChangedMeanwhile where the group is not as it was then, or the list has faults.
    """
    group.lock()
    plan = plan_import(group, roster, is_whole=is_whole)
    if plan.faults or plan.fingerprint != seen:
        raise ChangedMeanwhile
    left = [member.pk for member in plan.leavers]
    gone = {"left_at": now, "invite_digest": None, "return_digest": None}
    group.members.filter(pk__in=left).update(**gone)
    for match in plan.returning:
        match.member.left_at = None
        match.member.joined_at = now if match.member.learner_id else None
    for match in (*plan.returning, *plan.changed):
        for column, _old, new in match.changes:
            setattr(match.member, column, new)
    touched = [match.member for match in (*plan.returning, *plan.changed)]
    Member.objects.bulk_update(touched, [*COLUMNS, "left_at", "joined_at"], batch_size=200)
    Member.objects.bulk_create(
        Member(group=group, name=line.name, email=line.email, reference=line.reference)
        for line in plan.joiners
    )
    return plan


def _sort(plan: Plan, match: Match) -> None:
    if match.member.left_at is not None:
        plan.returning.append(match)
    elif match.changes:
        plan.changed.append(match)
    else:
        plan.unchanged.append(match)


class _Book:
    """A group's members by what tells them apart."""

    def __init__(self, members: Iterable[Member]) -> None:
        self.references: dict[str, Member] = {}
        self.emails: dict[str, Member] = {}
        self.names: dict[str, list[Member]] = {}
        for member in members:
            if member.reference:
                self.references[member.reference] = member
            if member.email:
                self.emails[member.email.casefold()] = member
            if member.name:
                self.names.setdefault(folded(member.name), []).append(member)

    def find(self, line: Line) -> Member | Fault | None:
        """Whom the line names: by the number, by the address, or else by the name alone."""
        by_reference = self.references.get(line.reference)
        by_email = self.emails.get(line.email.casefold())
        if by_reference and by_email and by_reference != by_email:
            return _two(line, by_reference, by_email)
        if line.reference or line.email:
            return by_reference or by_email or self._nickname(line)
        called = self.names.get(folded(line.name), [])
        present = [member for member in called if member.left_at is None]
        if len(present or called) > 1:
            return _several(line)
        return next(iter(present or called), None)

    def _nickname(self, line: Line) -> Member | None:
        """Who joined under this very name before the list told more of them."""
        called = self.names.get(folded(line.name), [])
        return next((m for m in called if m.is_told_by_name and m.left_at is None), None)

    def has_namesake(self, line: Line) -> bool:
        """Whether somebody present has the name, whom the line's number or address does not fit."""
        return any(m.left_at is None for m in self.names.get(folded(line.name), []))


def _two(line: Line, by_reference: Member, by_email: Member) -> Fault:
    template = gettext_noop(
        "The number is that of %(one)s and the address that of %(other)s in this group. "
        "Correct the line, or one of the two members."
    )
    return Fault(line.number, Objection("two", template, {"one": str(by_reference), "other": str(by_email)}))  # fmt: skip


def _several(line: Line) -> Fault:
    template = gettext_noop("Several members have this name. Add a number or an address.")
    return Fault(line.number, Objection("several", template))


def _twice(line: Line, earlier: Line) -> Fault:
    template = gettext_noop("It names the same member as line %(line)d. Take one of them out.")
    return Fault(line.number, Objection("twice", template, {"line": earlier.number}))


def _too_many() -> Fault:
    template = gettext_noop("The group would have more than %(most)d members. Make two groups.")
    return Fault(0, Objection("too_many", template, {"most": MOST_MEMBERS}))
