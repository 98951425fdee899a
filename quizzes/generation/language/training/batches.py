"""From sentences to batches of tensors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import NamedTuple

import torch
from torch import Tensor

from quizzes.generation.language.parser.pieces import Pieces
from quizzes.generation.language.parser.shapes import NONE, shape

from .augmentation import another_way
from .network import Inputs
from .source import PLACES
from .treebank import Sentence

BATCH, POOL = 24, 20
"""Sentences a batch, and batches among which sentences are sorted by length, so that few are padded."""
MASKED = 0.03
"""The share of words that are hidden, so that their neighbours have to tell what they are."""


@dataclass(frozen=True)
class Labels:
    """The labels that occur in the treebank; their order is the order of the network's outputs."""

    relations: tuple[str, ...]
    tags: tuple[str, ...]
    parts: tuple[str, ...]

    @classmethod
    def of(cls, sentences: Sequence[Sentence]) -> Labels:
        """Collect the labels."""
        return cls(
            *(
                tuple(sorted({label for sentence in sentences for label in labels(sentence)}))
                for labels in (lambda s: s.relations, lambda s: s.tags, lambda s: s.parts)
            )
        )


class Targets(NamedTuple):
    """What is to be learned: for each word its head and labels; -1 where there is no word."""

    heads: Tensor
    relations: Tensor
    tags: Tensor
    parts: Tensor
    is_word: Tensor


class Batches:
    """The treebank as batches, each time in another order and with other words hidden."""

    def __init__(self, sentences: Sequence[Sentence], labels: Labels, pieces: Pieces) -> None:
        self._sentences, self._pieces = list(sentences), pieces
        self._numbers = tuple(
            {label: number for number, label in enumerate(which)}
            for which in (labels.relations, labels.tags, labels.parts)
        )

    def __len__(self) -> int:
        return -(-len(self._sentences) // BATCH)

    def shuffled(self, dice: Random) -> Iterator[tuple[Inputs, Targets]]:
        """All sentences once."""
        sentences = [another_way(sentence, dice) for sentence in self._sentences]
        dice.shuffle(sentences)
        for begin in range(0, len(sentences), BATCH * POOL):
            pool = sorted(sentences[begin : begin + BATCH * POOL], key=lambda s: len(s.words))
            batches = [pool[n : n + BATCH] for n in range(0, len(pool), BATCH)]
            dice.shuffle(batches)
            for batch in batches:
                yield self._inputs(batch, dice), self._targets(batch)

    def _inputs(self, batch: Sequence[Sentence], dice: Random) -> Inputs:
        rows = [self._row(sentence, dice) for sentence in batch]
        pieces, shapes, first, last = (_padded([row[n] for row in rows], 0) for n in range(4))
        lengths = torch.tensor([len(row[0]) for row in rows])
        is_piece = torch.arange(pieces.shape[1])[None, :] < lengths[:, None]
        return Inputs(pieces, shapes, is_piece, first, last)

    def _row(self, sentence: Sentence, dice: Random) -> tuple[list[int], ...]:
        pieces, shapes, first, last = [self._pieces.start], [NONE], [0], [0]
        for word in sentence.words:
            found = self._pieces.of(word)
            if dice.uniform(0, 1) < MASKED:
                found = (self._pieces.hidden,) * len(found)
            first.append(len(pieces))
            pieces.extend(found)
            shapes.extend([shape(word)] * len(found))
            last.append(len(pieces) - 1)
        return [*pieces, self._pieces.end], [*shapes, NONE], first, last

    def _targets(self, batch: Sequence[Sentence]) -> Targets:
        relations, tags, parts = self._numbers
        is_word = _padded([[1] * (len(s.words) + 1) for s in batch], 0).bool()
        return Targets(
            _padded([[-1, *s.heads] for s in batch], -1),
            _padded([[-1, *(relations[r] for r in s.relations)] for s in batch], -1),
            _padded([[-1, *(tags[t] for t in s.tags)] for s in batch], -1),
            _padded([[-1, *(parts[p] for p in s.parts)] for s in batch], -1),
            is_word,
        )


def fits(sentence: Sentence, pieces: Pieces) -> bool:
    """Whether the encoder has a place for every piece of a sentence."""
    return 2 + sum(len(pieces.of(word)) for word in sentence.words) <= PLACES


def _padded(rows: Sequence[Sequence[int]], filler: int) -> Tensor:
    longest = max(map(len, rows))
    return torch.tensor([[*row, *[filler] * (longest - len(row))] for row in rows])
