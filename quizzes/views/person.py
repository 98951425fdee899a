"""Who is asking: an account's learner, or the guest whose browser holds a key."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

from quizzes import actions
from quizzes.models import Learner, User

GUEST_COOKIE = "guest"
ONE_YEAR = 365 * 24 * 3600


def learner_of(request: HttpRequest) -> Learner | None:
    """The learner behind a request, None for somebody who has not answered anything yet."""
    if not hasattr(request, "_learner"):
        request._learner = _find(request)  # type: ignore[attr-defined]
    return request._learner  # type: ignore[attr-defined,no-any-return]


def _find(request: HttpRequest) -> Learner | None:
    if request.user.is_authenticated:
        # The account was fetched together with its learner (quizsite.accounts.Backend).
        return getattr(request.user, "learner", None)
    key = request.COOKIES.get(GUEST_COOKIE)
    return Learner.objects.of_guest_key(key) if key else None


def learner_or_new(request: HttpRequest) -> tuple[Learner, str | None]:
    """The learner behind a request, made if need be, and the key of a guest who is new."""
    if learner := learner_of(request):
        return learner, None
    if isinstance(request.user, User):
        return Learner.objects.of_user(request.user), None
    return Learner.objects.new_guest()


def remember_guest(response: HttpResponseBase, key: str | None) -> None:
    """Give a new guest's browser the key to come back with."""
    if key:
        response.set_cookie(
            GUEST_COOKIE,
            key,
            max_age=ONE_YEAR,
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )


def claim_guest(request: HttpRequest, response: HttpResponseBase, user: User, now: object) -> int:
    """Hand the guest's attempts to the account that was just signed in; how many."""
    key = request.COOKIES.get(GUEST_COOKIE)
    guest = Learner.objects.of_guest_key(key) if key else None
    count = actions.claim_guest(guest, user=user, now=now) if guest else 0  # type: ignore[arg-type]
    if key:
        response.delete_cookie(GUEST_COOKIE)
    return count


def next_of(request: HttpRequest, otherwise: str) -> str:
    """Where the person wanted to go, if that is a page of ours; else the named page."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        wanted, {request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else otherwise and resolve_url(otherwise)
