"""Extensions: more time for one person."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from quizzes.models.assignment import Assignment
from quizzes.models.errors import NotAssignable
from quizzes.models.group import Member
from quizzes.rules.owing import occurrences

if TYPE_CHECKING:
    from quizzes.models.people import User


class ExtensionQuerySet(models.QuerySet["Extension"]):
    @transaction.atomic
    def give(
        self,
        assignment: Assignment,
        member: Member,
        *,
        due_at: dt.datetime,
        by: User | None,
        now: dt.datetime,
    ) -> Extension:
        """A member's own due date, in place of an older one of the same; `Assignment.extend` says when."""
        _check(assignment, member, due_at, now)
        found = Extension.objects.filter(assignment=assignment, member=member).first()
        row = found or Extension(assignment=assignment, member=member)
        row.due_at = due_at
        row._history_user = by  # type: ignore[attr-defined]
        row.save()
        return row


class Extension(models.Model):
    """One person's own due date."""

    assignment = models.ForeignKey(
        Assignment,
        on_delete=models.CASCADE,
        related_name="extensions",
        verbose_name=_("assignment"),
    )
    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="extensions", verbose_name=_("member")
    )
    due_at = models.DateTimeField(_("due at"))

    objects = ExtensionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        ordering = ["assignment_id", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["assignment", "member"], name="extension_once")
        ]

    def __str__(self) -> str:
        return f"{self.member} · {self.assignment}"


def _check(assignment: Assignment, member: Member, due_at: dt.datetime, now: dt.datetime) -> None:
    if member.group_id != assignment.group_id or member.joined_at is None:
        raise NotAssignable(_("Only a member who has joined has a date to be moved."))
    if due_at <= now:
        raise NotAssignable(_("Give a date that is still to come."))
    joined = member.joined_at if assignment.within_days else assignment.terms.starts
    asked = occurrences(assignment.terms, joined=joined, until=due_at)
    over = [o for o in asked if o.due_at is not None and o.due_at < due_at]
    if not over:
        raise NotAssignable(_("Give a date after the one that holds for everybody."))
    if any(over[-1].opens_at < o.opens_at <= due_at for o in asked):
        raise NotAssignable(_("Give a date before it is asked the next time."))
