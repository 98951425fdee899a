"""All figures of a quiz at once, from columns of its answers: a million take seconds and few bytes each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .classical import ItemFigures, QuizFigures, Responses, item_figures, quiz_figures
from .figures import Floats
from .options import Thirds, by_third, thirds

Ints = npt.NDArray[np.int64]
BANDS = 10
"""Into how many bands of equal width the scores are counted."""
_SAME = 9
"""Decimals after which two rests are equal: sums of marks differ by less from rounding alone."""


@dataclass(frozen=True)
class Answers:
    """Finished attempts and their answers, as columns.

    `scores` has an attempt's share of its full score. `seconds` has how long each answer took, not a
    number where nobody knows; `is_blank` marks those that were never given. `chosen` are pairs of
    columns: the place of an answer in the other columns, and the option that it chose.
    """

    responses: Responses
    scores: Floats
    is_blank: npt.NDArray[np.bool_]
    seconds: Floats
    chosen: tuple[Ints, Ints]


@dataclass(frozen=True)
class Seconds:
    """The quartiles of how long answers took, and how many answers they rest on."""

    n: int
    low: float
    middle: float
    high: float


@dataclass(frozen=True)
class ItemSurvey:
    """One item's figures; `hits` says of each option that was chosen by whom, in thirds of the rest."""

    figures: ItemFigures
    blanks: int
    seconds: Seconds | None
    thirds: Thirds
    hits: Mapping[int, Thirds]


@dataclass(frozen=True)
class Survey:
    """The figures of the whole in shares of the full score, the bands of scores, and the items."""

    whole: QuizFigures
    bands: tuple[int, ...]
    items: tuple[ItemSurvey, ...]


def survey(answers: Answers) -> Survey:
    """Every figure that the answers give."""
    whole = quiz_figures(answers.responses, answers.scores)
    places = np.minimum(BANDS - 1, np.floor(np.round(answers.scores * BANDS, _SAME))).astype(int)
    bands = np.bincount(places, minlength=BANDS)
    return Survey(whole, tuple(int(n) for n in bands), tuple(_items(answers)))


def _items(answers: Answers) -> list[ItemSurvey]:
    given = answers.responses
    if not given.n_items:
        return []
    count = np.bincount(given.items, minlength=given.n_items)
    order = np.argsort(given.items, kind="stable")
    rests = np.round(given.totals[given.attempts] - given.weighted, _SAME)
    third = np.zeros(len(given.items), dtype=np.int64)
    split = np.split(order, np.cumsum(count)[:-1])
    for places in split:
        third[places] = thirds(rests[places])
    hits = _hits(answers, third)
    return [
        ItemSurvey(
            figures,
            int(answers.is_blank[places].sum()),
            _seconds(answers.seconds[places]),
            by_third(third[places]),
            hits[number],
        )
        for number, (figures, places) in enumerate(zip(item_figures(given), split, strict=True))
    ]


def _hits(answers: Answers, third: Ints) -> list[dict[int, Thirds]]:
    """Of each item, how often each of its options was chosen in each third."""
    found: list[dict[int, Thirds]] = [{} for _ in range(answers.responses.n_items)]
    at, option = answers.chosen
    if not len(at):
        return found
    keys = np.stack([answers.responses.items[at], option, third[at]], axis=1)
    rows, counts = np.unique(keys, axis=0, return_counts=True)
    for (item, of, place), n in zip(rows.tolist(), counts.tolist(), strict=True):
        low, middle, high = found[item].get(of, (0, 0, 0))
        found[item][of] = (
            low + n * (place == 0),
            middle + n * (place == 1),
            high + n * (place == 2),
        )
    return found


def _seconds(values: Floats) -> Seconds | None:
    known = values[~np.isnan(values)]
    if not len(known):
        return None
    low, middle, high = (float(q) for q in np.percentile(known, [25, 50, 75]))
    return Seconds(len(known), low, middle, high)
