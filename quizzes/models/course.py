"""The course: the shipped lessons in their order, and how far one learner is with each."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Count, Exists, FloatField, IntegerField, Max, OuterRef, Value
from django.db.models import Subquery as Sub
from django.db.models.functions import Cast

from quizzes.models.attempt import Attempt
from quizzes.models.people import Learner
from quizzes.models.quiz import Quiz, QuizQuerySet
from quizzes.models.response import Response

LESSON = "lesson-"


def lessons(quizzes: QuizQuerySet) -> QuizQuerySet:
    """Those of the quizzes that belong to the course, in its order."""
    return quizzes.filter(key__startswith=LESSON).order_by("pk")


def others(quizzes: QuizQuerySet) -> QuizQuerySet:
    """Those that do not belong to the course."""
    return quizzes.exclude(key__startswith=LESSON, key__isnull=False)


def is_lesson(quiz: Quiz) -> bool:
    """Whether a quiz belongs to the course; `lessons` says it of many."""
    return (quiz.key or "").startswith(LESSON)


def next_lesson(learner: Learner, now: dt.datetime, *, after: Quiz | None = None) -> Quiz | None:
    """A lesson that the learner has not passed: the next one behind `after`, else the first; None
    where none is left."""
    listed = with_progress(lessons(Quiz.objects.listed_for(learner, now)), learner)
    left = list(listed.filter(is_passed=False))
    behind = (lesson for lesson in left if after and lesson.pk > after.pk)
    return next(behind, left[0] if left else None)


def with_progress(quizzes: QuizQuerySet, learner: Learner | None) -> Any:
    """With `best` (a share of 1 or None), `is_passed`, `open_attempt` (its id or None) and `answered`."""
    if learner is None:
        nothing = {"best": Value(None, FloatField()), "open_attempt": Value(None, IntegerField())}
        return quizzes.annotate(**nothing, is_passed=Value(False), answered=Value(0))
    own = Attempt.objects.filter(learner=learner, quiz=OuterRef("pk")).order_by()
    share = Cast("score", FloatField()) / Cast("max_score", FloatField())
    best = own.finished().filter(max_score__gt=0).values("quiz").annotate(best=Max(share))
    answered = Response.objects.answered().filter(
        attempt__in=Attempt.objects.open().filter(learner=learner), attempt__quiz=OuterRef("pk")
    )
    return quizzes.annotate(
        best=Sub(best.values("best")),
        is_passed=Exists(own.filter(passed=True)),
        open_attempt=Sub(own.open().values("pk")[:1]),
        answered=Sub(
            answered.order_by().values("attempt__quiz").annotate(n=Count("pk")).values("n")
        ),
    )
