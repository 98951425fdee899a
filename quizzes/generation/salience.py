"""Which sentences are worth asking about, and why."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from .concepts import ConceptBase, Linker, Mention, Trigger
from .language import Language
from .text import BlockKind, Document, Flag, Sentence

_WARNS = frozenset(
    [
        "risk",
        "danger",
        "dangerous",
        "threat",
        "threaten",
        "leak",
        "leakage",
        "fraud",
        "scam",
        "attack",
        "attacker",
        "victim",
        "steal",
        "theft",
        "criminal",
        "cybercriminal",
        "harm",
        "vulnerable",
        "malicious",
        "warn",
        "warning",
        "beware",
        "unnecessary",
        "suspicious",
        "compromise",
        "hack",
        "hacker",
        "unprecedented",
        "fake",
        "abuse",
        "loss",
        "lose",
        "phish",
        "phishing",
        "trick",
        "deceive",
        "expose",
        "malware",
        "breach",
    ]
)
_ABSENCE = re.compile(r"\b(?:no|without|eliminat\w+)\b[^,.;]{0,30}$", re.IGNORECASE)
_DANGERS = frozenset({"harm", "attack", "channel"})
_RECOMMENDS = re.compile(
    r"\b(?:should|must|needs? to|have to|has to|ought to|never|always|requires?|is necessary|"
    r"is important|is essential|is critical|recommend(?:s|ed)?|advise[sd]?|encouraged?|"
    r"make sure|be sure|remember to)\b",
    re.IGNORECASE,
)
_IMPERATIVE = re.compile(
    r"^(?:please |always |never )?(?:do not|don['’]t|use|check|report|install|keep|change|turn|"
    r"avoid|choose|enable|disable|update|delete|verify|contact|call|ask|consider|review|protect|"
    r"lock|back up|think|be|make|set|watch|stay|send|follow|create|store|double check|only)\b",
    re.IGNORECASE,
)
_CUES = re.compile(
    r"\b(?:is called|refers? to|means?|because|leads? to|leading to|results? in|resulting in|"
    r"such as|including|not only)\b",
    re.IGNORECASE,
)
_CONCEPTS, _CUE, _STANCE, _POSITION, _BASE = 0.3, 0.2, 0.2, 0.1, 0.3
_PENALTIES = {
    Flag.DANGLING: 0.1,
    Flag.FIRST_PERSON: 0.1,
    Flag.LONG: 0.05,
    Flag.HEDGED: 0.05,
    Flag.RELATIVE_TIME: 0.1,
}
_UNASKABLE = frozenset(
    {Flag.QUESTION, Flag.QUOTATION, Flag.HYPOTHETICAL, Flag.UNFINISHED, Flag.SHORT}
)


@dataclass(frozen=True)
class Passage:
    """A sentence with the concepts that it mentions, what it does, and what it is worth (0..1)."""

    sentence: Sentence
    mentions: tuple[Mention, ...]
    stances: frozenset[str]
    score: float
    in_quote: bool = False

    @cached_property
    def concepts(self) -> frozenset[str]:
        """The ids of the concepts that the sentence mentions."""
        return frozenset(mention.concept for mention in self.mentions)

    @property
    def can_prove(self) -> bool:
        """Whether the sentence may stand as evidence: no question, no quotation, no what-if."""
        blocked = {Flag.QUESTION, Flag.QUOTATION, Flag.HYPOTHETICAL}
        return not self.in_quote and not self.sentence.flags & blocked

    @property
    def stands_alone(self) -> bool:
        """Whether the sentence can be printed by itself and understood."""
        return self.can_prove and not self.sentence.flags & (
            _UNASKABLE | {Flag.DANGLING, Flag.FIRST_PERSON, Flag.LONG, Flag.RELATIVE_TIME}
        )


@dataclass(frozen=True)
class Study:
    """An article as the writers see it: its passages, and which concepts it mentions where."""

    document: Document
    base: ConceptBase
    language: Language
    passages: tuple[Passage, ...]

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
        return {block: frozenset(concepts) for block, concepts in found.items()}

    def meets(self, trigger: Trigger, passage: Passage) -> bool:
        """Whether a passage is what a trigger waits for, and more than a word in passing."""
        nearby = self.concepts_of_blocks[passage.sentence.block]
        return (
            passage.concepts.issuperset(trigger.all)
            and (not trigger.any or not nearby.isdisjoint(trigger.any))
            and (not trigger.stance or not passage.stances.isdisjoint(trigger.stance))
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
        wanted = [token.lemma for token in self.language.tokens(words)]
        return f" {' '.join(wanted)} " in self._lemmas

    @cached_property
    def _lemmas(self) -> str:
        tokens = self.language.tokens(self.document.text)
        return f" {' '.join(token.lemma for token in tokens)} "


def study(document: Document, base: ConceptBase, language: Language) -> Study:
    """Link the concepts of every sentence and say what each sentence is worth."""
    linker = Linker(base, language)
    passages = []
    firsts: set[int] = set()
    for sentence in document.sentences:
        mentions = linker.mentions(sentence.text, sentence.start)
        stances = _stances(sentence, mentions, base, language)
        is_first = sentence.block not in firsts
        firsts.add(sentence.block)
        in_quote = document.blocks[sentence.block].kind is BlockKind.QUOTE
        score = _score(sentence, mentions, stances, is_first)
        passages.append(Passage(sentence, mentions, stances, score, in_quote))
    return Study(document, base, language, tuple(passages))


def _stances(
    sentence: Sentence, mentions: tuple[Mention, ...], base: ConceptBase, language: Language
) -> frozenset[str]:
    """Say what a sentence does; a danger's own name is no warning yet, two dangers are one."""
    stances = {"mentions"}
    spans = [(m.start - sentence.start, m.end - sentence.start) for m in mentions]
    outside = (
        token.lemma
        for token in language.tokens(sentence.text)
        if not any(start <= token.start < end for start, end in spans)
    )
    dangers = {m.concept for m in mentions if base.concepts[m.concept].kind in _DANGERS}
    denied = any(_ABSENCE.search(sentence.text[:start]) for start, _ in spans)
    if not denied and (len(dangers) > 1 or not _WARNS.isdisjoint(outside)):
        stances.add("warns")
    if _RECOMMENDS.search(sentence.text) or _IMPERATIVE.match(sentence.text):
        stances.add("recommends")
    return frozenset(stances)


def _score(
    sentence: Sentence, mentions: tuple[Mention, ...], stances: frozenset[str], is_first: bool
) -> float:
    """Weigh concepts, cues and place against the flags; rounded, so that no sum differs."""
    if not mentions:
        return 0.0
    score = _BASE + _CONCEPTS * min(1.0, len({m.concept for m in mentions}) / 3)
    score += _CUE * bool(_CUES.search(sentence.text))
    score += _STANCE * (len(stances) - 1) / 2
    score += _POSITION * is_first
    score -= sum(cost for flag, cost in _PENALTIES.items() if flag in sentence.flags)
    return round(min(1.0, max(0.0, score)), 3)
