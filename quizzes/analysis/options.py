"""Who chooses which option: overall, and by thirds of the score."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from .figures import Figure, proportion

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
    third = _thirds(rests)
    n = len(chosen)
    shares = {
        option: proportion(sum(option in picked for picked in chosen), n) for option, _ in options
    }
    by_third = {option: _by_third(option, chosen, third) for option, _ in options}
    best_key = max(
        (by_third[option][2].value or 0.0 for option, is_key in options if is_key), default=0.0
    )
    return [
        OptionUse(
            option,
            is_key,
            shares[option],
            by_third[option],
            is_idle=not is_key and n >= LEAST and (shares[option].value or 0.0) < IDLE,
            misleads=not is_key and n >= LEAST and _misleads(by_third[option], best_key),
        )
        for option, is_key in options
    ]


def _thirds(rests: Sequence[float]) -> list[int]:
    """0, 1 or 2 for each answer, by its rank; equals stay together."""
    n = len(rests)
    first_rank: dict[float, int] = {}
    for rank, value in enumerate(sorted(rests)):
        first_rank.setdefault(value, rank)
    return [min(2, 3 * first_rank[value] // n) for value in rests]


def _by_third(
    option: Hashable, chosen: Sequence[frozenset[Hashable]], third: Sequence[int]
) -> tuple[Figure, Figure, Figure]:
    counts, hits = [0, 0, 0], [0, 0, 0]
    for picked, place in zip(chosen, third, strict=True):
        counts[place] += 1
        hits[place] += option in picked
    low, middle, high = (proportion(h, c) for h, c in zip(hits, counts, strict=True))
    return low, middle, high


def _misleads(thirds: tuple[Figure, Figure, Figure], best_key: float) -> bool:
    low, high = thirds[0].value, thirds[2].value
    if high is None or not high:
        return False
    return high > best_key or (low is not None and high > low and high >= IDLE)
