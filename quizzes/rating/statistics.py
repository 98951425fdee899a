"""A share with its interval, and agreement beyond chance."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from quizzes.analysis import proportion


@dataclass(frozen=True, slots=True)
class Share:
    """`hits` of `n`, with the Wilson interval of 95 %; no value where nothing was counted."""

    hits: int
    n: int

    @property
    def value(self) -> float | None:
        """The share itself."""
        return round(self.hits / self.n, 4) if self.n else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson's interval (1927): it holds for small n and for shares near 0 and 1."""
        found = proportion(self.hits, self.n)
        if found.low is None or found.high is None:
            return None
        return round(found.low, 4), round(found.high, 4)

    def __str__(self) -> str:
        """As it stands in a table: 9 of 10 (90 %, 60 to 98 %)."""
        if self.value is None or self.interval is None:
            return "none rated"
        low, high = (round(100 * bound) for bound in self.interval)
        return f"{self.hits} of {self.n} ({100 * self.value:.0f} %, {low} to {high} %)"


def kappa(ratings: Sequence[Sequence[Hashable]]) -> float | None:
    """Fleiss' kappa (1971) over items with two verdicts or more, also of changing raters.

    None where no item has two verdicts, or all verdicts are the same: then chance alone would
    agree as well.
    """
    items = [Counter(verdicts) for verdicts in ratings if len(verdicts) > 1]
    if not items:
        return None
    total = sum(map(Counter.total, items))
    agreed = sum(_agreement(item) for item in items) / len(items)
    shares = [count / total for count in sum(items, Counter()).values()]
    by_chance = sum(share * share for share in shares)
    if math.isclose(by_chance, 1.0):
        return None
    return round((agreed - by_chance) / (1 - by_chance), 3)


def _agreement(verdicts: Counter[Hashable]) -> float:
    n = verdicts.total()
    return sum(count * (count - 1) for count in verdicts.values()) / (n * (n - 1))
