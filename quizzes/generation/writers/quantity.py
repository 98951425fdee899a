"""Deadlines and minimum sizes that the article demands: a number somebody has to act on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizzes.generation import distractors
from quizzes.generation.study import Passage, Study
from quizzes.items import BLANK, Item, Kind, Level, Objection, Option, gettext_noop

from .candidate import Candidate, evidence

FAMILY = "quantity"
_PRIOR = 0.85
_FOILS = 3
_DEMAND = re.compile(
    r"\b(?:within|at least|no later than) (?P<quantity>(?P<number>\d{1,3}|one|two|three|four|six|"
    r"eight|ten|twelve|fifteen|twenty) (?P<unit>minute|hour|day|week|month|character|digit)s?)\b"
)


def write(passage: Passage, study: Study) -> Iterator[Candidate | Objection]:
    """Blank a number that the article tells its readers to keep to."""
    matches = list(_DEMAND.finditer(passage.sentence.text))
    if len(matches) != 1 or not passage.mentions or "recommends" not in passage.stances:
        return
    match = matches[0]
    key = match["quantity"]
    foils = distractors.quantities(match["number"], match["unit"], study, _FOILS)
    if not passage.stands_alone or len(foils) < _FOILS:
        yield Objection(
            "QUANTITY-UNCLEAR",
            gettext_noop("“%(quantity)s” can't be asked for without its context."),
            {"quantity": key},
        )
        return
    yield _candidate(passage, study, match, distractors.ascending([key, *foils]))


def _candidate(passage: Passage, study: Study, match: re.Match[str], texts: list[str]) -> Candidate:
    sentence, key = passage.sentence, match["quantity"]
    blanked = sentence.text[: match.start("quantity")] + BLANK + sentence.text[match.end() :]
    item = Item(
        kind=Kind.CLOZE,
        stem=f"Which words complete the article's statement? “{blanked}”",
        options=tuple(Option(text, text == key, f"The article says {key}.") for text in texts),
        explanation=f"The article says: “{sentence.text}” So it is {key}, no other time or size.",
        evidence=(evidence(study, sentence.start, sentence.end),),
        concepts=tuple(dict.fromkeys(m.concept for m in passage.mentions)),
        family=FAMILY,
        level=Level.REMEMBER,
        score=round(_PRIOR * (0.5 + passage.score / 2), 3),
    )
    return Candidate(item, passage, f"quantity:{sentence.start}", passage.mentions[0].concept)
