"""The one door: whoever proved who they are comes in here, whichever way they proved it."""

from __future__ import annotations

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth import login
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from quizzes import identities
from quizzes.mailing import confirming
from quizzes.models import User
from quizzes.views.holding import hold, let_go
from quizzes.views.person import claim_guest

PROVED = "proved"
"""In the session: that the person showed more than one proof."""


def enter(
    request: HttpRequest, user: User, *, next: str, is_new: bool = False, twice: bool = False
) -> HttpResponse:
    """Sign in whoever gave one proof, unless more is wanted; a guest's answers come along.

    More is a confirmed address where the site wants one, and the code of an account that has a second factor;
    `twice` says that the person proved it twice, as a passkey does.
    """
    if settings.EMAIL_VERIFICATION == "mandatory" and not user.has_confirmed_address:
        if user.email:
            messages.info(request, confirming.ask(user, now=timezone.now()))
        hold(request, user, "address", next=next, is_new=is_new, twice=twice)
        return redirect("confirm-ask")
    if not twice and identities.has_second(user):
        hold(request, user, "code", next=next, is_new=is_new)
        return redirect("second-factor")
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    return _entered(request, user, next=next, is_new=is_new, twice=twice)


def _entered(
    request: HttpRequest, user: User, *, next: str, is_new: bool, twice: bool
) -> HttpResponse:
    let_go(request)
    request.session[PROVED] = twice
    response = redirect(next)
    if claim_guest(request, response, user, timezone.now()):
        told = _("Welcome. What you had answered as a guest is now in your history.")
        messages.success(request, told)
    elif is_new:
        messages.success(request, _("Welcome."))
    return response


def ask_at_once(request: HttpRequest, user: User) -> None:
    """Where it is optional, a new account is asked to confirm its address, and let in meanwhile."""
    if settings.EMAIL_VERIFICATION == "optional" and user.email and not user.has_confirmed_address:
        messages.info(request, confirming.ask(user, now=timezone.now()))


def one_door() -> bool:
    """Whether signing in asks for more than a password, so that the admin's own form would go past it."""
    more = (settings.SSO, settings.PASSKEYS, settings.MFA != "off")
    return settings.EMAIL_VERIFICATION == "mandatory" or any(more)


def lacks_second_proof(request: HttpRequest) -> bool:
    """Whether the site wants two proofs of editors, and this one gave one."""
    return settings.MFA == "editors" and not request.session.get(PROVED)


def admin_door(request: HttpRequest) -> HttpResponse:
    """Where whoever may not see the admin is sent, on a site with one door."""
    index, wanted = reverse("admin:index"), request.GET.get("next", "")
    if admin.site.has_permission(request):
        return redirect(index)
    if isinstance(request.user, User) and request.user.is_staff and lacks_second_proof(request):
        told = _("Editing takes a second factor here. Set one up, or sign in with a passkey.")
        messages.info(request, told)
        return redirect("security")
    return redirect_to_login(wanted if wanted.startswith(index) else index)
