"""From sentences to trees: words, pieces, vectors, probabilities, the best tree."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from quizzes.generation.language.english import lemma_as
from quizzes.generation.language.trees import ROOT, Tree, Word

from .encoder import Encoder
from .heads import Heads
from .pieces import Pieces
from .shapes import NONE, shape
from .spanning import best_tree
from .tokens import tokens
from .weights import Floats, Weights

MOST_WORDS = 120
"""Longer sentences are lists or lost line breaks; the parser has seen next to none."""


class Parse(NamedTuple):
    """What the network says of one word; `head` counts from 1, 0 is the root."""

    head: int
    relation: str
    tag: str
    part: str
    sureness: float


class Parser:
    """An analyser by weights and the word pieces that they belong to."""

    def __init__(self, weights_file: Path, vocabulary_file: Path, name: str = "") -> None:
        self.name = name or weights_file.stem
        weights, self._pieces = Weights(weights_file), Pieces(vocabulary_file)
        self._encoder, self._heads = Encoder(weights), Heads(weights)
        self._relations, self._tags, self._parts = (
            weights.labels[which].split() for which in ("relations", "tags", "parts")
        )
        self._is_root = [relation == "root" for relation in self._relations]

    def trees(self, sentences: Sequence[str]) -> tuple[Tree, ...]:
        """One tree a sentence, in the same order, the same whatever stands beside it."""
        return tuple(self._tree(sentence) for sentence in sentences)

    def _tree(self, sentence: str) -> Tree:
        spans = tokens(sentence)
        words = [sentence[start:end] for start, end in spans]
        parses = self.parses(words) or [_unparsed(n) for n in range(len(words))]
        return Tree(sentence, tuple(map(_word, spans, words, parses)))

    def parses(self, words: Sequence[str]) -> list[Parse]:
        """What the network says of a sentence that is cut into words; nothing of one too long."""
        if not words or len(words) > MOST_WORDS:
            return []
        cut = [self._pieces.of(word) for word in words]
        if 2 + sum(map(len, cut)) > self._encoder.longest:
            return []
        scores = self._heads(self._vectors(words, cut))
        heads = best_tree(np.log(scores.arcs + np.float32(1e-12)).astype(np.float64))
        # The root's relation is "root", and nothing else's is.
        is_fitting = np.equal.outer(np.equal(heads, 0), self._is_root)
        relations = np.where(is_fitting, scores.relations(heads), np.float32(-1))
        sure = scores.arcs[np.arange(len(heads)), heads] * relations.max(axis=1)
        labels = (relations.argmax(axis=1), scores.tags.argmax(axis=1), scores.parts.argmax(axis=1))
        return [
            Parse(head, self._relations[r], self._tags[t], self._parts[p], round(float(s), 3))
            for head, r, t, p, s in zip(heads, *labels, sure, strict=True)
        ][1:]

    def _vectors(self, words: Sequence[str], cut: Sequence[tuple[int, ...]]) -> Floats:
        """A vector for the root and for each word: the mean of its first and its last piece."""
        pieces, shapes, first, last = [self._pieces.start], [NONE], [0], [0]
        for word, numbers in zip(words, cut, strict=True):
            first.append(len(pieces))
            pieces.extend(numbers)
            shapes.extend([shape(word)] * len(numbers))
            last.append(len(pieces) - 1)
        encoded = self._encoder([*pieces, self._pieces.end], [*shapes, NONE])
        mean: Floats = (encoded[first] + encoded[last]) * np.float32(0.5)
        return mean


def _unparsed(number: int) -> Parse:
    """A word of a sentence that is not parsed: all hang on the first, and nothing is sure."""
    return Parse(min(number, 1), "dep" if number else "root", "", "X", 0.0)


def _word(span: tuple[int, int], text: str, parse: Parse) -> Word:
    return Word(
        *span,
        text,
        lemma_as(text, parse.part),
        parse.tag,
        parse.part,
        parse.head - 1 if parse.head else ROOT,
        parse.relation,
        parse.sureness,
    )
