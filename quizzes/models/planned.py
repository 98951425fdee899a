"""How far a re-marking is that is too large for a page: looked at by the worker, then carried out by it."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from quizzes.models.run import SIGN_LIMIT, WAIT_LIMIT

MARK_LIMIT = dt.timedelta(minutes=15)
"""Marking is one transaction, in which the worker gives no sign."""


class PlannedQuerySet(models.QuerySet["Planned"]):
    def done(self) -> PlannedQuerySet:
        """Those that were carried out."""
        return self.filter(state=Planned.State.DONE)

    def going(self) -> PlannedQuerySet:
        """Those on which the worker is, or shall be."""
        return self.filter(state__in=[Planned.State.LOOKING, Planned.State.MARKING])

    def give_up_left(self, *, now: dt.datetime) -> int:
        """Fail what a stopped worker left; nothing of it was written. How many."""
        silent = (
            Q(state=Planned.State.LOOKING, seen_at__lt=now - SIGN_LIMIT)
            | Q(state=Planned.State.MARKING, seen_at__lt=now - MARK_LIMIT)
            | Q(seen_at=None, at__lt=now - WAIT_LIMIT)
        )
        told = _now("The worker stopped, and no mark was changed. Look again, or try it later.")
        return self.going().filter(silent).update(state=Planned.State.FAILED, message=told)


class Planned(models.Model):
    """The state of a re-marking; every verb is one guarded UPDATE, since worker and editor both change it."""

    class State(models.TextChoices):
        LOOKING = "looking", _("the worker looks what would change")
        LOOKED = "looked", _("looked at, nothing changed yet")
        MARKING = "marking", _("the worker marks anew")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    state = models.CharField(
        _("state"), max_length=8, choices=State.choices, default=State.DONE, editable=False
    )
    percent = models.PositiveSmallIntegerField(_("progress"), default=100, editable=False)
    seen_at = models.DateTimeField(null=True, editable=False)
    message = models.TextField(_("message"), blank=True, editable=False)
    retires = models.BooleanField(default=False, editable=False)
    certificates_due = models.BooleanField(
        default=False,
        editable=False,
        help_text=_("Its certificates are being put right, some at a time."),
    )

    objects = PlannedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["looking", "looked", "marking", "done", "failed"]),
                name="remarking_state_known",
            ),
            models.CheckConstraint(condition=Q(percent__lte=100), name="remarking_percent_bounded"),
            models.UniqueConstraint(
                fields=["version"],
                condition=~Q(state="done"),
                name="remarking_one_plan_of_a_question",
            ),
        ]

    @property
    def is_done(self) -> bool:
        return self.state == self.State.DONE

    @property
    def is_going(self) -> bool:
        """Whether the worker is on it, or shall be."""
        return self.state in {self.State.LOOKING, self.State.MARKING}

    def move(self, *before: str, **values: object) -> bool:
        """Change it where it is in one of these states; False where somebody was quicker."""
        if not type(self).objects.filter(pk=self.pk, state__in=before).update(**values):  # type: ignore[attr-defined]
            return False
        for name, value in values.items():
            setattr(self, name, value)
        return True

    def tell(self, percent: int, *, now: dt.datetime) -> bool:
        """Show how far the worker is; False where it is not wanted any more."""
        return self.move(self.State.LOOKING, self.State.MARKING, percent=percent, seen_at=now)

    def fail(self, why: str) -> None:
        """End the worker's part with a sentence; no mark was changed."""
        self.move(self.State.LOOKING, self.State.MARKING, state=self.State.FAILED, message=why)
