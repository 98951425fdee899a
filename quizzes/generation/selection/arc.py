"""The order of a quiz: an easy opener, notice, decide, recover, and the main lesson last."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from dataclasses import replace
from enum import IntEnum

from quizzes.generation.writers import Candidate, quantity
from quizzes.items import Item, Kind, Level


class Phase(IntEnum):
    """Where a question stands in the arc."""

    NOTICE = 1
    DECIDE = 2
    RECOVER = 3


_LEVELS = {Level.REMEMBER: 0, Level.UNDERSTAND: 1, Level.APPLY: 2}
_EFFORT = {Kind.TRUE_FALSE: 0, Kind.SINGLE: 1, Kind.CLOZE: 2, Kind.MULTIPLE: 3, Kind.MATCHING: 4}
_SORTED = quantity.FAMILY
_ARC_LEAST = 3
"""A quiz shorter than this has no arc: it follows the text."""


def arrange(chosen: Sequence[Candidate], seed: int) -> list[Item]:
    """Order the quiz as an arc, phase by phase in the order of the text, keys well mixed."""
    ordered = _arc(list(chosen))
    rng = random.Random(seed)  # noqa: S311 - a repeatable shuffle, no secret
    return _with_mixed_keys(
        [replace(c.item, id=identity(c.item)) for c in ordered],
        rng,
    )


def phase(candidate: Candidate) -> Phase:
    """Recovering is what begins after the harm; deciding is applying; the rest is noticing."""
    if candidate.after:
        return Phase.RECOVER
    return Phase.DECIDE if candidate.item.level is Level.APPLY else Phase.NOTICE


def identity(item: Item) -> str:
    """A stable id: a hash of what is asked and answered, whatever the order of the options."""
    parts = [item.kind.value, item.stem, *sorted(f"{o.correct:d}{o.text}" for o in item.options)]
    parts += [str(item.key), *(passage.text for passage in item.evidence)]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def _arc(waiting: list[Candidate]) -> list[Candidate]:
    if len(waiting) < _ARC_LEAST:
        return sorted(waiting, key=_in_text)
    opener = min(waiting, key=lambda c: (*_ease(c), _in_text(c)))
    waiting.remove(opener)
    # The main lesson: what the most telling passage is about, asked above recall where possible.
    lesson = max(
        waiting,
        key=lambda c: (
            c.item.level is not Level.REMEMBER,
            c.passage.score,
            c.item.score,
            c.item.stem,
        ),
    )
    waiting.remove(lesson)
    waiting.sort(key=lambda c: (phase(c), _LEVELS[c.item.level], _in_text(c)))
    return [opener, *waiting, lesson]


def _ease(candidate: Candidate) -> tuple[int, int, int, int]:
    item = candidate.item
    effort = _EFFORT.get(item.kind, 5)
    return effort // 2, _LEVELS[item.level], effort, len(item.stem.split())


def _in_text(candidate: Candidate) -> tuple[int, str]:
    return candidate.item.evidence[0].start, candidate.item.stem


def _with_mixed_keys(items: Sequence[Item], rng: random.Random) -> list[Item]:
    """Shuffle the options so that every place is the key about equally often."""
    mixed: list[Item] = []
    places: dict[int, list[int]] = {}
    for item in items:
        options = list(item.options)
        if item.family == _SORTED:
            pass
        elif item.kind in (Kind.SINGLE, Kind.CLOZE):
            waiting = places.setdefault(len(options), [])
            if not waiting:
                waiting.extend(rng.sample(range(len(options)), len(options)))
            key = options.pop(item.keys[0])
            rng.shuffle(options)
            options.insert(waiting.pop(), key)
        elif item.kind is Kind.MULTIPLE:
            rng.shuffle(options)
        mixed.append(replace(item, options=tuple(options)))
    return mixed
