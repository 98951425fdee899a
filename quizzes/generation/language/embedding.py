"""Sentence embeddings: how much two texts are about the same things (MiniLM, numpy alone)."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import numpy as np

from .parser.encoder import Encoder
from .parser.pieces import Pieces
from .parser.weights import Floats, Weights

_KEPT = 8_192
"""How many texts' vectors stay in memory: 12 MB at most, the scenarios of the concept base among them."""


class Sentences:
    """An embedder that shares its tables of words and places with the parser.

    The vector of a text is the mean over its word pieces, scaled to length one, as Reimers and
    Gurevych (2019, "Sentence-BERT") have it. Texts longer than the encoder reads are cut.
    """

    def __init__(self, own: Path, shared: Path, vocabulary: Path, name: str = "") -> None:
        self.name = name or own.stem
        self._pieces = Pieces(vocabulary)
        self._encoder = Encoder(_Shared(Weights(own), Weights(shared)))
        self._vector = lru_cache(maxsize=_KEPT)(self._made)

    def similarity(self, first: str, second: str) -> float:
        """The cosine of the texts' vectors, rounded to two places; never proof of anything."""
        return round(float(self._vector(first) @ self._vector(second)), 2)

    def _made(self, text: str) -> Floats:
        pieces = [n for word in text.split() for n in self._pieces.of(word)]
        pieces = [self._pieces.start, *pieces[: self._encoder.longest - 2], self._pieces.end]
        mean = self._encoder(pieces, [0] * len(pieces)).mean(axis=0)
        vector: Floats = mean / np.sqrt(mean @ mean)
        return vector


class _Shared(Weights):
    """The tensors of one file, and of another what the first one lacks."""

    def __init__(self, own: Weights, other: Weights) -> None:
        self._own, self._other = own, other

    def names(self) -> tuple[str, ...]:
        return self._own.names()

    def rows(self, name: str, numbers: list[int]) -> Floats:
        return self._holder(name).rows(name, numbers)

    def __getitem__(self, name: str) -> Floats:
        return self._holder(name)[name]

    def _holder(self, name: str) -> Weights:
        return self._own if name in self._own.names() else self._other
