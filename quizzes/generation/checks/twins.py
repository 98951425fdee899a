"""Items that ask the same, and items that tell another's answer."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from quizzes.items import Item, Kind, Level, Objection, gettext_noop

from .base import ERROR, WARNING
from .folding import fold, words

_TWINS, _RARE, _SHORT = 88, 3, 5


def are_twins(first: Item, second: Item) -> bool:
    """Whether two items ask the same: equal stems, or the same key to a like stem or passage."""
    one, two = fold(first.stem), fold(second.stem)
    if one == two:
        return True
    if first.kind is Kind.TRUE_FALSE is second.kind:
        return fuzz.token_set_ratio(one, two, score_cutoff=_TWINS) > 0
    if _answer(first) != _answer(second):
        return False
    # Two stories may end alike; a fact is asked for once.
    fact = Level.APPLY not in (first.level, second.level)
    passage = bool(first.evidence) and first.evidence == second.evidence
    return (fact and passage) or fuzz.token_set_ratio(one, two, score_cutoff=_TWINS) > 0


def gives_away(first: Item, second: Item) -> str:
    """The words of a key of `second` that stand in the stem of `first`, or an empty text."""
    if second.kind is Kind.TRUE_FALSE or first == second:
        return ""
    return _told(words(first.stem), *_texts(second))


def twins(items: Sequence[Item]) -> Iterator[tuple[int, Objection]]:
    """Every item that asks what an earlier one asks."""
    template = gettext_noop("This asks the same as question %(first)s; drop one.")
    for number, earlier in enumerate(_alike(items)):
        for first in earlier:
            if are_twins(items[first], items[number]):
                yield number, Objection("DUP", template, {"first": first + 1}, "stem", ERROR)


def giveaways(items: Sequence[Item]) -> Iterator[tuple[int, Objection]]:
    """Every item whose stem tells the key of another, or its explanation that of a later one."""
    stems = [words(item.stem) for item in items]
    told = [words(item.explanation) for item in items]
    for other, asked in enumerate(items):
        keys, wrong = _texts(asked) if asked.kind is not Kind.TRUE_FALSE else ([], [])
        for number in range(len(items) if keys else 0):
            if number == other:
                continue
            place, key = "stem", _told(stems[number], keys, wrong)
            if not key and number < other:
                place, key = "explanation", _told(told[number], keys, wrong)
            if key:
                template = gettext_noop("This tells the answer “%(key)s” of question %(other)s.")
                params = {"key": key, "other": other + 1}
                yield number, Objection("LEAK", template, params, place, WARNING)


def _told(text: str, keys: Sequence[str], wrong: Sequence[str]) -> str:
    """The first key that a text holds without a wrong option beside it."""
    for key in keys:
        if len(key) > _SHORT and key in text and not any(other in text for other in wrong):
            return key.strip()
    return ""


def _texts(item: Item) -> tuple[list[str], list[str]]:
    """The folded keys of an item, sorted, and its wrong options."""
    wrong = [words(option.text) for option in item.options if not option.correct]
    return sorted({words(item.options[number].text) for number in item.keys}), wrong


def _answer(item: Item) -> object:
    """What is right, whatever the order of the options."""
    return frozenset(_texts(item)[0]) or item.key


def _alike(items: Sequence[Item]) -> Iterator[list[int]]:
    """For each item the earlier ones that share a rare word of its stem, or its evidence."""
    tokens = [frozenset(words(item.stem).split()) for item in items]
    counts = Counter(token for found in tokens for token in found)
    holding: dict[object, list[int]] = defaultdict(list)
    rare_of: dict[object, list[int]] = defaultdict(list)
    for number, item in enumerate(items):
        rare = sorted(tokens[number], key=lambda t: (counts[t], t))[:_RARE] or [""]
        earlier = {n for token in rare for n in holding[token]}
        earlier |= {n for token in tokens[number] for n in rare_of[token]}
        yield sorted(earlier | set(holding[item.evidence] if item.evidence else ()))
        for token in rare:
            rare_of[token].append(number)
        for key in tokens[number] or {""}:
            holding[key].append(number)
        holding[item.evidence].append(number)
