"""What learners say is wrong with a question; editors look at it without the learner's name."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quizzes.models.answering import Answered
from quizzes.models.errors import DecidedMeanwhile, NotAnsweredYet, ReportLookedAt
from quizzes.models.practice import PracticeAnswer
from quizzes.models.response import Response

if TYPE_CHECKING:
    from quizzes.models.people import Learner, User


class Fault(models.TextChoices):
    KEY = "key", _("the answer that is called correct is wrong")
    ANOTHER = "another", _("another answer is right as well")
    EVIDENCE = "evidence", _("the article does not say that")
    UNCLEAR = "unclear", _("it cannot be understood, or in two ways")
    WORDING = "wording", _("a mistake in the wording")
    OTHER = "other", _("something else")


class ReportState(models.TextChoices):
    NEW = "new", _("not looked at yet")
    ACCEPTED = "accepted", _("it was right")
    DECLINED = "declined", _("the question stays as it is")


class ReportQuerySet(models.QuerySet["ProblemReport"]):
    def of_learner(self, learner: Learner) -> ReportQuerySet:
        """What one person said, of quizzes and of practices."""
        return self.filter(
            Q(response__attempt__learner=learner) | Q(practised__practice__learner=learner)
        )

    def waiting(self) -> ReportQuerySet:
        """Those that no editor has answered."""
        return self.filter(state=ReportState.NEW)

    @transaction.atomic
    def tell(
        self, answered: Response | PracticeAnswer, *, reason: str, note: str, now: dt.datetime
    ) -> ProblemReport:
        """Keep what is wrong with a question; telling again replaces what was said, so it counts once.

        Raises NotAnsweredYet while the question may not show its key, ReportLookedAt once an editor
        has looked at what was said before.
        """
        if not answered.may_show_feedback:
            raise NotAnsweredYet
        where = "response" if isinstance(answered, Response) else "practised"
        said: dict[str, object] = {"reason": reason, "note": note, "created_at": now}
        report, is_new = self.select_for_update().get_or_create(said, **{where: answered})
        if not is_new:
            if report.state != ReportState.NEW:
                raise ReportLookedAt
            report.reason, report.note = reason, note
            report.save(update_fields=["reason", "note"])
        return report


class ProblemReport(models.Model):
    """A learner's "something is wrong with this question", at most one for an answer in a quiz or practice."""

    response = models.OneToOneField(
        Response,
        on_delete=models.PROTECT,
        null=True,
        related_name="report",
        verbose_name=_("response"),
    )
    practised = models.OneToOneField(
        PracticeAnswer,
        on_delete=models.PROTECT,
        null=True,
        related_name="report",
        verbose_name=_("answer in a practice"),
    )
    reason = models.CharField(_("what is wrong"), max_length=10, choices=Fault.choices)
    note = models.TextField(_("in the learner's words"), max_length=1000, blank=True)
    created_at = models.DateTimeField(_("said at"))
    state = models.CharField(
        _("state"), max_length=10, choices=ReportState.choices, default=ReportState.NEW
    )
    answer = models.CharField(
        _("answer"), max_length=500, blank=True, help_text=_("The learner reads it.")
    )
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answered by"),
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report of a problem")
        verbose_name_plural = _("reports of problems")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["state", "-created_at"], name="report_waiting")]
        constraints = [
            models.CheckConstraint(
                condition=Q(response__isnull=True) ^ Q(practised__isnull=True),
                name="report_on_one_answer",
            ),
            models.CheckConstraint(
                condition=Q(reason__in=Fault.values), name="report_reason_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=ReportState.values), name="report_state_known"
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=False) ^ Q(state="new"),
                name="report_answered_when_looked_at",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_reason_display())

    @property
    def answered(self) -> Answered:
        """What was answered, in a quiz or in a practice."""
        found = self.response or self.practised
        if found is None:
            raise AssertionError("The database lets no report be about nothing.")
        return found

    def settle(self, state: str, answer: str, *, by: User | None, now: dt.datetime) -> None:
        """Say whether it was right, in a sentence that the learner reads.

        Raises DecidedMeanwhile where somebody has answered it already.
        """
        waiting = ProblemReport.objects.waiting().filter(pk=self.pk)
        said = {"state": state, "answer": answer, "answered_at": now, "answered_by": by}
        if not waiting.update(**said):
            raise DecidedMeanwhile
        self.refresh_from_db()
