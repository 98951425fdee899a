"""Who gave one proof and waits to give another: remembered in the session, worth nothing by itself."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from quizzes.models import User

HELD = "waits"
WAIT = {"address": dt.timedelta(hours=2), "code": dt.timedelta(minutes=10)}
"""So long somebody may come with the proof that is missing, without giving the first one again."""


def hold(request: HttpRequest, user: User, what: str, **then: Any) -> None:
    """Remember who waits, for what, and how to go on then."""
    request.session.cycle_key()
    until = (timezone.now() + WAIT[what]).timestamp()
    proof = {"user": user.pk, "hash": user.get_session_auth_hash(), "until": until}
    request.session[HELD] = {what: proof | {"then": then}}


def held(request: HttpRequest, what: str) -> tuple[User, dict[str, Any]] | None:
    """Who waits here with this proof missing, and how to go on; None for nobody, or for too long."""
    proof = request.session.get(HELD, {}).get(what)
    if not proof or proof["until"] < timezone.now().timestamp():
        return None
    user = User.objects.filter(pk=proof["user"], is_active=True).first()
    # Whoever sets a new password ends the waiting of others, as it ends their sessions.
    if user is None or not constant_time_compare(proof["hash"], user.get_session_auth_hash()):
        return None
    return user, proof["then"]


def let_go(request: HttpRequest) -> None:
    """Nobody waits here any more."""
    request.session.pop(HELD, None)
