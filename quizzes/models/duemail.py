"""A mail about what is assigned: at most one for each person, time and stage."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext_lazy as _

from quizzes.models.assignment import Assignment
from quizzes.models.group import Member

STAGES = [
    ("opened", _("it is asked")),
    ("soon", _("it is due soon")),
    ("overdue", _("it is late")),
]


class DueMailQuerySet(models.QuerySet["DueMail"]):
    def claim(
        self, *, assignment: Assignment, member: Member, number: int, stage: str, now: dt.datetime
    ) -> DueMail | None:
        """Take the right to send it, before it is sent; None where somebody took it before.

        Whoever is killed between claiming and sending sends nothing: no mail is better than two.
        """
        try:
            with transaction.atomic():
                return self.create(
                    assignment=assignment, member=member, number=number, stage=stage, claimed_at=now
                )
        except IntegrityError:
            return None


class DueMail(models.Model):
    """That a member was written to about an assignment."""

    assignment = models.ForeignKey(
        Assignment, on_delete=models.CASCADE, related_name="mails", verbose_name=_("assignment")
    )
    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="due_mails", verbose_name=_("member")
    )
    number = models.PositiveIntegerField(_("time that it is asked"))
    stage = models.CharField(_("about"), max_length=8, choices=STAGES)
    claimed_at = models.DateTimeField(_("claimed at"))
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    objects = DueMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail about an assignment")
        verbose_name_plural = _("mails about assignments")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "member", "number", "stage"], name="due_mail_once"
            ),
            models.CheckConstraint(
                condition=models.Q(stage__in=[name for name, _label in STAGES]),
                name="due_mail_stage_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} · {self.assignment} · {self.get_stage_display()}"
