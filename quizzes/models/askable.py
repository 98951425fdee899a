"""Which questions may be asked, and explained at once, outside of a quiz.

A practice tells the key right after the answer. So it may not ask what a quiz still keeps.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest

from quizzes.models.article import Article
from quizzes.models.attempt import Attempt
from quizzes.models.audience import Audience
from quizzes.models.concept import Concept
from quizzes.models.drawing import DrawRule
from quizzes.models.memory import ConceptMemoryQuerySet
from quizzes.models.people import Learner
from quizzes.models.practice import PracticeAnswer
from quizzes.models.quiz import Feedback, Quiz
from quizzes.models.quizquestion import QuizQuestion
from quizzes.models.response import Response
from quizzes.models.version import QuestionVersion, VersionQuerySet

MANY = 20
"""Among how many of the fittest questions one is drawn."""


def askable(learner: Learner, now: dt.datetime) -> VersionQuerySet:
    """Approved versions that a practice may ask this learner now.

    They come from quizzes that tell the key at once and that the learner may take, from the practice
    pool, or from what the learner has finished. Left out: what an open attempt of the learner asks or
    whose article it is on, and what a quiz with feedback at the end holds that has not closed, as long
    as the learner has not finished it. Questions made of one entry have one key: where one is left
    out, all are.
    """
    # By subqueries that lean on nothing outside: the database makes each list once.
    seen = Q(question__in=_questions(Attempt.objects.finished().filter(learner=learner)))
    told = _asked_by(_taken_at_once(learner, now))
    kept = QuestionVersion.objects.approved().filter(_asked_by(_kept_until_the_end(now)))
    told |= Q(question__practice_of__isnull=False)
    going = learner.attempts.open().order_by()
    closed = Article.objects.filter(quizzes__in=going.values("quiz")).order_by()
    asked = QuestionVersion.objects.filter(question__in=_questions(going))
    return (
        QuestionVersion.objects.approved()
        .filter(seen | (told & ~_like(kept)))
        .exclude(_like(asked))
        .exclude(question__article__isnull=False, question__article__in=closed.values("pk"))
    )


def is_shut(learner: Learner, version: QuestionVersion) -> bool:
    """Whether an open attempt of the learner asks the question, so that its key is not told elsewhere."""
    same = Q(responses__version__question=version.question_id)
    if version.entry:
        same |= Q(responses__version__entry=version.entry)
    return learner.attempts.open().filter(same).exists()


def practicable(learner: Learner, now: dt.datetime) -> ConceptMemoryQuerySet:
    """What is due and has a question that may be asked now; what waits longest first."""
    about = askable(learner, now).filter(concepts=OuterRef("concept"))
    return learner.memories.due(now).filter(Exists(about))


def fittest(learner: Learner, pool: VersionQuerySet, concept: Concept) -> list[QuestionVersion]:
    """Questions of the pool on a concept, the fittest first.

    Those that the learner never met come first: of quizzes, then of the practice pool, in each
    scenarios before others. Then those met longest ago.
    """
    same = Q(version__question=OuterRef("question"))
    # A question of a quiz and one of the pool that were made of one entry are the same to a learner.
    same |= Q(version__entry=OuterRef("entry")) & ~Q(version__entry="")
    of_quizzes = Response.objects.filter(same, attempt__learner=learner)
    of_practices = PracticeAnswer.objects.filter(same, practice__learner=learner)
    one, other = (_last(rows) for rows in (of_quizzes, of_practices))
    met = Coalesce(Greatest(one, other), one, other)
    is_pool = Q(question__practice_of__isnull=False)
    fit = pool.filter(concepts=concept).annotate(
        met=met, is_pool=is_pool, is_scenario=Q(level="apply")
    )
    order = F("met").asc(nulls_first=True), "is_pool", "-is_scenario", "pk"
    return list(fit.order_by(*order)[:MANY])


def _last(rows: QuerySet[Response] | QuerySet[PracticeAnswer]) -> Subquery:
    answered = rows.filter(answered_at__isnull=False).order_by("-answered_at")
    return Subquery(answered.values("answered_at")[:1])


def _like(versions: VersionQuerySet) -> Q:
    """Whether it is one of these questions, or made of the same entry as one."""
    versions = versions.order_by()
    made = versions.exclude(entry="").values("entry")
    return Q(question__in=versions.values("question")) | Q(entry__in=made)


def _questions(attempts: QuerySet[Attempt]) -> QuerySet[Any, Any]:
    asked = Response.objects.filter(attempt__in=attempts.order_by().values("pk")).order_by()
    return asked.values("version__question")


def _asked_by(quizzes: QuerySet[Any, Any]) -> Q:
    """Whether any of the quizzes asks the question: as one of its own, or drawn by one of its rules."""
    quizzes = quizzes.order_by().values("pk")
    own = QuizQuestion.objects.filter(quiz__in=quizzes).order_by()
    return Q(question__in=own.values("question")) | Q(Exists(_rules(quizzes)))


def _rules(quizzes: QuerySet[Any, Any]) -> QuerySet[DrawRule]:
    # The same as DrawRule.pool, the other way round.
    about = QuestionVersion.concepts.through._default_manager.filter(
        questionversion=OuterRef(OuterRef("pk")), concept__topic=OuterRef("topic")
    )
    return DrawRule.objects.filter(
        Q(article__isnull=True) | Q(article=OuterRef("question__article")),
        Q(level="") | Q(level=OuterRef("level")),
        Q(kind="") | Q(kind=OuterRef("kind")),
        Q(topic="") | Q(Exists(about)),
        quiz__in=quizzes,
    )


def _taken_at_once(learner: Learner, now: dt.datetime) -> QuerySet[Quiz]:
    begun = Q(opens_at__isnull=True) | Q(opens_at__lte=now)
    # What is listed nowhere is not brought to anybody by a practice either.
    listed = Quiz.objects.visible_to(learner).exclude(audience=Audience.LINK)
    quizzes = listed.filter(begun, feedback=Feedback.AT_ONCE)
    return quizzes.filter(guests_allowed=True) if learner.user_id is None else quizzes


def _kept_until_the_end(now: dt.datetime) -> QuerySet[Quiz]:
    going = Q(closes_at__isnull=True) | Q(closes_at__gt=now)
    return Quiz.objects.visible().filter(going, feedback=Feedback.AT_END)
