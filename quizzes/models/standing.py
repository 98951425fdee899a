"""Who stands how with what is assigned: rows read in few statements, judged by `quizzes.rules.owing`."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from quizzes.models.assignment import Assignment
from quizzes.models.attempt import Attempt
from quizzes.models.extension import Extension
from quizzes.models.group import Group, Member
from quizzes.models.people import Learner
from quizzes.models.quiz import Quiz
from quizzes.rules.owing import Sitting, Standing, State, current


@dataclass(frozen=True)
class Asked:
    """One assignment for one member: how it stands with every time that it was asked."""

    assignment: Assignment
    member: Member
    standings: tuple[Standing, ...]

    @property
    def current(self) -> Standing | None:
        """The one that matters now, None for whoever is not asked."""
        return current(self.standings)

    @property
    def last_done(self) -> dt.datetime | None:
        """When it was done last."""
        return max((s.done_at for s in self.standings if s.done_at), default=None)


def asked_of(learner: Learner, now: dt.datetime, *, quiz: Quiz | None = None) -> list[Asked]:
    """What is assigned to a learner, what is due first coming first; in at most four statements."""
    assignments = Assignment.objects.for_learner(learner).select_related("group", "quiz")
    if quiz is not None:
        assignments = assignments.filter(quiz=quiz)
    found = list(assignments)
    if not found:
        return []
    members = Member.objects.joined().filter(learner=learner, group__in={a.group_id for a in found})
    asked = asked_in(found, members, now)
    return sorted((a for a in asked if a.standings), key=_urgency)


def asked_in(
    assignments: Sequence[Assignment], members: Iterable[Member], now: dt.datetime
) -> list[Asked]:
    """Each of the assignments for each of the members of its group; two statements beside these two."""
    by_group: dict[int, list[Member]] = defaultdict(list)
    for member in members:
        by_group[member.group_id].append(member)
    people = [m for in_group in by_group.values() for m in in_group]
    sittings = _sittings(assignments, people)
    extensions = _extensions(assignments)
    terms = {assignment.pk: assignment.terms for assignment in assignments}
    return [
        Asked(
            assignment,
            member,
            assignment.standings_of(
                member,
                sittings=sittings.get((assignment.pk, member.learner_id), ()),
                extended_to=extensions.get((assignment.pk, member.pk)),
                now=now,
                terms=terms[assignment.pk],
            ),
        )
        for assignment in assignments
        for member in by_group[assignment.group_id]
    ]


def members_of(group: Group) -> list[Member]:
    """Those who are in a group now, with their accounts."""
    return list(group.members.present().select_related("learner__user"))


def places_of(group: Group) -> list[Member]:
    """The same people where nobody is named: light rows, to be counted."""
    return list(group.members.present().only("group", "learner", "joined_at"))


def _sittings(
    assignments: Sequence[Assignment], people: Sequence[Member]
) -> dict[tuple[int, int | None], list[Sitting]]:
    """Whole ones: what was only begun changes nothing of how anybody stands."""
    attempts = (
        Attempt.objects.finished().filter(assignment__in=[a.pk for a in assignments]).order_by()
    )
    if len(people) == 1:
        attempts = attempts.filter(learner=people[0].learner_id)
    found: dict[tuple[int, int | None], list[Sitting]] = defaultdict(list)
    rows: Any = attempts.values_list("assignment_id", "learner_id", "started_at", "finished_at")
    for assignment, learner, started, finished in rows:
        found[assignment, learner].append(Sitting(started, finished))
    return found


def _extensions(assignments: Sequence[Assignment]) -> dict[tuple[int, int], dt.datetime]:
    rows = Extension.objects.filter(assignment__in=[a.pk for a in assignments]).order_by()
    return {(e.assignment_id, e.member_id): e.due_at for e in rows}


def _urgency(asked: Asked) -> tuple[Any, ...]:
    standing = asked.current
    if standing is None:
        return (3,)
    rank = 0 if standing.is_owed else 1 if standing.state == State.AHEAD else 2
    due = standing.occurrence.due_at
    return (rank, due is None, due or standing.occurrence.opens_at, asked.assignment.pk)
