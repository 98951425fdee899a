"""Invitations by mail: asked for on a page, sent by the worker, once each.

What a good one may not be is a mail that phishing could copy: so it is plain text, says who invites
whom to what, and works by typing the site's own address and a code, without any link.
"""

from __future__ import annotations

import datetime as dt
import logging
import re
import smtplib

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django_tasks import task

from quizzes.models import Group, Member, User
from quizzes.models.group import INVITATION_LASTS, shown

log = logging.getLogger(__name__)

LIKE_AN_ADDRESS = re.compile(r"[:/@\\]|\w\.[^\W\d_]{2,}|\bwww\b", re.IGNORECASE)
"""What mail programs would make a link of, where people chose the words."""


@transaction.atomic
def invite(group: Group, *, by: User, now: dt.datetime, only: Member | None = None) -> int:
    """Have everybody invited who has not joined, or one of them; how many will get a mail.

    Nobody is invited twice a day. Raises TooManyInvitations, or GroupArchived.
    The queue is the database, so the wish and its task are stored together or not at all.
    """
    count = group.ask_invitations(now=now, only=only)
    if count:
        send_invitations.enqueue(group.pk, by.pk)
    return count


@task()
def send_invitations(group_id: int, by_id: int) -> None:
    """Send what was asked for; a mail that can't be delivered is shown as not sent."""
    group = Group.objects.get(pk=group_id)
    by = User.objects.get(pk=by_id)
    with get_connection() as connection:
        for member in group.members.to_send(timezone.now()).order_by("pk"):
            member.group = group
            _send(member, by, connection)


def _send(member: Member, by: User, connection: BaseEmailBackend) -> None:
    before = (member.invite_digest, member.invited_at)
    code = member.new_invite_code(now=timezone.now())
    if code is None:
        return
    try:
        compose(member, code, by=by, connection=connection).send()
    except (smtplib.SMTPException, OSError, ValueError):
        log.exception("The invitation of member %s could not be sent", member.pk)
        member.invitation_failed(*before, now=timezone.now())


def compose(
    member: Member, code: str, *, by: User, connection: BaseEmailBackend | None = None
) -> EmailMessage:
    """The mail that invites a member with this code."""
    context = {
        "name": spoken(member.name),
        "leader": spoken(by.get_full_name() or by.get_username()),
        "group": spoken(member.group.name),
        "code": shown(code),
        "until": timezone.localtime(timezone.now() + INVITATION_LASTS),
        "site_name": settings.SITE_NAME,
        "site": settings.SITE_URL.split("://")[-1],
        "link": settings.SITE_URL + reverse("join-code", args=[code]),
    }
    subject = render_to_string("groups/invitation_subject.txt", context)
    body = render_to_string("groups/invitation_email.txt", context)
    # What mail programs answer by themselves, such as "I am away", is not wanted (RFC 3834).
    headers = {"Auto-Submitted": "auto-generated"}
    return EmailMessage(
        " ".join(subject.split()), body, to=[member.email], headers=headers, connection=connection
    )


def spoken(name: str) -> str:
    """A name that people chose, as a mail may say it: nothing where it looks like an address."""
    return "" if LIKE_AN_ADDRESS.search(name) else name
