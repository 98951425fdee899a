"""Days and times: Django's `date` takes the names of formats, and `zoned` says whose clock it is."""

from __future__ import annotations

import datetime as dt

from django import template
from django.utils.formats import date_format, get_format

register = template.Library()


@register.filter(expects_localtime=True)
def zoned(moment: dt.datetime | None, name: str = "DATETIME_FORMAT") -> str:
    """A moment in the format of that name as the page's language has it, with its time zone."""
    return date_format(moment, f"{get_format(name)} (e)") if moment else ""
