"""Erasing oneself: wanted, and by whoever it is."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class EraseForm(forms.Form):
    """A tick, and the password where the account has one."""

    sure = forms.BooleanField(
        label=_("Erase my data. I know that nobody can bring it back."),
        error_messages={"required": _("Tick this if you want your data to be erased.")},
    )
    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    helper = FormHelper()
    helper.form_tag = False
    helper.add_input(Submit("", _("Erase my data")))

    def __init__(self, data: Any = None, *, request: HttpRequest) -> None:
        super().__init__(data)
        self.request = request
        if not request.user.is_authenticated or not request.user.has_usable_password():
            del self.fields["password"]

    def clean_password(self) -> str:
        # By the way in of signing in, so that wrong ones are counted and end.
        password, user = self.cleaned_data["password"], self.request.user
        if not authenticate(self.request, username=user.get_username(), password=password):
            raise forms.ValidationError(_("That is not your password."))
        return str(password)
