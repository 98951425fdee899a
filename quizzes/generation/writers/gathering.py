"""Which of these does the article advise? Advice from several paragraphs in one question (family F)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizzes.generation import distractors
from quizzes.generation.study import Advice, Passage, Study
from quizzes.items import Item, Kind, Level, Objection, Option, gettext_noop

from .candidate import Candidate, capital, evidence, named, scored

FAMILY = "gathering"
# Blind readers refused the first ones; under the floor of selection until they are better.
_PRIOR = 0.35
_KEYS, _FOILS = (2, 3), 2
_LONGEST_ACTION = 14
# Somebody's own page, team or tool is no lesson: "follow the Cofense Report video".
_NAMES = re.compile(r"[\"“]|\b[A-Z][a-z]+ [A-Z][a-z]+|\b[A-Z]{2,} [A-Z]{2,}\b")


def write(passage: Passage, study: Study) -> Iterator[Candidate | Objection]:
    """Ask for two or three pieces of advice at a time, when the whole article has been seen."""
    if passage is not study.passages[-1]:
        return
    told = _advice(study)
    for start in range(0, len(told), max(_KEYS)):
        group = told[start : start + max(_KEYS)]
        if len(group) in _KEYS:
            yield _question(group, study)


def _advice(study: Study) -> list[tuple[Passage, Advice]]:
    """Plain advice to the reader, one piece a paragraph, none of it with a condition."""
    found: list[tuple[Passage, Advice]] = []
    for passage in study.passages:
        for claim in passage.claims:
            if not isinstance(claim, Advice) or claim.forbids or claim.condition:
                continue
            is_plain = claim.actor == "you" and len(claim.action.split()) <= _LONGEST_ACTION
            is_plain = is_plain and bool(study.topics_of(claim, passage))
            is_plain = is_plain and not _NAMES.search(claim.action)
            blocks = {other.sentence.block for other, _ in found}
            actions = {other.action for _, other in found}
            if is_plain and passage.sentence.block not in blocks and claim.action not in actions:
                found.append((passage, claim))
    return found


def _question(group: list[tuple[Passage, Advice]], study: Study) -> Candidate | Objection:
    concepts = tuple(
        dict.fromkeys(name for p, claim in group for name in study.topics_of(claim, p))
    )
    keys = [capital(claim.action) for _, claim in group]
    bad = distractors.habits(concepts, "unsafe", study)
    middle = sorted(keys, key=len)[len(keys) // 2]
    foils = distractors.alike_in_length(middle, (b.forms.imperative for b in bad), _FOILS)
    if len(foils) < _FOILS:
        return Objection(
            "GATHERING-FOILS",
            gettext_noop("Too few habits are known that the article does not advise."),
        )
    habit = {b.forms.imperative: b for b in bad}
    cited = tuple(evidence(study, claim.start, claim.end) for _, claim in group)
    item = Item(
        kind=Kind.MULTIPLE,
        stem="Which of these does the article advise its readers to do?",
        options=(
            *(Option(key, True, f"The article says: “{e.text}”") for key, e in zip(keys, cited, strict=True)),
            *(Option(f, False, f"The article does not advise this. {habit[f].why}", named(habit[f])) for f in foils),
        ),
        explanation=" ".join(f"The article says: “{e.text}”" for e in cited)
        + f" Why not “{foils[0]}”? {habit[foils[0]].why}",
        evidence=cited,
        concepts=concepts,
        family=FAMILY,
        level=Level.REMEMBER,
    )  # fmt: skip
    return Candidate(
        scored(item, _PRIOR, group[0][0]),
        group[0][0],
        f"gathering:{cited[0].start}",
        concepts[0],
        facts=frozenset(f"advice:{claim.start}" for _, claim in group),
    )
