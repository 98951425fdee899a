"""Factories of what is assigned: members who joined, assignments, whole attempts under them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from quizzes.models import Assignment, Attempt, Group, Learner, Member, Quiz
from tests import make


def member(
    of: Group, learner: Learner | None = None, *, name: str = "", joined_at: Any = None
) -> Member:
    """Somebody who has joined, an hour ago where nothing else is said."""
    return of.members.create(
        learner=learner or make.learner(),
        name=name,
        joined_at=joined_at or timezone.now() - dt.timedelta(hours=1),
    )


def assignment(group: Group, quiz: Quiz, now: Any = None, **terms: Any) -> Assignment:
    return Assignment.objects.assign(
        group=group, quiz=quiz, by=None, now=now or timezone.now(), **terms
    )


def sat(
    of: Assignment, learner: Learner, rightly: Any = True, now: Any = None, **more: Any
) -> Attempt:
    """A whole attempt under an assignment; `rightly` says of all answers, or of each, if it is right."""
    when = now or timezone.now()
    made = of.start(learner=learner, now=when)
    for i, response in enumerate(made.responses.select_related("version", "attempt")):
        value = response.version.to_item()
        good = rightly if isinstance(rightly, bool) else rightly[i]
        answer = make.right(value) if good else make.wrong(value)
        response.store(answer, sequence=0, now=when, **more)
    made.finish(now=when)
    return made
