"""Where a text mentions concepts: aliases in one pass over lemmas, then the patterns."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import ahocorasick

from quizzes.generation.language import Language, Token

from .base import ConceptBase

_NAMED = frozenset(
    {"page", "site", "team", "program", "programme", "office", "month", "week", "day", "act", "report",
     "guide", "handbook", "course", "tool", "video", "group", "project", "working", "section"}
)  # fmt: skip
_ADDRESS = re.compile(r"(?:https?://|www\.)\w\S*|\S+@\w\S*", re.IGNORECASE)
_GAP = 4
"""How many words a `*` in a pattern may stand for."""


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """Code points `start` to `end` of the text mention the concept."""

    start: int
    end: int
    concept: str


Step = frozenset[str] | None
"""What a pattern wants of a word: one of some lemmas ("" among them: or nothing); None: a gap."""


class Linker:
    """Finds the mentions of a base's concepts in sentences of one language."""

    def __init__(self, base: ConceptBase, language: Language) -> None:
        self._base = base
        self._language = language
        self._automaton = ahocorasick.Automaton()
        self._by_first: dict[str, list[tuple[str, tuple[Step, ...]]]] = defaultdict(list)
        self._has_aliases = False
        for concept in base.concepts.values():
            for alias in concept.aliases:
                self._add_alias(alias, concept.id)
            for pattern in concept.patterns:
                self._add_pattern(pattern, concept.id)
        if self._has_aliases:
            self._automaton.make_automaton()

    def mentions(self, text: str, start: int = 0) -> tuple[Mention, ...]:
        """Find the mentions in a sentence that begins at `start` of the whole text.

        Words of a web or email address speak of nothing: "https://..." is no talk of HTTPS.
        """
        addresses = [match.span() for match in _ADDRESS.finditer(text)]
        tokens = [
            token
            for token in self._language.tokens(text)
            if not any(begin <= token.start < end for begin, end in addresses)
        ]
        found = {*_longest(self._by_alias(tokens)), *self._by_pattern(tokens)}
        mentions = sorted(
            Mention(start + tokens[first].start, start + tokens[last].end, concept)
            for first, last, concept in found
            if not _is_in_a_name(tokens, first, last)
        )
        return tuple(
            mention
            for mention in mentions
            if not self._is_ambiguous(mention, mentions) and not _is_inside(mention, mentions)
        )

    def _is_ambiguous(self, mention: Mention, mentions: Sequence[Mention]) -> bool:
        """An ambiguous word links only beside another concept: a "worm" may be an animal."""
        if not self._base.concepts[mention.concept].ambiguous:
            return False
        return not any(
            other.concept != mention.concept and not self._base.concepts[other.concept].ambiguous
            for other in mentions
        )

    def _add_alias(self, alias: str, concept: str) -> None:
        lemmas = [token.lemma for token in self._language.tokens(alias)]
        if lemmas:
            key = f" {' '.join(lemmas)} "
            known = self._automaton.get(key, ())
            self._automaton.add_word(key, (*known, (len(lemmas), concept)))
            self._has_aliases = True

    def _add_pattern(self, pattern: str, concept: str) -> None:
        steps = self._compiled(pattern)
        for number, step in enumerate(steps):
            for lemma in step or ():
                if lemma:
                    self._by_first[lemma].append((concept, steps[number:]))
            if step is not None and "" not in step:
                break

    def _compiled(self, pattern: str) -> tuple[Step, ...]:
        steps: list[Step] = []
        for part in re.findall(r"\{[^}]*\}|\S+", pattern):
            words = part[1:-1].split("|") if part.startswith("{") else [part]
            steps.append(None if part == "*" else frozenset(map(self._lemma, words)))
        return tuple(steps)

    def _lemma(self, word: str) -> str:
        tokens = self._language.tokens(word)
        return tokens[0].lemma if tokens else ""

    def _by_alias(self, tokens: Sequence[Token]) -> Iterator[tuple[int, int, str]]:
        if not self._has_aliases or not tokens:
            return
        text, last_token = " ", {}
        for number, token in enumerate(tokens):
            text += f"{token.lemma} "
            last_token[len(text) - 1] = number
        for end, values in self._automaton.iter(text):
            for length, concept in values:
                yield last_token[end] - length + 1, last_token[end], concept

    def _by_pattern(self, tokens: Sequence[Token]) -> Iterator[tuple[int, int, str]]:
        lemmas = [token.lemma for token in tokens]
        for first, lemma in enumerate(lemmas):
            for concept, steps in self._by_first.get(lemma, ()):
                last = _match(steps, lemmas, first)
                if last is not None:
                    yield first, last, concept


@lru_cache(maxsize=4)
def linker_for(base: ConceptBase, language: Language) -> Linker:
    """The linker of a base, made once: it takes longer than linking an article."""
    return Linker(base, language)


def _is_in_a_name(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether capitalised words amid a sentence are part of a longer name: of a page, a month, a team.

    A term in capitals that stands by itself is a mention: "Data Breach is defined as ...". A name
    does not go on over a comma or a colon.
    """
    if first == 0 or first == last or not all(map(_is_capitalised, tokens[first : last + 1])):
        return False
    before, after = tokens[max(1, first - 1) : first], tokens[last + 1 : last + 2]
    return any(
        one.end + 1 == other.start and (_is_capitalised(found) or found.lemma in _NAMED)
        for one, other, found in (
            *((word, tokens[first], word) for word in before),
            *((tokens[last], word, word) for word in after),
        )
    )


def _is_capitalised(token: Token) -> bool:
    return token.text[:1].isupper() and not token.text.isupper()


def _is_inside(mention: Mention, mentions: Sequence[Mention]) -> bool:
    """Whether a wider mention of the same concept says it already."""
    return any(
        other.concept == mention.concept
        and other != mention
        and other.start <= mention.start
        and mention.end <= other.end
        for other in mentions
    )


def _longest(found: Iterator[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Keep the longest of overlapping aliases: "data leak" and not also "leak"."""
    kept: list[tuple[int, int, str]] = []
    for span in sorted(found, key=lambda s: (s[0] - s[1], s)):
        if all(span[1] < k[0] or span[0] > k[1] or span[:2] == k[:2] for k in kept):
            kept.append(span)
    return kept


def _match(steps: Sequence[Step], lemmas: Sequence[str], at: int) -> int | None:
    """The number of the last word that the steps match from `at` on, or None."""
    if not steps:
        return at - 1
    step, rest = steps[0], steps[1:]
    if step is None:
        for skipped in range(_GAP + 1):
            last = _match(rest, lemmas, at + skipped) if at + skipped <= len(lemmas) else None
            if last is not None:
                return last
        return None
    if at < len(lemmas) and lemmas[at] in step:
        last = _match(rest, lemmas, at + 1)
        if last is not None:
            return last
    return _match(rest, lemmas, at) if "" in step else None
