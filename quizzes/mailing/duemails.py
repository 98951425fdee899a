"""Mails about what is assigned: plain text, without a secret link, at most one for each stage."""

from __future__ import annotations

import datetime as dt
import logging
import smtplib
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from quizzes.mailing.inviting import spoken
from quizzes.models import Assignment, DueMail, Leader, Member, Quiz
from quizzes.models.standing import Asked, asked_in
from quizzes.rules.owing import Stage, stage

log = logging.getLogger(__name__)

AT_ONCE = 20
"""How many one round of the worker sends, so that it is soon back at closing attempts."""
EARLIEST, LATEST = 8, 20
"""Nobody's telephone rings at night, by the clocks of the group."""

SUBJECTS = {
    Stage.OPENED: gettext_noop("%(group)s: please take the quiz “%(quiz)s”"),
    Stage.SOON: gettext_noop("%(group)s: the quiz “%(quiz)s” is due soon"),
    Stage.OVERDUE: gettext_noop("%(group)s: the quiz “%(quiz)s” was due"),
}


def send_due(*, now: dt.datetime) -> int:
    """Write to those who owe something; how many mails were sent.

    Each is claimed in the database before it is sent. Where the mail server can't be reached nothing
    is claimed, and the next round tries again.
    """
    if not settings.EMAIL_IS_SET and not settings.DEBUG:
        return 0
    waiting = list(islice(_waiting(now), AT_ONCE))
    if not waiting:
        return 0
    connection = get_connection()
    try:
        connection.open()
    except OSError as error:
        log.warning("Mails about assignments have to wait: %s", error)
        return 0
    try:
        return sum(_send(asked, about, connection, now) for asked, about in waiting)
    except (OSError, smtplib.SMTPException) as error:
        log.warning("A mail about an assignment was not sent, and is not tried again: %s", error)
        return 0
    finally:
        connection.close()


def address_of(member: Member) -> str:
    """Where a member gets mail: as the leader's list has it, else as the account has it; or nowhere."""
    user = member.learner.user if member.learner else None
    return member.email or (user.email if user and user.is_active else "")


def _waiting(now: dt.datetime) -> Iterator[tuple[Asked, Stage]]:
    """What is to be written to whom, and was not yet."""
    assignments = list(
        Assignment.objects.active()
        .filter(quiz__in=Quiz.objects.visible())
        .select_related("group", "quiz")
        .prefetch_related("group__leaders__user")
    )
    by_day = [a for a in assignments if EARLIEST <= now.astimezone(a.zone).hour < LATEST]
    members = _reachable(by_day)
    written = set(
        DueMail.objects.filter(assignment__in=[a.pk for a in by_day])
        .order_by()
        .values_list("assignment_id", "member_id", "number", "stage")
    )
    for asked in asked_in(by_day, members, now) if members else []:
        standing = asked.current
        about = stage(standing, now) if standing else None
        if standing is None or about is None or not address_of(asked.member):
            continue
        key = (asked.assignment.pk, asked.member.pk, standing.occurrence.number, about.value)
        if key not in written:
            yield asked, about


def _reachable(assignments: list[Assignment]) -> list[Member]:
    groups = {a.group_id for a in assignments}
    has_address = ~Q(email="") | Q(learner__user__isnull=False)
    members = Member.objects.joined().filter(
        has_address, group__in=groups, learner__assignment_mail=True
    )
    return list(members.select_related("learner__user"))


def _send(asked: Asked, about: Stage, connection: Any, now: dt.datetime) -> bool:
    standing = asked.current
    assert standing is not None  # noqa: S101 - it was waiting because of it
    mail = DueMail.objects.claim(
        assignment=asked.assignment,
        member=asked.member,
        number=standing.occurrence.number,
        stage=about.value,
        now=now,
    )
    if mail is None:
        return False
    message(asked, about, connection).send()
    DueMail.objects.filter(pk=mail.pk).update(sent_at=now)
    return True


def _called(leader: Leader) -> str:
    return spoken(leader.user.get_full_name() or leader.user.get_username())


def message(asked: Asked, about: Stage, connection: Any = None) -> EmailMessage:
    """The mail: who asks for what until when, in words, and how to come there without it."""
    assignment, standing = asked.assignment, asked.current
    group = spoken(assignment.group.name)
    names = {"group": group or settings.SITE_NAME, "quiz": assignment.quiz.title}
    context = names | {
        "name": spoken(asked.member.name),
        "quoted": f" “{group}”" if group else "",
        "about": about.value,
        "leaders": ", ".join(filter(None, map(_called, assignment.group.leaders.all()))),
        "due": standing.occurrence.due_at if standing else None,
        "site_name": settings.SITE_NAME,
        "site": settings.SITE_URL,
        "address": settings.SITE_URL + reverse("quiz", args=[assignment.quiz.slug]),
    }
    with timezone.override(assignment.zone):
        body = render_to_string("assignments/mail.txt", context)
    return EmailMessage(
        " ".join((_(SUBJECTS[about]) % names).split()),
        body,
        to=[address_of(asked.member)],
        headers={"Auto-Submitted": "auto-generated"},
        connection=connection,
    )
