"""Whose answers a figure counts: first attempts that may be seen together, and never a single person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import FloatField
from django.db.models.functions import Cast, Coalesce

from quizzes.analysis import LEAST, counted
from quizzes.models import Assignment, Attempt
from quizzes.models.assignment import SEEN_TOGETHER

CLOSED = Coalesce("closed_at", "finished_at")


def share_of_score() -> Any:
    """The score as a share of the full one, a float: decimals by the thousand take long to read."""
    return Cast("score", FloatField()) / Cast("max_score", FloatField())


@dataclass(frozen=True)
class Sitter:
    """A person's first finished attempt under an assignment.

    They are counted in the order of `closed_at`, when the finish was stored. `finished_at` won't do: an
    attempt that nobody finished ends at its deadline, which is noted later and would slip in between.
    `is_known` says that the leader may look at it by name, so that nothing of it is left to hide.
    """

    learner: int
    attempt: int
    finished_at: dt.datetime
    closed_at: dt.datetime
    share: float
    passed: bool
    is_known: bool


@dataclass(frozen=True)
class Cell:
    """Those who are counted in one figure: none where they would be fewer than five."""

    sitters: tuple[Sitter, ...]

    @classmethod
    def of(cls, sitters: Iterable[Sitter], *, of: Collection[int] | None = None) -> Cell:
        """The cell of these, or of those of them whose attempts are in `of`.

        They stand in the order in which they finished, and are counted in steps (`analysis.hiding`).
        """
        here = [s for s in sitters if of is None or s.attempt in of]
        found = counted([s for s in here if s.is_known], [s for s in here if not s.is_known])
        return cls(tuple(found) if len(found) >= LEAST else ())

    def __len__(self) -> int:
        return len(self.sitters)

    @property
    def attempts(self) -> set[int]:
        """The ids of the attempts that are counted."""
        return {s.attempt for s in self.sitters}


def sitters_of(assignments: Collection[Assignment]) -> dict[int, list[Sitter]]:
    """Of each assignment whoever finished it and may be counted, in the order of finishing."""
    known = {a.pk: a for a in assignments}
    open_ones = [a.pk for a in assignments if a.visibility in SEEN_TOGETHER]
    attempts = Attempt.objects.finished().filter(assignment__in=open_ones, max_score__gt=0)
    attempts = attempts.annotate(closed=CLOSED, share=share_of_score())
    rows: Any = attempts.order_by("closed", "pk").values_list(
        "assignment_id", "learner_id", "pk", "finished_at", "closed", "share", "passed", "visibility",
    )  # fmt: skip
    found: dict[int, dict[int, Sitter | None]] = {a.pk: {} for a in assignments}
    for of, learner, pk, finished, closed, share, passed, told in rows:
        if learner in found[of]:
            continue
        by_name = known[of].is_seen_one_by_one(told)
        sitter = Sitter(learner, pk, finished, closed, share, bool(passed), by_name)
        found[of][learner] = sitter if known[of].is_seen_together(told) else None
    return {of: _seen(by_learner) for of, by_learner in found.items()}


def _seen(by_learner: Mapping[int, Sitter | None]) -> list[Sitter]:
    return [sitter for sitter in by_learner.values() if sitter is not None]
