"""Who owes what by when: the occurrences of an assignment, and where one person stands with them.

Plain values without Django and without a clock: the caller gives `now`. Dates are meant in the group's
time zone: "again after 12 months" is the same time of day there, whatever the summer time does.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import count, zip_longest

END_OF_DAY = dt.time(23, 59)
"""A due day ends here: a minute that every zone's clocks show on every day."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What an assignment asks: once, or each member so many days after joining; perhaps again.

    `starts` is when it opens, or when it was made where it has no such date. With `due` it is the same
    for everybody, with `within_days` counted for each from joining, with neither it is never late.
    """

    zone: dt.tzinfo
    starts: dt.datetime
    due: dt.datetime | None = None
    within_days: int | None = None
    every_months: int | None = None


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time that a person is asked: the `number`th, counted from 1."""

    number: int
    opens_at: dt.datetime
    due_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Sitting:
    """An attempt under the assignment: when it began and when it was finished, if it was."""

    started_at: dt.datetime
    finished_at: dt.datetime | None


class State(StrEnum):
    """How one person stands with one occurrence."""

    AHEAD = "ahead"  # it opens later
    OPEN = "open"
    LATE = "late"  # still asked, and the date is over
    MISSED = "missed"  # not done before the next one opened
    DONE = "done"
    DONE_LATE = "done_late"


@dataclass(frozen=True, slots=True)
class Standing:
    """One occurrence for one person, with what came of it."""

    occurrence: Occurrence
    state: State
    done_at: dt.datetime | None = None

    @property
    def is_done(self) -> bool:
        """Whether it was finished, in time or not."""
        return self.done_at is not None

    @property
    def is_owed(self) -> bool:
        """Whether the person can and should do it now."""
        return self.state in {State.OPEN, State.LATE}


def occurrences(
    terms: Terms,
    *,
    joined: dt.datetime,
    until: dt.datetime,
    extended_to: dt.datetime | None = None,
) -> tuple[Occurrence, ...]:
    """What a member who joined then is asked, up to the first that opens after `until`.

    An extension moves the last date that lies before it. What was due before the person joined is
    not asked, unless it was extended.
    """
    found: list[Occurrence] = []
    for occurrence in _all(terms, joined):
        found.append(occurrence)
        if occurrence.opens_at > until and _is_past(occurrence, extended_to):
            break
    found = _extended(found, extended_to)
    later = [i for i, o in enumerate(found) if o.opens_at > until]
    asked = found[: later[0] + 1] if later else found
    return tuple(o for o in asked if o.due_at is None or o.due_at > joined)


def standings(
    terms: Terms,
    *,
    joined: dt.datetime,
    sittings: Sequence[Sitting],
    now: dt.datetime,
    extended_to: dt.datetime | None = None,
) -> tuple[Standing, ...]:
    """How a member stands with every occurrence so far, and with the next one, oldest first.

    A sitting belongs to the occurrence that was open when it began; the first that was finished counts.
    """
    asked = occurrences(terms, joined=joined, until=now, extended_to=extended_to)
    following = [o.opens_at for o in asked[1:]]
    return tuple(
        _standing(occurrence, until, sittings, now)
        for occurrence, until in zip_longest(asked, following)
    )


def current(found: Sequence[Standing]) -> Standing | None:
    """The one that matters now: the last that is open, else the first that opens later."""
    begun = [s for s in found if s.state != State.AHEAD]
    return begun[-1] if begun else next(iter(found), None)


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day so many months later, or the month's last where it is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return day.replace(
        year=year, month=month, day=min(day.day, calendar.monthrange(year, month)[1])
    )


def moment(local: dt.datetime, zone: dt.tzinfo) -> dt.datetime:
    """The moment that clocks in the zone show as `local`; the later one where that is in doubt.

    A time that the clocks show twice is its second showing, one that they skip is as much later.
    """
    return max(local.replace(tzinfo=zone, fold=fold).astimezone(dt.UTC) for fold in (0, 1))


def _all(terms: Terms, joined: dt.datetime) -> Iterator[Occurrence]:
    last = None
    for number in count(1) if terms.every_months else [1]:
        try:
            opens, due = _window(terms, joined, (number - 1) * (terms.every_months or 0))
        except (ValueError, OverflowError):  # beyond the last year that there is
            return
        # None opens before the one before it was due, so that each sitting belongs to one.
        opens = max(opens, last) if last else opens
        yield Occurrence(number, opens, due)
        last = due


def _window(
    terms: Terms, joined: dt.datetime, months: int
) -> tuple[dt.datetime, dt.datetime | None]:
    if terms.within_days is None:
        due = terms.due and _shifted(terms.due, months, terms.zone)
        return _shifted(terms.starts, months, terms.zone), due
    begun = max(terms.starts, joined)
    day = add_months(begun.astimezone(terms.zone).date(), months)
    opens = begun if months == 0 else moment(dt.datetime.combine(day, dt.time()), terms.zone)
    last_day = day + dt.timedelta(days=terms.within_days)
    return opens, moment(dt.datetime.combine(last_day, END_OF_DAY), terms.zone)


def _shifted(when: dt.datetime, months: int, zone: dt.tzinfo) -> dt.datetime:
    if months == 0:
        return when
    local = when.astimezone(zone)
    naive = dt.datetime.combine(add_months(local.date(), months), local.time())
    return moment(naive, zone)


def _is_past(occurrence: Occurrence, extended_to: dt.datetime | None) -> bool:
    """Whether an extension can only be one of those before."""
    due = occurrence.due_at
    return extended_to is None or due is None or due >= extended_to


def _extended(found: list[Occurrence], to: dt.datetime | None) -> list[Occurrence]:
    before = [i for i, o in enumerate(found) if to and o.due_at is not None and o.due_at < to]
    if not before:
        return found
    last = before[-1]
    return [replace(o, due_at=to) if i == last else o for i, o in enumerate(found)]


def _standing(
    occurrence: Occurrence,
    until: dt.datetime | None,
    sittings: Sequence[Sitting],
    now: dt.datetime,
) -> Standing:
    finished = [
        s.finished_at
        for s in sittings
        if s.finished_at is not None
        and s.started_at >= occurrence.opens_at
        and (until is None or s.started_at < until)
    ]
    if finished:
        done, due = min(finished), occurrence.due_at
        late = due is not None and done > due
        return Standing(occurrence, State.DONE_LATE if late else State.DONE, done)
    if occurrence.opens_at > now:
        return Standing(occurrence, State.AHEAD)
    if until is not None and until <= now:
        return Standing(occurrence, State.MISSED)
    is_late = occurrence.due_at is not None and occurrence.due_at < now
    return Standing(occurrence, State.LATE if is_late else State.OPEN)


class Stage(StrEnum):
    """What a mail about an occurrence is for; a person gets one mail at most for each."""

    OPENED = "opened"
    SOON = "soon"
    OVERDUE = "overdue"


SOON = dt.timedelta(days=3)
STALE = dt.timedelta(days=14)
"""After so long nobody is written to about what opened or was due; the pages still say it."""


def stage(standing: Standing, now: dt.datetime) -> Stage | None:
    """About what to write to a person now: one thing, the latest, and nothing that is long past."""
    opens, due = standing.occurrence.opens_at, standing.occurrence.due_at
    if standing.state == State.LATE and due is not None:
        return Stage.OVERDUE if now - due <= STALE else None
    if standing.state != State.OPEN:
        return None
    if due is not None and due - now <= SOON:
        return Stage.SOON
    return Stage.OPENED if now - opens <= STALE else None
