"""Which entries lean on which, and the base without those that are to stay silent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from quizzes.items import Objection, gettext_noop

from .base import ConceptBase
from .loading import SECTIONS

Name = tuple[str, str]
"""A section and an id: an entry's name in the whole base."""


class Need(Enum):
    """What an entry does without one that it names."""

    ALL = "it says nothing without each of these"
    ONE = "it needs one of these, whichever"
    NONE = "it only loses the reference"


@dataclass(frozen=True, slots=True)
class Reference:
    """A field (dotted where nested) that names entries of a section."""

    field: str
    section: str
    need: Need


_SOURCES = Reference("sources", "sources", Need.ONE)
REFERENCES: Mapping[str, tuple[Reference, ...]] = {
    "concepts": (
        *(
            Reference(field, "concepts", Need.NONE)
            for field in ("siblings", "overlaps", "disjoint_with", "leads_to")
        ),
        _SOURCES,
    ),
    "behaviours": (
        Reference("applies_to", "concepts", Need.ONE),
        Reference("also_right", "behaviours", Need.NONE),
        _SOURCES,
    ),
    "misconceptions": (
        Reference("about", "concepts", Need.ONE),
        Reference("trigger.all", "concepts", Need.ALL),
        Reference("trigger.any", "concepts", Need.ONE),
        _SOURCES,
    ),
    "scenarios": (
        Reference("trigger.all", "concepts", Need.ALL),
        Reference("trigger.any", "concepts", Need.ONE),
        Reference("key.behaviour", "behaviours", Need.ALL),
        Reference("twin", "scenarios", Need.NONE),
        _SOURCES,
    ),
    "sources": (),
}


def named(entry: Any, reference: Reference) -> tuple[str, ...]:
    """The ids that a field of an entry names."""
    value = entry
    for part in reference.field.split("."):
        value = getattr(value, part, None)
    return value if isinstance(value, tuple) else (value,) if value else ()


def leaning_on(base: ConceptBase, section: str, name: str) -> Iterator[Name]:
    """The entries that name this one."""
    for other in SECTIONS:
        for entry in getattr(base, other).values():
            fields = [r for r in REFERENCES[other] if r.section == section]
            if any(name in named(entry, field) for field in fields) or (
                section == "misconceptions"
                and other == "scenarios"
                and any(name == d.misconception for d in entry.distractors)
            ):
                yield other, entry.id


def without(
    base: ConceptBase, silent: Mapping[Name, Objection]
) -> tuple[ConceptBase, Mapping[Name, Objection]]:
    """The base without entries that are silent and those that can't do without them.

    Also each silent entry's reason: the given one, or the name of what it leans on.
    """
    reasons = dict(silent)
    entries = {
        (section, entry.id): entry
        for section in SECTIONS
        for entry in getattr(base, section).values()
    }
    is_new = bool(reasons)
    while is_new:
        lost = {
            name: reason
            for name, entry in entries.items()
            if name not in reasons and (reason := _lost(name[0], entry, reasons))
        }
        reasons |= lost
        is_new = bool(lost)
    kept: dict[str, list[Any]] = {section: [] for section in SECTIONS}
    for (section, name), entry in entries.items():
        if (section, name) not in reasons:
            kept[section].append(_cut(section, entry, reasons) if reasons else entry)
    return ConceptBase.build(**kept), reasons


def _lost(section: str, entry: Any, silent: Mapping[Name, Objection]) -> Objection | None:
    for reference in REFERENCES[section]:
        names = named(entry, reference)
        gone = [name for name in names if (reference.section, name) in silent]
        enough = reference.need is Need.NONE or (
            reference.need is Need.ONE and len(gone) < len(names)
        )
        if gone and not enough:
            return Objection(
                "LEANS-ON-SILENT",
                gettext_noop("It stays silent, because “%(id)s”, on which it leans, is silent."),
                {"id": gone[0]},
            )
    return None


def _cut(section: str, entry: Any, silent: Mapping[Name, Objection]) -> Any:
    """The entry without its references to what is silent."""
    for reference in REFERENCES[section]:
        names = named(entry, reference)
        left = tuple(name for name in names if (reference.section, name) not in silent)
        if left != names:
            entry = _with(entry, reference.field.split("."), left)
    if section == "scenarios":
        entry = replace(
            entry,
            distractors=tuple(
                replace(d, misconception="") if ("misconceptions", d.misconception) in silent else d
                for d in entry.distractors
            ),
        )
    return entry


def _with(entry: Any, path: list[str], names: tuple[str, ...]) -> Any:
    first, *rest = path
    old = getattr(entry, first)
    if rest:
        return replace(entry, **{first: _with(old, rest, names)})
    return replace(entry, **{first: names if isinstance(old, tuple) else "".join(names)})
