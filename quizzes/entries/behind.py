"""The entries that a question was made of, so that an editor can mend those instead."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from quizzes.entries.uses import MOST_SHOWN
from quizzes.generation.concepts.entries import REASON, SCENARIO
from quizzes.models import Misconception, QuestionVersion, Scenario


@dataclass(frozen=True)
class Behind:
    """An entry, as the admin's addresses name it, and what it says."""

    model: str
    pk: int
    text: str


def entries_behind(version: QuestionVersion) -> tuple[Behind, ...]:
    """What a generated question was made of, then the concepts it is about; at most three statements.

    A scenario or misconception is known by its words, as it is or as it once was; the other ways of
    asking are made of the article and its concepts alone.
    """
    concepts = version.concepts.order_by("label")[:MOST_SHOWN]
    return (*_made_of(version), *(Behind("concept", c.pk, c.label) for c in concepts))


def _made_of(version: QuestionVersion) -> tuple[Behind, ...]:
    # An editor may have reworded it since; the first version has the words of its entry.
    first = version.question.versions.order_by("number").values("family", "stem")[:1]
    made = first[0] if first else {"family": "", "stem": ""}
    if made["family"] in {SCENARIO, REASON}:
        keys = Scenario.history.filter(stem=made["stem"]).values("id")
        scenarios = Scenario.objects.filter(pk__in=keys)[:MOST_SHOWN]
        return tuple(Behind("scenario", row.pk, row.stem) for row in scenarios)
    if made["family"] == "misconception":
        told = Q(claim=made["stem"]) | Q(correction=made["stem"])
        keys = Misconception.history.filter(told).values("id")
        claims = Misconception.objects.filter(pk__in=keys)[:MOST_SHOWN]
        return tuple(Behind("misconception", row.pk, row.claim) for row in claims)
    return ()
