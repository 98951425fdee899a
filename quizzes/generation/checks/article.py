"""The article as the checks ask it: which sentences hold which words; made once per article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from quizzes.generation.language import Language
from quizzes.generation.text import Document, Sentence

from .folding import words


class ArticleIndex:
    """Folded words and an index of lemmas, each made when it is first asked for."""

    def __init__(self, document: Document, language: Language | None) -> None:
        self.document = document
        self.language = language

    @cached_property
    def words(self) -> str:
        """The folded words of the whole text, to look for a phrase."""
        return words(self.document.text)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences that teach, and quotes."""
        return self.document.sentences

    @cached_property
    def _places(self) -> dict[str, set[int]]:
        places: dict[str, set[int]] = defaultdict(set)
        if self.language is not None:
            for number, sentence in enumerate(self.sentences):
                for token in self.language.tokens(sentence.text):
                    places[token.lemma].add(number)
        return places

    def knows(self, lemma: str) -> bool:
        """Whether any sentence holds a lemma."""
        return lemma in self._places

    def holding(self, lemmas: Iterable[str]) -> frozenset[int]:
        """The numbers of the sentences that hold all of some lemmas; none of no lemmas."""
        sets = sorted((self._places.get(lemma, set()) for lemma in set(lemmas)), key=len)
        return frozenset.intersection(*map(frozenset, sets)) if sets else frozenset()

    def holding_most(self, lemmas: Iterable[str], share: float) -> frozenset[int]:
        """The numbers of the sentences that hold at least a share of some lemmas."""
        counts: dict[int, int] = defaultdict(int)
        wanted = set(lemmas)
        for lemma in wanted:
            for number in self._places.get(lemma, ()):
                counts[number] += 1
        return frozenset(n for n, count in counts.items() if count >= share * len(wanted))
