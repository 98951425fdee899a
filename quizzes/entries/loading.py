"""Loading the shipped base: what is new is added, what an editor changed is never overwritten."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction

from quizzes.entries.differing import differences
from quizzes.entries.stored import is_loaded, whole_base
from quizzes.generation import ConceptBase
from quizzes.models import ENTRIES, ConceptLoad, Distractor, Entry, EntryState, Origin, Scenario
from quizzes.models.flattening import checksum

_SHORT = 160


@dataclass
class Loaded:
    """What a load did, entry by entry."""

    added: dict[str, int] = field(default_factory=dict)
    updated: list[str] = field(default_factory=list)
    retired: list[str] = field(default_factory=list)
    back: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    is_first: bool = False

    def lines(self) -> Iterator[str]:
        """The report; empty where nothing was to be done or told."""
        if any(self.added.values()):
            counts = ", ".join(f"{count} {name}" for name, count in self.added.items() if count)
            yield f"Concept base: added {counts}."
        if self.updated:
            yield f"Concept base: {len(self.updated)} entries brought up to date."
        for name in self.retired:
            yield f"Retired: {name}, which is shipped no more."
        for name in self.back:
            yield f"Brought back: {name}, which is shipped again."
        yield from self.kept


def files_sha256(folder: Path) -> str:
    """What the files of the shipped base hold, in one number."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.yaml")):
        digest.update(f"{path.name}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()


def is_up_to_date(folder: Path) -> bool:
    """Whether the last load took exactly these files."""
    last = ConceptLoad.objects.first()
    return last is not None and last.files_sha256 == files_sha256(folder)


@transaction.atomic
def load(folder: Path, *, now: dt.datetime) -> Loaded:
    """Add what is new in the shipped base and update what nobody changed; raises ConceptError.

    What an editor changed is never overwritten, only reported.
    """
    base = ConceptBase.load(folder)
    told = Loaded(is_first=not is_loaded())
    for section, model in ENTRIES.items():
        _load_section(model, getattr(base, section), told, now)
    if told.added or told.updated or told.retired or told.back:
        whole_base()  # a base that can't be built is not left behind
    ConceptLoad.objects.create(
        at=now,
        files_sha256=files_sha256(folder),
        added=sum(told.added.values()),
        updated=len(told.updated),
        report="\n".join(told.lines()),
    )
    return told


def _load_section(
    model: type[Entry], shipped: Mapping[str, Any], told: Loaded, now: dt.datetime
) -> None:
    rows = {row.key: row for row in model.objects.whole()}
    new = [_new(model, entry, now) for name, entry in shipped.items() if name not in rows]
    old = []
    for name, row in rows.items():
        if _meet(row, shipped.get(name), told, now):
            old.append(row)
    told.added |= {model.section: len(new)} if new else {}
    _write(model, new, old)
    if issubclass(model, Scenario):
        _write_distractors([*new, *old], shipped)


def _new(model: type[Entry], entry: Any, now: dt.datetime) -> Entry:
    row = model()
    row.take(entry, now=now)
    return row


def _meet(row: Entry, entry: Any | None, told: Loaded, now: dt.datetime) -> bool:
    """Bring a row and what is shipped by its id together; whether the row has to be written."""
    name = f"{row.section}.{row.key}"
    if row.origin == Origin.OWN:
        if entry is not None:
            told.kept.append(
                f"Left out: the shipped {name}, because an entry of your own has its id."
            )
        return False
    if entry is None:
        return row.is_entry and row.offered_sha256 != "" and _leave(row, name, told, now)
    offered = checksum(entry)
    was_offered = row.offered_sha256 != "" or not row.is_entry
    if not row.is_changed or row.sha256 == offered:
        if row.shipped_sha256 == row.offered_sha256 == offered:
            return False
        if row.is_entry and row.sha256 != offered:
            told.updated.append(name)
        if row.state == EntryState.WITHDRAWN and not was_offered:
            row.state = EntryState.ACTIVE
            told.back.append(name)
        row.take(entry, now=now)
        return True
    if offered != row.shipped_sha256:
        told.kept.append(
            f"Left as it is: {name}, because an editor changed it. "
            f"The shipped text is new: {_difference(row.to_entry(), entry)}"
        )
    if row.offered_sha256 == offered:
        return False
    row.offered_sha256 = offered
    row.touch(now)
    return True


def _leave(row: Entry, name: str, told: Loaded, now: dt.datetime) -> bool:
    """What is shipped no more is retired, unless an editor touched it."""
    row.offered_sha256 = ""
    row.touch(now)
    if row.is_changed:
        told.kept.append(
            f"Left as it is: {name}, because an editor changed it. It is shipped no more; retire it "
            "in the admin where you don't need it."
        )
    elif row.state == EntryState.ACTIVE:
        row.state = EntryState.WITHDRAWN
        told.retired.append(name)
    return True


def _difference(ours: Any, shipped: Any) -> str:
    return "; ".join(f"{name}: “{_short(new)}”" for name, _old, new in differences(ours, shipped))


def _short(text: str) -> str:
    text = text.replace("\n", " / ")
    return text if len(text) <= _SHORT else text[: _SHORT - 1] + "…"


def _write(model: Any, new: Sequence[Entry], old: Sequence[Entry]) -> None:
    """Insert and update in as few statements as the database allows, with the history."""
    history = model.history
    if new:
        made = model.objects.bulk_create(new)
        history.bulk_history_create(made, default_change_reason="loaded")
    if old:
        names = [f.name for f in model._meta.local_concrete_fields if not f.primary_key]
        model.objects.bulk_create(
            old, update_conflicts=True, unique_fields=["id"], update_fields=names
        )
        history.bulk_history_create(old, update=True, default_change_reason="loaded")


def _write_distractors(rows: Sequence[Any], shipped: Mapping[str, Any]) -> None:
    new: list[Distractor] = []
    old: list[Distractor] = []
    surplus: list[int] = []
    for row in rows:
        if row.is_changed or row.offered_sha256 == "":
            continue
        known = list(row.distractors.all()) if row.edit_number > 1 else []
        values = shipped[row.key].distractors
        surplus += [d.pk for d in known[len(values) :]]
        for distractor in row.rows_for(values, known):
            (old if distractor.pk else new).append(distractor)
    Distractor.objects.filter(pk__in=surplus).delete()
    history = Distractor.history
    if new:
        history.bulk_history_create(Distractor.objects.bulk_create(new))
    if old:
        names = ["scenario", "position", "text", "kind", "why", "misconception", "cautious", "more"]
        Distractor.objects.bulk_create(
            old, update_conflicts=True, unique_fields=["id"], update_fields=names
        )
        history.bulk_history_create(old, update=True)
