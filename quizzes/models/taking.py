"""Taking a quiz: attempts and their responses. The clock is the caller's `now`, never the browser's."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, TypeVar

from django.db import IntegrityError, models, transaction
from django.db.models import F, Q, Sum
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from quizzes.grading import STEP, grade
from quizzes.items import Answer, Chosen, Kind, Matched, Number, Ordered, Typed
from quizzes.models.errors import (
    AlreadyAnswered,
    AttemptFinished,
    AttemptsUsedUp,
    EmptyQuiz,
    GuestsNotAllowed,
    QuizNotOpen,
    SignedInMeanwhile,
    StaleAnswer,
    TooLate,
)
from quizzes.models.people import Learner
from quizzes.models.question import CHILDREN, Option, Pair, QuestionVersion, Step
from quizzes.models.quiz import Feedback, Grading, Quiz

GRACE = dt.timedelta(seconds=10)
"""How long after a deadline an answer still counts, for what the network took."""

Part = TypeVar("Part", bound=models.Model)


class Confidence(models.IntegerChoices):
    GUESS = 1, _("a guess")
    FAIRLY = 2, _("fairly sure")
    CERTAIN = 3, _("certain")


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def open(self) -> AttemptQuerySet:
        return self.filter(finished_at__isnull=True)

    def finished(self) -> AttemptQuerySet:
        return self.filter(finished_at__isnull=False)

    def expired(self, now: dt.datetime) -> AttemptQuerySet:
        """Open ones whose time, grace included, is over; `Attempt.is_expired` says the same of one."""
        return self.open().filter(deadline__lt=now - GRACE)

    def share(self, method: str) -> float | None:
        """What counts of one learner's attempts at one quiz, as a share of 1.

        None before the first is finished.
        """
        # As floats: SQLite keeps 1.0000 as the integer 1 and would divide without a remainder.
        part, whole = (Cast(name, models.FloatField()) for name in ("score", "max_score"))
        done = self.finished().filter(max_score__gt=0).annotate(share=part / whole)
        if method == Grading.AVERAGE:
            return done.aggregate(average=models.Avg("share"))["average"]
        order = {Grading.HIGHEST: "-share", Grading.LATEST: "-number", Grading.FIRST: "number"}[
            Grading(method)
        ]
        return done.order_by(order).values_list("share", flat=True).first()

    def resume_or_start(self, *, quiz: Quiz, learner: Learner, now: dt.datetime) -> Attempt:
        """The learner's open attempt at the quiz, or a new one.

        Raises QuizNotOpen, GuestsNotAllowed, AttemptsUsedUp, EmptyQuiz or SignedInMeanwhile where none may begin.
        """
        for _try in range(2):
            found = self.open().filter(quiz=quiz, learner=learner).first()
            if found and not found.finish_if_expired(now=now):
                return found
            try:
                with transaction.atomic():
                    return self._start(quiz, learner, now)
            except IntegrityError:  # the same learner started it at the same moment elsewhere
                continue
        return self.open().get(quiz=quiz, learner=learner)

    def _start(self, quiz: Quiz, learner: Learner, now: dt.datetime) -> Attempt:
        if not quiz.is_open(now):
            raise QuizNotOpen
        if not quiz.guests_allowed and learner.user_id is None:
            raise GuestsNotAllowed
        if not Learner.objects.lock(learner):
            raise SignedInMeanwhile
        if quiz.attempts_left(learner) == 0:
            raise AttemptsUsedUp
        last = self.filter(quiz=quiz, learner=learner).aggregate(last=models.Max("number"))["last"]
        seed = secrets.randbits(62)
        drawn = draw(quiz, seed)
        if not drawn:
            raise EmptyQuiz
        attempt = self.create(
            quiz=quiz, learner=learner, number=(last or 0) + 1, seed=seed, started_at=now,
            deadline=quiz.deadline(learner, now), question_count=len(drawn),
            feedback=quiz.feedback, shuffle_options=quiz.shuffle_options, pass_percent=quiz.pass_percent,
        )  # fmt: skip
        Response.objects.bulk_create(
            Response(attempt=attempt, position=i, version=version, max_mark=mark)
            for i, (version, mark) in enumerate(drawn, start=1)
        )
        return attempt


class Attempt(models.Model):
    """One learner's sitting of one quiz, with the rules that held when it began."""

    class Reason(models.TextChoices):
        LEARNER = "learner", _("by the learner")
        EXPIRED = "expired", _("the time was over")
        MERGED = "merged", _("another open attempt was kept on signing in")

    quiz = models.ForeignKey(
        Quiz, on_delete=models.PROTECT, related_name="attempts", verbose_name=_("quiz")
    )
    learner = models.ForeignKey(
        Learner, on_delete=models.PROTECT, related_name="attempts", verbose_name=_("learner")
    )
    number = models.PositiveIntegerField(_("attempt"))
    seed = models.BigIntegerField(
        editable=False, help_text=_("All shuffles of the attempt come from it.")
    )
    question_count = models.PositiveSmallIntegerField(_("questions"))
    feedback = models.CharField(_("feedback"), max_length=10, choices=Feedback.choices)
    shuffle_options = models.BooleanField()
    pass_percent = models.DecimalField(_("pass mark"), max_digits=5, decimal_places=2)
    started_at = models.DateTimeField(_("started at"))
    deadline = models.DateTimeField(_("deadline"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    finish_reason = models.CharField(
        _("finished"), max_length=10, choices=Reason.choices, blank=True
    )
    score = models.DecimalField(_("score"), max_digits=9, decimal_places=4, null=True, blank=True)
    max_score = models.DecimalField(
        _("full score"), max_digits=9, decimal_places=4, null=True, blank=True
    )
    passed = models.BooleanField(_("passed"), null=True, blank=True)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ["-started_at", "-pk"]
        indexes = [
            models.Index(fields=["learner", "-started_at"], name="attempt_history"),
            models.Index(
                fields=["deadline"], condition=Q(finished_at__isnull=True), name="attempt_expiring"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["quiz", "learner", "number"], name="attempt_number_once"
            ),
            models.UniqueConstraint(
                fields=["quiz", "learner"],
                condition=Q(finished_at__isnull=True),
                name="attempt_one_open",
            ),
            models.CheckConstraint(
                condition=Q(
                    finished_at__isnull=True,
                    score__isnull=True,
                    max_score__isnull=True,
                    passed__isnull=True,
                    finish_reason="",
                )
                | Q(
                    finished_at__isnull=False,
                    score__isnull=False,
                    max_score__isnull=False,
                    passed__isnull=False,
                )
                & ~Q(finish_reason=""),
                name="attempt_score_when_finished",
            ),
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__gte=0, score__lte=F("max_score")),
                name="attempt_score_bounded",
            ),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True) | Q(finished_at__gte=F("started_at")),
                name="attempt_time_runs_forward",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quiz} · {self.learner} · {self.number}"

    @property
    def is_finished(self) -> bool:
        return self.finished_at is not None

    @property
    def percent(self) -> Decimal | None:
        """The score in percent with one decimal, None before the finish."""
        if self.score is None or not self.max_score:
            return None
        return (100 * self.score / self.max_score).quantize(Decimal("0.1"))

    @property
    def shows_feedback_at_once(self) -> bool:
        return self.feedback == Feedback.AT_ONCE

    def is_expired(self, now: dt.datetime) -> bool:
        """Whether its time, grace included, is over; `AttemptQuerySet.expired` says the same of many."""
        return not self.is_finished and self.deadline is not None and self.deadline < now - GRACE

    def finish_if_expired(self, *, now: dt.datetime) -> bool:
        """Finish it where its time is over; whether it was."""
        if not self.is_expired(now):
            return False
        self.finish(now=now, reason=self.Reason.EXPIRED)
        return True

    @transaction.atomic
    def finish(self, *, now: dt.datetime, reason: str = Reason.LEARNER) -> None:
        """Sum the marks and close it; finishing a second time changes nothing."""
        row = Attempt.objects.select_for_update().get(pk=self.pk)
        if not row.is_finished:
            if row.is_expired(now):
                reason = self.Reason.EXPIRED
            sums = row.responses.aggregate(score=Sum("mark"), max_score=Sum("max_mark"))
            row.score = (sums["score"] or Decimal(0)).quantize(STEP)
            row.max_score = (sums["max_score"] or Decimal(0)).quantize(STEP)
            row.passed = row.score * 100 >= row.pass_percent * row.max_score
            end = min(now, row.deadline) if row.deadline and reason == self.Reason.EXPIRED else now
            row.finished_at, row.finish_reason = max(end, row.started_at), reason
            row.save(update_fields=["score", "max_score", "passed", "finished_at", "finish_reason"])
        for name in ("score", "max_score", "passed", "finished_at", "finish_reason"):
            setattr(self, name, getattr(row, name))

    def next_position(self) -> int | None:
        """The first question without an answer, None where all have one."""
        return self.responses.unanswered().values_list("position", flat=True).first()


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
        articles = Quiz.articles.through.objects.filter(quiz=models.OuterRef("attempt__quiz"))
        return self.select_related("attempt__quiz", "version").annotate(
            has_article=models.Exists(articles),
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
        Attempt, on_delete=models.PROTECT, related_name="responses", verbose_name=_("attempt")
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
                parts, key=lambda part: _place(self.attempt.seed, self.version_id, part.pk)
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
        attempt = Attempt.objects.select_for_update().get(pk=self.attempt_id)
        if attempt.is_finished or attempt.is_expired(now):
            return self._refuse(
                answer,
                AttemptFinished()
                if attempt.is_finished and attempt.finish_reason != Attempt.Reason.EXPIRED
                else TooLate(),
            )
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


class ChosenOption(models.Model):
    """An option that a learner marked."""

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="chosen_options")
    option = models.ForeignKey(Option, on_delete=models.PROTECT, related_name="chosen")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["response", "option"], name="chosen_option_once")
        ]

    def __str__(self) -> str:
        return str(self.option)


class ChosenPair(models.Model):
    """The right side that a learner put to a left side."""

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="chosen_pairs")
    left = models.ForeignKey(Pair, on_delete=models.PROTECT, related_name="chosen_as_left")
    right = models.ForeignKey(Pair, on_delete=models.PROTECT, related_name="chosen_as_right")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["response", "left"], name="chosen_left_once")
        ]

    def __str__(self) -> str:
        return f"{self.left.left} – {self.right.right}"


class ChosenStep(models.Model):
    """The place that a learner gave to a step."""

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="chosen_steps")
    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="chosen")
    rank = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(fields=["response", "step"], name="chosen_step_once"),
            models.UniqueConstraint(fields=["response", "rank"], name="chosen_rank_once"),
        ]

    def __str__(self) -> str:
        return f"{self.rank}. {self.step}"


def draw(quiz: Quiz, seed: int) -> list[tuple[QuestionVersion, Decimal]]:
    """The versions that an attempt with this seed gets, in their order."""
    pool = quiz.drawable()
    shuffled = sorted(pool, key=lambda entry: _place(seed, "draw", entry[0].question_id))
    if quiz.draw_count is not None and quiz.draw_count < len(pool):
        kept = {version.pk for version, _mark in shuffled[: quiz.draw_count]}
        shuffled = [entry for entry in shuffled if entry[0].pk in kept]
        pool = [entry for entry in pool if entry[0].pk in kept]
    return shuffled if quiz.shuffle_questions else pool


def _place(seed: int, *what: object) -> bytes:
    return hashlib.sha256(f"{seed}:{':'.join(map(str, what))}".encode()).digest()


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
