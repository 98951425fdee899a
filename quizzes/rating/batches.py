"""Which items a rater gets together: ours, hand-written ones and planted flaws, in random order."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from quizzes.generation import ConceptBase
from quizzes.items import Item

from .flaws import Flaw, Planted, plant
from .runs import Article, Run, identity

LARGEST = 25
"""More items than this tire a rater."""


class Origin(StrEnum):
    """Where an item of the sheet comes from; the raters never learn it."""

    GENERATED = "generated"
    BEYOND = "beyond the article"
    HAND_WRITTEN = "hand-written"
    PLANTED = "planted"


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of the sheet under its opaque number."""

    number: int
    batch: int
    article: Article
    item: Item
    origin: Origin
    flaw: Flaw | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """How a sheet is mixed."""

    flaws: float = 0.2
    per_article: int | None = None
    seed: int = 0


def mixed(
    runs: Sequence[Run],
    by_hand: Mapping[str, Sequence[Item]],
    plan: Plan,
    base: ConceptBase | None = None,
) -> list[Entry]:
    """All entries of a sheet, batch by batch; `by_hand` goes by the sha256 of the article.

    Numbers run through the whole sheet, so that an answer can't land in the wrong batch.
    """
    rng = random.Random(plan.seed)  # noqa: S311 - a repeatable shuffle, no secret
    kinds = _in_turn(rng)
    entries: list[Entry] = []
    batch = 0
    for run in runs:
        together = list(_entries(run, by_hand.get(run.article.sha256, ()), plan, rng, kinds, base))
        rng.shuffle(together)
        for part in _parts(together):
            batch += 1
            first = len(entries) + 1
            entries += [replace(e, number=first + n, batch=batch) for n, e in enumerate(part)]
    return entries


def _entries(
    run: Run,
    by_hand: Sequence[Item],
    plan: Plan,
    rng: random.Random,
    kinds: Iterator[Flaw],
    base: ConceptBase | None,
) -> Iterator[Entry]:
    ours = list(run.items)
    if plan.per_article is not None and len(ours) > plan.per_article:
        ours = rng.sample(ours, plan.per_article)
    for item in ours:
        origin = Origin.BEYOND if item.beyond else Origin.GENERATED
        yield Entry(0, 0, run.article, item, origin)
    for item in by_hand:
        yield Entry(0, 0, run.article, item, Origin.HAND_WRITTEN)
    wanted = math.ceil(plan.flaws * (len(ours) + len(by_hand)))
    for planted in _planted(_donors(run, ours, rng), wanted, rng, kinds, base):
        yield Entry(0, 0, run.article, planted.item, Origin.PLANTED, planted.flaw)


def _donors(run: Run, ours: Sequence[Item], rng: random.Random) -> list[Item]:
    """Items to plant flaws in: those that the sheet does not show otherwise come first."""
    shown = {identity(item) for item in ours}
    stems = {item.stem for item in ours}
    hidden = [
        item
        for item in (*run.spares, *run.items)
        if identity(item) not in shown and item.stem not in stems
    ]
    once = list({item.stem: item for item in hidden}.values())
    return [*rng.sample(once, len(once)), *rng.sample(list(ours), len(ours))]


def _planted(
    donors: list[Item],
    wanted: int,
    rng: random.Random,
    kinds: Iterator[Flaw],
    base: ConceptBase | None,
) -> Iterator[Planted]:
    """As many flaws as wanted, kind by kind in turn, each in an item of its own."""
    left = list(donors)
    misses = 0
    while wanted and left and misses < len(Flaw):
        flaw = next(kinds)
        found = next(((i, p) for i in left if (p := plant(i, flaw, rng, base))), None)
        misses = 0 if found else misses + 1
        if found:
            donor, planted = found
            left.remove(donor)
            wanted -= 1
            yield planted


def _in_turn(rng: random.Random) -> Iterator[Flaw]:
    while True:
        yield from rng.sample(list(Flaw), len(Flaw))


def _parts(entries: list[Entry]) -> Iterator[list[Entry]]:
    """Parts of nearly equal size, none larger than a batch may be."""
    count = math.ceil(len(entries) / LARGEST)
    for part in range(count):
        yield entries[part::count]
