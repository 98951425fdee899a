"""Planted flaws: what an attentive rater must refuse, made from good items by mutation."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from quizzes.generation import ConceptBase
from quizzes.items import Item

from .key_flaws import two_keys, wrong_key
from .wording_flaws import broken_grammar, dangling_reference


class Flaw(StrEnum):
    """What is wrong with a planted item (RUBRIC: wrong key, two keys, broken grammar; and A2)."""

    WRONG_KEY = "wrong key"
    TWO_KEYS = "two keys"
    BROKEN_GRAMMAR = "broken grammar"
    DANGLING_REFERENCE = "dangling reference"


NAMED_BY: dict[Flaw, tuple[str, ...]] = {
    Flaw.WRONG_KEY: ("A3", "A4"),
    Flaw.TWO_KEYS: ("A4", "A5"),
    Flaw.BROKEN_GRAMMAR: ("A1",),
    Flaw.DANGLING_REFERENCE: ("A2",),
}
"""The lines of the rubric by which a rater names a flaw."""


@dataclass(frozen=True, slots=True)
class Planted:
    """A flawed item and the kind of its flaw."""

    item: Item
    flaw: Flaw


def plant(
    item: Item, flaw: Flaw, rng: random.Random, base: ConceptBase | None = None
) -> Planted | None:
    """Make one flawed item of a good one; None where the item gives no occasion for this flaw."""
    made = _PLANTERS[flaw](item, rng, base)
    return Planted(replace(made, id=f"{item.id}-flawed"), flaw) if made else None


_PLANTERS: dict[Flaw, Callable[[Item, random.Random, ConceptBase | None], Item | None]] = {
    Flaw.WRONG_KEY: wrong_key,
    Flaw.TWO_KEYS: two_keys,
    Flaw.BROKEN_GRAMMAR: broken_grammar,
    Flaw.DANGLING_REFERENCE: dangling_reference,
}
