"""The only grader: what an answer to an item earns."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import pairwise

from quizzes.items import (
    Answer,
    Chosen,
    Item,
    Kind,
    Matched,
    MatchingKey,
    Number,
    NumberKey,
    Ordered,
    OrderingKey,
    TextKey,
    Typed,
)

STEP = Decimal("0.0001")
"""The finest difference between two marks; what the database's mark columns keep."""


class Ungradable(ValueError):
    """The answer does not fit the item: another kind, or a place that the item does not have."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What a response earned, of how much; both in the quiz's marks, rounded to `STEP`."""

    earned: Decimal
    maximum: Decimal

    @property
    def is_full(self) -> bool:
        """Whether nothing was missed."""
        return self.earned == self.maximum


def grade(
    item: Item,
    answer: Answer | None,
    *,
    maximum: Decimal = Decimal(1),
    given_to_all: bool = False,
) -> Mark:
    """Mark an answer: a share of `maximum` between 0 and 1, rounded half up to four places.

    - single choice, true/false, cloze: 1 for the key alone, otherwise 0;
    - multiple response: (keys chosen / keys) - (distractors chosen / distractors), at least 0, so
      that choosing everything earns as little as choosing nothing;
    - numeric: 1 within the tolerance, ends included, otherwise 0;
    - short text: 1 where `fold` makes the answer equal to an accepted form, otherwise 0;
    - matching: the share of left sides that were given a right side with the right text;
    - ordering: the share of the steps but the last that are directly followed by their right
      successor ("relative to next, excluding last", as Moodle's ordering question names it).

    No answer (None) earns 0. `given_to_all` gives every answer the maximum, where the question itself
    was found at fault. Raises Ungradable where the answer is none that this item can have.
    """
    share = Fraction(0) if answer is None else _share(item, answer)
    if given_to_all and answer is not None:
        share = Fraction(1)
    earned = Decimal(share.numerator) * maximum / Decimal(share.denominator)
    return Mark(earned.quantize(STEP, ROUND_HALF_UP), maximum.quantize(STEP, ROUND_HALF_UP))


def fold(text: str) -> str:
    """Make two spellings of one answer equal, and nothing more.

    Width and ligatures (NFKC), case, runs of spaces, quotes around and end marks behind make no
    difference. Look-alike letters of another script stay different: a Cyrillic "a" is no Latin one.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return " ".join(folded.replace("’", "'").split()).strip("\"'“”‘ ").rstrip(".!? ")


def _share(item: Item, answer: Answer) -> Fraction:
    match item.kind, item.key, answer:
        case (Kind.SINGLE | Kind.TRUE_FALSE | Kind.CLOZE, _, Chosen(options)):
            return _single(item, options)
        case (Kind.MULTIPLE, _, Chosen(options)):
            return _multiple(item, options)
        case (Kind.NUMERIC, NumberKey() as key, Number(value)):
            return Fraction(abs(value - key.value) <= key.tolerance)
        case (Kind.SHORT_TEXT, TextKey(accepted), Typed(text)):
            return Fraction(fold(text) in {fold(form) for form in accepted})
        case (Kind.MATCHING, MatchingKey() as key, Matched(pairs)):
            return _matching(key, pairs)
        case (Kind.ORDERING, OrderingKey(order), Ordered(given)):
            return _ordering(len(order), given)
    raise Ungradable(f"{type(answer).__name__} is no answer to a question of kind {item.kind}.")


def _single(item: Item, chosen: frozenset[int]) -> Fraction:
    _require(chosen <= set(range(len(item.options))), "an option that the question does not have")
    _require(len(chosen) <= 1, "more than one option")
    return Fraction(bool(chosen) and chosen <= set(item.keys))


def _multiple(item: Item, chosen: frozenset[int]) -> Fraction:
    _require(chosen <= set(range(len(item.options))), "an option that the question does not have")
    keys = set(item.keys)
    distractors = set(range(len(item.options))) - keys
    right = Fraction(len(chosen & keys), len(keys))
    wrong = Fraction(len(chosen & distractors), max(1, len(distractors)))
    return max(Fraction(0), right - wrong)


def _matching(key: MatchingKey, given: frozenset[tuple[int, int]]) -> Fraction:
    places = set(range(len(key.pairs)))
    _require(
        {i for pair in given for i in pair} <= places, "a pair that the question does not have"
    )
    _require(len({left for left, _ in given}) == len(given), "two right sides for one left side")
    right = sum(key.pairs[left].right == key.pairs[to].right for left, to in given)
    return Fraction(right, len(places))


def _ordering(length: int, given: tuple[int, ...]) -> Fraction:
    _require(set(given) <= set(range(length)), "a step that the question does not have")
    _require(len(set(given)) == len(given), "one step twice")
    followed = sum(b == a + 1 for a, b in pairwise(given))
    return Fraction(followed, length - 1)


def _require(condition: bool, what: str) -> None:
    if not condition:
        raise Ungradable(f"The answer names {what}.")
