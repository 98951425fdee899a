"""A sentence as a tree of words: what an analyser hands on, whichever it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

ROOT = -1
"""The head of a sentence's root."""


@dataclass(frozen=True, slots=True)
class Word:
    """A token of an analysed sentence.

    `start` and `end` are code points of the sentence; `tag` is a Penn Treebank tag, `pos` a
    universal part of speech, `relation` a Universal Dependencies (version 2) relation to the word
    at position `head`; `sureness` is the probability of that arc with that relation, rounded to
    three places.
    """

    start: int
    end: int
    text: str
    lemma: str
    tag: str
    pos: str
    head: int
    relation: str
    sureness: float


@dataclass(frozen=True)
class Tree:
    """A sentence, its words and who depends on whom; positions count words from 0."""

    text: str
    words: tuple[Word, ...]

    @cached_property
    def root(self) -> int:
        """The position of the root; ROOT in a sentence without words."""
        return next((n for n, word in enumerate(self.words) if word.head == ROOT), ROOT)

    @cached_property
    def _children(self) -> tuple[tuple[int, ...], ...]:
        below: list[list[int]] = [[] for _ in self.words]
        for number, word in enumerate(self.words):
            if word.head != ROOT:
                below[word.head].append(number)
        return tuple(map(tuple, below))

    def children(self, number: int, *relations: str) -> tuple[int, ...]:
        """The dependents of a word in order; only those with one of the relations, if any given."""
        below = self._children[number]
        return tuple(n for n in below if not relations or self.words[n].relation in relations)

    def child(self, number: int, *relations: str) -> int | None:
        """The first dependent with one of the relations, or None."""
        return next(iter(self.children(number, *relations)), None)

    def subtree(self, number: int) -> tuple[int, ...]:
        """The positions of a word and of all that hang on it, in order."""
        found = [number]
        for position in found:
            found.extend(self._children[position])
        return tuple(sorted(found))

    def span(self, number: int) -> tuple[int, int]:
        """Code points of the sentence that a word's subtree covers, from its first to its last word."""
        below = self.subtree(number)
        return self.words[below[0]].start, self.words[below[-1]].end

    def is_unbroken(self, number: int) -> bool:
        """Whether a subtree's words stand side by side."""
        below = self.subtree(number)
        return below[-1] - below[0] + 1 == len(below)

    def phrase(self, number: int) -> str:
        """The text of a word's subtree."""
        start, end = self.span(number)
        return self.text[start:end]

    def sureness(self, numbers: Sequence[int] | Iterator[int]) -> float:
        """The least probability among the arcs of these words; 1.0 of none."""
        return min((self.words[n].sureness for n in numbers), default=1.0)

    @property
    def core(self) -> tuple[int, ...]:
        """The root and its children: what a rule that writes a question leans on (GENERATION 0)."""
        return () if self.root == ROOT else (self.root, *self.children(self.root))


class Embedder(Protocol):
    """Tells how much two texts are about the same things."""

    name: str

    def similarity(self, first: str, second: str) -> float:
        """The cosine of the texts' vectors, rounded to two places; never proof of anything."""
        ...


class Analyser(Protocol):
    """Finds the trees of sentences."""

    name: str

    def trees(self, sentences: Sequence[str]) -> tuple[Tree, ...]:
        """One tree a sentence, in the same order, the same whatever stands beside it."""
        ...
