"""The concept base: all entries of all topics, checked against each other."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, Self, TypeVar

from .entries import (
    KINDS,
    LEVELS,
    STANCES,
    Behaviour,
    Concept,
    Misconception,
    Scenario,
    Source,
)
from .loading import SECTIONS, ConceptError, read_folder


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


E = TypeVar("E", bound=_HasId)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the garbage collector, which would walk again and again through all that is being made.

    Reading the shipped base takes a third less time so.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@dataclass(frozen=True)
class ConceptBase:
    """Every entry by its id, in the order of the ids; two bases with equal entries are equal."""

    concepts: Mapping[str, Concept] = field(default_factory=dict)
    behaviours: Mapping[str, Behaviour] = field(default_factory=dict)
    misconceptions: Mapping[str, Misconception] = field(default_factory=dict)
    scenarios: Mapping[str, Scenario] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)

    @classmethod
    def load(cls, folder: Path | str) -> Self:
        """Read the YAML files of a folder; raises ConceptError."""
        found: dict[str, list[Any]] = {section: [] for section in SECTIONS}
        with _uncollected():
            for section, entry in read_folder(Path(folder)):
                found[section].append(entry)
        return cls.build(**found)

    @classmethod
    def build(
        cls,
        *,
        concepts: Iterable[Concept] = (),
        behaviours: Iterable[Behaviour] = (),
        misconceptions: Iterable[Misconception] = (),
        scenarios: Iterable[Scenario] = (),
        sources: Iterable[Source] = (),
    ) -> Self:
        """Put entries together and check what they say about each other; raises ConceptError."""
        base = cls(
            _by_id(concepts),
            _by_id(behaviours),
            _by_id(misconceptions),
            _by_id(scenarios),
            _by_id(sources),
        )
        for problem in _problems(base):
            raise ConceptError(problem)
        return base

    def __hash__(self) -> int:
        return hash(tuple(self.concepts))

    def are_disjoint(self, first: str, second: str) -> bool:
        """Whether nothing can be both concepts, so that one is provably wrong for the other."""
        one, other = self.concepts[first], self.concepts[second]
        overlap = second in one.overlaps or first in other.overlaps
        return not overlap and (second in one.disjoint_with or first in other.disjoint_with)

    def disjoint_from(self, name: str) -> tuple[Concept, ...]:
        """The concepts that are disjoint from one, by whichever of both says so, in order of ids."""
        return tuple(
            concept
            for other, concept in self.concepts.items()
            if other != name and self.are_disjoint(name, other)
        )


def _by_id(entries: Iterable[E]) -> dict[str, E]:
    found: dict[str, E] = {}
    for entry in sorted(entries, key=lambda entry: entry.id):
        if entry.id in found:
            raise ConceptError(f"{entry.id}: this id is given twice; rename one of the entries.")
        found[entry.id] = entry
    return found


def _problems(base: ConceptBase) -> Iterator[str]:
    for place, name, known in _references(base):
        if name not in known:
            yield f"{place}: there is no entry {name!r}; correct the name or add the entry."
    for concept in base.concepts.values():
        if concept.kind not in KINDS:
            yield f"{concept.id}.kind: {concept.kind!r} is unknown; use {', '.join(sorted(KINDS))}."
        both = sorted(set(concept.disjoint_with) & set(concept.overlaps))
        if both:
            yield f"{concept.id}: {both[0]!r} can't both overlap and be disjoint; drop one."
    for scenario in base.scenarios.values():
        yield from _scenario_problems(scenario, base)
    for entries in (base.behaviours, base.misconceptions):
        for entry in entries.values():
            if not entry.sources:
                yield f"{entry.id}.sources: cite at least one source."


def _scenario_problems(scenario: Scenario, base: ConceptBase) -> Iterator[str]:
    if scenario.level not in LEVELS:
        yield f"{scenario.id}.level: use one of {', '.join(sorted(LEVELS))}."
    if not scenario.trigger.all:
        yield f"{scenario.id}.trigger.all: name at least one concept that the article mentions."
    for stance in scenario.trigger.stance:
        if stance not in STANCES:
            yield f"{scenario.id}.trigger.stance: use {', '.join(sorted(STANCES))}."
    if len(scenario.distractors) not in (2, 3, 4):
        yield f"{scenario.id}.distractors: give two to four."
    # What the article itself settles needs no other authority.
    if scenario.level == "apply" and not scenario.sources:
        yield f"{scenario.id}.sources: cite at least one source."


def _references(base: ConceptBase) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Every place where an entry names another, with the names that it may use."""
    for concept in base.concepts.values():
        for field_name in ("siblings", "overlaps", "disjoint_with", "leads_to"):
            for name in getattr(concept, field_name):
                yield f"{concept.id}.{field_name}", name, base.concepts
    for behaviour in base.behaviours.values():
        yield from ((f"{behaviour.id}.applies_to", n, base.concepts) for n in behaviour.applies_to)
        yield from (
            (f"{behaviour.id}.also_right", n, base.behaviours) for n in behaviour.also_right
        )
    for misconception in base.misconceptions.values():
        named = (
            misconception.trigger.all + misconception.trigger.any if misconception.trigger else ()
        )
        yield from ((f"{misconception.id}.about", n, base.concepts) for n in misconception.about)
        yield from ((f"{misconception.id}.trigger", n, base.concepts) for n in named)
    for scenario in base.scenarios.values():
        for name in (*scenario.trigger.all, *scenario.trigger.any):
            yield f"{scenario.id}.trigger", name, base.concepts
        if scenario.twin:
            yield f"{scenario.id}.twin", scenario.twin, base.scenarios
        if scenario.key.behaviour:
            yield f"{scenario.id}.key.behaviour", scenario.key.behaviour, base.behaviours
        for number, distractor in enumerate(scenario.distractors):
            if distractor.misconception:
                place = f"{scenario.id}.distractors.{number}.misconception"
                yield place, distractor.misconception, base.misconceptions
    for section in ("concepts", "behaviours", "misconceptions", "scenarios"):
        for entry in getattr(base, section).values():
            yield from ((f"{entry.id}.sources", name, base.sources) for name in entry.sources)
