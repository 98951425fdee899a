"""Practice: a few questions on what is due, each explained at once. It counts in no quiz's statistics."""

from __future__ import annotations

import datetime as dt
import secrets
from decimal import Decimal

from django.db import IntegrityError, models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from quizzes.items import Answer, Chosen, Matched, Ordered
from quizzes.models.answering import Answered, AnsweredQuerySet, Confidence
from quizzes.models.concept import Concept
from quizzes.models.errors import AlreadyAnswered, NothingDue, SignedInMeanwhile
from quizzes.models.memory import Heard, remember
from quizzes.models.parts import Option, Pair, Step
from quizzes.models.people import Learner
from quizzes.models.response import Response
from quizzes.models.version import QuestionVersion

LENGTH = 8
"""Questions in five minutes."""

STALE = dt.timedelta(hours=12)
"""After so long a practice is another one."""


class PracticeQuerySet(models.QuerySet["Practice"]):
    def open(self) -> PracticeQuerySet:
        return self.filter(finished_at__isnull=True)

    def resume_or_start(self, *, learner: Learner, due: int, now: dt.datetime) -> Practice:
        """The learner's open practice, or a new one of so many questions at most.

        Raises NothingDue where nothing waits, SignedInMeanwhile for a guest who signed in elsewhere.
        """
        for _try in range(2):
            found = self.open().filter(learner=learner).first()
            if found and now - found.started_at < STALE:
                return found
            if found:
                found.finish(now=now)
            if not due:
                raise NothingDue
            try:
                with transaction.atomic():
                    return self._start(learner, min(due, LENGTH), now)
            except IntegrityError:  # the same learner started it at the same moment elsewhere
                continue
        return self.open().get(learner=learner)

    def hand_over(self, guest: Learner, own: Learner, *, now: dt.datetime) -> None:
        """Let a guest's practices be an account's; where both have an open one, the guest's is closed."""
        if self.open().filter(learner=own).exists():
            for practice in self.open().filter(learner=guest):
                practice.finish(now=now)
        self.filter(learner=guest).update(learner=own)

    def _start(self, learner: Learner, planned: int, now: dt.datetime) -> Practice:
        if not Learner.objects.lock(learner):
            raise SignedInMeanwhile
        seed = secrets.randbits(62)
        return self.create(learner=learner, seed=seed, planned=planned, started_at=now)


class Practice(models.Model):
    """One sitting: questions on what is due, drawn one after the other. It can be left at any time."""

    learner = models.ForeignKey(
        Learner, on_delete=models.PROTECT, related_name="practices", verbose_name=_("learner")
    )
    seed = models.BigIntegerField(editable=False)
    planned = models.PositiveSmallIntegerField(_("questions at most"))
    started_at = models.DateTimeField(_("started at"))
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    shuffle_options = True
    ask_confidence = True

    objects = PracticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("practice")
        verbose_name_plural = _("practices")
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["learner"],
                condition=Q(finished_at__isnull=True),
                name="practice_one_open",
            ),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True) | Q(finished_at__gte=F("started_at")),
                name="practice_time_runs_forward",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.learner} · {self.started_at:%Y-%m-%d}"

    @property
    def is_finished(self) -> bool:
        return self.finished_at is not None

    def locked(self) -> Practice:
        """The same practice as it is now, kept from others until the transaction ends."""
        return Practice.objects.select_for_update().get(pk=self.pk)

    @transaction.atomic
    def finish(self, *, now: dt.datetime) -> None:
        """Close it; what was not answered is not asked. A second time changes nothing."""
        row = self.locked()
        if not row.is_finished:
            row.answers.unanswered().delete()
            row.finished_at = max(now, row.started_at)
            row.save(update_fields=["finished_at"])
        self.finished_at = row.finished_at


class PracticeOption(models.Model):
    """An option that a learner marked in a practice."""

    response = models.ForeignKey(
        "quizzes.PracticeAnswer", on_delete=models.CASCADE, related_name="chosen_options"
    )
    option = models.ForeignKey(Option, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["response", "option"], name="practice_option_once")
        ]

    def __str__(self) -> str:
        return str(self.option)


class PracticePair(models.Model):
    """The right side that a learner put to a left side in a practice."""

    response = models.ForeignKey(
        "quizzes.PracticeAnswer", on_delete=models.CASCADE, related_name="chosen_pairs"
    )
    left = models.ForeignKey(Pair, on_delete=models.PROTECT, related_name="+")
    right = models.ForeignKey(Pair, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["response", "left"], name="practice_left_once")
        ]

    def __str__(self) -> str:
        return f"{self.left.left} – {self.right.right}"


class PracticeStep(models.Model):
    """The place that a learner gave to a step in a practice."""

    response = models.ForeignKey(
        "quizzes.PracticeAnswer", on_delete=models.CASCADE, related_name="chosen_steps"
    )
    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="+")
    rank = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(fields=["response", "step"], name="practice_step_once"),
            models.UniqueConstraint(fields=["response", "rank"], name="practice_rank_once"),
        ]

    def __str__(self) -> str:
        return f"{self.rank}. {self.step}"


class PracticeAnswer(Answered):
    """A question that a practice asked, and what was answered; `concept` is why it was asked."""

    practice = models.ForeignKey(
        Practice, on_delete=models.PROTECT, related_name="answers", verbose_name=_("practice")
    )
    position = models.PositiveSmallIntegerField(_("place"))
    version = models.ForeignKey(
        QuestionVersion, on_delete=models.PROTECT, related_name="+", verbose_name=_("question")
    )
    concept = models.ForeignKey(
        Concept, on_delete=models.PROTECT, related_name="+", verbose_name=_("concept")
    )

    parts_models = {Chosen: PracticeOption, Matched: PracticePair, Ordered: PracticeStep}

    objects = AnsweredQuerySet["PracticeAnswer"].as_manager()

    class Meta:
        verbose_name = _("answer in a practice")
        verbose_name_plural = _("answers in practices")
        ordering = ["practice_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["practice", "position"], name="practice_place_once"),
            models.UniqueConstraint(
                fields=["practice"],
                condition=Q(answered_at__isnull=True),
                name="practice_one_question_open",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, mark__isnull=True, sequence=0)
                | Q(answered_at__isnull=False, mark__isnull=False, sequence=1),
                name="practice_mark_when_answered",
            ),
            models.CheckConstraint(
                condition=Q(mark__isnull=True) | Q(mark__gte=0, mark__lte=F("max_mark")),
                name="practice_mark_bounded",
            ),
            models.CheckConstraint(
                condition=Q(confidence__isnull=True) | Q(confidence__in=Confidence.values),
                name="practice_confidence_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.practice} · {self.position}"

    @property
    def sitting(self) -> Practice:
        return self.practice

    @property
    def may_show_feedback(self) -> bool:
        """In a practice each answer is explained at once."""
        return self.is_answered

    @transaction.atomic
    def store(self, answer: Answer, *, confidence: int | None = None, now: dt.datetime) -> bool:
        """Mark and keep the answer; True when it was stored, False when the same one was kept before.

        The first answer is final: raises AlreadyAnswered for another one, and then nothing is changed.
        """
        learner_id = self.practice.locked().learner_id
        row = PracticeAnswer.objects.filter(pk=self.pk, sequence=0)
        mark = self._put(row, answer, confidence=confidence, now=now)
        if mark is None:
            if PracticeAnswer.objects.get(pk=self.pk).stored_answer() == answer:
                return False
            raise AlreadyAnswered
        self._keep_parts(answer, is_first=True)
        remember(learner_id, [Heard(self.version_id, mark.is_full, now)])
        return True


def heard_of(learner: Learner) -> list[Heard]:
    """Every final answer of a learner, in quizzes and practices: what `rebuild` makes the memory from."""
    taken = Response.objects.filter(attempt__learner=learner).final()
    practised = PracticeAnswer.objects.filter(practice__learner=learner)
    return [*taken.heard(), *practised.heard()]


ONE = Decimal(1)
"""What each question of a practice is worth."""
