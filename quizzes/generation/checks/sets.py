"""Flaws of a set of items: twins, giveaways, keys always in one place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from quizzes.items import Item, Kind, Objection, gettext_noop

from .base import ERROR, WARNING, fold, words

_TWINS = 88
_LEAST_KEYS, _MOST_SHARE = 6, 0.5
_LEAST_STATEMENTS = 4


def set_objections(items: Sequence[Item]) -> tuple[tuple[int, Objection], ...]:
    """All objections to a set, each with the position of the item (-1: the set as a whole)."""
    return (*_twins(items), *_giveaways(items), *_key_places(items), *_truths(items))


def are_twins(first: Item, second: Item) -> bool:
    """Whether two items ask the same: nearly equal stems, or the same key from one passage."""
    if fold(first.stem) == fold(second.stem):
        return True
    alike = fuzz.token_set_ratio(fold(first.stem), fold(second.stem)) >= _TWINS
    return alike and _keys(first) == _keys(second)


def gives_away(first: Item, second: Item) -> str:
    """The words of a key of `second` that stand in the stem of `first`, or an empty text."""
    if second.kind is Kind.TRUE_FALSE or first == second:
        return ""
    stem = words(first.stem)
    wrong = [words(option.text) for option in second.options if not option.correct]
    for key in sorted(_keys(second)):
        shown_wrong = any(text in stem for text in wrong)
        if len(key) > 5 and key in stem and not shown_wrong:
            return key.strip()
    return ""


def _twins(items: Sequence[Item]) -> Iterator[tuple[int, Objection]]:
    for number, item in enumerate(items):
        for first in range(number):
            if are_twins(items[first], item):
                template = gettext_noop("This asks the same as question %(first)s; drop one.")
                yield number, Objection("DUP", template, {"first": first + 1}, "stem", ERROR)


def _giveaways(items: Sequence[Item]) -> Iterator[tuple[int, Objection]]:
    for number, item in enumerate(items):
        for other, asked in enumerate(items):
            key = gives_away(item, asked) if number != other else ""
            if key:
                template = gettext_noop("This tells the answer “%(key)s” of question %(other)s.")
                params = {"key": key, "other": other + 1}
                yield number, Objection("LEAK", template, params, "stem", WARNING)


def _key_places(items: Sequence[Item]) -> Iterator[tuple[int, Objection]]:
    places = Counter(
        item.keys[0] for item in items if item.kind in (Kind.SINGLE, Kind.CLOZE) and item.keys
    )
    total = places.total()
    if total >= _LEAST_KEYS and max(places.values()) > _MOST_SHARE * total:
        place, count = places.most_common(1)[0]
        template = gettext_noop(
            "%(count)s of %(total)s keys are option %(place)s; mix the options."
        )
        params = {"count": count, "total": total, "place": place + 1}
        yield -1, Objection("KEY-POS", template, params, "options", WARNING)


def _truths(items: Sequence[Item]) -> Iterator[tuple[int, Objection]]:
    truths = [
        fold(item.options[item.keys[0]].text) == "true"
        for item in items
        if item.kind is Kind.TRUE_FALSE and item.keys
    ]
    share = sum(truths) / len(truths) if truths else 0.5
    if len(truths) >= _LEAST_STATEMENTS and not 0.35 <= share <= 0.65:
        template = gettext_noop("%(true)s of %(total)s statements are true; balance them.")
        params = {"true": sum(truths), "total": len(truths)}
        yield -1, Objection("TF-BALANCE", template, params, "options", WARNING)


def _keys(item: Item) -> frozenset[str]:
    return frozenset(words(item.options[number].text) for number in item.keys)
