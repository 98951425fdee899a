"""A list of people, pasted or as a file."""

from __future__ import annotations

from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.tables.rosters import MOST_BYTES, decode, read

COLUMN_NAMES = {
    "name": _("name"),
    "first": _("first name"),
    "last": _("last name"),
    "email": _("e-mail address"),
    "reference": _("number"),
    "": _("not read"),
}


def _helper() -> FormHelper:
    helper = FormHelper()
    helper.form_tag = False
    helper.add_input(Submit("", _("See what would change")))
    return helper


class RosterForm(forms.Form):
    """Hands on a `Roster`: what could be read, and what could not."""

    helper: ClassVar[FormHelper] = _helper()
    text = forms.CharField(
        label=_("Paste the list"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"class": "long", "spellcheck": "false"}),
        help_text=_(
            "One person a line: straight from a spreadsheet, or with commas or semicolons. The first line may name the "
            "columns: Name (or First name and Last name), E-mail, Number."
        ),
    )
    file = forms.FileField(
        label=_("Or choose a CSV file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,text/csv,text/plain"}),
        help_text=_("Up to 500 kB."),
    )
    is_whole = forms.BooleanField(
        label=_("This is the whole list: whoever is not on it leaves the group"), required=False
    )

    @property
    def columns(self) -> list[Any]:
        """What was taken from each column, in words."""
        return [COLUMN_NAMES[name] for name in self.cleaned_data["roster"].columns]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        file, text = cleaned.get("file"), cleaned.get("text", "")
        if file and text.strip():
            self.add_error("file", _("Paste the list or choose a file, not both."))
        elif file:
            cleaned["text"] = self._decoded(file)
        elif not text.strip() and "file" not in self.errors:
            self.add_error("text", _("Paste the list, or choose a file."))
        if not self.errors:
            cleaned["roster"] = read(cleaned["text"])
        return cleaned

    def _decoded(self, file: Any) -> str:
        if file.size > MOST_BYTES:
            self.add_error("file", _("The file is larger than 500 kB. Import it in parts."))
            return ""
        try:
            return decode(file.read())
        except ValueError:
            told = _("This file is no text. In the spreadsheet, choose “Save as” and CSV.")
            self.add_error("file", told)
            return ""
