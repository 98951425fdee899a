"""What a learner says is wrong with a question."""

from __future__ import annotations

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.models import Fault, ProblemReport


class ReportForm(forms.Form):
    """A reason and, if one likes, a few words."""

    reason = forms.ChoiceField(
        label=_("What is wrong?"),
        choices=Fault.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is wrong; the last line fits anything.")},
    )
    note = forms.CharField(
        label=_("In your words (optional)"),
        max_length=1000,
        required=False,
        help_text=_("Editors see this, the question and your answer, but not who you are."),
        widget=forms.Textarea,
    )

    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    helper.add_input(Submit("", _("Send")))

    def __init__(self, data: object = None, *, told: ProblemReport | None = None) -> None:
        initial = {"reason": told.reason, "note": told.note} if told else {}
        super().__init__(data, initial=initial)  # type: ignore[arg-type]
