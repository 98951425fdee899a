"""Reminders by mail: asking for a confirmation, and telling once a week at most what is due."""

from __future__ import annotations

import datetime as dt
import logging
import zoneinfo
from collections.abc import Mapping

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.db.models import Exists, F, OuterRef
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quizzes.models import ConceptMemory, Reminder, User
from quizzes.models.askable import practicable
from quizzes.models.people import digest
from quizzes.models.practice import LENGTH

log = logging.getLogger(__name__)

AT_ONCE = 50
"""How many reminders one round of the worker looks at."""
EARLIEST, LATEST = 8, 20
"""Nobody's telephone rings at night."""

_SIGNER = signing.Signer(salt="quizzes.reminder")


def token_of(reminder: Reminder, user: User) -> str:
    """What the link in a mail holds: which reminder, and to which address it went."""
    return _SIGNER.sign(f"{reminder.pk}-{digest(user.email.casefold())[:24]}")


def of_token(token: str) -> tuple[Reminder, bool] | None:
    """The reminder of a link, and whether it went to the account's address of now; None for a made-up one."""
    try:
        key, _dash, address = _SIGNER.unsign(token).partition("-")
    except signing.BadSignature:
        return None
    found = Reminder.objects.select_related("learner__user").filter(pk=key).first()
    user = found.learner.user if found else None
    if found is None or user is None:
        return None
    return found, digest(user.email.casefold()).startswith(address)


def switch_on(reminder: Reminder, user: User, *, now: dt.datetime) -> str:
    """Want the mail; the first time, and for each new address, a mail asks for a confirmation.

    Gives the sentence that says what comes of it.
    """
    if not reminder.switch_on(user, now=now):
        if reminder.is_confirmed_for(user):
            return _("The reminder is on.")
        return _("A mail went out a moment ago. Where it does not come, ask again in ten minutes.")
    try:
        _send(reminder, user, _("Do you want to be reminded?"), "practice/mail_confirm.txt", {})
    except OSError as error:
        log.warning("A confirmation could not be asked for: %s", error)
        return _("The mail could not be sent just now. Ask again in ten minutes.")
    return _("A mail is on its way to you. Open it and press the button on its page.")


def send_due(*, now: dt.datetime) -> int:
    """Tell those who want it what is due; how many mails were sent."""
    if not settings.EMAIL_IS_SET:
        return 0
    waits = ConceptMemory.objects.due(now).filter(learner=OuterRef("learner"))
    ready = Reminder.objects.ready(now).filter(Exists(waits)).select_related("learner__user")
    rows = ready.order_by(F("not_before").asc(nulls_first=True), "pk")[:AT_ONCE]
    return sum(_tell(reminder, now) for reminder in rows)


def _tell(reminder: Reminder, now: dt.datetime) -> bool:
    user = reminder.learner.user
    if user is None or not reminder.is_confirmed_for(user):
        reminder.wait(now + dt.timedelta(days=1))
        return False
    if morning := _morning_after(now, user):
        reminder.wait(morning)
        return False
    count = practicable(reminder.learner, now).count()
    if not count:
        reminder.wait(now + dt.timedelta(days=1))
        return False
    if not reminder.claim_turn(now=now):
        return False
    subject = ngettext(
        "%(count)s thing to recall before it fades",
        "%(count)s things to recall before they fade",
        count,
    ) % {"count": count}
    told = {"count": count, "length": min(count, LENGTH)}
    try:
        _send(reminder, user, subject, "practice/mail_due.txt", told)
    except OSError as error:  # what smtplib raises is one, too
        log.warning("A reminder could not be sent; it is tried again in an hour: %s", error)
        reminder.give_back_turn(now=now)
        return False
    return True


def _morning_after(now: dt.datetime, user: User) -> dt.datetime | None:
    """When it is morning where the person is; None by day."""
    local = now.astimezone(zoneinfo.ZoneInfo(user.time_zone or settings.TIME_ZONE))
    if EARLIEST <= local.hour < LATEST:
        return None
    morning = local.replace(hour=EARLIEST, minute=0, second=0, microsecond=0)
    return morning if local.hour < EARLIEST else morning + dt.timedelta(days=1)


def _send(
    reminder: Reminder, user: User, subject: str, template: str, told: Mapping[str, object]
) -> None:
    address = settings.SITE_URL + reverse("reminder-link", args=[token_of(reminder, user)])
    context = {
        **told,
        "name": user.get_username(),
        "site_name": settings.SITE_NAME,
        "site": settings.SITE_URL,
        "practice": settings.SITE_URL + reverse("practice"),
        "link": address,
    }
    EmailMessage(
        subject,
        render_to_string(template, context),
        to=[user.email],
        headers={"List-Unsubscribe": f"<{address}>", "Auto-Submitted": "auto-generated"},
    ).send()
