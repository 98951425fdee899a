"""A sentence of the article with a concept taken out, and options that can't take its place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizzes.generation import distractors
from quizzes.generation.concepts import Mention
from quizzes.generation.study import Passage, Study
from quizzes.items import BLANK, Item, Kind, Level, Objection, Option, gettext_noop

from .candidate import Candidate, evidence

FAMILY = "cloze"
# Blind readers refused all of the first ones: a word taken out of a sentence is seldom worth asking.
_PRIOR = 0.35
_FOILS = 3
_KINDS = frozenset({"attack", "control", "harm", "principle"})
# Only a sentence that explains or relates something is worth completing.
_CUES = re.compile(
    r"\b(?:because|leads? to|results? in|means?|prevents?|protects?|allows?|helps?|foundation|"
    r"is called|so that|in order to|depends? on|requires?)\b"
)


def write(passage: Passage, study: Study) -> Iterator[Candidate | Objection]:
    """Blank a concept for which the base knows disjoint siblings."""
    if not passage.stands_alone or not (passage.claims or _CUES.search(passage.sentence.text)):
        return
    for mention in passage.mentions:
        if _is_named(mention, study):
            yield _attempt(mention, passage, study)


def _is_named(mention: Mention, study: Study) -> bool:
    """Whether the article uses the concept's name; a clumsy wording can't be swapped for a label."""
    return study.base.concepts[mention.concept].kind in _KINDS and study.is_name(mention)


def _attempt(mention: Mention, passage: Passage, study: Study) -> Candidate | Objection:
    concept = study.base.concepts[mention.concept]
    sentence = passage.sentence
    key = study.document.text[mention.start : mention.end]
    foils = distractors.labels(concept, study, _FOILS)
    if len(foils) < _FOILS or mention.start == sentence.start:
        return Objection(
            "CLOZE-FOILS",
            gettext_noop("Too few options are provably wrong in place of “%(key)s”."),
            {"key": key},
        )
    before = sentence.text[: mention.start - sentence.start]
    after = sentence.text[mention.end - sentence.start :]
    item = Item(
        kind=Kind.CLOZE,
        stem=f"Which words complete the article's statement? “{before}{BLANK}{after}”",
        options=(
            Option(key, True, "These are the article's words."),
            *(Option(foil, False, f"The article does not say this of {foil}.") for foil in foils),
        ),
        explanation=f"The article says: “{sentence.text}” "
        f"It names {key} here; {foils[0]} it does not name at all.",
        evidence=(evidence(study, sentence.start, sentence.end),),
        concepts=tuple(dict.fromkeys((mention.concept, *(m.concept for m in passage.mentions)))),
        family=FAMILY,
        level=Level.REMEMBER,
        score=round(_PRIOR * (0.5 + passage.score / 2), 3),
    )
    return Candidate(item, passage, f"cloze:{sentence.start}", mention.concept)
