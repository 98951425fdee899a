"""The answer to the question of the day, of which nothing is kept."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.models import Scenario
from quizzes.models.today import options_of


def _helper() -> FormHelper:
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    return helper


class TodayForm(forms.Form):
    """Choose one; `chosen` is the place among the options as shown. `edit` tells a stale page."""

    answer = forms.ChoiceField(
        label=_("Choose one answer"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose one of the answers."),
            "invalid_choice": _("Choose one of the answers that are shown."),
        },
    )
    edit = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    another = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=999)

    helper = _helper()

    def __init__(self, scenario: Scenario, another: int, data: Any = None) -> None:
        initial = {"edit": scenario.edit_number, "another": another}
        super().__init__(data, initial=initial)
        self.scenario = scenario
        self.options = options_of(scenario)
        choices = [(str(i), text) for i, (text, _right, _why) in enumerate(self.options, start=1)]
        self.fields["answer"].choices = choices  # type: ignore[attr-defined]

    @property
    def chosen(self) -> int:
        return int(self.cleaned_data["answer"]) - 1

    @property
    def is_stale(self) -> bool:
        """Whether an editor changed the question since the page was opened."""
        return bool(self.cleaned_data["edit"] != self.scenario.edit_number)
