"""The mail that tells a learner what is due: only where it was asked for and confirmed, at most weekly."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quizzes.models.people import Learner, digest

if TYPE_CHECKING:
    from quizzes.models.people import User

WEEK = dt.timedelta(days=7)
AGAIN = dt.timedelta(hours=1)
"""When a mail that could not be sent is tried again."""
BETWEEN_REQUESTS = dt.timedelta(minutes=10)
"""Between two mails that ask for a confirmation: nobody's post box is filled from here."""


class ReminderQuerySet(models.QuerySet["Reminder"]):
    def ready(self, now: dt.datetime) -> ReminderQuerySet:
        """Those that were confirmed and whose next mail may go out."""
        on = self.filter(is_on=True, learner__user__is_active=True).exclude(confirmed_digest="")
        return on.filter(Q(not_before__isnull=True) | Q(not_before__lte=now))

    def of_learner(self, learner: Learner) -> Reminder:
        """The learner's, made (switched off) where there is none."""
        return self.get_or_create(learner=learner)[0]


class Reminder(models.Model):
    """Whether a learner wants mail on what is due. It keeps no address, only which one was confirmed."""

    learner = models.OneToOneField(
        Learner, on_delete=models.CASCADE, related_name="reminder", verbose_name=_("learner")
    )
    is_on = models.BooleanField(_("wanted"), default=False)
    asked_at = models.DateTimeField(_("confirmation asked for at"), null=True, blank=True)
    confirmed_digest = models.CharField(max_length=64, blank=True, editable=False)
    not_before = models.DateTimeField(_("next mail not before"), null=True, blank=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.learner)

    def is_confirmed_for(self, user: User) -> bool:
        """Whether the account's address of now was confirmed; a new address has to be confirmed anew."""
        return bool(user.email) and self.confirmed_digest == digest(user.email.casefold())

    def may_ask(self, now: dt.datetime) -> bool:
        """Whether a mail that asks for a confirmation may be sent."""
        return self.asked_at is None or now - self.asked_at >= BETWEEN_REQUESTS

    def switch_on(self, user: User, *, now: dt.datetime) -> bool:
        """Want the mail; True where the address has to be confirmed first and may be asked now."""
        self.is_on = True
        ask = not self.is_confirmed_for(user) and self.may_ask(now)
        self.asked_at = now if ask else self.asked_at
        self.save(update_fields=["is_on", "asked_at"])
        return ask

    def switch_off(self) -> None:
        """Want no mail; doing it twice is harmless."""
        self.is_on = False
        self.save(update_fields=["is_on"])

    def confirm(self, address: str) -> None:
        """Whoever reads mail at this address wants the reminders."""
        self.is_on, self.confirmed_digest = True, digest(address.casefold())
        self.save(update_fields=["is_on", "confirmed_digest"])

    def claim_turn(self, *, now: dt.datetime) -> bool:
        """Take this week's mail; False where another worker has taken it."""
        turn = Reminder.objects.ready(now).filter(pk=self.pk)
        return bool(turn.update(not_before=now + WEEK))

    def wait(self, until: dt.datetime) -> None:
        """Look at it again then."""
        Reminder.objects.filter(pk=self.pk).update(not_before=until)

    def give_back_turn(self, *, now: dt.datetime) -> None:
        """The mail could not be sent: try again in an hour."""
        self.wait(now + AGAIN)
