"""What a term means, or which term is meant: asked where the article explains it (families B, H)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizzes.generation import distractors
from quizzes.generation.concepts import Concept, Mention
from quizzes.generation.study import Passage, Study
from quizzes.items import Evidence, Item, Kind, Level, Objection, Option, gettext_noop

from .candidate import Candidate, authorities, capital, evidence, scored

FAMILY = "meaning"
_PRIOR = 0.9
_RECALL = 0.35
"""Finding the name for a meaning: blind readers call it recall; under the floor of selection."""
_FOILS = 3
_PLAIN = 0.25
"""From this much more likeness to its own meaning than to any other a term tells it by itself.

“Restore tests” stands at 0.36, “ransomware” at 0.07; blind readers refused the former as a giveaway.
"""
_PLAIN_WORDS = 0.36
"""From this likeness to its own meaning on, several words tell it: “secure deletion” stands at 0.43,
“credential stuffing” at 0.25."""
_TERMS = frozenset({"attack", "control", "harm", "principle", "law", "channel"})
_OVERLAP = 0.4
_LEAST_SHARED = 3
_EXPLAINS = re.compile(
    r"^[”\"’')\s]*(?:\([^)]{1,30}\)\s*)?(?:,\s*)?(?:(?:is|are) (?:an?|any|the|when|software|malicious)\b|"
    r"means?\b|refers? to\b|(?:is|are) (?:called|known as)\b|short for\b|stands? for\b|involves?\b|"
    r"happens? when\b|occurs? when\b|:\s)",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\b(?:called|known as|termed|the term|we call|is|are named)\s+[“\"‘']?(?:an? )?$", re.I
)


def write(passage: Passage, study: Study) -> Iterator[Candidate | Objection]:
    """Ask for the meaning of each term that the sentence explains."""
    if not passage.can_prove:
        return
    for name in explained(passage, study):
        yield from _ask(name, passage, study)


def explained(passage: Passage, study: Study) -> list[str]:
    """The terms that the sentence explains, by a pattern or in much the base's own words.

    A term may have been named earlier in the paragraph, or in the heading above it: "Ransomware.
    It is a kind of program that locks your files."
    """
    named = {m.concept: m for m in passage.mentions if study.is_name(m)}
    around = study.named_in_blocks[passage.sentence.block] | study.headed(passage)
    return [
        name
        for name in sorted({*named, *around})
        if _is_a_term(study.base.concepts[name])
        and (
            (name in named and _is_defined(named[name], passage, study))
            or _is_paraphrased(name, passage, study)
        )
    ]


def _is_a_term(concept: Concept) -> bool:
    is_action = concept.label.split()[0].endswith("ing")  # "isolating a device" is no term
    return concept.kind in _TERMS and not (concept.plain or is_action) and bool(concept.definition)


def _is_defined(mention: Mention, passage: Passage, study: Study) -> bool:
    """ "Phishing is a ...", "... is called phishing", "ransomware: ..." with a word of the base's."""
    start = passage.sentence.start
    after = passage.sentence.text[mention.end - start :]
    before = passage.sentence.text[: mention.start - start]
    if not _shared(mention.concept, passage, study):
        return False
    subject = re.fullmatch(r"[“\"‘'\s]*(?:(?:an?|the)\s+)?[“\"‘'\s]*", before, re.IGNORECASE)
    if subject and _EXPLAINS.match(after):
        return not re.search(r"\b(?:not|n['’]t|never)\b", after[:30])
    return bool(_NAMED.search(before))


def _is_paraphrased(name: str, passage: Passage, study: Study) -> bool:
    """The sentence, the term aside, holds much of what the base's definition says."""
    wanted = study.language.content(study.base.concepts[name].definition)
    shared = _shared(name, passage, study)
    return len(shared) >= _LEAST_SHARED and len(shared) >= _OVERLAP * len(wanted)


def _shared(name: str, passage: Passage, study: Study) -> frozenset[str]:
    """The content words of a term's definition that the sentence has outside the term itself."""
    concept = study.base.concepts[name]
    start = passage.sentence.start
    rest = list(passage.sentence.text)
    for mention in passage.mentions:
        if mention.concept == name:
            rest[mention.start - start : mention.end - start] = " " * (mention.end - mention.start)
    return study.language.content(concept.definition) & study.language.content("".join(rest))


def _ask(name: str, passage: Passage, study: Study) -> Iterator[Candidate | Objection]:
    key = study.base.concepts[name]
    foils = distractors.others(key, study, _FOILS)
    if len(foils) < _FOILS:
        yield Objection(
            "MEANING-FOILS",
            gettext_noop(
                "Too few terms are known that clearly mean something else than “%(term)s”."
            ),
            {"term": key.label},
        )
        return
    if _tells_its_meaning(key, foils, study):
        yield Objection(
            "MEANING-PLAIN",
            gettext_noop("The words of “%(term)s” give away what it means."),
            {"term": key.label},
        )
        return
    cited = evidence(study, passage.sentence.start, passage.sentence.end)
    both = (
        (_what_it_means(key, foils, cited), _PRIOR),
        (_which_is_meant(key, foils, cited), _RECALL),
    )
    for item, prior in both:
        whole = scored(item, prior, passage, authority=authorities(study.base, key.sources))
        yield Candidate(whole, passage, f"meaning:{key.id}", key.id)


def _tells_its_meaning(key: Concept, foils: list[Concept], study: Study) -> bool:
    """Whether somebody who never heard the term picks its meaning; only an embedder can tell."""
    if study.embedder is None:
        return False
    own = study.embedder.similarity(key.label, key.definition)
    others = (study.embedder.similarity(key.label, foil.definition) for foil in foils)
    is_phrase = " " in key.label
    return own - max(others) > _PLAIN or (is_phrase and own > _PLAIN_WORDS)


def _what_it_means(key: Concept, foils: list[Concept], cited: Evidence) -> Item:
    return Item(
        kind=Kind.SINGLE,
        stem=f"What does the term “{key.label}” mean?",
        options=(
            Option(capital(key.definition), True, f"This is what {key.label} means."),
            *(Option(capital(c.definition), False, f"This describes {c.label}.") for c in foils),
        ),
        explanation=_explanation(key, foils[0], cited),
        evidence=(cited,),
        concepts=(key.id,),
        family=FAMILY,
        level=Level.REMEMBER,
    )


def _which_is_meant(key: Concept, foils: list[Concept], cited: Evidence) -> Item:
    return Item(
        kind=Kind.SINGLE,
        stem=f"Which term stands for the following: {key.definition}?",
        options=(
            Option(capital(key.label), True, "This is the term for it."),
            *(Option(capital(c.label), False, f"That means: {c.definition}.") for c in foils),
        ),
        explanation=_explanation(key, foils[0], cited),
        evidence=(cited,),
        concepts=(key.id,),
        family=FAMILY,
        level=Level.REMEMBER,
    )


def _explanation(key: Concept, foil: Concept, cited: Evidence) -> str:
    return (
        f"The article says: “{cited.text.rstrip('.')}”. The term “{key.label}” means: {key.definition}. "
        f"The term “{foil.label}” means something else: {foil.definition}."
    )
