"""Pre-test, post-test and later re-test of parallel questions, built in one act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Avg, Count, F, FloatField, Prefetch, QuerySet
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from quizzes import actions
from quizzes.composing.copying import free_slug
from quizzes.models import (
    Article,
    Audience,
    DomainError,
    EvidencePassage,
    QuestionVersion,
    Quiz,
    QuizQuestion,
    Response,
    Series,
)
from quizzes.models.drawing import rows_of
from quizzes.models.quiz import ArticleAccess, Feedback, Grading
from quizzes.models.series import Role
from quizzes.rules.paralleling import Form, Likeness, likeness, parallel_sets

if TYPE_CHECKING:
    from quizzes.models import User

ASKED = (
    "options", "pairs", "steps", "accepted_answers",
    Prefetch("evidence", EvidencePassage.objects.with_paragraph()),
)  # fmt: skip
"""What an editor wants to see of a question that is not open."""

LEAST_ANSWERS = 20
"""With fewer first answers a facility index says too little to match by."""

RULES = {
    "feedback": Feedback.AT_END, "article_access": ArticleAccess.AFTER, "attempts_allowed": 1,
    "grading": Grading.FIRST, "audience": Audience.LINK,
}  # fmt: skip
"""A test that shows what somebody knows: one attempt, from memory, told at the end, listed nowhere."""


class TooFewParallel(DomainError):
    sentence = gettext_lazy(
        "No two approved questions match there. Approve more questions on one concept or topic first."
    )


@dataclass(frozen=True)
class Built:
    """The series, and in a sentence why it is shorter than wished, empty where it is not."""

    series: Series
    shortfall: str = ""


@dataclass(frozen=True)
class Place:
    """One place of a series: the question of each role there, None where a test has none, and what
    they share."""

    versions: tuple[QuestionVersion | None, ...]
    likeness: Likeness

    @property
    def is_close(self) -> bool:
        return self.likeness not in {Likeness.TOPIC_ONLY, Likeness.LEVEL, Likeness.NOTHING}


@transaction.atomic
def build_series(
    *,
    title: str,
    wanted: int,
    by: User | None,
    article: Article | None = None,
    topics: Sequence[str] = (),
    roles: Sequence[str] = tuple(Role.values),
) -> Built:
    """Drafts, one in each role, whose questions at one place are parallel and of which none is shared.

    The questions are the approved ones of the article, or on the topics. Raises TooFewParallel where
    not a single place can be filled.
    """
    forms = _forms(_pool(article, topics))
    sets = parallel_sets(forms, size=len(roles), wanted=wanted)
    if not sets:
        raise TooFewParallel
    series = Series.objects.create(title=title, wanted=wanted, created_by=by)
    approved = QuestionVersion.objects.approved()
    versions = {
        v.question_id: v
        for v in approved.filter(question__in=[form.question for found in sets for form in found])
    }
    for turn, role in enumerate(roles):
        chosen = [versions[found[turn].question] for found in sets]
        _quiz(series, Role(role), chosen, article)
    return Built(series, _shortfall(len(sets), wanted, len(roles), forms))


def _quiz(
    series: Series, role: Role, versions: list[QuestionVersion], article: Article | None
) -> Quiz:
    title = f"{series.title} – {role.label}"
    return actions.make_quiz(
        title=title, slug=free_slug(title), versions=versions, articles=[article] if article else [],
        series=series, series_role=role, **RULES,
    )  # fmt: skip


def _pool(article: Article | None, topics: Sequence[str]) -> QuerySet[QuestionVersion]:
    found = QuestionVersion.objects.approved().outside_the_pool()
    if article is not None:
        found = found.filter(question__article=article)
    if topics:
        about = QuestionVersion.objects.filter(concepts__topic__in=topics)
        found = found.filter(pk__in=about.values("pk"))
    return found


def _forms(found: QuerySet[QuestionVersion], *, measured: bool = True) -> list[Form]:
    stems = dict(found.order_by().values_list("pk", "stem"))
    known = _facilities(found) if measured else {}
    return [
        Form(
            row.question,
            row.level,
            row.kind,
            frozenset(row.concepts),
            frozenset(row.topics),
            known.get(row.pk),
            stems[row.pk],
        )
        for row in rows_of(found)
    ]


def _facilities(found: QuerySet[QuestionVersion]) -> dict[int, float]:
    """The mean share of the marks in first attempts, of versions that enough people answered."""
    share = Cast(F("mark"), FloatField()) / Cast(F("max_mark"), FloatField())
    answered = Response.objects.answered().filter(
        version__in=found.order_by().values("pk"),
        attempt__number=1,
        attempt__finished_at__isnull=False,
    )
    told = answered.order_by().values("version").annotate(n=Count("pk"), mean=Avg(share))
    return dict(told.filter(n__gte=LEAST_ANSWERS).values_list("version", "mean"))


def _shortfall(built: int, wanted: int, size: int, forms: Sequence[Form]) -> str:
    if built >= wanted:
        return ""
    left = len(forms) - built * size
    told = ngettext(
        "Each test has %(built)d question instead of %(wanted)d: each place takes %(size)d parallel "
        "ones, %(total)d approved questions match what you chose, and %(left)d of them found no partner.",
        "Each test has %(built)d questions instead of %(wanted)d: each place takes %(size)d parallel "
        "ones, %(total)d approved questions match what you chose, and %(left)d of them found no partner.",
        built,
    )
    params = {"built": built, "wanted": wanted, "size": size, "total": len(forms), "left": left}
    return told % params


def places_of(series: Series) -> list[Place]:
    """The places of a series as its quizzes are now, in the order of the roles."""
    columns = _columns(series)
    asked = {version.pk for column in columns for version in column}
    found = _forms(QuestionVersion.objects.filter(pk__in=asked), measured=False)
    forms = {form.question: form for form in found}
    longest = max((len(column) for column in columns), default=0)
    return [_place([c[i] if i < len(c) else None for c in columns], forms) for i in range(longest)]


def _columns(series: Series) -> list[list[QuestionVersion]]:
    """The approved questions of each test in their order, in three statements for all tests."""
    rows = QuizQuestion.objects.filter(quiz__series=series).order_by("position", "pk")
    told = list(rows.values_list("quiz", "question"))
    found = QuestionVersion.objects.approved().filter(question__in=[q for _quiz, q in told])
    versions = {
        v.question_id: v for v in found.select_related("question__article").prefetch_related(*ASKED)
    }
    return [
        [versions[q] for quiz, q in told if quiz == part.pk and q in versions]
        for part in series.by_role().values()
    ]


def _place(versions: Sequence[QuestionVersion | None], forms: dict[int, Form]) -> Place:
    shared = [forms[v.question_id] for v in versions if v]
    alike = likeness(shared) if len(shared) == len(versions) else Likeness.NOTHING
    return Place(tuple(versions), alike)


def told_of(alike: Likeness) -> str:
    """What parallel questions share, in words."""
    return {
        Likeness.CONCEPT_KIND: _("same concept, level and kind"),
        Likeness.CONCEPT: _("same concept and level"),
        Likeness.TOPIC_KIND: _("same topic, level and kind"),
        Likeness.TOPIC: _("same topic and level"),
        Likeness.TOPIC_ONLY: _("only the topic is the same: no others on it have one level"),
        Likeness.LEVEL: _("only the level is the same: no others are on one topic"),
        Likeness.NOTHING: _("nothing in common, or a test has no question here"),
    }[alike]
