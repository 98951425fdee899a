"""Who chooses which option: overall, and by thirds of the score."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .figures import Figure, Floats, proportion

Thirds = tuple[int, int, int]
"""Counts in the lower, middle and upper third."""

IDLE = 0.05
"""An option that fewer choose does no work (Haladyna and Downing 1993)."""
LEAST = 30
"""Below so many answers nothing is said about a distractor."""


@dataclass(frozen=True, slots=True)
class OptionUse:
    """How one option was chosen: overall, and in the lower, middle and upper third by the rest score.

    `is_idle` marks a wrong option that hardly anybody chooses, `misleads` a wrong one that the upper
    third chooses more than the key, or more than the lower third does.
    """

    option: Hashable
    is_key: bool
    share: Figure
    thirds: tuple[Figure, Figure, Figure]
    is_idle: bool
    misleads: bool


def option_use(
    options: Sequence[tuple[Hashable, bool]],
    chosen: Sequence[frozenset[Hashable]],
    rests: Sequence[float],
) -> list[OptionUse]:
    """Count the use of each option (id, whether it is a key).

    `chosen` and `rests` have one entry an answer: the options that it chose, and the rest of that
    attempt's total without the item. Answers with equal rests are never torn apart: they go to the
    third in which the first of them falls.

    Raises ValueError where the two differ in length.
    """
    if len(chosen) != len(rests):
        raise ValueError("Give one rest score for each answer.")
    places = thirds(np.asarray(rests, dtype=np.float64))
    hits = {
        option: by_third(places[[option in picked for picked in chosen]]) for option, _ in options
    }
    return use_by_thirds(options, by_third(places), hits)


def use_by_thirds(
    options: Sequence[tuple[Hashable, bool]], counts: Thirds, hits: Mapping[Hashable, Thirds]
) -> list[OptionUse]:
    """The same from counts: the answers in each third, and how many of them chose an option."""
    n = sum(counts)
    shares = {option: proportion(sum(hits[option]), n) for option, _ in options}
    parts = {option: _parts(hits[option], counts) for option, _ in options}
    best_key = max(
        (parts[option][2].value or 0.0 for option, is_key in options if is_key), default=0.0
    )
    return [
        OptionUse(
            option,
            is_key,
            shares[option],
            parts[option],
            is_idle=not is_key and n >= LEAST and (shares[option].value or 0.0) < IDLE,
            misleads=not is_key and n >= LEAST and _misleads(parts[option], best_key),
        )
        for option, is_key in options
    ]


def thirds(rests: Floats) -> npt.NDArray[np.int64]:
    """0, 1 or 2 for each answer, by its rank; equals stay together."""
    first_rank = np.searchsorted(np.sort(rests), rests, side="left")
    return np.minimum(2, 3 * first_rank // max(1, len(rests))).astype(np.int64)


def by_third(places: npt.NDArray[np.int64]) -> Thirds:
    """How many answers are in the lower, middle and upper third."""
    low, middle, high = (int(n) for n in np.bincount(places, minlength=3))
    return low, middle, high


def _parts(hits: Thirds, counts: Thirds) -> tuple[Figure, Figure, Figure]:
    low, middle, high = (proportion(h, c) for h, c in zip(hits, counts, strict=True))
    return low, middle, high


def _misleads(thirds: tuple[Figure, Figure, Figure], best_key: float) -> bool:
    low, high = thirds[0].value, thirds[2].value
    if high is None or not high:
        return False
    return high > best_key or (low is not None and high > low and high >= IDLE)
