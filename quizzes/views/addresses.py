"""Confirming the account's e-mail address: asking for the mail, and the page behind its link."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from quizzes.forms.people import AddressForm
from quizzes.mailing import confirming
from quizzes.models import User
from quizzes.views.entering import enter
from quizzes.views.holding import held


def _where_addresses_are_confirmed(
    view: Callable[..., HttpResponse],
) -> Callable[..., HttpResponse]:
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if settings.EMAIL_VERIFICATION == "none":
            raise Http404
        return view(request, *args, **kwargs)

    return wrapped


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@_where_addresses_are_confirmed
def ask(request: HttpRequest) -> HttpResponse:
    """Send the mail, to this address or to another; for whoever is signed in or waits to be."""
    user = _holder(request)
    if user is None:
        return redirect_to_login(request.path)
    form = AddressForm(request.POST or None, instance=User.objects.get(pk=user.pk))
    if form.is_valid():
        messages.info(request, confirming.ask(form.save(), now=timezone.now()))
        return redirect("confirm-ask")
    context = {"form": form, "user_asked": user, "waits": not request.user.is_authenticated}
    return render(request, "registration/confirm_ask.html", context, status=422 if form.is_bound else 200)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@_where_addresses_are_confirmed
def link(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind a mail's link. Opening it changes nothing; its button does, for the account's holder alone.

    Whoever only reads the mail can't confirm: an account that a stranger made with their address stays unconfirmed.
    """
    try:
        user = confirming.of_token(token)
    except confirming.LinkTooOld as refusal:
        return render(request, "registration/confirm.html", {"refusal": str(refusal)})
    if user is None:
        raise Http404
    is_holder = _holder(request) == user
    if request.method == "POST" and is_holder and user.confirm_address():
        return _confirmed(request, user)
    context = {"is_holder": is_holder, "is_done": is_holder and user.has_confirmed_address}
    return render(request, "registration/confirm.html", context)


def _confirmed(request: HttpRequest, user: User) -> HttpResponse:
    messages.success(request, _("Your address is confirmed."))
    if not request.user.is_authenticated and (waits := held(request, "address")):
        return enter(request, user, **waits[1])
    return redirect("account")


def _holder(request: HttpRequest) -> User | None:
    """The account of whoever is signed in, or gave the right password and waits."""
    if isinstance(request.user, User):
        return request.user
    waits = held(request, "address")
    return waits[0] if waits else None
