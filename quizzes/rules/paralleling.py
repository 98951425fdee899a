"""Parallel questions: which may stand for each other in a test before, after and later. Pure.

Two questions are the more parallel the more they share of what they are about (concept, else topic)
and how they ask (level, kind); where it is known how hard they are, the nearest go together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Form:
    """What of a question decides whether another one may stand for it."""

    question: int
    level: str
    kind: str
    concepts: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    facility: float | None = None
    text: str = ""


class Likeness(StrEnum):
    """What parallel questions share, the closest first."""

    CONCEPT_KIND = "concept_kind"
    CONCEPT = "concept"
    TOPIC_KIND = "topic_kind"
    TOPIC = "topic"
    TOPIC_ONLY = "topic_only"
    LEVEL = "level"
    NOTHING = "nothing"


Keys = Callable[[Form], Iterable[tuple[str, ...]]]

_KEYS: dict[Likeness, Keys] = {
    Likeness.CONCEPT_KIND: lambda f: [(c, f.level, f.kind) for c in f.concepts],
    Likeness.CONCEPT: lambda f: [(c, f.level) for c in f.concepts],
    Likeness.TOPIC_KIND: lambda f: [(t, f.level, f.kind) for t in f.topics],
    Likeness.TOPIC: lambda f: [(t, f.level) for t in f.topics],
    Likeness.TOPIC_ONLY: lambda f: [(t,) for t in f.topics],
    Likeness.LEVEL: lambda f: [(f.level,)],
}


def likeness(forms: Sequence[Form]) -> Likeness:
    """The most that all of these share."""
    for found, keys in _KEYS.items():
        if frozenset.intersection(*(frozenset(keys(form)) for form in forms)):
            return found
    return Likeness.NOTHING


def parallel_sets(forms: Iterable[Form], *, size: int, wanted: int) -> list[tuple[Form, ...]]:
    """At most `wanted` sets of `size` questions each, no question twice, the closest matches first.

    Two questions of the same words are one. In each set the easiest comes first in turn at another
    place, so that no test gets the easy ones.
    """
    waiting = {form.text.casefold() or str(form.question): form for form in _by_ease(forms)}
    free = {form.question: form for form in waiting.values()}
    found: list[tuple[Form, ...]] = []
    for keys in _KEYS.values():
        found += _of_tier(free, keys, size, wanted - len(found))
    return [_turned(forms, number) for number, forms in enumerate(found)]


def _of_tier(free: dict[int, Form], keys: Keys, size: int, wanted: int) -> list[tuple[Form, ...]]:
    """Sets of questions that share a key, from each key in turn; what is used is free no more."""
    about: dict[tuple[str, ...], list[Form]] = defaultdict(list)
    for form in free.values():
        for key in sorted(keys(form)):
            about[key].append(form)
    turns = sorted(about, key=lambda key: (-len(about[key]), key))
    found: list[tuple[Form, ...]] = []
    while turns and len(found) < wanted:
        key = turns.pop(0)
        left = [form for form in about[key] if form.question in free]
        if len(left) >= size:
            found.append(tuple(left[:size]))
            for form in left[:size]:
                del free[form.question]
            turns.append(key)
    return found


def _by_ease(forms: Iterable[Form]) -> list[Form]:
    """The easiest first, those of which nothing is known last: neighbours are about equally hard."""
    return sorted(
        forms,
        key=lambda f: (f.facility is None, -(f.facility or 0.0), f.level, f.kind, f.question),
    )


def _turned(forms: tuple[Form, ...], number: int) -> tuple[Form, ...]:
    turn = number % len(forms)
    return forms[turn:] + forms[:turn]
