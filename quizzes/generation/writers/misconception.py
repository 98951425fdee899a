"""True or false: reviewed statements about what people wrongly believe."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from quizzes.generation.concepts import ConceptBase, Misconception
from quizzes.generation.study import Passage, Study
from quizzes.items import Item, Kind, Level, Objection, Option, entry_name, gettext_noop

from .candidate import Candidate, authorities, cited

FAMILY = "misconception"
_PRIOR = 0.7
_FAR = 0.5
"""Below this likeness to the correction a passage that fits the patterns mostly states something else.

Of 20 matches in 30 articles that no pattern was made for, two readers found 7 to prove the correction and 6 to miss
it. On later unseen articles readers accepted 12 of 13 from this likeness on, and a single reader found 19 of 19
others proved; below it 1 of 6 and 10 of 20.
"""


def write(passage: Passage, study: Study) -> Iterator[Candidate | Objection]:
    """Ask for the misconceptions whose correction the passage states."""
    if not passage.can_prove:
        return
    for name in sorted(passage.said.keys() & study.base.misconceptions.keys()):
        entry = study.base.misconceptions[name]
        if entry.review is None or not entry.review.passed:
            yield Objection(
                "MISCONCEPTION-UNREVIEWED",
                gettext_noop("The misconception %(id)s waits for its blind review."),
                {"id": entry.id},
            )
            continue
        if study.embedder is not None and study.relevance(entry.correction, passage) < _FAR:
            yield Objection(
                "MISCONCEPTION-FAR",
                gettext_noop("The sentence has the words of %(id)s and is about something else."),
                {"id": entry.id},
            )
            continue
        for truth in (True, False):
            yield _candidate(entry, truth, passage, study)


def asked(entry: Misconception, truth: bool, base: ConceptBase) -> Item:
    """The correction, which is true, or the claim, which is not, before any article."""
    return Item(
        kind=Kind.TRUE_FALSE,
        stem=entry.correction if truth else entry.claim,
        options=(
            Option("True", truth, entry.wrong_because),
            Option("False", not truth, entry.wrong_because),
        ),
        explanation=f"{entry.correction} {entry.wrong_because}",
        authority=authorities(base, entry.sources),
        concepts=entry.about,
        family=FAMILY,
        level=Level.UNDERSTAND,
        entry=entry_name("misconception", entry.id),
    )


def _candidate(entry: Misconception, truth: bool, passage: Passage, study: Study) -> Candidate:
    item = replace(
        asked(entry, truth, study.base),
        evidence=cited(study, passage),
        score=round(_PRIOR * (0.5 + passage.score / 2), 3),
    )
    return Candidate(item, passage, item.entry, entry.about[0])
