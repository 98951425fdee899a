"""Codes of a second factor, and the password that guards the switches."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from quizzes.models import User


def _helper(act: Any) -> FormHelper:
    helper = FormHelper()
    helper.form_tag = False
    helper.add_input(Submit("", act))
    return helper


class CodeField(forms.CharField):
    """Six digits of an app, or the eight of a recovery code, with whatever spaces."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"autocomplete": "one-time-code", "inputmode": "numeric"}
        super().__init__(max_length=20, widget=forms.TextInput(attrs=attrs), **kwargs)


class SecondFactorForm(forms.Form):
    """What is asked for after the password."""

    code = CodeField(
        label=_("Code"),
        help_text=_("The six digits that your app shows now, or one of your recovery codes."),
    )
    helper = _helper(_("Go on"))


class PasswordAgain(forms.Form):
    """The password, where the account has one: an open browser is not enough to change who comes in."""

    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, data: Any = None, *, request: HttpRequest, user: User) -> None:
        super().__init__(data)
        self.request, self.user = request, user
        if not user.has_usable_password():
            del self.fields["password"]

    def clean_password(self) -> str:
        # By the way in of signing in, so that wrong ones are counted and end.
        password = self.cleaned_data["password"]
        if not authenticate(self.request, username=self.user.get_username(), password=password):
            raise forms.ValidationError(_("That is not your password."))
        return str(password)


class SwitchOnForm(PasswordAgain):
    """The first code of an app, which shows that it has the secret."""

    code = CodeField(label=_("Code"), help_text=_("The six digits that your app shows now."))
    helper = _helper(_("Switch it on"))


class SwitchOffForm(PasswordAgain):
    helper = _helper(_("Switch it off"))


class NewCodesForm(PasswordAgain):
    helper = _helper(_("Make new recovery codes"))


class SureForm(PasswordAgain):
    helper = _helper(_("Go on"))


class RemovePasskeyForm(PasswordAgain):
    helper = _helper(_("Remove it"))


class MakePasskeyForm(forms.Form):
    """What the browser made, and what its owner calls it."""

    name = forms.CharField(
        label=_("What you call it (optional)"),
        help_text=_("Such as “my phone”, so that you know it again."),
        max_length=60,
        required=False,
    )
    credential = forms.CharField(widget=forms.HiddenInput, max_length=20_000)
    helper = _helper(_("Make a passkey"))
