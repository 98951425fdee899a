"""Does every left side of a matching question fit exactly one right side?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from rapidfuzz import fuzz

from quizzes.items import Item, MatchingKey, Pair, gettext_noop

from .base import WARNING, Check, Context, Finding, check

_TWINS, _COMPARED = 92, 12


@check("MATCH-UNIQUE", english=True)
def left_sides_are_one_thing(item: Item, context: Context) -> Iterator[Finding]:
    """Two names of one concept, or of two that overlap, fit the same right side (RUBRIC A5)."""
    for first, second in combinations(range(len(_pairs(item))), 2):
        one = context.named_by(context.of(_pairs(item)[first].left))
        two = context.named_by(context.of(_pairs(item)[second].left))
        # A person may ask for the fine difference between two that overlap.
        overlap = item.family and any(_overlap(a, b, context) for a in one for b in two)
        if one & two or overlap:
            yield Finding(
                "key",
                gettext_noop("Left sides %(first)s and %(second)s overlap; take another one."),
                {"first": first + 1, "second": second + 1},
            )


@check("MATCH-UNIQUE", english=True)
def right_side_fits_another(item: Item, context: Context) -> Iterator[Finding]:
    """A right side that speaks of another pair's left side fits both (RUBRIC A5)."""
    pairs = _pairs(item)
    for number, pair in enumerate(pairs):
        own = context.of(pair.left).content
        for other, wrong in enumerate(pairs):
            told = own and own <= context.of(wrong.right).content and pair.right != wrong.right
            if number != other and told and not own <= context.of(pair.right).content:
                yield Finding(
                    "key",
                    gettext_noop("“%(left)s” stands in the right side of pair %(other)s."),
                    {"left": pair.left, "other": other + 1},
                )


@check("MATCH-UNIQUE", english=True)
def right_sides_say_the_same(item: Item, context: Context) -> Iterator[Finding]:
    """Two right sides that say the same in other words can't be told apart (RUBRIC A5)."""
    for first, second in combinations(range(len(_pairs(item))), 2):
        one, two = (context.of(_pairs(item)[number].right) for number in (first, second))
        if one.words == two.words:
            continue
        same = one.content and one.content == two.content and len(one.lemmas) == len(two.lemmas)
        if same or (
            one.content and fuzz.ratio(one.words, two.words) >= _TWINS and _long(one.words)
        ):
            yield Finding(
                "key",
                gettext_noop("Right sides %(first)s and %(second)s say the same; change one."),
                {"first": first + 1, "second": second + 1},
            )


@check("MATCH-UNIQUE", WARNING, english=True)
def sides_echo_each_other(item: Item, context: Context) -> Iterator[Finding]:
    """A left side that stands in its own right side alone gives the pair away (SAQUET)."""
    pairs = _pairs(item)
    for number, pair in enumerate(pairs):
        left = context.of(pair.left).content
        others = frozenset[str]().union(
            *(context.of(p.right).content for n, p in enumerate(pairs) if n != number)
        )
        echoed = (left & context.of(pair.right).content) - others
        if echoed:
            yield Finding(
                "key",
                gettext_noop("Pair %(number)s gives itself away by “%(word)s”; reword one side."),
                {"number": number + 1, "word": min(echoed)},
            )


def _pairs(item: Item) -> tuple[Pair, ...]:
    return item.key.pairs[:_COMPARED] if isinstance(item.key, MatchingKey) else ()


def _overlap(first: str, second: str, context: Context) -> bool:
    return context.terms is not None and context.terms.overlap(first, second)


def _long(text: str) -> bool:
    """Whether a text is long enough for a letter or two to change nothing."""
    return len(text) >= 30


MATCHING: tuple[Check, ...] = (
    left_sides_are_one_thing,
    right_side_fits_another,
    right_sides_say_the_same,
    sides_echo_each_other,
)
