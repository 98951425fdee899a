"""The report of a run: reasons why sentences brought no question, the most frequent first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Min, TextField
from django.db.models.functions import Least, Substr

from quizzes.models import GenerationNote, GenerationRun
from quizzes.reviews.explaining import Why, why

PER_PAGE = 50
MOST_CHARACTERS = 400


@dataclass(frozen=True)
class Reason:
    """A reason in words, and how many sentences (or whole paragraphs) it held back."""

    code: str
    why: Why
    count: int


def reasons_of(run: GenerationRun) -> list[Reason]:
    """Why there are no more questions, in one statement; there are about seventy reasons at most."""
    rows = (
        run.notes.order_by()
        .values("code")
        .annotate(count=Count("start", distinct=True), message=Min("message"))
        .order_by("-count", "code")
    )
    return [Reason(r["code"], why(r["code"], r["message"]), r["count"]) for r in rows]


def places_of(run: GenerationRun, code: str, number: Any) -> Page[GenerationNote]:
    """A page of the sentences that a reason held back, each with its text as `shown`."""
    length = Least(F("end") - F("start"), MOST_CHARACTERS)
    shown = Substr("run__revision__text", F("start") + 1, length, output_field=TextField())
    notes = run.notes.filter(code=code).annotate(shown=shown)
    return Paginator(notes, PER_PAGE).get_page(number)
