"""The record for auditors: who was asked what until when, and who finished which content when."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from quizzes.models import Assignment, Attempt, Group, Response, Visibility
from quizzes.models.standing import Asked, asked_in
from quizzes.rules.owing import Standing, State

RECORD_HEAD = [
    gettext_noop("Group"),
    gettext_noop("Person"),
    gettext_noop("Reference"),
    gettext_noop("Left the group"),
    gettext_noop("Quiz"),
    gettext_noop("Time"),
    gettext_noop("Asked from"),
    gettext_noop("Due"),
    gettext_noop("State"),
    gettext_noop("Completed"),
    gettext_noop("On time"),
    gettext_noop("Content (question and version)"),
    gettext_noop("Score in percent"),
    gettext_noop("Passed"),
]

STATES = {
    State.AHEAD: gettext_noop("opens later"),
    State.OPEN: gettext_noop("not done yet"),
    State.LATE: gettext_noop("late"),
    State.MISSED: gettext_noop("missed"),
    State.DONE: gettext_noop("done"),
    State.DONE_LATE: gettext_noop("done late"),
}


def record_of(group: Group, now: dt.datetime) -> Iterator[list[Any]]:
    """A row for each person and each time that something was asked, leavers among them.

    Times are those of the group's zone. Score and pass stand only where the person was told so
    before the first question, and the assignment still says so.
    """
    assignments = list(
        group.assignments.select_related("quiz", "group").order_by("created_at", "pk")
    )
    members = list(group.members.filter(learner__isnull=False).select_related("learner__user"))
    attempts = _finished(assignments)
    contents = _contents(assignments)
    for asked in asked_in(assignments, members, now):
        for standing in asked.standings:
            if row := _row(asked, standing, attempts, contents):
                yield row


def _row(
    asked: Asked,
    standing: Standing,
    attempts: dict[tuple[int, int | None, dt.datetime], Attempt],
    contents: dict[int, str],
) -> list[Any] | None:
    assignment, member, when = asked.assignment, asked.member, standing.occurrence
    left, over = member.left_at, member.left_at or assignment.withdrawn_at
    if over and not standing.is_done and (when.due_at is None or when.due_at > over):
        return None  # it was not asked any more when it would have been due
    zone = assignment.zone
    done = standing.done_at
    attempt = attempts.get((assignment.pk, member.learner_id, done)) if done else None
    is_seen = (
        attempt is not None and attempt.visibility == assignment.visibility == Visibility.INDIVIDUAL
    )
    return [
        assignment.group.name,
        str(member),
        member.reference,
        _local(left, zone),
        assignment.quiz.title,
        when.number,
        _local(when.opens_at, zone),
        _local(when.due_at, zone),
        _(STATES[standing.state]),
        _local(done, zone),
        "" if done is None else _("yes") if standing.state == State.DONE else _("no"),
        contents.get(attempt.pk, "") if attempt else "",
        attempt.percent if attempt and is_seen else "",
        (_("yes") if attempt.passed else _("no")) if attempt and is_seen else "",
    ]


def _local(when: dt.datetime | None, zone: dt.tzinfo) -> dt.datetime | str:
    """Clocks in the zone; spreadsheets know no zones, so the head of the file names it."""
    return when.astimezone(zone).replace(tzinfo=None, microsecond=0) if when else ""


def _finished(
    assignments: list[Assignment],
) -> dict[tuple[int, int | None, dt.datetime], Attempt]:
    found = Attempt.objects.finished().filter(assignment__in=[a.pk for a in assignments])
    return {(a.assignment_id, a.learner_id, a.finished_at): a for a in found.order_by("pk")}  # type: ignore[misc]


def _contents(assignments: list[Assignment]) -> dict[int, str]:
    """The questions that each attempt held, each with the number of its version: 12v1 15v3."""
    rows: Any = Response.objects.filter(
        attempt__assignment__in=[a.pk for a in assignments], attempt__finished_at__isnull=False
    )
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    columns = rows.order_by().values_list("attempt_id", "version__question_id", "version__number")
    for attempt, question, number in columns:
        found[attempt].append((question, number))
    return {
        attempt: " ".join(f"{question}v{number}" for question, number in sorted(of))
        for attempt, of in found.items()
    }
