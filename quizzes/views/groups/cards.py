"""A personal code between its making and its being written down.

The database keeps a digest alone. The code itself stays for an hour in the one browser that is to
show it, where no script can read it, and is shown to nobody whose code it is not.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from quizzes.models import Member
from quizzes.models.group import shown

CARD_COOKIE = "card"
ONE_HOUR = 3600


def remember_card(response: HttpResponseBase, member: Member, code: str) -> None:
    """Let this browser show the code for an hour."""
    response.set_cookie(
        CARD_COOKIE,
        code,
        max_age=ONE_HOUR,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def card_of(request: HttpRequest, member: Member) -> str | None:
    """The member's code as it is shown, None where this browser does not hold it."""
    code = request.COOKIES.get(CARD_COOKIE, "")
    return shown(code) if code and member.has_return_code(code) else None
