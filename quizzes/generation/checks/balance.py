"""Cues of a whole set: where its keys stand, how long they are, how many statements are true."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from math import comb

from quizzes.items import Item, Kind, Objection, gettext_noop

from .base import WARNING
from .folding import fold

# Critical values of chi-square at p = .01, by degrees of freedom.
_CRITICAL = {1: 6.63, 2: 9.21, 3: 11.34, 4: 13.28, 5: 15.09}
_CHANCE, _LEAST_RUN, _LONGEST_SHARE = 0.05, 4, 0.4
_LEAST_STATEMENTS, _TRUE_SHARE, _LONGER = 4, (0.35, 0.65), 1.35
_ONE_KEY = (Kind.SINGLE, Kind.CLOZE)


def key_places(items: Sequence[Item]) -> Iterator[tuple[int, Objection]]:
    """Keys that sit in some places too often for chance (SAQUET; Attali and Bar-Hillel 2003)."""
    asked = _asked(items)
    places = Counter(item.keys[0] for item in asked)
    expected = Counter[int]()
    for item in asked:
        for place in range(len(item.options)):
            expected[place] += 1 / len(item.options)  # type: ignore[assignment]
    chi = sum((places[p] - share) ** 2 / share for p, share in expected.items())
    if len(expected) > 1 and chi > _CRITICAL.get(len(expected) - 1, _CRITICAL[5]):
        place, count = max(places.items(), key=lambda found: (found[1], -found[0]))
        template = gettext_noop(
            "The right answer is option %(place)s in %(count)s of %(total)s questions; mix the options."
        )
        params = {"count": count, "total": len(asked), "place": place + 1}
        yield -1, Objection("KEY-POS", template, params, "options", WARNING)


def key_runs(items: Sequence[Item]) -> Iterator[tuple[int, Objection]]:
    """The same place four times or more in a row, where chance does that in one set of twenty."""
    asked = _asked(items)
    if not asked:
        return
    run = max(len(list(group)) for _, group in groupby(item.keys[0] for item in asked))
    options = sum(len(item.options) for item in asked) / len(asked)
    by_chance = (len(asked) - run + 1) * options ** (1 - run)
    if run >= _LEAST_RUN and by_chance < _CHANCE:
        template = gettext_noop(
            "The right answer is the same option %(count)s times in a row; mix the options."
        )
        yield -1, Objection("KEY-POS", template, {"count": run}, "options", WARNING)


def key_lengths(items: Sequence[Item]) -> Iterator[tuple[int, Objection]]:
    """The key is the longest option in over 40 %, more than chance makes of it (rule 24)."""
    asked = [item for item in _asked(items) if len(item.options) > 2]
    longest = sum(_is_longest(item) for item in asked)
    if not asked or longest <= _LONGEST_SHARE * len(asked):
        return
    share = sum(1 / len(item.options) for item in asked) / len(asked)
    if _at_least(longest, len(asked), share) < _CHANCE:
        template = gettext_noop(
            "The right answer is the longest option %(count)s times in %(total)s."
        )
        params = {"count": longest, "total": len(asked)}
        yield -1, Objection("KEY-POS", template, params, "options", WARNING)


def truths(items: Sequence[Item]) -> Iterator[tuple[int, Objection]]:
    """Between 35 and 65 % of the statements are true."""
    said = _statements(items)
    true = sum(truth for truth, _ in said)
    least, most = (share * len(said) for share in _TRUE_SHARE)
    if len(said) >= _LEAST_STATEMENTS and not least <= true <= most:
        template = gettext_noop("%(true)s of %(total)s statements are true; balance them.")
        params = {"true": true, "total": len(said)}
        yield -1, Objection("TF-BALANCE", template, params, "options", WARNING)


def truth_lengths(items: Sequence[Item]) -> Iterator[tuple[int, Objection]]:
    """True statements need qualifying words; where all are longer, length tells the truth."""
    said = _statements(items)
    true = [length for truth, length in said if truth]
    false = [length for truth, length in said if not truth]
    if min(len(true), len(false)) < 2 or len(said) < _LEAST_STATEMENTS:
        return
    mean = (sum(true) / len(true), sum(false) / len(false))
    if mean[0] > _LONGER * mean[1] and min(true) > max(false):
        template = gettext_noop("All true statements are longer than the false ones; even it out.")
        yield -1, Objection("TF-BALANCE", template, {}, "stem", WARNING)


def _asked(items: Sequence[Item]) -> list[Item]:
    return [item for item in items if item.kind in _ONE_KEY and len(item.keys) == 1]


def _is_longest(item: Item) -> bool:
    key = len(item.options[item.keys[0]].text)
    return all(option.correct or len(option.text) < key for option in item.options)


def _statements(items: Sequence[Item]) -> list[tuple[bool, int]]:
    return [
        (fold(item.options[item.keys[0]].text) == "true", len(item.stem))
        for item in items
        if item.kind is Kind.TRUE_FALSE and item.keys
    ]


def _at_least(count: int, total: int, share: float) -> float:
    """How often chance gives a count or more."""
    return sum(
        comb(total, n) * share**n * (1 - share) ** (total - n) for n in range(count, total + 1)
    )
