"""An article as the writers see it: what its sentences mention, claim and are worth."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from .centrality import centralities
from .claims import Advice, Claim, Definition, Effect, claims
from .concepts import (
    ConceptBase,
    Mention,
    Said,
    Statements,
    Trigger,
    linker_for,
    statements_of,
    together,
)
from .introductions import Introduction, introductions
from .language import Analyser, Embedder, Language
from .salience import salience
from .stance import forbidden, recommends, stances, stances_on
from .text import BlockKind, Document, Flag, Sentence, lost_only_apostrophes

_UNASKABLE = frozenset(
    {
        Flag.QUESTION,
        Flag.QUOTATION,
        Flag.HYPOTHETICAL,
        Flag.UNFINISHED,
        Flag.SHORT,
        Flag.DAMAGED,
    }
)
# Where one of these stands, a sentence may claim something; the others are not worth a parse.
_MAY_CLAIM = re.compile(
    r"\b(?:is|are|means?|refers?|describes?|can|may|could|might|will|should|must|need|needs|have to|"
    r"has to|ought|important|critical|necessary|essential|crucial|vital|advises?|recommends?)\b|"
    r"^(?:if|when|whenever|once|before|after|to|in order|unless|as soon as)\b",
    re.IGNORECASE,
)
_TERM = re.compile(r"([^.:]{2,40}):\s")
_ADDRESS = re.compile(r"@|https?:|www\.")
_MOST_PARSED = 500
"""How many sentences are parsed at most: the best ones, so that a book takes no longer than this."""

_CLAUSE_ENDS = re.compile(r"[,;:]\s|\s[–—-]\s|[()]")
_LEAST_CLAUSE = 4
"""Words: less says nothing that could be like or unlike anything."""

_SHARED_WORDS = 4.0
"""What a share of common words is worth on the scale of an embedder's similarity."""

_SAID = 0.6
"""The share of a text's content words in one sentence from which the sentence may say the same."""


@dataclass(frozen=True)
class Passage:
    """A sentence with the concepts that it mentions, what it does and claims, and its worth (0..1).

    `said` are the behaviours, misconceptions and scenarios for which it speaks, by id. `lead` is what
    introduces its list, where the item says something else without it.
    """

    sentence: Sentence
    mentions: tuple[Mention, ...]
    stances: frozenset[str]
    score: float
    in_quote: bool = False
    claims: tuple[Claim, ...] = ()
    said: Said = field(default_factory=dict)
    lead: Introduction | None = None

    @property
    def is_forbidden(self) -> bool:
        """Whether it stands in a list of what not to do."""
        return self.lead is not None and self.lead.forbids

    @cached_property
    def concepts(self) -> frozenset[str]:
        """The ids of the concepts that the sentence mentions."""
        return frozenset(mention.concept for mention in self.mentions)

    @cached_property
    def clauses(self) -> tuple[str, ...]:
        """What stands between the marks of a sentence that has several parts; () where it has one."""
        parts = (part.strip() for part in _CLAUSE_ENDS.split(self.sentence.text))
        whole = tuple(part for part in parts if len(part.split()) >= _LEAST_CLAUSE)
        return whole if len(whole) > 1 else ()

    @property
    def can_prove(self) -> bool:
        """Whether the sentence may stand as evidence: no question, quotation, what-if, "see below" or "I once"."""
        blocked = {Flag.QUESTION, Flag.QUOTATION, Flag.HYPOTHETICAL, Flag.POINTER, Flag.ANECDOTE}
        if self.in_quote or self.sentence.flags & blocked:
            return False
        return not self.is_damaged or lost_only_apostrophes(self.sentence.text)

    @property
    def is_damaged(self) -> bool:
        """Whether characters are missing, so that its words must not be printed in a question."""
        return Flag.DAMAGED in self.sentence.flags

    @property
    def stands_alone(self) -> bool:
        """Whether the sentence can be printed by itself and understood."""
        return (
            self.can_prove
            and not _ADDRESS.search(self.sentence.text)
            and not self.sentence.flags
            & (_UNASKABLE | {Flag.DANGLING, Flag.FIRST_PERSON, Flag.LONG, Flag.RELATIVE_TIME})
        )


@dataclass(frozen=True)
class Study:
    """An article's passages in reading order, and what all of them together mention and say."""

    document: Document
    base: ConceptBase
    language: Language
    passages: tuple[Passage, ...]
    embedder: Embedder | None = None

    @cached_property
    def concepts(self) -> frozenset[str]:
        """All concepts that the article mentions anywhere, headings and quotes included."""
        return frozenset().union(*self.concepts_of_blocks.values(), frozenset())

    @cached_property
    def concepts_of_blocks(self) -> Mapping[int, frozenset[str]]:
        """The concepts that each block mentions, by the block's number."""
        found: dict[int, set[str]] = defaultdict(set)
        for passage in self.passages:
            found[passage.sentence.block] |= passage.concepts
        return defaultdict(frozenset, {n: frozenset(names) for n, names in found.items()})

    def is_name(self, mention: Mention) -> bool:
        """Whether the article uses the concept's name there, and not only a wording that tells of it."""
        concept = self.base.concepts[mention.concept]
        said = self._lemmas_of(self.document.text[mention.start : mention.end])
        return any(said == self._lemmas_of(name) for name in (concept.label, *concept.aliases))

    @cached_property
    def named_in_blocks(self) -> Mapping[int, frozenset[str]]:
        """The concepts that each block calls by a name, by the block's number."""
        found: dict[int, set[str]] = defaultdict(set)
        for passage in self.passages:
            found[passage.sentence.block] |= {
                mention.concept for mention in passage.mentions if self.is_name(mention)
            }
        return defaultdict(frozenset, {n: frozenset(names) for n, names in found.items()})

    def _lemmas_of(self, text: str) -> list[str]:
        return [token.lemma for token in self.language.tokens(text)]

    def about(self, passage: Passage) -> tuple[str, ...]:
        """The concepts that a passage is about: its own, else those of its paragraph."""
        own = tuple(dict.fromkeys(mention.concept for mention in passage.mentions))
        return own or tuple(sorted(self.concepts_of_blocks[passage.sentence.block]))

    def stances_on(self, concept: str, passage: Passage) -> frozenset[str]:
        """What a passage does with a concept that it names, else what the whole sentence does."""
        if concept not in passage.concepts:
            return passage.stances
        done = stances_on(concept, passage.sentence, passage.mentions, self.base, self.language)
        return forbidden(done) if passage.is_forbidden else done

    def headed(self, passage: Passage) -> frozenset[str]:
        """The concepts that the heading above a passage names."""
        return self._headings.get(passage.sentence.block, frozenset())

    @cached_property
    def _headings(self) -> Mapping[int, frozenset[str]]:
        linker = linker_for(self.base, self.language)
        found: dict[int, frozenset[str]] = {}
        above: frozenset[str] = frozenset()
        for number, block in enumerate(self.document.blocks):
            text = self.document.block_text(number)
            if block.kind is BlockKind.HEADING:
                above = frozenset(mention.concept for mention in linker.mentions(text))
            term = _TERM.match(text)
            # "Ransomware: a kind of program ..." is headed by its own first word.
            own = linker.mentions(term[1]) if term else ()
            found[number] = frozenset(m.concept for m in own) if term else above
        return found

    def topics_of(self, claim: Advice, passage: Passage) -> tuple[str, ...]:
        """The concepts that a piece of advice itself names, in its action, condition or purpose."""
        told = f"{claim.condition} {claim.action} {claim.purpose}".lower()
        return tuple(
            dict.fromkeys(
                mention.concept
                for mention in passage.mentions
                if self.document.text[mention.start : mention.end].lower() in told
            )
        )

    def meets(self, trigger: Trigger, passage: Passage) -> bool:
        """Whether a passage is what a trigger waits for, and more than a word in passing.

        What stands under a heading is about what the heading names.
        """
        nearby = self.concepts_of_blocks[passage.sentence.block]
        return (
            (passage.concepts | self.headed(passage)).issuperset(trigger.all)
            and (not trigger.any or not nearby.isdisjoint(trigger.any))
            and any(
                not trigger.stance or not self.stances_on(name, passage).isdisjoint(trigger.stance)
                for name in trigger.all
            )
            and (len(passage.concepts) > 1 or self._is_a_theme(trigger.all[0]))
        )

    def _is_a_theme(self, concept: str) -> bool:
        return self._counts[concept] > 1

    @cached_property
    def _counts(self) -> Counter[str]:
        """How many sentences mention each concept."""
        return Counter(concept for passage in self.passages for concept in passage.concepts)

    def mentions_text(self, words: str) -> bool:
        """Whether the article has these words anywhere, by their lemmas."""
        return f" {' '.join(self._lemmas_of(words))} " in self._lemmas

    @cached_property
    def _lemmas(self) -> str:
        return f" {' '.join(self._lemmas_of(self.document.text))} "

    def may_say(self, text: str) -> bool:
        """Whether some sentence holds most of the content words of a text, so may say the same."""
        words = self.language.content(text)
        hits = Counter(number for word in words for number in self._places.get(word, ()))
        return any(count >= _SAID * len(words) for count in hits.values())

    def relevance(self, told: str, passage: Passage) -> float:
        """How much a passage speaks of the same things as a text: 0..1.

        By the meaning of the whole where there is an embedder, else by shared words. It tells what
        is related, never what is true: "share your code" and "never share it" are close.
        """
        if self.embedder is not None:
            return self.embedder.similarity(told, passage.sentence.text)
        return min(1.0, round(_SHARED_WORDS * self.overlap(told, passage.sentence.block), 3))

    def overlap(self, text: str, block: int) -> float:
        """The share of a text's content words that a paragraph holds: 0..1."""
        words = self.language.content(text)
        here = self._content_of_blocks.get(block, frozenset())
        return round(len(words & here) / len(words), 3) if words else 0.0

    @cached_property
    def _places(self) -> Mapping[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for number, passage in enumerate(self.passages):
            for word in self.language.content(passage.sentence.text):
                found[word].append(number)
        return found

    @cached_property
    def _content_of_blocks(self) -> Mapping[int, frozenset[str]]:
        return {
            number: self.language.content(self.document.block_text(number))
            for number in {passage.sentence.block for passage in self.passages}
        }


def study(
    document: Document,
    base: ConceptBase,
    language: Language,
    analyser: Analyser | None = None,
    embedder: Embedder | None = None,
) -> Study:
    """Link the concepts of every sentence, weigh it, and analyse those that may claim something."""
    linker = linker_for(base, language)
    statements = statements_of(base, language)
    sentences = document.sentences
    leads = introductions(document)
    central = centralities([language.content(sentence.text) for sentence in sentences])
    passages = []
    firsts: set[int] = set()
    for sentence, centrality in zip(sentences, central, strict=True):
        mentions = linker.mentions(sentence.text, sentence.start)
        is_first = sentence.block not in firsts
        firsts.add(sentence.block)
        # Only the first sentence of an item goes on from what introduces the list.
        said, lead = _said(sentence, leads.get(sentence.block) if is_first else None, statements)
        done = stances(sentence, mentions, base, language)
        passages.append(
            Passage(
                sentence,
                mentions,
                forbidden(done) if lead and lead.forbids else done,
                salience(sentence, mentions, base, centrality=centrality, is_first=is_first),
                document.blocks[sentence.block].kind is BlockKind.QUOTE,
                said=said,
                lead=lead,
            )
        )
    studied = Study(document, base, language, tuple(passages), embedder)
    if analyser is None:
        return studied
    return replace(studied, passages=tuple(_analysed(studied, analyser)))


def _said(
    sentence: Sentence, lead: Introduction | None, statements: Statements
) -> tuple[Said, Introduction | None]:
    """What a sentence says, and the lead of its list if it says so only together with it."""
    alone = statements.said(sentence.text)
    if lead is None:
        return alone, None
    if lead.forbids:
        return statements.said(sentence.text, forbidden=True), lead
    led = statements.said(lead.text)
    both = statements.said(f"{lead.text} {sentence.text}")
    new = {name: named for name, named in both.items() if name not in led}
    return together(alone, new), lead if new.keys() - alone.keys() else None


def _analysed(studied: Study, analyser: Analyser) -> Iterable[Passage]:
    wanted = [p for p in studied.passages if _may_claim(p, studied)]
    wanted.sort(key=lambda p: (-p.score, p.sentence.start))
    wanted = wanted[:_MOST_PARSED]
    trees = analyser.trees([passage.sentence.text for passage in wanted])
    found = {
        passage.sentence.start: tuple(claims(tree, passage.sentence.start))
        for passage, tree in zip(wanted, trees, strict=True)
    }
    for passage in studied.passages:
        told = found.get(passage.sentence.start, ())
        yield replace(passage, claims=_forbidden(told) if passage.is_forbidden else told)


def _forbidden(told: Iterable[Claim]) -> tuple[Claim, ...]:
    """Under "never" advice is a ban, and a ban is not sure to be either."""
    return tuple(
        replace(claim, forbids=True)
        for claim in told
        if isinstance(claim, Advice) and not claim.forbids
    )


def _may_claim(passage: Passage, studied: Study) -> bool:
    """Whether a sentence near a concept may hold advice, a definition or an effect."""
    if not passage.can_prove or passage.is_damaged or not studied.about(passage):
        return False
    return bool(_MAY_CLAIM.search(passage.sentence.text)) or recommends(passage.sentence)


__all__ = ["Advice", "Definition", "Effect", "Passage", "Study", "study"]
