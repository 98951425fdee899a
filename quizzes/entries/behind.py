"""The entries that a question was made of, so that an editor can mend those instead."""

from __future__ import annotations

from dataclasses import dataclass

from quizzes.entries.uses import MOST_SHOWN
from quizzes.models import ENTRIES, QuestionVersion


@dataclass(frozen=True)
class Behind:
    """An entry, as the admin's addresses name it, and what it says."""

    model: str
    pk: int
    text: str


def entries_behind(version: QuestionVersion) -> tuple[Behind, ...]:
    """What a generated question was made of, then the concepts it is about; at most two statements."""
    concepts = version.concepts.order_by("label")[:MOST_SHOWN]
    return (*_made_of(version), *(Behind("concept", c.pk, c.label) for c in concepts))


def _made_of(version: QuestionVersion) -> tuple[Behind, ...]:
    model, _colon, key = version.entry.partition(":")
    if not key:
        return ()
    rows = ENTRIES[f"{model}s"].objects.filter(key=key)
    return tuple(Behind(model, row.pk, str(row)) for row in rows)
