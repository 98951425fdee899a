"""Rules that draw questions at random, and the draw itself."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from quizzes.items import Level
from quizzes.models.article import Article
from quizzes.models.evidence import EvidencePassage
from quizzes.models.kinds import KIND_LABELS, LEVEL_LABELS
from quizzes.models.shuffling import place
from quizzes.models.topics import topic_name
from quizzes.models.version import QuestionVersion
from quizzes.rules import drawing

if TYPE_CHECKING:
    from quizzes.models.people import Learner
    from quizzes.models.quiz import Quiz

MOST_DRAWN = 100

Drawn = list[tuple[QuestionVersion, Decimal]]


class DrawRule(models.Model):
    """So many approved questions, by article, topic, level or kind, anew for every attempt."""

    quiz = models.ForeignKey(
        "quizzes.Quiz",
        on_delete=models.CASCADE,
        related_name="draw_rules",
        verbose_name=_("quiz"),
    )
    position = models.PositiveSmallIntegerField(_("place"), default=0)
    count = models.PositiveSmallIntegerField(
        _("how many questions"),
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_DRAWN)],
    )
    article = models.ForeignKey(
        Article,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="draw_rules",
        verbose_name=_("from the article"),
    )
    topic = models.SlugField(_("on the topic"), max_length=60, blank=True)
    level = models.CharField(
        _("of the level"),
        max_length=12,
        blank=True,
        choices=[(k.value, v) for k, v in LEVEL_LABELS.items()],
    )
    kind = models.CharField(
        _("of the kind"),
        max_length=12,
        blank=True,
        choices=[(k.value, v) for k, v in KIND_LABELS.items()],
    )
    unseen_first = models.BooleanField(
        _("first those that the learner has never seen"),
        default=True,
        help_text=_("Matters where a quiz is taken again, or another one draws from the same."),
    )
    max_mark = models.DecimalField(
        _("marks for each"),
        max_digits=7,
        decimal_places=4,
        default=Decimal(1),
        validators=[MinValueValidator(Decimal("0.0001"))],
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("drawing rule")
        verbose_name_plural = _("drawing rules")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(count__gte=1, count__lte=MOST_DRAWN), name="draw_rule_count_bounded"),
            models.CheckConstraint(condition=Q(max_mark__gt=0), name="draw_rule_marks_positive", violation_error_message=_("Give its questions marks above zero.")),
        ]  # fmt: skip

    def __str__(self) -> str:
        parts = [
            _("from “%(article)s”") % {"article": self.article} if self.article else "",
            _("on “%(topic)s”") % {"topic": topic_name(self.topic)} if self.topic else "",
            _("of the level “%(level)s”") % {"level": self.get_level_display()}
            if self.level
            else "",
            _("of the kind “%(kind)s”") % {"kind": self.get_kind_display()} if self.kind else "",
        ]
        told = " ".join(str(part) for part in parts if part)
        return told or str(_("from all approved questions"))

    def _asked(self) -> Q:
        """Which versions it may draw; `_matches` says the same of one."""
        wanted = {"question__article": self.article_id, "level": self.level, "kind": self.kind}
        asked = Q(state="approved", **{name: value for name, value in wanted.items() if value})
        asked &= Q(question__practice_of__isnull=True)
        if self.topic:
            # A subquery, since a question on two concepts of the topic would come twice.
            asked &= Q(pk__in=_on_topic(self.topic))
        return asked

    def _matches(self, row: Row) -> bool:
        return (
            row.practice_of is None
            and self.article_id in (None, row.article)
            and self.level in ("", row.level)
            and self.kind in ("", row.kind)
            and (not self.topic or self.topic in row.topics)
        )


def _on_topic(topic: str) -> models.QuerySet[Any, Any]:
    through = QuestionVersion.concepts.through.objects
    return through.filter(concept__topic=topic).values("questionversion")


NONE: frozenset[str] = frozenset()


class Row:
    """What of a version decides whether a rule draws it, and which others it is like."""

    __slots__ = (
        "article", "concepts", "kind", "level", "passages", "pk", "practice_of", "question", "topics",
    )  # fmt: skip

    def __init__(self, values: tuple[Any, ...]) -> None:
        self.pk, self.question, self.article, self.practice_of, self.level, self.kind = values
        self.topics = self.concepts = self.passages = NONE

    def to_candidate(self, seed: int, seen: set[int]) -> drawing.Candidate:
        # Scenarios may lean on one sentence and still ask different things.
        same = self.passages if self.level != Level.APPLY else NONE
        about = "+".join(sorted(self.concepts))
        return drawing.Candidate(
            self.question,
            place(seed, "draw", self.question),
            same,
            frozenset([f"{about}:{self.level}"]) if about else NONE,
            self.question in seen,
        )


def rows_of(found: models.QuerySet[QuestionVersion]) -> list[Row]:
    """The light rows of these versions, in three statements however many there are."""
    values = found.order_by("question").values_list(
        "pk", "question", "question__article", "question__practice_of", "level", "kind"
    )
    rows = {row.pk: row for row in map(Row, values)}
    ids = found.order_by().values("pk")
    concepts = QuestionVersion.concepts.through.objects.filter(questionversion__in=ids)
    told = concepts.values_list("questionversion", "concept__key", "concept__topic")
    for version, key, topic in told:
        rows[version].concepts |= {key}
        rows[version].topics |= {topic}
    passages = EvidencePassage.objects.filter(version__in=ids).order_by()
    for version, *where in passages.values_list("version", "revision", "start", "end"):
        rows[version].passages |= {":".join(map(str, where))}
    return list(rows.values())


def _seen_by(learner: Learner | None, rules: list[DrawRule]) -> set[int]:
    if learner is None or not any(rule.unseen_first for rule in rules):
        return set()
    drawn = QuestionVersion.objects.filter(responses__attempt__learner=learner)
    return set(drawn.order_by().values_list("question", flat=True))


def _matching(rules: list[DrawRule], fixed: list[QuestionVersion]) -> list[Row]:
    asked = Q(pk__in=[version.pk for version in fixed])
    for rule in rules:
        asked |= rule._asked()
    return rows_of(QuestionVersion.objects.filter(asked))


def _by_rule(
    rules: list[DrawRule],
    fixed: list[QuestionVersion],
    rows: list[Row],
    *,
    seed: int,
    seen: set[int],
) -> dict[int, list[int]]:
    """The questions that each rule gets beside the fixed ones."""
    known = {row.question: row.to_candidate(seed, seen) for row in rows}
    wishes = [
        drawing.Wish(
            rule.pk,
            rule.count,
            tuple(known[row.question] for row in rows if rule._matches(row)),
            rule.unseen_first,
        )
        for rule in rules
    ]
    return drawing.draw(wishes, [known[version.question_id] for version in fixed])


def draw(quiz: Quiz, seed: int, learner: Learner | None = None) -> Drawn:
    """The versions that an attempt with this seed gets, in their order.

    The learner matters only to rules that begin with what was never seen. What an attempt got is
    stored with it, so no later draw changes it.
    """
    chosen, rules = quiz.placed(), list(quiz.draw_rules.select_related("article"))
    kept = _some(chosen, quiz.draw_count, seed)
    places = [(p, 0, i, entry) for i, (p, *entry) in enumerate(kept)]
    if rules:
        fixed = [version for _place, version, _mark in chosen]
        rows, seen = _matching(rules, fixed), _seen_by(learner, rules)
        drawn = _by_rule(rules, fixed, rows, seed=seed, seen=seen)
        versions = _versions(drawn)
        places += [
            (rule.position, 1, i, [versions[question], rule.max_mark])
            for i, rule in enumerate(rules)
            for question in drawn[rule.pk]
        ]
        places.sort(key=lambda entry: entry[:3])
    entries = [(version, mark) for *_place, (version, mark) in places]
    if quiz.shuffle_questions:
        entries.sort(key=lambda entry: place(seed, "draw", entry[0].question_id))
    return entries


def _some(chosen: list[Any], count: int | None, seed: int) -> list[Any]:
    if count is None or count >= len(chosen):
        return chosen
    order = sorted(chosen, key=lambda entry: place(seed, "draw", entry[1].question_id))
    kept = {version.pk for _place, version, _mark in order[:count]}
    return [entry for entry in chosen if entry[1].pk in kept]


def _versions(drawn: dict[int, list[int]]) -> dict[int, QuestionVersion]:
    questions = [question for found in drawn.values() for question in found]
    found = QuestionVersion.objects.approved().filter(question__in=questions)
    return {version.question_id: version for version in found}


def outlook(quiz: Quiz) -> list[tuple[DrawRule, int, int]]:
    """Of each rule how many approved questions match it now, and how many of them it gets."""
    rules = list(quiz.draw_rules.select_related("article"))
    if not rules:
        return []
    fixed = [version for version, _mark in quiz.drawable()]
    rows = _matching(rules, fixed)
    drawn = _by_rule(rules, fixed, rows, seed=0, seen=set())
    return [(rule, sum(map(rule._matches, rows)), len(drawn[rule.pk])) for rule in rules]


def shortages(quiz: Quiz) -> list[tuple[DrawRule, int]]:
    """The rules that can't be filled now, each with how many questions it gets at most."""
    rules = list(quiz.draw_rules.select_related("article"))
    if not rules or _is_plenty(quiz, rules):
        return []
    return [(rule, gets) for rule, _matching, gets in outlook(quiz) if gets < rule.count]


def _is_plenty(quiz: Quiz, rules: list[DrawRule]) -> bool:
    """Whether each rule alone matches as many questions as all wish for: then none can go short, and
    a learner's page need not try it out."""
    approved = QuestionVersion.objects.approved()
    free = approved.exclude(question__in=quiz.quiz_questions.values("question"))
    asked = {f"rule_{rule.pk}": Count("pk", filter=rule._asked()) for rule in rules}
    return min(free.aggregate(**asked).values()) >= sum(rule.count for rule in rules)


def running_short(versions: Iterable[QuestionVersion]) -> list[Quiz]:
    """The published quizzes with a rule that would draw one of these, and now finds too few."""
    rows = rows_of(QuestionVersion.objects.filter(pk__in=[version.pk for version in versions]))
    rules = DrawRule.objects.filter(
        quiz__published_at__isnull=False, quiz__archived_at__isnull=True
    ).select_related("quiz")
    touched = {rule.quiz for rule in rules if any(map(rule._matches, rows))}
    return [quiz for quiz in sorted(touched, key=lambda quiz: quiz.pk) if shortages(quiz)]
