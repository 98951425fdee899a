"""What a check is: a code, how grave it is, and a function that yields what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from quizzes.items import Item, Objection

from .context import Context

ERROR, WARNING, INFO = "error", "warning", "info"
"""Never publish it; look at it before you publish; good to know, and no reason to hold it back."""


class Finding(NamedTuple):
    """Where something is wrong, and the template (with its parameters) that says what to do."""

    place: str
    template: str
    params: dict[str, Any] = {}
    severity: str = ""


Run = Callable[[Item, Context], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Check:
    """One flaw, and the function that finds it; some read English and are silent elsewhere."""

    code: str
    severity: str
    run: Run
    english: bool = False

    def objections(self, item: Item, context: Context) -> Iterator[Objection]:
        """What the check has against an item."""
        if self.english and context.language is None:
            return
        for found in self.run(item, context):
            severity = found.severity or self.severity
            yield Objection(self.code, found.template, dict(found.params), found.place, severity)


def check(code: str, severity: str = ERROR, *, english: bool = False) -> Callable[[Run], Check]:
    """Make a check of a function."""
    return lambda run: Check(code, severity, run, english)
