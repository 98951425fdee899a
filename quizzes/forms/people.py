"""Signing up and in, and one's own settings."""

from __future__ import annotations

from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.conf import settings
from django.contrib.auth.forms import (
    AuthenticationForm,
    BaseUserCreationForm,
    PasswordChangeForm,
    PasswordResetForm,
    SetPasswordForm,
)
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from quizzes.models import User


def _helper(act: str) -> FormHelper:
    helper = FormHelper()
    helper.form_tag = False
    helper.add_input(Submit("", act))
    return helper


def _want_address(form: forms.ModelForm) -> None:
    """Where nobody comes in without a confirmed address, one is asked for."""
    if settings.EMAIL_VERIFICATION == "mandatory":
        form.fields["email"].required = True
        form.fields["email"].label = _("E-mail address")


class SignInForm(AuthenticationForm):
    helper: ClassVar[FormHelper] = _helper(_("Sign in"))


class SignUpForm(BaseUserCreationForm):
    """A name and a password; an e-mail address only for whoever wants to reset a password by mail."""

    helper: ClassVar[FormHelper] = _helper(_("Create account"))

    class Meta:
        model = User
        fields = ("username", "email")
        labels: ClassVar[dict[str, Any]] = {"email": _("E-mail address (optional)")}
        help_texts: ClassVar[dict[str, Any]] = {
            "username": _(
                "Others who manage the quizzes may see it. Letters, digits and @/./+/-/_."
            ),
            "email": _("Used to reset your password, and for reminders if you want them."),
        }
        error_messages: ClassVar[dict[str, Any]] = {
            "username": {"unique": _("That name is taken; choose another.")}
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _want_address(self)

    def clean_username(self) -> str:
        name = self.cleaned_data["username"]
        if User.objects.filter(username__iexact=name).exists():
            raise forms.ValidationError(_("That name is taken; choose another."), code="unique")
        return name

    def create(self) -> User | None:
        """The new account; None where somebody took the name at the same moment, which the form then says."""
        try:
            with transaction.atomic():
                return self.save()
        except IntegrityError:
            self.add_error("username", _("That name is taken; choose another."))
            return None


class AccountForm(forms.ModelForm):
    helper: ClassVar[FormHelper] = _helper(_("Save"))

    class Meta:
        model = User
        fields = ("email", "time_zone")
        labels: ClassVar[dict[str, Any]] = {
            "email": _("E-mail address (optional)"),
            "time_zone": _("Time zone (optional)"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _want_address(self)


class AddressForm(forms.ModelForm):
    """The address that shall be confirmed: the one that is there, or another."""

    helper: ClassVar[FormHelper] = _helper(_("Send the link"))

    class Meta:
        model = User
        fields = ("email",)
        labels: ClassVar[dict[str, Any]] = {"email": _("E-mail address")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].required = True


class HousePasswordResetForm(PasswordResetForm):
    helper: ClassVar[FormHelper] = _helper(_("Send the link"))


class HouseSetPasswordForm(SetPasswordForm):
    helper: ClassVar[FormHelper] = _helper(_("Save the new password"))


class HousePasswordChangeForm(PasswordChangeForm):
    helper: ClassVar[FormHelper] = _helper(_("Change password"))
