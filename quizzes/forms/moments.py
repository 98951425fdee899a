"""A day and a time as clocks in some zone show it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.rules.owing import END_OF_DAY, moment

EARLIEST, LATEST = dt.date(2000, 1, 1), dt.date(2100, 1, 1)


class MomentField(forms.Field):
    """Takes what `<input type="datetime-local">` sends, or a day alone, which then means its end.

    Gives the moment in the zone; the second of two equal times, the next one for a skipped time.
    """

    default_error_messages = {
        "invalid": _("Write a day and a time such as 2026-03-31 17:00."),
        "far": _("Give a day between 2000 and 2100."),
    }

    def __init__(self, *, zone: dt.tzinfo, **kwargs: Any) -> None:
        self.zone = zone
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(widget=widget, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, dt.datetime) and value.tzinfo:
            return value.astimezone(self.zone).replace(tzinfo=None)
        return value

    def to_python(self, value: Any) -> dt.datetime | None:
        if not value:
            return None
        try:
            local = dt.datetime.fromisoformat(str(value).strip())
        except ValueError as error:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from error
        if local.tzinfo or not EARLIEST <= local.date() < LATEST:
            code = "invalid" if local.tzinfo else "far"
            raise forms.ValidationError(self.error_messages[code], code=code)
        if len(str(value).strip()) <= len("2026-03-31"):
            local = dt.datetime.combine(local.date(), END_OF_DAY)
        return moment(local, self.zone)
