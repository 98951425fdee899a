"""Responses: what a learner answered to one question of an attempt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, TypeVar

from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from quizzes.grading import grade
from quizzes.items import Answer, Chosen, Kind, Matched, Number, Ordered, Typed
from quizzes.models.chosen import ChosenOption, ChosenPair, ChosenStep
from quizzes.models.errors import (
    AlreadyAnswered,
    StaleAnswer,
)
from quizzes.models.question import CHILDREN, QuestionVersion
from quizzes.models.quiz import ArticleAccess
from quizzes.models.shuffling import place


class Confidence(models.IntegerChoices):
    GUESS = 1, _("a guess")
    FAIRLY = 2, _("fairly sure")
    CERTAIN = 3, _("certain")


Part = TypeVar("Part", bound=models.Model)


class ResponseQuerySet(models.QuerySet["Response"]):
    def unanswered(self) -> ResponseQuerySet:
        return self.filter(answered_at__isnull=True).order_by("position")

    def answered(self) -> ResponseQuerySet:
        return self.filter(answered_at__isnull=False)

    def for_page(self) -> ResponseQuerySet:
        """With its attempt, quiz and version, and what a page says about the other questions."""
        siblings = Response.objects.filter(attempt=models.OuterRef("attempt"))
        count = (
            siblings.filter(answered_at__isnull=False)
            .order_by()
            .values("attempt")
            .annotate(n=models.Count("pk"))
            .values("n")
        )
        return self.select_related("attempt__quiz", "version").annotate(
            answered_count=models.functions.Coalesce(models.Subquery(count), 0),
            next_open=models.Subquery(
                siblings.filter(answered_at__isnull=True)
                .exclude(pk=models.OuterRef("pk"))
                .order_by("position")
                .values("position")[:1]
            ),
        )


class Response(models.Model):
    """What a learner answered to one question of an attempt; made unanswered when the attempt begins."""

    attempt = models.ForeignKey(
        "quizzes.Attempt",
        on_delete=models.PROTECT,
        related_name="responses",
        verbose_name=_("attempt"),
    )
    position = models.PositiveSmallIntegerField(_("place"))
    version = models.ForeignKey(
        QuestionVersion,
        on_delete=models.PROTECT,
        related_name="responses",
        verbose_name=_("question"),
    )
    max_mark = models.DecimalField(_("marks"), max_digits=7, decimal_places=4)
    sequence = models.PositiveIntegerField(_("times stored"), default=0)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    mark = models.DecimalField(_("mark"), max_digits=7, decimal_places=4, null=True, blank=True)
    number = models.DecimalField(
        _("number"), max_digits=20, decimal_places=6, null=True, blank=True
    )
    text = models.CharField(_("typed"), max_length=500, blank=True)
    confidence = models.PositiveSmallIntegerField(
        _("how sure"), choices=Confidence.choices, null=True, blank=True
    )
    article_opened = models.BooleanField(_("article looked up"), default=False)
    flagged = models.BooleanField(_("flagged"), default=False)

    objects = ResponseQuerySet.as_manager()

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        ordering = ["attempt_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["attempt", "position"], name="response_place_once"),
            models.UniqueConstraint(fields=["attempt", "version"], name="response_question_once"),
            models.CheckConstraint(condition=Q(answered_at__isnull=True, mark__isnull=True, sequence=0) | Q(answered_at__isnull=False, mark__isnull=False, sequence__gte=1), name="response_mark_when_answered"),
            models.CheckConstraint(condition=Q(mark__isnull=True) | Q(mark__gte=0, mark__lte=F("max_mark")), name="response_mark_bounded"),
            models.CheckConstraint(condition=Q(confidence__isnull=True) | Q(confidence__in=Confidence.values), name="response_confidence_known"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.attempt} · {self.position}"

    @property
    def is_answered(self) -> bool:
        return self.answered_at is not None

    @property
    def may_show_feedback(self) -> bool:
        """Whether the answer is final, so that the key, the evidence and the mark may be seen."""
        return self.attempt.is_finished or (
            self.is_answered and self.attempt.shows_feedback_at_once
        )

    def may_read_article(self, now: dt.datetime) -> bool:
        """Whether the article may be opened from this question, by the rule the attempt began with.

        On request it is open until this question is answered; the next one asks, and is noted, anew.
        """
        if self.attempt.is_finished:
            return self.attempt.may_read_article(now)
        if self.attempt.article_access == ArticleAccess.ON_REQUEST:
            return self.article_opened and not self.may_show_feedback
        return bool(self.attempt.article_access == ArticleAccess.BESIDE)

    @property
    def is_right(self) -> bool:
        return self.mark is not None and self.mark == self.max_mark

    def shown(self, parts: Iterable[Part]) -> list[Part]:
        """Options, right sides or steps in the order in which this attempt shows them.

        By a hash, not by `random.shuffle`, so that every Python version gives the same order.
        """
        parts = list(parts)
        if self.version.kind in {Kind.MATCHING, Kind.ORDERING} or (
            self.attempt.shuffle_options and not _has_own_order(self.version, parts)
        ):
            return sorted(
                parts, key=lambda part: place(self.attempt.seed, self.version_id, part.pk)
            )
        return parts

    def parts(self) -> list[Any]:
        """The version's options, pairs or steps, each with what was `given` for it, in one statement.

        That is the chosen option's id, the id of the pair whose right side was put there, or the place.
        """
        parts, chosen, part, value = _given(self.version.kind)
        given = getattr(self, chosen).filter(**{part: models.OuterRef("pk")}).values(value)[:1]
        return list(getattr(self.version, parts).annotate(given=models.Subquery(given)))

    def prefetched_parts(self) -> list[Any]:
        """The same as `parts`, from rows that were fetched for many responses at once."""
        parts, chosen, part, value = _given(self.version.kind)
        given = {getattr(c, f"{part}_id"): c for c in getattr(self, chosen).all()}
        found = list(getattr(self.version, parts).all())
        for row in found:
            row.given = getattr(given[row.pk], value) if row.pk in given else None
        return found

    def stored_answer(self) -> Answer | None:
        """The answer as `grade` takes it, None where there is none yet."""
        if not self.is_answered:
            return None
        match Kind(self.version.kind):
            case Kind.NUMERIC:
                return Number(self.number or Decimal(0))
            case Kind.SHORT_TEXT:
                return Typed(self.text)
            case Kind.MATCHING:
                place = _places(self.version.pairs.all())
                return Matched(
                    frozenset(
                        (place[c.left_id], place[c.right_id]) for c in self.chosen_pairs.all()
                    )
                )
            case Kind.ORDERING:
                place = _places(self.version.steps.all())
                return Ordered(tuple(place[c.step_id] for c in self.chosen_steps.all()))
        place = _places(self.version.options.all())
        return Chosen(frozenset(place[c.option_id] for c in self.chosen_options.all()))

    @transaction.atomic
    def store(
        self, answer: Answer, *, sequence: int, confidence: int | None = None, now: dt.datetime
    ) -> bool:
        """Mark and keep an answer; True when it was stored, False when the same one was kept before.

        `sequence` is how often the page that sends it had seen an answer stored. Raises AttemptFinished,
        TooLate, AlreadyAnswered or StaleAnswer; then nothing is changed.
        """
        attempt = self.attempt.locked()
        if refusal := attempt.refusal(now):
            return self._refuse(answer, refusal)
        row = Response.objects.filter(pk=self.pk, sequence=sequence)
        if attempt.shows_feedback_at_once:
            row = row.filter(sequence=0)
        mark = grade(self.version.to_graded_item(), answer, maximum=self.max_mark)
        typed = {
            "text": answer.text if isinstance(answer, Typed) else "",
            "number": answer.value if isinstance(answer, Number) else None,
        }
        changed = row.update(
            sequence=F("sequence") + 1,
            answered_at=now,
            mark=mark.earned,
            confidence=confidence,
            **typed,
        )
        if not changed:
            return self._refuse(
                answer, AlreadyAnswered() if attempt.shows_feedback_at_once else StaleAnswer()
            )
        self._keep_parts(answer, is_first=sequence == 0)
        return True

    def _refuse(self, answer: Answer, error: Exception) -> bool:
        current = Response.objects.select_related("attempt", "version").get(pk=self.pk)
        if current.stored_answer() == answer:
            return False
        raise error

    def _keep_parts(self, answer: Answer, *, is_first: bool) -> None:
        children = {Chosen: ChosenOption, Matched: ChosenPair, Ordered: ChosenStep}
        if (model := children.get(type(answer))) is None:
            return
        if not is_first:
            model._default_manager.filter(response=self).delete()
        model._default_manager.bulk_create(self._parts(answer))

    def _parts(self, answer: Answer) -> list[Any]:
        parts: Sequence[Any] = getattr(
            self.version, CHILDREN.get(Kind(self.version.kind)) or "options"
        ).all()
        match answer:
            case Chosen(options):
                return [ChosenOption(response=self, option=parts[i]) for i in sorted(options)]
            case Matched(pairs):
                return [
                    ChosenPair(response=self, left=parts[left], right=parts[right])
                    for left, right in sorted(pairs)
                ]
            case Ordered(order):
                return [
                    ChosenStep(response=self, step=parts[i], rank=rank)
                    for rank, i in enumerate(order, start=1)
                ]
        return []


def _given(kind: str) -> tuple[str, str, str, str]:
    """Where a kind's parts are, where what was chosen of them is, and which columns join them."""
    match Kind(kind):
        case Kind.MATCHING:
            return "pairs", "chosen_pairs", "left", "right_id"
        case Kind.ORDERING:
            return "steps", "chosen_steps", "step", "rank"
    return "options", "chosen_options", "option", "option_id"


def _places(parts: Iterable[models.Model]) -> dict[Any, int]:
    return {part.pk: i for i, part in enumerate(parts)}


def _has_own_order(version: QuestionVersion, parts: Sequence[Any]) -> bool:
    """True/false stays true/false, and numbers stay in the order in which they were written."""
    return version.kind == Kind.TRUE_FALSE or all(part.text[:1].isdigit() for part in parts)
