"""Answers as a learner might give them, for looking at a quiz without one."""

from __future__ import annotations

from quizzes.items import (
    Answer,
    Chosen,
    Item,
    Matched,
    MatchingKey,
    Number,
    NumberKey,
    Ordered,
    OrderingKey,
    TextKey,
    Typed,
)


def sample_answer(item: Item, *, rightly: bool) -> Answer:
    """A right answer to the item, or one that is wrong."""
    match item.key:
        case NumberKey(value, tolerance, _unit):
            return Number(value if rightly else value + 2 * tolerance + 1)
        case TextKey(accepted):
            return Typed(accepted[0] if rightly else "…")
        case MatchingKey(pairs):
            shift = 0 if rightly else 1
            return Matched(frozenset((i, (i + shift) % len(pairs)) for i in range(len(pairs))))
        case OrderingKey(order):
            places = range(len(order))
            return Ordered(tuple(places if rightly else reversed(places)))
    wrong = [i for i, option in enumerate(item.options) if not option.correct]
    return Chosen(frozenset(item.keys if rightly else wrong[:1]))
