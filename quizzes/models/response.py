"""Responses: what a learner answered to one question of an attempt."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from quizzes.items import Answer, Chosen, Matched, Ordered
from quizzes.models.answering import Answered, AnsweredQuerySet, Confidence
from quizzes.models.chosen import ChosenOption, ChosenPair, ChosenStep
from quizzes.models.errors import (
    AlreadyAnswered,
    StaleAnswer,
)
from quizzes.models.memory import Heard, remember
from quizzes.models.quiz import ArticleAccess, Feedback
from quizzes.models.version import QuestionVersion

if TYPE_CHECKING:
    from quizzes.models.attempt import Attempt


class ResponseQuerySet(AnsweredQuerySet["Response"]):
    def final(self) -> ResponseQuerySet:
        """Answers that can change no more; `Response.may_show_feedback` says the same of one."""
        at_once = Q(attempt__feedback=Feedback.AT_ONCE)
        return self.answered().filter(Q(attempt__finished_at__isnull=False) | at_once)

    def counted(self) -> ResponseQuerySet:
        """Those that make the score: all but those of questions that were left out."""
        return self.filter(left_out=False)

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
        return self.select_related("attempt__quiz", "version__question__article").annotate(
            answered_count=models.functions.Coalesce(models.Subquery(count), 0),
            next_open=models.Subquery(
                siblings.filter(answered_at__isnull=True)
                .exclude(pk=models.OuterRef("pk"))
                .order_by("position")
                .values("position")[:1]
            ),
        )


class Response(Answered):
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
    article_opened = models.BooleanField(_("article looked up"), default=False)
    flagged = models.BooleanField(_("flagged"), default=False)
    left_out = models.BooleanField(_("left out of the score"), default=False, editable=False)

    parts_models = {Chosen: ChosenOption, Matched: ChosenPair, Ordered: ChosenStep}

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
    def sitting(self) -> Attempt:
        return self.attempt

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
        mark = self._put(row, answer, confidence=confidence, now=now)
        if mark is None:
            return self._refuse(
                answer, AlreadyAnswered() if attempt.shows_feedback_at_once else StaleAnswer()
            )
        self._keep_parts(answer, is_first=sequence == 0)
        if attempt.shows_feedback_at_once:
            remember(attempt.learner_id, [Heard(self.version_id, mark.is_full, now)])
        return True

    def _refuse(self, answer: Answer, error: Exception) -> bool:
        current = Response.objects.select_related("attempt", "version").get(pk=self.pk)
        if current.stored_answer() == answer:
            return False
        raise error
