"""Each person's results, where the person was told so."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q

from quizzes.models import Assignment, Attempt, Member
from quizzes.models.response import Confidence


@dataclass(frozen=True)
class PersonRow:
    """A member's finished attempts under an assignment, as shares of the full mark."""

    member: Member
    first: float
    best: float
    passed: bool
    attempts: int
    sure_and_wrong: int | None
    """In the first attempt; None where the person never said there how sure they were."""


def people_of(assignment: Assignment, members: list[Member]) -> list[PersonRow]:
    """Those members whose results may be seen by name; who was wrong most often though certain first."""
    sure = Q(responses__confidence=Confidence.CERTAIN, responses__mark__lt=F("responses__max_mark"))
    attempts = (
        Attempt.objects.finished()
        .seen_one_by_one(assignment)
        .filter(max_score__gt=0)
        .annotate(
            sure_and_wrong=Count("responses", filter=sure),
            said_how_sure=Count("responses", filter=Q(responses__confidence__isnull=False)),
        )
        .order_by("finished_at", "pk")
    )
    by_learner: dict[int, list[Any]] = defaultdict(list)
    for attempt in attempts:
        by_learner[attempt.learner_id].append(attempt)
    rows = [
        _row(member, by_learner[member.learner_id])
        for member in members
        if member.learner_id in by_learner
    ]
    return sorted(rows, key=lambda r: (-(r.sure_and_wrong or 0), r.first, str(r.member).casefold()))


def _row(member: Member, attempts: list[Any]) -> PersonRow:
    shares = [float(a.score / a.max_score) for a in attempts]
    return PersonRow(
        member=member,
        first=shares[0],
        best=max(shares),
        passed=any(a.passed for a in attempts),
        attempts=len(attempts),
        sure_and_wrong=attempts[0].sure_and_wrong if attempts[0].said_how_sure else None,
    )
