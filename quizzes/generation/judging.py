"""Whether an entry that somebody wrote may stand in the concept base."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from quizzes.items import Item, Objection

from .checks import ERROR, WARNING, Background, objections
from .concepts import ConceptBase, ConceptError, Misconception, PatternError, Scenario
from .concepts.loading import SECTIONS
from .concepts.statements import compiled
from .language import language_of
from .writers import application, misconception


@dataclass(frozen=True, slots=True)
class Verdict:
    """What has to be mended before the entry is stored, and what had better be looked at."""

    errors: tuple[Objection, ...] = ()
    warnings: tuple[Objection, ...] = ()


def judge(base: ConceptBase, section: str, entry: Any) -> Verdict:
    """Put the entry into the base, and check it there by all the rules that the base keeps.

    The base holds everything that is stored, what is retired, too.
    """
    kept = {name: dict(getattr(base, name)) for name in SECTIONS}
    kept[section][entry.id] = entry
    try:
        changed = ConceptBase.build(**{name: list(some.values()) for name, some in kept.items()})
        _try_patterns(entry)
    except ConceptError as error:
        return Verdict((Objection("ENTRY", "%(sentence)s", {"sentence": str(error)}),))
    background = Background(None, changed)
    found = {
        (o.code, o.message): o
        for item in _items(entry, changed)
        for o in objections(item, background=background)
    }
    return Verdict(
        tuple(o for o in found.values() if o.severity == ERROR),
        tuple(o for o in found.values() if o.severity == WARNING),
    )


def _try_patterns(entry: Any) -> None:
    language = language_of("en")
    for pattern in getattr(entry, "says", ()):
        compiled(entry.id, pattern, language)
    for alias in getattr(entry, "aliases", ()):
        if not language.tokens(alias):
            raise PatternError(f"{entry.id}: the name {alias!r} holds no word; write one.")


def _items(entry: Any, base: ConceptBase) -> Iterator[Item]:
    """What would be asked of the entry by itself."""
    if isinstance(entry, Scenario):
        yield application.asked(entry, base)
    elif isinstance(entry, Misconception):
        for truth in (True, False):
            yield misconception.asked(entry, truth, base)
