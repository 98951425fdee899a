"""The concept base as the checks ask it: what a phrase names, and which words the base knows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache

from quizzes.generation.concepts import Concept, ConceptBase, Linker
from quizzes.generation.concepts.entries import KINDS
from quizzes.generation.language import Language, language_of

_ARTICLES = frozenset({"a", "an", "the"})
# Kinds between which a learner sees no difference: ransomware beside fraud, a habit beside a tool.
_GROUPS = {
    "attack": "danger", "harm": "danger", "channel": "danger",
    "control": "protection", "behaviour": "protection", "principle": "protection",
    "data": "thing", "asset": "thing",
}  # fmt: skip


def bare(lemmas: Iterable[str]) -> tuple[str, ...]:
    """Lemmas in their order, without the articles."""
    return tuple(lemma for lemma in lemmas if lemma not in _ARTICLES)


class Terms:
    """What labels and aliases name, over lemmas; made once per concept base."""

    def __init__(self, base: ConceptBase, language: Language) -> None:
        self.base = base
        self._language = language
        self._sorts: dict[tuple[str, ...], set[str]] = defaultdict(set)
        self._named: dict[tuple[str, ...], set[str]] = defaultdict(set)
        self._aliases: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        for concept in base.concepts.values():
            for part, name in _names(concept):
                lemmas = bare(token.lemma for token in language.tokens(name))
                if lemmas:
                    self._sorts[lemmas].add(_GROUPS.get(part, part))
                    self._named[lemmas].add(concept.id)
                    self._aliases[concept.id].add(lemmas)

    def named_by(self, lemmas: Iterable[str]) -> frozenset[str]:
        """The concepts that a whole phrase names; none where it says more or something else."""
        return frozenset(self._named.get(bare(lemmas), ()))

    def aliases(self, concept: str) -> frozenset[tuple[str, ...]]:
        """All names of a concept, as lemmas."""
        return frozenset(self._aliases.get(concept, ()))

    def overlap(self, first: str, second: str) -> bool:
        """Whether one concept is broader, narrower or nearly the same as the other."""
        one, two = self.base.concepts[first], self.base.concepts[second]
        return first in two.overlaps or second in one.overlaps

    def sort_of(self, lemmas: Iterable[str]) -> str | None:
        """What sort of thing a whole phrase names: kinds that may stand side by side are one."""
        sorts = self._sorts.get(bare(lemmas), set())
        return next(iter(sorts)) if len(sorts) == 1 else None

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every content lemma that the base uses anywhere."""
        return self._language.content("\n".join(_texts(self.base)))

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of the names, in the forms in which the base gives them."""
        names = (name for concept in self.base.concepts.values() for _, name in _names(concept))
        return frozenset(word for name in names for word in name.lower().split())

    @cached_property
    def linker(self) -> Linker:
        """Finds mentions in whole sentences."""
        return Linker(self.base, self._language)


class _Itself:
    """A key for a cache that is equal to itself alone: a base can't be hashed by its content."""

    def __init__(self, base: ConceptBase) -> None:
        self.base = base

    def __hash__(self) -> int:
        return id(self.base)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Itself) and other.base is self.base


def terms_of(base: ConceptBase) -> Terms:
    """The English terms of a base, made at the first question; a few bases are remembered."""
    return _terms(_Itself(base))


@lru_cache(maxsize=4)
def _terms(key: _Itself) -> Terms:
    return Terms(key.base, language_of("en"))


def _names(concept: Concept) -> Iterator[tuple[str, str]]:
    """The names of a concept, each with the kind that it has by this name."""
    yield from ((concept.kind, name) for name in (concept.label, *concept.aliases))
    # "Apps that obtain permissions" names a channel, though permissions are a control; a phrase
    # of another part ("ask_channel") is no name.
    yield from ((part, text) for part, text in concept.phrases.items() if part in KINDS)


def _texts(base: ConceptBase) -> Iterator[str]:
    for concept in base.concepts.values():
        yield from (concept.definition, *(name for _, name in _names(concept)))
    for behaviour in base.behaviours.values():
        yield from (behaviour.forms.imperative, behaviour.forms.noun, behaviour.why)
    for entry in base.misconceptions.values():
        yield from (entry.claim, entry.correction, entry.wrong_because)
    for scenario in base.scenarios.values():
        yield from (scenario.stem, scenario.key.text, scenario.key.why)
        for distractor in scenario.distractors:
            yield from (distractor.text, distractor.why)
