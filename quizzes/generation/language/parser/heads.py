"""From vectors to probabilities: who depends on whom, by which relation, and the tags of words.

Biaffine attention after Dozat and Manning (2017), position 0 standing for the root.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .encoder import Linear, softmax
from .weights import Floats, Weights


@dataclass(frozen=True)
class Scores:
    """What the heads say of a sentence of n words.

    `arcs[d, h]` is the probability that word d hangs on word h (both count from 1, 0 is the root).
    """

    arcs: Floats
    tags: Floats
    parts: Floats
    _below: Floats
    _above: Floats
    _relations: Floats

    def relations(self, heads: list[int]) -> Floats:
        """The probabilities of each word's relation to the head that was chosen for it."""
        count, size = self._below.shape
        mixed = (self._below @ self._relations).reshape(count, -1, size)
        return softmax((mixed @ self._above[heads][:, :, None])[:, :, 0])


class Heads:
    """Two ways to look at a word, as a dependent and as a head, and two taggers."""

    def __init__(self, weights: Weights) -> None:
        self._looks = Linear.of(
            weights,
            *(f"heads.{n}" for n in ("arc_head", "arc_below", "relation_head", "relation_below")),
        )
        self._arc = weights["heads.arc"]
        relations = weights["heads.relation"]
        self._relation = np.ascontiguousarray(relations.transpose(1, 0, 2)).reshape(
            relations.shape[1], -1
        )
        self._tags = Linear.of(weights, "heads.tags")
        self._parts = Linear.of(weights, "heads.parts")
        arc, relation = self._arc.shape[1], relations.shape[1] - 1
        self._cuts = (arc, 2 * arc, 2 * arc + relation)

    def __call__(self, words: Floats) -> Scores:
        looks = self._looks(words)
        looks = np.maximum(looks, looks * np.float32(0.1))
        arc_head, arc_below, relation_head, relation_below = np.split(looks, self._cuts, axis=1)
        return Scores(
            softmax(_and_one(arc_below) @ self._arc @ arc_head.T),
            self._tags(words),
            self._parts(words),
            _and_one(relation_below),
            _and_one(relation_head),
            self._relation,
        )


def _and_one(x: Floats) -> Floats:
    return np.concatenate([x, np.ones((len(x), 1), np.float32)], axis=1)
