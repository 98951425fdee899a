"""The one door: whoever proved who they are comes in here, whichever way they proved it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth import login
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from quizzes.mailing import confirming
from quizzes.models import User
from quizzes.views.person import claim_guest

WAITS = "waits-for-confirmation"
WAIT = dt.timedelta(hours=2)
"""So long somebody whose address is not confirmed may come back without the password."""


def enter(request: HttpRequest, user: User, *, next: str, is_new: bool = False) -> HttpResponse:
    """Sign in, unless the site wants a confirmed address first; a guest's answers come along."""
    if settings.EMAIL_VERIFICATION == "mandatory" and not user.has_confirmed_address:
        return _hold(request, user, next=next, is_new=is_new)
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    return entered(request, user, next=next, is_new=is_new)


def entered(request: HttpRequest, user: User, *, next: str, is_new: bool = False) -> HttpResponse:
    """What is done for whoever is signed in just now: the guest is claimed, and welcomed."""
    request.session.pop(WAITS, None)
    response = redirect(next)
    if claim_guest(request, response, user, timezone.now()):
        told = _("Welcome. What you had answered as a guest is now in your history.")
        messages.success(request, told)
    elif is_new:
        messages.success(request, _("Welcome."))
    return response


def _hold(request: HttpRequest, user: User, *, next: str, is_new: bool) -> HttpResponse:
    """Remember in the session who waits; it is worth no more than what the page of the wait may do."""
    request.session.cycle_key()
    request.session[WAITS] = {
        "user": user.pk, "hash": user.get_session_auth_hash(), "next": next, "is_new": is_new,
        "until": (timezone.now() + WAIT).timestamp(),
    }  # fmt: skip
    if user.email:
        messages.info(request, confirming.ask(user, now=timezone.now()))
    return redirect("confirm-ask")


def waiting(request: HttpRequest) -> tuple[User, dict[str, Any]] | None:
    """Who gave the right password here and waits for a confirmed address, and what to go on with."""
    held = request.session.get(WAITS)
    if not held or held["until"] < timezone.now().timestamp():
        return None
    user = User.objects.filter(pk=held["user"], is_active=True).first()
    # Whoever sets a new password ends the waiting of others, as it ends their sessions.
    if user is None or not constant_time_compare(held["hash"], user.get_session_auth_hash()):
        return None
    return user, {"next": held["next"], "is_new": held["is_new"]}


def one_door() -> bool:
    """Whether signing in asks for more than a password, so that the admin's own form would go past it."""
    return bool(settings.EMAIL_VERIFICATION == "mandatory")


@never_cache
def admin_door(request: HttpRequest) -> HttpResponse:
    """The admin's form of signing in; where a password is not enough, the site's own instead."""
    if not one_door():
        return admin.site.login(request)
    index, wanted = reverse("admin:index"), request.GET.get("next", "")
    if admin.site.has_permission(request):
        return redirect(index)
    return redirect_to_login(wanted if wanted.startswith(index) else index)
