"""Going to the provider, coming back, and meeting the account that is here already."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quizzes import identities
from quizzes.identities import Met, Newcomer
from quizzes.models import DomainError, User
from quizzes.views.entering import ask_at_once, enter
from quizzes.views.person import next_of

MEETS = "sso-newcomer"
MEETS_SECONDS = 900


def where_it_is_set(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """404 where no provider is set."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if settings.SSO is None:
            raise Http404
        return view(request, *args, **kwargs)

    return wrapped


@require_POST
@never_cache
@where_it_is_set
def start(request: HttpRequest) -> HttpResponse:
    """A page that leads on to the provider at once.

    No redirect: browsers hold `form-action 'self'` for where a form's answer redirects to, too.
    """
    from quizzes.views.sso.provider import ProviderTrouble, way_there

    connects = request.POST.get("process") == "connect" and request.user.is_authenticated
    try:
        leads = way_there(
            request, process="connect" if connects else "login", next=next_of(request, "home")
        )
    except ProviderTrouble:
        return _trouble(request, "down")
    return render(request, "registration/sso_hop.html", {"leads": leads})


@require_safe
@never_cache
@where_it_is_set
def callback(request: HttpRequest) -> HttpResponse:
    """Where the provider sends the person back to."""
    from quizzes.views.sso.provider import ProviderTrouble, handshake_of, newcomer_of

    handshake = handshake_of(request)
    if handshake is None:
        return _trouble(request, "unknown")
    if request.GET.get("error") == "access_denied":
        messages.info(request, _("You did not sign in at %(name)s.") % {"name": settings.SSO.name})
        return redirect("account" if request.user.is_authenticated else "sign-in")
    try:
        newcomer = newcomer_of(request, handshake)
    except ProviderTrouble:
        return _trouble(request, "down")
    if handshake.get("process") == "connect":
        return _connect(request, newcomer)
    return _let_in(request, newcomer, handshake.get("next") or "/")


def _let_in(request: HttpRequest, newcomer: Newcomer, next: str) -> HttpResponse:
    try:
        user, how = identities.meet(newcomer)
    except identities.MeetsAnother:
        until = timezone.now().timestamp() + MEETS_SECONDS
        request.session[MEETS] = {"newcomer": asdict(newcomer), "next": next, "until": until}
        return redirect("sso-meet")
    if not user.is_active:
        return _trouble(request, "closed")
    if how is Met.CONNECTED:
        messages.info(request, _("Your account was connected with %(name)s: both know your address %(email)s.") % {"name": settings.SSO.name, "email": user.email})  # fmt: skip
    if how is Met.MADE:
        ask_at_once(request, user)
    return enter(request, user, next=next, is_new=how is Met.MADE)


def _connect(request: HttpRequest, newcomer: Newcomer) -> HttpResponse:
    if not isinstance(request.user, User):
        return redirect("sign-in")
    try:
        identities.connect(newcomer, request.user)
        messages.success(request, _("You can sign in with %(name)s from now on.") % {"name": settings.SSO.name})  # fmt: skip
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("account")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@where_it_is_set
def meet(request: HttpRequest) -> HttpResponse:
    """There is an account with the newcomer's address: sign in to it and connect it, or make another one."""
    held = request.session.get(MEETS)
    if not held or held["until"] < timezone.now().timestamp():
        return redirect("account" if request.user.is_authenticated else "sign-in")
    newcomer = Newcomer(**held["newcomer"])
    if request.method != "POST":
        return render(request, "registration/sso_meet.html", {"email": newcomer.email})
    del request.session[MEETS]
    if request.user.is_authenticated:
        return _connect(request, newcomer)
    try:
        user = identities.make(newcomer)
        return enter(request, user, next=held["next"], is_new=True)
    except identities.IdentityTaken:
        return redirect("sign-in")


@require_POST
@login_required
@where_it_is_set
def disconnect(request: HttpRequest) -> HttpResponse:
    """Sign in by the provider no more."""
    try:
        identities.disconnect(request.user, settings.SSO.server)  # type: ignore[arg-type]
        messages.success(request, _("The provider opens your account no more."))
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("account")


STATUS = {"down": 503, "unknown": 400, "closed": 403}


def _trouble(request: HttpRequest, what: str) -> HttpResponse:
    return render(request, "registration/sso_trouble.html", {"what": what}, status=STATUS[what])
