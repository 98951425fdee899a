"""What a learner writes on a certificate, and why an editor withdraws one."""

from __future__ import annotations

from typing import ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.models.group import one_line


def _helper(act: str, css: str = "") -> FormHelper:
    helper = FormHelper()
    helper.form_tag = False
    helper.add_input(Submit("", act, css_class=css))
    return helper


class CertificateForm(forms.Form):
    """The name that a certificate shows to whoever has its code; none is fine."""

    helper: ClassVar[FormHelper] = _helper(_("Make the certificate"))
    name = forms.CharField(
        label=_("Name on the certificate (optional)"),
        max_length=120,
        required=False,
        help_text=_("Whoever has the code sees it. Leave it empty to show no name."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def clean_name(self) -> str:
        return one_line(self.cleaned_data["name"])


class RenameForm(CertificateForm):
    helper: ClassVar[FormHelper] = _helper(_("Save the name"), "second")


class WithdrawForm(forms.Form):
    """Why somebody else than the learner withdraws a certificate."""

    helper: ClassVar[FormHelper] = _helper(_("Withdraw this certificate"), "danger")
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("The learner reads it; the public page only says that it was withdrawn."),
        error_messages={"required": _("Say why, so that the learner understands.")},
    )

    def clean_reason(self) -> str:
        return one_line(self.cleaned_data["reason"])
