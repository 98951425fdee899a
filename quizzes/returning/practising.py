"""What a practice asks next: the due concept that waits longest, in a question that may be asked now."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef

from quizzes.models import Learner, Practice, PracticeAnswer, QuestionVersion
from quizzes.models.askable import askable, fittest, practicable
from quizzes.models.memory import ConceptMemory
from quizzes.models.practice import ONE
from quizzes.models.shuffling import place
from quizzes.models.version import VersionQuerySet


@transaction.atomic
def start(learner: Learner, *, now: dt.datetime) -> PracticeAnswer | None:
    """Begin a practice or go on with the open one; the question that waits, None where none is left.

    Raises NothingDue or SignedInMeanwhile.
    """
    due = practicable(learner, now).count()
    practice = Practice.objects.resume_or_start(learner=learner, due=due, now=now)
    return go_on(practice, now=now)


@transaction.atomic
def go_on(practice: Practice, *, now: dt.datetime) -> PracticeAnswer | None:
    """The practice's open question, or the next one; None, and it is finished, where nothing is left.

    An open question that may not be asked any more is put away for another.
    """
    row = practice.locked()
    if row.is_finished:
        return None
    pool = askable(row.learner, now)
    if waiting := row.answers.unanswered().first():
        if pool.filter(pk=waiting.version_id).exists():
            return waiting
        waiting.delete()
    count = row.answers.count()
    drawn = _draw(row, pool, now) if count < row.planned else None
    if drawn is None:
        row.finish(now=now)
        return None
    version, memory = drawn
    return row.answers.create(
        position=count + 1, version=version, concept_id=memory.concept_id, max_mark=ONE
    )


def may_ask(answer: PracticeAnswer, *, now: dt.datetime) -> bool:
    """Whether an open question of a practice may still be asked."""
    return askable(answer.practice.learner, now).filter(pk=answer.version_id).exists()


def _draw(
    practice: Practice, pool: VersionQuerySet, now: dt.datetime
) -> tuple[QuestionVersion, ConceptMemory] | None:
    # Nothing twice in one practice, whatever its concepts.
    asked = practice.answers
    rest = pool.exclude(question__in=asked.values("version__question")).exclude(
        entry__in=asked.exclude(version__entry="").values("version__entry")
    )
    waiting = practice.learner.memories.due(now).filter(
        Exists(rest.filter(concepts=OuterRef("concept")))
    )
    memory = waiting.select_related("concept").first()
    if memory is None:
        return None
    fit = fittest(practice.learner, rest, memory.concept)
    first = fit[0]
    # Among equally fit ones by the practice's seed, so that not everybody gets the same.
    equal = [v for v in fit if _fitness(v) == _fitness(first)]
    return min(equal, key=lambda v: place(practice.seed, "practice", v.question_id)), memory


def _fitness(version: Any) -> tuple[Any, ...]:
    return version.met, version.is_pool, version.is_scenario
