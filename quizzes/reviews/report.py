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


@dataclass(frozen=True)
class Place:
    """A sentence or paragraph that brought no question, and what each way of asking said of it."""

    shown: str
    """Its text; a long one is cut between two words."""
    said: tuple[tuple[str, str], ...]
    """Family and message."""


def reasons_of(run: GenerationRun) -> list[Reason]:
    """Why there are no more questions, in one statement; there are about seventy reasons at most."""
    rows = (
        run.notes.order_by()
        .values("code")
        .annotate(count=Count("start", distinct=True), message=Min("message"))
        .order_by("-count", "code")
    )
    return [Reason(r["code"], why(r["code"], r["message"]), r["count"]) for r in rows]


def places_of(run: GenerationRun, code: str, number: Any) -> Page[Place]:
    """A page of the places that a reason held back, each once, in two statements or so."""
    starts = run.notes.filter(code=code).order_by("start").values_list("start", flat=True)
    page = Paginator(starts.distinct(), PER_PAGE).get_page(number)
    page.object_list = _places(run, code, list(page.object_list))
    return page


def _places(run: GenerationRun, code: str, starts: list[int]) -> list[Place]:
    length = Least(F("end") - F("start"), MOST_CHARACTERS)
    shown = Substr("run__revision__text", F("start") + 1, length, output_field=TextField())
    notes = run.notes.filter(code=code, start__in=starts).annotate(shown=shown)
    found: dict[int, list[GenerationNote]] = {}
    for note in notes.order_by("start", "-end", "pk"):
        found.setdefault(note.start, []).append(note)
    return [_place(group) for group in found.values()]


def _place(notes: list[GenerationNote]) -> Place:
    longest = notes[0]
    is_cut = longest.end - longest.start > MOST_CHARACTERS
    text: str = longest.shown  # type: ignore[attr-defined]
    said = dict.fromkeys((note.family, note.message) for note in notes)
    return Place(f"{text.rpartition(' ')[0] or text} …" if is_cut else text, tuple(said))
