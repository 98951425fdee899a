"""Where an entry is used: entries that lean on it, questions that were made of it, their quizzes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Q, QuerySet, Value

from quizzes.entries.stored import Stored
from quizzes.generation.concepts.leaning import Name, leaning_on
from quizzes.models import (
    ENTRIES,
    Behaviour,
    Citation,
    Concept,
    Entry,
    Misconception,
    Option,
    QuestionVersion,
    Quiz,
    Scenario,
    Source,
)

MOST_SHOWN = 50


@dataclass(frozen=True)
class Use:
    """What a change of an entry touches, at most `MOST_SHOWN` of each sort."""

    entries: tuple[tuple[str, int, str], ...]
    """Section, primary key and text of the entries that lean on it."""
    questions: tuple[QuestionVersion, ...]
    """Approved questions that were made of it and would be stale."""
    quizzes: tuple[Quiz, ...]
    """Published quizzes that hold such a question."""


def use_of(row: Entry, known: Stored) -> Use:
    """Where an entry is used, in a constant number of statements."""
    leaning = list(leaning_on(known.whole, row.section, row.key))[:MOST_SHOWN]
    questions = tuple(questions_from(row)[:MOST_SHOWN])
    quizzes = Quiz.objects.visible().filter(
        quiz_questions__question__in=[q.question_id for q in questions]
    )
    return Use(names_of(leaning, known), questions, tuple(quizzes.distinct()[:MOST_SHOWN]))


def names_of(names: Iterable[Name], known: Stored) -> tuple[tuple[str, int, str], ...]:
    """Entries as section, primary key and text, to be linked to; in one statement."""
    wanted: dict[str, list[str]] = {section: [] for section in ENTRIES}
    for section, name in names:
        wanted[section].append(name)
    first, *rest = [
        model.objects.filter(key__in=wanted[section])
        .order_by()
        .values_list(Value(section, CharField()), "pk", "key")
        for section, model in ENTRIES.items()
    ]
    found = first.union(*rest, all=True)
    return tuple(
        sorted(
            (section, pk, text_of(getattr(known.whole, section)[key])) for section, pk, key in found
        )
    )


def text_of(entry: Any) -> str:
    """What a person calls an entry."""
    for name in ("label", "claim", "stem"):
        if hasattr(entry, name):
            return str(getattr(entry, name))
    return f"{entry.org}: {entry.title}" if hasattr(entry, "org") else str(entry.forms.imperative)


def model_name(section: str) -> str:
    """How the addresses of the admin name the model of a section."""
    return str(ENTRIES[section]._meta.model_name)


def questions_from(row: Entry) -> QuerySet[QuestionVersion]:
    """The approved questions that were made of an entry, whoever reworded them or it since."""
    return QuestionVersion.objects.approved().filter(_made_of(row))


def _made_of(row: Entry) -> Q:
    match row:
        case Scenario() | Misconception():
            return Q(entry=row.name)
        case Behaviour():
            return Q(pk__in=Option.objects.filter(entry=row.name).values("version"))
        case Concept():
            return Q(concepts=row.pk)
        case Source():
            addresses = row.history.values("url")
            return Q(pk__in=Citation.objects.filter(url__in=addresses).values("version"))
    raise TypeError(row)
