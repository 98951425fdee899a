"""Accounts: sign up, sign in, one's own settings, a new password."""

from __future__ import annotations

from typing import Any, ClassVar
from urllib.parse import urlsplit

from axes.utils import reset
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views as auth_views
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from quizzes.forms.people import (
    AccountForm,
    HousePasswordChangeForm,
    HousePasswordResetForm,
    HouseSetPasswordForm,
    SignInForm,
    SignUpForm,
)
from quizzes.mailing import confirming
from quizzes.models import User
from quizzes.models.waysin import identities
from quizzes.views.entering import ask_at_once, enter
from quizzes.views.person import next_of


@sensitive_post_parameters()
@never_cache
def sign_up(request: HttpRequest) -> HttpResponse:
    """Make an account; what the guest had answered belongs to it from then on."""
    form = SignUpForm(request.POST or None)
    user = form.create() if form.is_valid() else None
    if user is None:
        context = {"form": form, "next": request.POST.get("next") or request.GET.get("next", "")}
        return render(
            request, "registration/sign_up.html", context, status=422 if form.is_bound else 200
        )
    ask_at_once(request, user)
    return enter(request, user, next=next_of(request, "home"), is_new=True)


class SignIn(auth_views.LoginView):
    """Sign in; what the guest had answered in this browser belongs to the account from then on."""

    template_name = "registration/sign_in.html"
    authentication_form = SignInForm
    extra_context: ClassVar[dict[str, Any]] = {
        "site_name": settings.SITE_NAME
    }  # Django puts the host there

    def form_valid(self, form: Any) -> HttpResponse:
        return enter(self.request, form.get_user(), next=self.get_success_url())


def _site() -> dict[str, str]:
    """In production the links in mail name the site, whatever host a request came by."""
    site = urlsplit(settings.SITE_URL)
    return {"domain": site.netloc, "protocol": site.scheme} if settings.IS_PRODUCTION else {}


class PasswordReset(auth_views.PasswordResetView):
    template_name = "registration/password_reset.html"
    email_template_name = "registration/password_reset_email.txt"
    subject_template_name = "registration/password_reset_subject.txt"
    form_class = HousePasswordResetForm
    extra_email_context: ClassVar[dict[str, Any]] = {"site_name": settings.SITE_NAME, **_site()}
    success_url = reverse_lazy("password-reset-sent")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # Without mail the page has no form; what comes anyway is told the same.
        act = super().post if settings.EMAIL_IS_SET else self.get
        return act(request, *args, **kwargs)


class PasswordResetConfirm(auth_views.PasswordResetConfirmView):
    template_name = "registration/password_reset_confirm.html"
    form_class = HouseSetPasswordForm
    success_url = reverse_lazy("password-reset-done")

    def form_valid(self, form: Any) -> HttpResponse:
        """Save it, and let the person in who was locked out after too many wrong ones."""
        reset(username=form.user.get_username().casefold())
        form.user.confirm_address()  # the link came to it
        return super().form_valid(form)


class PasswordChange(auth_views.PasswordChangeView):
    template_name = "registration/password_change.html"
    success_url = reverse_lazy("account")

    def get_form_class(self) -> type[Any]:
        """Whoever signs in by a provider alone has no old password to give."""
        has_one = self.request.user.has_usable_password()
        return HousePasswordChangeForm if has_one else HouseSetPasswordForm

    def form_valid(self, form: Any) -> HttpResponse:
        messages.success(self.request, _("Your password was changed."))
        return super().form_valid(form)


@login_required
@never_cache
def account(request: HttpRequest) -> HttpResponse:
    """One's own address and time zone."""
    user: User = request.user  # type: ignore[assignment]
    form = AccountForm(request.POST or None, instance=User.objects.get(pk=user.pk))
    if form.is_valid():
        _saved(request, form)
        return redirect("account")
    asks = settings.EMAIL_VERIFICATION != "none" and bool(user.email)
    context = {"form": form, "asks_address": asks, "is_connected": _is_connected(user)}
    return render(request, "registration/account.html", context, status=422 if form.is_bound else 200)  # fmt: skip


def _is_connected(user: User) -> bool:
    sso = settings.SSO
    return bool(sso and identities(user=user, provider=sso.server).exists())


def _saved(request: HttpRequest, form: AccountForm) -> None:
    user = form.save()
    messages.success(request, _("Your settings were saved."))
    is_asked = "email" in form.changed_data and settings.EMAIL_VERIFICATION != "none"
    if is_asked and user.email and not user.has_confirmed_address:
        messages.info(request, confirming.ask(user, now=timezone.now()))
