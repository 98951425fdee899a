"""The second factor: asked for at the door, switched on and off by whoever has the password."""

from __future__ import annotations

from collections.abc import Callable
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
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from quizzes import identities
from quizzes.drawings.qr import drawn
from quizzes.forms.security import (
    NewCodesForm,
    PasswordAgain,
    SecondFactorForm,
    SwitchOffForm,
    SwitchOnForm,
)
from quizzes.identities import factors, passkeys
from quizzes.models import DomainError, User
from quizzes.views.entering import PROVED, enter
from quizzes.views.holding import held

WAITS = "new-second-factor"
View = Callable[..., HttpResponse]


def own(is_set: Callable[[], bool]) -> Callable[[View], View]:
    """For whoever is signed in, where the site has it; 404 elsewhere."""

    def decorator(view: View) -> View:
        @sensitive_post_parameters()
        @require_http_methods(["GET", "HEAD", "POST"])
        @never_cache
        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not is_set():
                raise Http404
            return login_required(view)(request, *args, **kwargs)

        return wrapped

    return decorator


def codes_are_on() -> bool:
    return settings.MFA != "off"


@require_safe
@own(lambda: codes_are_on() or settings.PASSKEYS)
def security(request: HttpRequest) -> HttpResponse:
    """What there is besides the password."""
    user: User = request.user  # type: ignore[assignment]
    context = {
        "codes_on": codes_are_on(),
        "has_second": identities.has_second(user),
        "left": identities.codes_left(user),
        "passkeys": passkeys.of_account(user),
    }
    return render(request, "security/security.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """The page between the password and the site."""
    waits = held(request, "code")
    if waits is None or not codes_are_on():
        return redirect("sign-in")
    form = SecondFactorForm(request.POST or None)
    if form.is_valid() and _passes(form, waits[0]):
        return enter(request, waits[0], twice=True, **waits[1])
    return page(request, "ask", form)


def _passes(form: SecondFactorForm, user: User) -> bool:
    try:
        identities.pass_with(user, form.cleaned_data["code"], now=timezone.now())
    except DomainError as refusal:
        form.add_error("code", str(refusal))
        return False
    return True


@own(codes_are_on)
def switch_on(request: HttpRequest) -> HttpResponse:
    """A secret for the app, and the form that takes its first code."""
    user: User = request.user  # type: ignore[assignment]
    if identities.has_second(user):
        return redirect("security")
    secret = request.session.setdefault(WAITS, factors.new_secret())
    form = SwitchOnForm(request.POST or None, request=request, user=user)
    if form.is_valid() and (codes := _switched_on(form, user, secret)):
        del request.session[WAITS]
        request.session[PROVED] = True
        return _codes(request, codes)
    # Not by `drawn` itself, which would remember the secret.
    address = factors.address_of(secret, user)
    shown = {"secret": secret, "address": address, "qr": drawn.__wrapped__(address)}
    return page(request, "switch_on", form, **shown)


def _switched_on(form: SwitchOnForm, user: User, secret: str) -> list[str]:
    try:
        return factors.switch_on(user, secret, form.cleaned_data["code"], now=timezone.now())
    except DomainError as refusal:
        form.add_error("code", str(refusal))
        return []


@own(codes_are_on)
def switch_off(request: HttpRequest) -> HttpResponse:
    """Ask for no codes any more."""
    user: User = request.user  # type: ignore[assignment]
    form = SwitchOffForm(request.POST or None, request=request, user=user)
    if is_sure(request, form):
        factors.switch_off(user)
        messages.success(request, _("No code is asked for any more."))
        return redirect("security")
    return page(request, "switch_off", form)


@own(codes_are_on)
def new_codes(request: HttpRequest) -> HttpResponse:
    """Other recovery codes; the older ones pass no more."""
    user: User = request.user  # type: ignore[assignment]
    if not identities.has_second(user):
        return redirect("security")
    form = NewCodesForm(request.POST or None, request=request, user=user)
    if is_sure(request, form):
        return _codes(request, factors.new_recovery_codes(user))
    return page(request, "new_codes", form)


def is_sure(request: HttpRequest, form: PasswordAgain) -> bool:
    """Whether the form was sent, with the password of whoever has one."""
    # Without a field, as for whoever has no password, a form is bound by the act alone.
    return request.method == "POST" and (not form.fields or form.is_valid())


def _codes(request: HttpRequest, codes: list[str]) -> HttpResponse:
    halves = [f"{code[:4]} {code[4:]}" for code in codes]
    return render(request, "security/codes.html", {"codes": halves})


def page(request: HttpRequest, name: str, form: Any, **context: Any) -> HttpResponse:
    """A page of `security/` around a form."""
    status = 422 if form.is_bound and form.errors else 200
    return render(request, f"security/{name}.html", {"form": form} | context, status=status)
