"""What a group gained from one test to a parallel one: the same people before and after."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

from .figures import Figure
from .student import mean_by_t


@dataclass(frozen=True, slots=True)
class Gain:
    """The paired difference, with those whom it rests on and those whom it lacks.

    `gain` is the mean of after minus before with Student's interval for paired values; `before` and
    `after` are means of the same, matched people. `dropouts` took only the first test, `late` only
    the second.
    """

    n: int
    dropouts: int
    late: int
    before: Figure
    after: Figure
    gain: Figure


def gain(before: Mapping[Hashable, float], after: Mapping[Hashable, float]) -> Gain:
    """Compare the scores (shares of the full mark) of whoever took both tests."""
    both = sorted(before.keys() & after.keys(), key=str)
    return Gain(
        n=len(both),
        dropouts=len(before) - len(both),
        late=len(after) - len(both),
        before=mean_by_t([before[who] for who in both]),
        after=mean_by_t([after[who] for who in both]),
        gain=mean_by_t([after[who] - before[who] for who in both]),
    )
