"""What a group learned: gains from test to test of a series, and what is left after months."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q

from quizzes.analysis import LEAST, Gain, Point, Try, counted, gain, released, retention
from quizzes.analysis.retention import SPANS
from quizzes.models import Assignment, Attempt, Group
from quizzes.models.assignment import SEEN_TOGETHER
from quizzes.models.series import Role
from quizzes.outcomes.cells import CLOSED, Sitter, share_of_score, sitters_of

DAY = dt.timedelta(days=1)
_Entry = tuple[dt.datetime, int, Try]


@dataclass(frozen=True)
class Step:
    """The gain from one test of a series to another; without a value where fewer than five may be counted.

    `is_named` says that all who are counted are seen by name, so that their means and `pairs` of scores
    may be shown too.
    """

    start: Role
    end: Role
    gain: Gain
    is_named: bool
    pairs: tuple[tuple[float, float], ...] = ()

    @property
    def is_shown(self) -> bool:
        """Whether enough people are counted."""
        return self.gain.n >= LEAST


@dataclass(frozen=True)
class Curve:
    """What is left of something after days and months."""

    title: str
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Learned:
    """A series that a group takes: its gains."""

    title: str
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Again:
    """A later test of somebody; `is_known` as in `Sitter`."""

    finished_at: dt.datetime
    closed_at: dt.datetime
    share: float
    is_known: bool


@dataclass(frozen=True)
class _Taken:
    """Everybody's first attempt at one test, and when each came to be counted."""

    sitters: Mapping[int, Sitter]
    counted_at: Mapping[int, dt.datetime]


def learned_by(group: Group, now: dt.datetime) -> tuple[list[Learned], list[Curve]]:
    """Gains and retention of all that the group was assigned, in a constant number of statements."""
    asked = Q(quiz__series__isnull=False) | Q(every_months__isnull=False)
    assignments = list(
        group.assignments.filter(asked).select_related("quiz__series").order_by("pk")
    )
    sitters = sitters_of(assignments)
    series: dict[Any, dict[str, list[Sitter]]] = defaultdict(lambda: defaultdict(list))
    for assignment in assignments:
        if assignment.quiz.series_id is not None:
            series[assignment.quiz.series][assignment.quiz.series_role] += sitters[assignment.pk]
    taken = {
        of: {role: _taken(found) for role, found in roles.items()} for of, roles in series.items()
    }
    gains = [
        Learned(of.title, steps) for of, by_role in taken.items() if (steps := _steps(by_role))
    ]
    curves = [
        *(_series_curve(of.title, by_role, now) for of, by_role in taken.items()),
        *_repeated_curves(assignments, sitters, now),
    ]
    return gains, [curve for curve in curves if curve is not None]


def _taken(sitters: Iterable[Sitter]) -> _Taken:
    first: dict[int, Sitter] = {}
    for sitter in sorted(sitters, key=lambda s: (s.closed_at, s.attempt)):
        first.setdefault(sitter.learner, sitter)
    hidden = [s for s in first.values() if not s.is_known]
    at = {s.learner: s.closed_at for s in first.values() if s.is_known}
    at |= dict(
        zip([s.learner for s in hidden], released([s.closed_at for s in hidden]), strict=False)
    )
    return _Taken(first, at)


def _steps(by_role: Mapping[str, _Taken]) -> tuple[Step, ...]:
    pairs = [(Role.PRE, Role.POST), (Role.PRE, Role.LATER), (Role.POST, Role.LATER)]
    return tuple(
        _step(start, end, by_role[start], by_role[end])
        for start, end in pairs
        if start in by_role and end in by_role
    )


def _step(start: Role, end: Role, before: _Taken, after: _Taken) -> Step:
    both = before.sitters.keys() & after.sitters.keys()
    known = sorted(
        who for who in both if before.sitters[who].is_known and after.sitters[who].is_known
    )
    ready = both & before.counted_at.keys() & after.counted_at.keys() - set(known)
    hidden = sorted(ready, key=lambda w: (max(before.counted_at[w], after.counted_at[w]), w))
    people = counted(known, hidden)
    people = people if len(people) >= LEAST else []
    found = gain(
        {who: before.sitters[who].share for who in people},
        {who: after.sitters[who].share for who in people},
    )
    found = replace(
        found,
        dropouts=len(before.sitters) - len(both),
        late=len(after.sitters) - len(both),
    )
    is_named = len(people) == len(known)
    pairs = [(before.sitters[w].share, after.sitters[w].share) for w in people if is_named]
    return Step(start, end, found, is_named, tuple(pairs))


def _series_curve(title: str, by_role: Mapping[str, _Taken], now: dt.datetime) -> Curve | None:
    first = by_role.get(Role.POST) or by_role.get(Role.PRE)
    later = by_role.get(Role.LATER)
    if first is None or later is None:
        return None
    tries = {
        who: [Again(s.finished_at, s.closed_at, s.share, s.is_known)]
        for who, s in later.sitters.items()
    }
    return _curve(title, first, tries, now)


def _repeated_curves(
    assignments: Iterable[Assignment], sitters: Mapping[int, list[Sitter]], now: dt.datetime
) -> list[Curve | None]:
    repeated = {a.pk: a for a in assignments if a.every_months and sitters[a.pk]}
    rows: Any = Attempt.objects.finished().filter(
        assignment__in=list(repeated),
        max_score__gt=0,
        visibility__in=SEEN_TOGETHER,
    )
    tries: dict[int, dict[int, list[Again]]] = defaultdict(lambda: defaultdict(list))
    columns = (
        "assignment_id",
        "learner_id",
        "finished_at",
        "closed",
        "share",
        "visibility",
    )
    for of, who, at, closed, share, told in (
        rows.annotate(closed=CLOSED, share=share_of_score())
        .order_by("closed", "pk")
        .values_list(*columns)
    ):
        is_known = repeated[of].is_seen_one_by_one(told)
        tries[of][who].append(Again(at, closed, share, is_known))
    return [
        _curve(assignment.quiz.title, _taken(sitters[pk]), tries[pk], now)
        for pk, assignment in repeated.items()
    ]


def _curve(
    title: str,
    first: _Taken,
    tries: Mapping[int, list[Again]],
    now: dt.datetime,
) -> Curve | None:
    """The curve of those who are counted; each span counts its own people in steps of five."""
    base = {who: first.sitters[who] for who in first.counted_at}
    if len(base) < LEAST:
        return None
    shown: dict[Hashable, list[Try]] = {who: [Try(0, s.share)] for who, s in base.items()}
    for start, end in SPANS:
        known: list[_Entry] = []
        hidden: list[_Entry] = []
        for who, sitter in base.items():
            inside = _first_inside(tries.get(who, []), sitter.finished_at, start, end)
            if inside is None:
                continue
            made = Try((inside.finished_at - sitter.finished_at) / DAY, inside.share)
            entry = (max(inside.closed_at, first.counted_at[who]), who, made)
            (known if inside.is_known and sitter.is_known else hidden).append(entry)
        people = counted(known, sorted(hidden, key=lambda e: e[:2]))
        for _at, who, made in people if len(people) >= LEAST else []:
            shown[who].append(made)
    ages: dict[Hashable, float] = {who: (now - s.finished_at) / DAY for who, s in base.items()}
    points = retention(shown, ages)
    return Curve(title, tuple(points)) if any(p.shares.n for p in points[1:]) else None


def _first_inside(
    tries: list[Again], since: dt.datetime, start: int, end: int | None
) -> Again | None:
    inside = [
        t
        for t in tries
        if start * DAY <= t.finished_at - since
        and (end is None or t.finished_at - since < end * DAY)
    ]
    return min(inside, key=lambda t: t.finished_at, default=None)
