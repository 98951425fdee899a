"""The stored base as generation takes it: a frozen value, built anew when an entry changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db import DatabaseError, connection, connections
from django.db.models import CharField, Count, Max, Sum, Value

from quizzes.generation import ConceptBase
from quizzes.generation.concepts.leaning import Name, without
from quizzes.generation.concepts.loading import SECTIONS
from quizzes.items import Objection, gettext_noop
from quizzes.models import ENTRIES, ConceptLoad, Entry, EntryState


@dataclass(frozen=True)
class Stored:
    """The base as it is stored: everything, what may bring questions, and why the rest is silent."""

    whole: ConceptBase
    asked: ConceptBase
    silent: Mapping[Name, Objection]


def is_loaded() -> bool:
    """Whether the shipped base was ever stored as rows."""
    return ConceptLoad.objects.exists()


def stored() -> Stored | None:
    """The base as it is stored now, None where none was loaded.

    It is built anew when an entry changed since; otherwise it takes one statement.
    """
    stamp = _stamp()
    return _built(stamp) if stamp else None


def stored_or_none() -> Stored | None:
    """Like `stored`, and None also where there is no database yet to ask."""
    try:
        _assert_migrated(connection.alias)
    except (DatabaseError, LookupError):
        return None
    return stored()


@lru_cache
def _assert_migrated(alias: str) -> None:
    # What it raises is not remembered: the table may be made later.
    if ConceptLoad._meta.db_table not in connections[alias].introspection.table_names():
        raise LookupError


def _stamp() -> tuple[Any, ...]:
    """What differs as soon as any entry does; empty where none was loaded."""
    asked = [
        model.objects.order_by()
        .values(name=Value(section, CharField()))
        .annotate(n=Count("pk"), edits=Sum("edit_number"), at=Max("changed_at"))
        for section, model in ENTRIES.items()
    ]
    loads = (
        ConceptLoad.objects.order_by()
        .values(name=Value("loads", CharField()))
        .annotate(n=Count("pk"), edits=Sum("added"), at=Max("at"))
    )
    rows = loads.union(*asked, all=True).values_list("name", "n", "edits", "at")
    found = tuple(sorted(tuple(map(str, row)) for row in rows))
    return found if any(name == "loads" and n != "0" for name, n, *_ in found) else ()


@lru_cache(maxsize=2)
def _built(_stamp: tuple[Any, ...]) -> Stored:
    whole, silent = whole_base()
    asked, reasons = without(whole, silent)
    return Stored(whole, asked, reasons)


def whole_base() -> tuple[ConceptBase, dict[Name, Objection]]:
    """Everything that is stored, and what of it is silent by itself; raises ConceptError."""
    found: dict[str, list[Any]] = {section: [] for section in SECTIONS}
    silent: dict[Name, Objection] = {}
    for section, model in ENTRIES.items():
        for row in model.objects.entries().whole():
            found[section].append(row.to_entry())
            if reason := _silence(row):
                silent[section, row.key] = reason
    return ConceptBase.build(**found), silent


def _silence(row: Entry) -> Objection | None:
    if row.state != EntryState.ACTIVE:
        return Objection("RETIRED", gettext_noop("It stays silent, because it is retired."))
    if not row.is_askable:
        return Objection(
            "UNCHECKED",
            gettext_noop("It stays silent until an editor ticks “I have checked this entry”."),
        )
    return None
