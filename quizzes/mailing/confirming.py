"""Confirming an address: the mail with a signed link that ends, and what the link says."""

from __future__ import annotations

import datetime as dt
import logging

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quizzes.models import DomainError, User
from quizzes.models.people import digest
from quizzes.models.tries import Limit, Tries

log = logging.getLogger(__name__)

LASTS = dt.timedelta(days=3)
"""So long a link can be used."""
TO_ONE_ADDRESS = Limit("confirm-address", 3, dt.timedelta(minutes=30))
FOR_ONE_ACCOUNT = Limit("confirm-account", 6, dt.timedelta(hours=1))
"""Nobody's post box is filled from here, and no account writes to many."""

_SIGNER = signing.TimestampSigner(salt="quizzes.address")


class LinkTooOld(DomainError):
    sentence = gettext_lazy(
        "This link is too old, or it went to another address than the account has now."
    )


def token_of(user: User) -> str:
    """What the link in a mail holds: whose address, and which; no address can be read from it."""
    return _SIGNER.sign(f"{user.pk}-{_mark(user)}")


def of_token(token: str) -> User | None:
    """The account of a link; None for a made-up one. Raises LinkTooOld."""
    try:
        key, _dash, mark = _SIGNER.unsign(token, max_age=LASTS).partition("-")
    except signing.SignatureExpired:
        raise LinkTooOld from None
    except signing.BadSignature:
        return None
    user = User.objects.filter(pk=key, is_active=True).first()
    if user is None or mark != _mark(user):
        raise LinkTooOld
    return user


def ask(user: User, *, now: dt.datetime) -> str:
    """Send the mail that asks for a confirmation; gives the sentence that says what came of it."""
    address = user.email.casefold()
    limits = [(TO_ONE_ADDRESS, address), (FOR_ONE_ACCOUNT, str(user.pk))]
    if any(Tries.objects.used_up(limit, who, now=now) for limit, who in limits):
        return _("Mails went out a moment ago. Where none comes, ask again in half an hour.")
    for limit, who in limits:
        Tries.objects.note(limit, who, now=now)
    try:
        _send(user)
    except OSError as error:  # what smtplib raises is one, too
        log.warning("A confirmation could not be asked for: %s", error)
        return _("The mail could not be sent just now. Ask for it again in a few minutes.")
    return _("A mail is on its way to %(email)s. Open its link and press the button there.") % {
        "email": user.email
    }


def _mark(user: User) -> str:
    return digest(f"{user.email.casefold()} {user.pk}")[:24]


def _send(user: User) -> None:
    link = settings.SITE_URL + reverse("confirm-address", args=[token_of(user)])
    context = {
        "name": user.get_username(),
        "site_name": settings.SITE_NAME,
        "link": link,
        "days": LASTS.days,
    }
    EmailMessage(
        _("Confirm your address"),
        render_to_string("registration/confirm_email.txt", context),
        to=[user.email],
        headers={"Auto-Submitted": "auto-generated"},
    ).send()
