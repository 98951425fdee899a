"""Pauses: where the rules allow it, the clock of an attempt stands still for a while, by the server's time."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from quizzes.models.errors import PauseNotAllowed

if TYPE_CHECKING:
    from quizzes.models.attempt import Attempt

LONGEST = dt.timedelta(minutes=15)
"""A pause ends by itself after that; nothing has to run for it."""


class Pausable(models.Model):
    """What an attempt has for pauses. While it is paused, no page shows a question or the article.

    The deadline is put off by a whole pause when it begins and brought back when it ends early, so
    that the stored deadline always holds, also for an attempt to which nobody comes back.
    """

    pauses_left = models.PositiveSmallIntegerField(_("pauses left"), default=0)
    paused_at = models.DateTimeField(_("paused at"), null=True, blank=True)

    class Meta:
        abstract = True

    deadline: Any
    PAUSING = ("pauses_left", "paused_at", "deadline")

    def is_paused(self, now: dt.datetime) -> bool:
        return self.paused_at is not None and now < self.paused_at + LONGEST

    @property
    def may_pause(self) -> bool:
        """Whether the rules leave it another pause; without a deadline there is nothing to stop."""
        return self.deadline is not None and self.pauses_left > 0

    @transaction.atomic
    def pause(self: Attempt, *, now: dt.datetime) -> None:  # type: ignore[misc]
        """Stop the clock; a second time changes nothing.

        Raises AttemptFinished or TooLate when it is over, PauseNotAllowed where no pause is left.
        """
        row = self.locked()
        if not row.is_paused(now):
            if refusal := row.refusal(now):
                raise refusal
            if not row.may_pause:
                raise PauseNotAllowed
            row.end_pause(now=now)
            row.paused_at, row.pauses_left = now, row.pauses_left - 1
            row.deadline += LONGEST  # type: ignore[operator,assignment]
            row.save(update_fields=self.PAUSING)
        self._take_pausing(row)

    @transaction.atomic
    def resume(self: Attempt, *, now: dt.datetime) -> None:  # type: ignore[misc]
        """Let the clock go on; harmless where it is going already."""
        row = self.locked()
        if not row.is_finished and row.paused_at:
            row.end_pause(now=now)
            row.save(update_fields=self.PAUSING)
        self._take_pausing(row)

    def end_pause(self: Attempt, *, now: dt.datetime) -> None:  # type: ignore[misc]
        """Record the pause that is going on, if any, and bring the deadline back; saving is the caller's."""
        if self.paused_at is None or self.deadline is None:
            return
        latest = self.paused_at + LONGEST
        end = max(self.paused_at, min(now, latest))
        Pause.objects.create(attempt=self, began_at=self.paused_at, ended_at=end)
        self.deadline -= latest - end
        self.paused_at = None

    def _take_pausing(self, row: Any) -> None:
        for name in self.PAUSING:
            setattr(self, name, getattr(row, name))


class Pause(models.Model):
    """A pause that is over; written once."""

    attempt = models.ForeignKey(
        "quizzes.Attempt",
        on_delete=models.PROTECT,
        related_name="pauses",
        verbose_name=_("attempt"),
    )
    began_at = models.DateTimeField(_("began at"))
    ended_at = models.DateTimeField(_("ended at"))

    class Meta:
        verbose_name = _("pause")
        verbose_name_plural = _("pauses")
        ordering = ["began_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__gte=F("began_at")), name="pause_time_runs_forward"
            )
        ]

    def __str__(self) -> str:
        began, ended = (
            date_format(localtime(at), "TIME_FORMAT") for at in (self.began_at, self.ended_at)
        )
        return f"{began}–{ended}"
