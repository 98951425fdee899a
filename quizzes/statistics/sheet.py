"""A quiz's statistics as a sheet: one line a question, and below it one for each option."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from quizzes.analysis import SHOWN, Figure
from quizzes.models import ItemStatistics, OptionStatistics, QuizStatistics

HEAD = (
    _("As of (UTC)"), _("Number"), _("Question"), _("Version"), _("Option"), _("Right answer"), _("Answers"), _("Left blank"),
    _("Share right or chosen (facility) in percent"), _("From"), _("To"), _("Tells who knows the rest (discrimination)"), _("From"), _("To"),
    _("Efficiency in percent"), _("Consistency without it"), _("Seconds (median)"),
    _("Lower third in percent"), _("Middle third in percent"), _("Upper third in percent"),
)  # fmt: skip
OPTIONS = Prefetch("options", OptionStatistics.objects.select_related("option"))


def rows_of(row: QuizStatistics) -> Iterator[list[Any]]:
    """The lines; what has too few answers is left out, as it is on the page."""
    as_of = row.as_of.replace(tzinfo=None, microsecond=0) if row.as_of else None
    items = row.items.filter(n__gte=SHOWN).select_related("version").prefetch_related(OPTIONS)
    for item in items if row.n >= SHOWN else ():
        head = [as_of, item.place, item.version.stem, item.version.number]
        yield [*head, *_of_item(item)]
        for option, use in item.uses():
            text, key = option.option.text, str(_("yes")) if use.is_key else str(_("no"))
            shares = [_percent(third.value) for third in use.thirds]
            yield [*head, text, key, item.n, None, *_figure(use.share), *[None] * 6, *shares]


def _of_item(item: ItemStatistics) -> list[Any]:
    r = item.figure("discrimination", item.n)
    facility = _figure(item.figure("facility", item.n))
    more = [_percent(item.efficiency), _rounded(item.alpha_without), _rounded(item.seconds, 1)]
    rounded = [_rounded(value) for value in (r.value, r.low, r.high)]
    return [None, None, item.n, item.blanks, *facility, *rounded, *more, None, None, None]


def _figure(figure: Figure) -> list[float | None]:
    return [_percent(value) for value in (figure.value, figure.low, figure.high)]


def _percent(share: float | None) -> float | None:
    return None if share is None else round(100 * share, 1)


def _rounded(value: float | None, digits: int = 3) -> float | None:
    return None if value is None else round(value, digits)
