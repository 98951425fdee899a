"""Shares in words: 64 %, and the interval of 95 % that belongs to them."""

from __future__ import annotations

from decimal import Decimal

from django import template
from django.template.defaultfilters import floatformat
from django.utils.translation import gettext as _

from quizzes.analysis import Figure

register = template.Library()


@register.filter
def percent(share: float | None) -> str:
    """A share as whole percent; a dash where there is no value."""
    return "–" if share is None else _("%(share)d %%") % {"share": round(100 * share)}


@register.filter
def of_hundred(value: float | Decimal) -> str:
    """What is counted in percent already, as a page says it."""
    return _("%(share)s %%") % {"share": floatformat(value)}


@register.filter
def span(figure: Figure) -> str:
    """The interval of a figure's share; empty where there is none."""
    if figure.low is None or figure.high is None:
        return ""
    low, high = round(100 * figure.low), round(100 * figure.high)
    return _("%(low)d to %(high)d %%") % {"low": low, "high": high}


@register.filter
def points(difference: float | None) -> str:
    """A difference of two shares in points of a hundred, with its sign."""
    return "–" if difference is None else f"{round(100 * difference):+d}".replace("-", "−")


@register.filter
def points_span(figure: Figure) -> str:
    """The interval of a difference; empty where there is none."""
    if figure.low is None or figure.high is None:
        return ""
    return _("%(low)s to %(high)s") % {"low": points(figure.low), "high": points(figure.high)}
