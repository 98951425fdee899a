"""Attempts: one learner's sitting of one quiz. The clock is the caller's `now`, never the browser's."""

from __future__ import annotations

import datetime as dt
import secrets
from decimal import Decimal

from django.db import IntegrityError, models, transaction
from django.db.models import F, Q, Sum
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from quizzes.models.assignment import SEEN_TOGETHER, Assignment, Visibility
from quizzes.models.audience import Audience
from quizzes.models.drawing import draw
from quizzes.models.errors import (
    AttemptFinished,
    AttemptsUsedUp,
    DomainError,
    EmptyQuiz,
    GuestsNotAllowed,
    OnlyAssigned,
    OtherAttemptOpen,
    Paused,
    QuizNotOpen,
    SignedInMeanwhile,
    TooLate,
)
from quizzes.models.memory import remember
from quizzes.models.pausing import Pausable
from quizzes.models.people import Learner
from quizzes.models.quiz import ArticleAccess, Feedback, Grading, Quiz
from quizzes.models.response import Response
from quizzes.rules.grading import STEP

GRACE = dt.timedelta(seconds=10)
"""How long after a deadline an answer still counts, for what the network took."""


FINISH = ("score", "max_score", "passed", "finished_at", "finish_reason")


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def open(self) -> AttemptQuerySet:
        return self.filter(finished_at__isnull=True)

    def finished(self) -> AttemptQuerySet:
        return self.filter(finished_at__isnull=False)

    def expired(self, now: dt.datetime) -> AttemptQuerySet:
        """Open ones whose time, grace included, is over; `Attempt.is_expired` says the same of one."""
        return self.open().filter(deadline__lt=now - GRACE)

    def seen_together(self, assignment: Assignment) -> AttemptQuerySet:
        """Those of an assignment that its group's figures may count: told so then, and so still.

        `Assignment.is_seen_together` says the same of one.
        """
        if assignment.visibility not in SEEN_TOGETHER:
            return self.none()
        return self.filter(assignment=assignment, visibility__in=SEEN_TOGETHER)

    def seen_one_by_one(self, assignment: Assignment) -> AttemptQuerySet:
        """Those of an assignment that its leaders may look at by name: told so then, and so still.

        `Assignment.is_seen_one_by_one` says the same of one.
        """
        if assignment.visibility != Visibility.INDIVIDUAL:
            return self.none()
        return self.filter(assignment=assignment, visibility=Visibility.INDIVIDUAL)

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

    def resume_or_start(
        self,
        *,
        quiz: Quiz,
        learner: Learner,
        now: dt.datetime,
        assignment: Assignment | None = None,
        since: dt.datetime | None = None,
    ) -> Attempt:
        """The learner's open attempt at the quiz, or a new one.

        Under an assignment (`Assignment.start` is the way in) attempts are counted `since` it was
        asked this time. Raises QuizNotOpen, GuestsNotAllowed, AttemptsUsedUp, EmptyQuiz,
        SignedInMeanwhile or OtherAttemptOpen where none may begin.
        """
        for _try in range(2):
            found = self.open().filter(quiz=quiz, learner=learner).first()
            if found and not found.finish_if_expired(now=now):
                if assignment and found.assignment_id != assignment.pk:
                    raise OtherAttemptOpen
                return found
            try:
                with transaction.atomic():
                    return self._start(quiz, learner, now, assignment, since)
            except IntegrityError:  # the same learner started it at the same moment elsewhere
                continue
        return self.open().get(quiz=quiz, learner=learner)

    def _start(
        self,
        quiz: Quiz,
        learner: Learner,
        now: dt.datetime,
        assignment: Assignment | None,
        since: dt.datetime | None,
    ) -> Attempt:
        # An assignment has checked whom it asks, and when.
        if not (quiz.is_open(now) if assignment else quiz.is_open_to(learner, now)):
            raise QuizNotOpen
        if quiz.audience == Audience.ASSIGNED and not assignment:
            raise OnlyAssigned
        # Whoever a group knows may take what is assigned to it, with an account or without.
        if not assignment and not quiz.guests_allowed and learner.user_id is None:
            raise GuestsNotAllowed
        if not Learner.objects.lock(learner):
            raise SignedInMeanwhile
        if quiz.attempts_left(learner, assignment=assignment, since=since) == 0:
            raise AttemptsUsedUp
        seed = secrets.randbits(62)
        return self.begin(quiz, learner, seed=seed, now=now, assignment=assignment)

    def begin(
        self,
        quiz: Quiz,
        learner: Learner,
        *,
        seed: int,
        now: dt.datetime,
        assignment: Assignment | None = None,
    ) -> Attempt:
        """The learner's next attempt, whether or not one may begin; raises EmptyQuiz without questions."""
        last = self.filter(quiz=quiz, learner=learner).aggregate(last=models.Max("number"))["last"]
        drawn = draw(quiz, seed, learner)
        if not drawn:
            raise EmptyQuiz
        attempt = self.create(
            assignment=assignment, visibility=assignment.visibility if assignment else "",
            quiz=quiz, learner=learner, number=(last or 0) + 1, seed=seed, started_at=now,
            deadline=quiz.deadline(learner, now), question_count=len(drawn),
            feedback=quiz.feedback, article_access=quiz.article_access if quiz.articles.exists() else "", ask_confidence=quiz.ask_confidence,
            shuffle_options=quiz.shuffle_options, pass_percent=quiz.pass_percent, pauses_left=quiz.pauses_allowed,
        )  # fmt: skip
        Response.objects.bulk_create(
            Response(
                attempt=attempt, position=i, version=version, max_mark=mark,
                left_out=version.is_left_out,
            )
            for i, (version, mark) in enumerate(drawn, start=1)
        )  # fmt: skip
        return attempt


class Attempt(Pausable):
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
    assignment = models.ForeignKey(
        "quizzes.Assignment",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="attempts",
        verbose_name=_("assignment"),
        help_text=_("Empty: taken of one's own accord."),
    )
    visibility = models.CharField(
        _("who sees the answers"),
        max_length=12,
        choices=Visibility.choices,
        blank=True,
        editable=False,
        help_text=_("As the learner was told when it began; empty: the learner alone."),
    )
    number = models.PositiveIntegerField(_("attempt"))
    seed = models.BigIntegerField(
        editable=False, help_text=_("All shuffles of the attempt come from it.")
    )
    question_count = models.PositiveSmallIntegerField(_("questions"))
    feedback = models.CharField(_("feedback"), max_length=10, choices=Feedback.choices)
    article_access = models.CharField(
        _("the article during the quiz"),
        max_length=10,
        choices=ArticleAccess.choices,
        blank=True,
        help_text=_("Empty: the quiz has no article."),
    )
    ask_confidence = models.BooleanField(_("asks how sure one is"))
    shuffle_options = models.BooleanField(_("shuffles the options"))
    pass_percent = models.DecimalField(_("pass mark"), max_digits=5, decimal_places=2)
    started_at = models.DateTimeField(_("started at"))
    deadline = models.DateTimeField(_("deadline"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    closed_at = models.DateTimeField(
        null=True,
        editable=False,
        help_text=_("When the finish was stored: after the deadline, where that ended it."),
    )
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
                fields=["assignment", "learner"],
                condition=Q(assignment__isnull=False),
                name="attempt_assigned",
            ),
            models.Index(fields=["quiz", "closed_at"], name="attempt_closed"),
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
                condition=Q(assignment__isnull=True, visibility="")
                | Q(assignment__isnull=False, visibility__in=Visibility.values),
                name="attempt_told_who_sees_it",
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

    def passes(self, score: Decimal, maximum: Decimal) -> bool:
        """Whether so much of so much is enough; of nothing, nothing is."""
        return bool(maximum) and score * 100 >= self.pass_percent * maximum

    @property
    def shows_feedback_at_once(self) -> bool:
        return self.feedback == Feedback.AT_ONCE

    def may_read_article(self, now: dt.datetime) -> bool:
        """Whether, being finished, it may show its article: no other open attempt may be on that."""
        others = self.learner.attempts.open().filter(quiz__articles__in=self.quiz.articles.all())
        return self.is_finished and all(other.is_expired(now) for other in others)

    def is_expired(self, now: dt.datetime) -> bool:
        """Whether its time, grace included, is over; `AttemptQuerySet.expired` says the same of many."""
        return not self.is_finished and self.deadline is not None and self.deadline < now - GRACE

    def finish_if_expired(self, *, now: dt.datetime) -> bool:
        """Finish it where its time is over; whether it was."""
        if not self.is_expired(now):
            return False
        self.finish(now=now, reason=self.Reason.EXPIRED)
        return True

    def locked(self) -> Attempt:
        """The same attempt as it is now, kept from others until the transaction ends."""
        return Attempt.objects.select_for_update().get(pk=self.pk)

    def refusal(self, now: dt.datetime) -> DomainError | None:
        """Why no answer is taken now, None while one is."""
        if self.is_paused(now) and not self.is_finished:
            return Paused()
        if self.is_expired(now) or self.finish_reason == self.Reason.EXPIRED:
            return TooLate()
        return AttemptFinished() if self.is_finished else None

    @transaction.atomic
    def finish(self, *, now: dt.datetime, reason: str = Reason.LEARNER) -> None:
        """Sum the marks and close it; finishing a second time changes nothing."""
        row = self.locked()
        if not row.is_finished:
            row.end_pause(now=now)
            if row.is_expired(now):
                reason = self.Reason.EXPIRED
            sums = row.responses.counted().aggregate(score=Sum("mark"), max_score=Sum("max_mark"))
            row.score = (sums["score"] or Decimal(0)).quantize(STEP)
            row.max_score = (sums["max_score"] or Decimal(0)).quantize(STEP)
            row.passed = row.passes(row.score, row.max_score)
            end = min(now, row.deadline) if row.deadline and reason == self.Reason.EXPIRED else now
            row.finished_at, row.finish_reason = max(end, row.started_at), reason
            row.closed_at = now
            row.save(update_fields=[*FINISH, *self.PAUSING, "closed_at"])
            if not row.shows_feedback_at_once:  # where it does, each answer was heard when it came
                remember(row.learner_id, row.responses.heard())
        for name in FINISH:
            setattr(self, name, getattr(row, name))
        self._take_pausing(row)

    def next_position(self) -> int | None:
        """The first question without an answer, None where all have one."""
        return self.responses.unanswered().values_list("position", flat=True).first()
