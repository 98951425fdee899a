"""What the article tells its readers to do or not to do (family F)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Self

from quizzes.generation import distractors
from quizzes.generation.language.inflection import gerund
from quizzes.generation.study import Advice, Passage, Study
from quizzes.items import Evidence, Item, Kind, Level, Objection, Option, gettext_noop

from .candidate import Candidate, capital, evidence, named, scored

FAMILY = "advice"
# Blind readers refused eight of nine: the habits beside the article's own words give it away. Under the
# floor of selection until its wrong options are better.
_PRIOR = 0.35
_FOILS = 3
_JOINED = re.compile(r"^\w+ (?:and|or) |,|\b(?:and|or) (?:then )?[a-z]+ (?:it|them|the|your)\b")
_OWN = re.compile(r"\byour\b")


@dataclass(frozen=True, slots=True)
class _Proof:
    """What proves a piece of advice, and how an explanation quotes it."""

    evidence: tuple[Evidence, ...]
    told: str

    @classmethod
    def of(cls, claim: Advice, passage: Passage, study: Study) -> Self:
        own = evidence(study, claim.start, claim.end)
        quote = own.text.rstrip(".")
        if passage.lead is None:
            return cls((own,), f"The article says: “{quote}”.")
        lead = evidence(study, passage.lead.start, passage.lead.end)
        return cls((own, lead), f"The article says: “{lead.text.rstrip(':')}: {quote}”.")


def write(passage: Passage, study: Study) -> Iterator[Candidate | Objection]:
    """Ask for advice with a condition or an aim, and for what the article is against."""
    if not passage.can_prove:
        return
    for claim in passage.claims:
        if isinstance(claim, Advice) and study.topics_of(claim, passage):
            yield from _ask(claim, passage, study)


def _ask(claim: Advice, passage: Passage, study: Study) -> Iterator[Candidate | Objection]:
    proof = _Proof.of(claim, passage, study)
    if claim.forbids:
        yield from _what_to_avoid(claim, passage, study, proof)
        yield from _statements(claim, passage, study, proof)
        return
    if claim.condition or claim.purpose:
        yield from _what_to_do(claim, passage, study, proof)


def _what_to_do(
    claim: Advice, passage: Passage, study: Study, proof: _Proof
) -> Iterator[Candidate | Objection]:
    """ "According to the article, what should you do if ...?"; the wrong options are bad habits.

    The case or the aim has to be one of security: "if you are using a Mac" is none.
    """
    case = replace(claim, action="")
    if not study.topics_of(case, passage):
        return
    key = capital(claim.action)
    bad = distractors.habits(study.topics_of(claim, passage), "unsafe", study)
    foils = distractors.alike_in_length(key, (b.forms.imperative for b in bad), _FOILS)
    if len(foils) < _FOILS:
        yield _too_few(claim.action)
        return
    habit = {b.forms.imperative: b for b in bad}
    who = "you" if claim.actor == "you" else claim.actor
    if claim.condition:
        stem = f"According to the article, what should {who} do {claim.condition}?"
    else:
        aim = claim.purpose if claim.purpose.startswith("so that") else f"to {claim.purpose}"
        stem = f"According to the article, what should {who} do {aim}?"
    item = Item(
        kind=Kind.SINGLE,
        stem=stem,
        options=(
            Option(key, True, "This is what the article advises."),
            *(Option(foil, False, habit[foil].why, named(habit[foil])) for foil in foils),
        ),
        explanation=f"{proof.told} Why not “{foils[0]}”? {habit[foils[0]].why}",
        evidence=proof.evidence,
        concepts=study.topics_of(claim, passage),
        family=FAMILY,
        level=Level.UNDERSTAND,
    )
    yield _candidate(item, claim, passage)


def _what_to_avoid(
    claim: Advice, passage: Passage, study: Study, proof: _Proof
) -> Iterator[Candidate | Objection]:
    """ "According to the article, what should you avoid?"; the wrong options are good habits."""
    if _JOINED.search(claim.action):
        return
    key = capital(gerund_phrase(claim.action))
    good = distractors.habits(study.topics_of(claim, passage), "safe", study)
    foils = distractors.alike_in_length(key, (capital(b.forms.gerund) for b in good), _FOILS)
    if len(foils) < _FOILS:
        yield _too_few(claim.action)
        return
    habit = {capital(b.forms.gerund): b for b in good}
    condition = f" {claim.condition}" if claim.condition else ""
    who = "you" if claim.actor == "you" else claim.actor
    item = Item(
        kind=Kind.SINGLE,
        stem=f"According to the article, what should {who} avoid{condition}?",
        options=(
            Option(key, True, "The article warns against this."),
            *(
                Option(f, False, f"This is good practice. {habit[f].why}", named(habit[f]))
                for f in foils
            ),
        ),
        explanation=f"{proof.told} “{foils[0]}” is good practice instead: {habit[foils[0]].why}",
        evidence=proof.evidence,
        concepts=study.topics_of(claim, passage),
        family=FAMILY,
        level=Level.UNDERSTAND,
    )
    yield _candidate(item, claim, passage)


def _statements(
    claim: Advice, passage: Passage, study: Study, proof: _Proof
) -> Iterator[Candidate]:
    """The false twin recommends what the article is against: people do it without thinking."""
    condition = f" {claim.condition}" if claim.condition else ""
    readers = "you" if claim.actor == "you" else claim.actor
    reason = proof.told
    for truth, verb in ((False, "should"), (True, "should not")):
        item = Item(
            kind=Kind.TRUE_FALSE,
            stem=f"According to the article, {readers} {verb} {claim.action}{condition}.",
            options=(Option("True", truth, reason), Option("False", not truth, reason)),
            explanation=f"{reason} So it advises against it.",
            evidence=proof.evidence,
            concepts=study.topics_of(claim, passage),
            family=FAMILY,
            level=Level.REMEMBER if truth else Level.UNDERSTAND,
        )
        yield _candidate(item, claim, passage, prior=_PRIOR)


def _candidate(item: Item, claim: Advice, passage: Passage, prior: float = _PRIOR) -> Candidate:
    return Candidate(
        scored(item, prior, passage), passage, f"advice:{claim.start}", item.concepts[0]
    )


def gerund_phrase(action: str) -> str:
    """ "turn off your computer" -> "turning off your computer"."""
    verb, _, rest = action.partition(" ")
    return f"{gerund(verb)} {rest}".strip()


def _too_few(action: str) -> Objection:
    return Objection(
        "ADVICE-FOILS",
        gettext_noop("Too few habits are known that could stand beside “%(action)s”."),
        {"action": action},
    )
