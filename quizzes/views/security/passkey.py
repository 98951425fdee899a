"""Passkeys: a way in, made and removed by whoever is signed in. WebAuthn needs JavaScript; the pages say so."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from quizzes.forms.security import MakePasskeyForm, RemovePasskeyForm, SureForm
from quizzes.identities import passkeys
from quizzes.models import DomainError, User
from quizzes.views.entering import PROVED, enter
from quizzes.views.person import next_of
from quizzes.views.security.factor import is_sure, own, page

SURE = "sure-until"
SURE_SECONDS = 600


def passkeys_are_on() -> bool:
    return bool(settings.PASSKEYS)


@require_POST
@never_cache
def begin(request: HttpRequest) -> HttpResponse:
    """What a passkey shall sign; no name is asked for."""
    if not passkeys_are_on():
        raise Http404
    return JsonResponse(passkeys.begin_coming())


@require_POST
@never_cache
def come(request: HttpRequest) -> HttpResponse:
    """Sign in by what a passkey signed."""
    if not passkeys_are_on():
        raise Http404
    try:
        user = passkeys.comes(request.POST.get("credential", ""))
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect("sign-in")
    return enter(request, user, next=next_of(request, "home"), twice=True)


@own(passkeys_are_on)
def make(request: HttpRequest) -> HttpResponse:
    """Make a passkey, after the password."""
    user: User = request.user  # type: ignore[assignment]
    if request.session.get(SURE, 0) < timezone.now().timestamp():
        return _make_sure(request, user)
    form = MakePasskeyForm(request.POST or None)
    if form.is_valid() and _made(form, user):
        request.session[PROVED] = True
        messages.success(request, _("The passkey opens your account from now on."))
        return redirect("security")
    try:
        options = passkeys.begin_making(user)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect("security")
    return page(request, "make_passkey", form, options=options)


def _make_sure(request: HttpRequest, user: User) -> HttpResponse:
    is_asked = "password" in request.POST or not user.has_usable_password()
    form = SureForm(request.POST if is_asked else None, request=request, user=user)
    if not form.fields or form.is_valid():
        request.session[SURE] = timezone.now().timestamp() + SURE_SECONDS
        return redirect("passkey-make")
    return page(request, "sure", form)


def _made(form: MakePasskeyForm, user: User) -> bool:
    name = form.cleaned_data["name"] or passkeys.name_for(user)
    try:
        passkeys.make(user, form.cleaned_data["credential"], name=name)
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


@own(passkeys_are_on)
def remove(request: HttpRequest, passkey: int) -> HttpResponse:
    """Let one's passkey open the account no more; of somebody else's: 404."""
    user: User = request.user  # type: ignore[assignment]
    found: Any = get_object_or_404(passkeys.of_account(user), pk=passkey)
    form = RemovePasskeyForm(request.POST or None, request=request, user=user)
    if not is_sure(request, form):
        return page(request, "remove_passkey", form, passkey=found)
    try:
        passkeys.remove(user, found)
        messages.success(request, _("The passkey opens nothing any more. Delete it on its device, too."))  # fmt: skip
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("security")
