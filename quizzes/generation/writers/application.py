"""Application questions: reviewed scenarios of the concept base, tied to what the article says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from statistics import fmean

from quizzes.generation.concepts import ConceptBase, Scenario
from quizzes.generation.concepts.entries import SCENARIO
from quizzes.generation.study import Passage, Study
from quizzes.items import Item, Kind, Level, Objection, Option, entry_name, gettext_noop

from .candidate import Candidate, authorities, cited

FAMILY = SCENARIO
_PRIOR = 0.96
_SALIENT, _RELEVANT = 0.15, 0.45
"""What a passage's worth and its being about the very same add to a scenario's rank.

The latter counts more: of several sentences that speak for a key, the nearest is to be the proof. Of seven
questions whose proof a reader refused, five had a better sentence in their article.
"""

_FAR = 0.4
"""Below this likeness a passage that fits the patterns mostly proves something else.

Of 148 matches in 30 articles that no pattern was made for, two readers found 84 to prove their key, 43 to come
near it and 21 to miss it; from this likeness on the figures are 68, 23 and 2 (docs/quality.md).
"""

_FAR_ALONE = 0.45
"""The same for an entry that calls for no behaviour, so that one likeness alone has to tell.

A reader found 33 of 37 matches proved between it and 0.5, where the pattern was full, and below it two in three.
"""

_THIN = ((4, 0.27, 0.6), (3, 0.4, 0.5))
"""A pattern that names so few words, and less than this part of the sentence's, and the likeness asked for.

Little is said by them. On unseen articles (rounds 5 to 10, docs/quality.md) two readers found 79 of 106 questions
proved whose pattern named at most four words, less than 0.27 of a sentence less like them than 0.6, and 194 of 205
others. Of patterns of three words below 0.4 they had found 15 of 22 proved under 0.5, and 30 of 32 above.
"""

_SHORT, _FAR_SHORT = 12, 0.32
"""Plain advice in few words is less like anything: of some sixty matches in 190 articles that only this
lower bound lets in, one reader found about one in eight to miss its key, no more than of the others.
"""


def write(passage: Passage, study: Study) -> Iterator[Candidate | Objection]:
    """Ask the scenarios that the passage settles; say where it only touches some."""
    if not passage.can_prove:
        return
    yield from settled(passage, study, FAMILY)
    touched = any(
        study.meets(scenario.trigger, passage)
        for scenario in study.base.scenarios.values()
        if scenario.is_applied and not is_settled(scenario, passage)
    )
    if touched:
        yield Objection(
            "SCENARIO-WEAK",
            gettext_noop(
                "The sentence names what a situation is about, but does not say what to do in it."
            ),
        )


def settled(passage: Passage, study: Study, family: str) -> Iterator[Candidate | Objection]:
    """What is asked in one way of those entries that the passage settles."""
    if not passage.said:
        return
    for scenario in study.base.scenarios.values():
        if scenario.family != family or not is_settled(scenario, passage):
            continue
        if scenario.review is None or not scenario.review.passed:
            yield Objection(
                "SCENARIO-UNREVIEWED",
                gettext_noop("The scenario %(id)s waits for its blind review."),
                {"id": scenario.id},
            )
        elif _is_far(scenario, passage, study):
            yield Objection(
                "SCENARIO-FAR",
                gettext_noop("The sentence has the words of %(id)s and is about something else."),
                {"id": scenario.id},
            )
        else:
            yield _candidate(scenario, passage, study)


def is_settled(scenario: Scenario, passage: Passage) -> bool:
    """Whether the sentence speaks for the key: for the scenario itself, or for its behaviour."""
    return _named(scenario, passage) > 0


def beyond(study: Study) -> Iterator[Candidate]:
    """Scenarios on what the article only names: no sentence of it warns or recommends.

    Their answers come from the cited source alone, and they say so (`Item.beyond`).
    """
    for scenario in study.base.scenarios.values():
        reviewed = scenario.review is not None and scenario.review.passed
        if not scenario.is_applied or not reviewed:
            continue
        named = [
            p for p in study.passages if p.can_prove and p.concepts.issuperset(scenario.trigger.all)
        ]
        if named:
            passage = max(named, key=lambda p: (_score(scenario, p, study), -p.sentence.start))
            found = _candidate(scenario, passage, study)
            yield replace(found, item=replace(found.item, beyond=True))


def asked(scenario: Scenario, base: ConceptBase) -> Item:
    """The question that a scenario asks, before any article: its sources hold the answer."""
    behaviour = entry_name("behaviour", scenario.key.behaviour)
    key = Option(scenario.key.text, True, scenario.key.why, behaviour)
    wrong = tuple(
        Option(d.text, False, d.why, entry_name("misconception", d.misconception))
        for d in scenario.distractors
    )
    return Item(
        kind=Kind.SINGLE,
        stem=scenario.stem,
        options=(key, *wrong),
        explanation=_explanation(scenario, base),
        authority=authorities(base, scenario.sources),
        concepts=scenario.trigger.all,
        family=scenario.family,
        level=Level(scenario.level),
        entry=entry_name("scenario", scenario.id),
    )


def _candidate(scenario: Scenario, passage: Passage, study: Study) -> Candidate:
    wanted = {*scenario.trigger.all, *scenario.trigger.any}
    named = [m.concept for m in passage.mentions if m.concept in wanted]
    item = replace(
        asked(scenario, study.base),
        evidence=cited(study, passage),
        concepts=tuple(dict.fromkeys((*scenario.trigger.all, *named))),
        score=_score(scenario, passage, study),
    )
    return Candidate(
        item,
        passage,
        item.entry,
        scenario.trigger.all[0],
        # Twins differ in one detail: whoever saw one knows what the other turns on.
        frozenset({entry_name("scenario", scenario.twin)}) if scenario.twin else frozenset(),
        scenario.after,
    )


def _score(scenario: Scenario, passage: Passage, study: Study) -> float:
    """A scenario is worth more the more its passage speaks of the same."""
    likeness = _likeness(scenario, passage, study)
    return round(_PRIOR * (0.4 + _SALIENT * passage.score + _RELEVANT * likeness), 3)


def _is_far(scenario: Scenario, passage: Passage, study: Study) -> bool:
    """Whether the passage is about something else; never without an embedder, which alone can tell.

    A long sentence may say many things and one of them the scenario's, so its parts count as well, where
    an advised behaviour is looked for, too: of 32 matches that only a part brings near, 23 proved
    their key, as many as of the others.
    """
    if study.embedder is None:
        return False
    named = _named(scenario, passage)
    words = len(passage.sentence.text.split())
    usual = _usual(scenario, words, study)
    if _likeness(scenario, passage, study) >= _least(named, words, usual):
        return False
    told = _told(scenario, study)
    parts = passage.clauses if len(told) > 1 else ()
    alike = study.embedder.similarity
    return all(
        fmean(alike(text, part) for text in told) < _least(named, len(part.split()), usual)
        for part in parts
    )


def _usual(scenario: Scenario, words: int, study: Study) -> float:
    """The likeness from which on a full pattern's match in a sentence of so many words counts."""
    if scenario.key.behaviour not in study.base.behaviours:
        return _FAR_ALONE
    return _FAR_SHORT if words <= _SHORT else _FAR


def _least(named: int, words: int, usual: float) -> float:
    """More than the usual likeness where the pattern names few of so many words."""
    thin = (likeness for most, part, likeness in _THIN if named <= most and named < part * words)
    return next(thin, usual)


def _named(scenario: Scenario, passage: Passage) -> int:
    """How many words the fullest pattern names by which the passage speaks for the key; 0 where none does."""
    own = passage.said.get(scenario.id, 0)
    by_behaviour = scenario.is_applied and not scenario.strict
    return max(own, passage.said.get(scenario.key.behaviour, 0) if by_behaviour else 0)


def _likeness(scenario: Scenario, passage: Passage, study: Study) -> float:
    """How much a passage speaks of the situation and of the behaviour that it calls for: 0..1."""
    return fmean(study.relevance(text, passage) for text in _told(scenario, study))


def _told(scenario: Scenario, study: Study) -> tuple[str, ...]:
    """The situation with its answer, and the behaviour that it calls for where there is one."""
    situation = f"{scenario.stem} {scenario.key.text}. {scenario.key.why}"
    behaviour = study.base.behaviours.get(scenario.key.behaviour)
    return (
        (situation, f"{behaviour.forms.imperative}. {behaviour.why}") if behaviour else (situation,)
    )


def _explanation(scenario: Scenario, base: ConceptBase) -> str:
    def weight(number: int) -> tuple[int, int]:
        known = base.misconceptions.get(scenario.distractors[number].misconception)
        return (known.tempting if known else 0, -number)

    tempting = scenario.distractors[max(range(len(scenario.distractors)), key=weight)]
    parts = [scenario.key.why, f"Why not “{tempting.text}”? {tempting.why}"]
    return " ".join(parts)
