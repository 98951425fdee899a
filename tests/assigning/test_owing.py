"""Who owes what by when: cases worked out by hand, and properties that hold for all."""

import datetime as dt
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.rules.owing import (
    Sitting,
    State,
    Terms,
    add_months,
    current,
    moment,
    occurrences,
    standings,
)

BERLIN, NEW_YORK, BEIRUT = map(ZoneInfo, ("Europe/Berlin", "America/New_York", "Asia/Beirut"))


def at(text, zone=dt.UTC):
    return dt.datetime.fromisoformat(text).replace(tzinfo=zone)


def local(when, zone):
    return f"{when.astimezone(zone):%Y-%m-%d %H:%M}"


def once(**terms):
    return Terms(
        **{"zone": BERLIN, "starts": at("2026-01-05T08:00"), "due": at("2026-01-31T17:00")} | terms
    )


def yearly(**terms):
    return Terms(
        **{
            "zone": BERLIN,
            "starts": at("2026-01-05T08:00"),
            "within_days": 30,
            "every_months": 12,
        }
        | terms
    )


def states(terms, now, *sittings, joined="2026-01-01T00:00", extended_to=None):
    found = standings(
        terms,
        joined=at(joined),
        sittings=[Sitting(at(a), at(b) if b else None) for a, b in sittings],
        now=at(now),
        extended_to=extended_to and at(extended_to),
    )
    return [s.state.value for s in found]


@pytest.mark.parametrize(
    ("now", "sittings", "expected"),
    [
        ("2026-01-05T07:59", [], "ahead"),
        ("2026-01-05T08:00", [], "open"),
        ("2026-01-31T17:00", [], "open"),
        ("2026-01-31T17:01", [], "late"),
        ("2026-03-01T00:00", [("2026-01-31T16:00", None)], "late"),
        ("2026-03-01T00:00", [("2026-01-31T16:00", "2026-01-31T17:00")], "done"),
        ("2026-03-01T00:00", [("2026-01-31T16:00", "2026-01-31T17:01")], "done_late"),
        ("2026-03-01T00:00", [("2026-01-04T16:00", "2026-01-04T17:00")], "late"),
        (
            "2026-03-01T00:00",
            [("2026-02-02T16:00", "2026-02-02T17:00"), ("2026-01-06T08:00", "2026-01-06T09:00")],
            "done",
        ),
    ],
)
def test_what_is_asked_once_is_ahead_open_late_or_done(now, sittings, expected):
    assert states(once(), now, *sittings) == [expected]


def test_without_a_date_it_is_asked_and_never_late():
    assert states(once(due=None), "2036-01-01T00:00") == ["open"]


def test_whoever_joined_after_the_date_owes_nothing_unless_it_was_extended():
    assert states(once(), "2026-02-10T00:00", joined="2026-02-01T00:00") == []
    late = {"joined": "2026-02-01T00:00", "extended_to": "2026-02-20T00:00"}
    assert states(once(), "2026-02-10T00:00", **late) == ["open"]
    assert states(once(), "2026-02-21T00:00", **late) == ["late"]


def test_an_extension_never_shortens():
    assert states(once(), "2026-01-20T00:00", extended_to="2026-01-10T00:00") == ["open"]


def test_new_members_have_thirty_days_to_the_end_of_the_day_and_again_after_a_year():
    found = occurrences(
        yearly(), joined=at("2026-03-10T22:30", BERLIN), until=at("2028-03-09T00:00")
    )
    assert [local(o.opens_at, BERLIN) for o in found] == [
        "2026-03-10 22:30",
        "2027-03-10 00:00",
        "2028-03-10 00:00",
    ]
    assert [local(o.due_at, BERLIN) for o in found] == [
        "2026-04-09 23:59",
        "2027-04-09 23:59",
        "2028-04-09 23:59",
    ]


def test_whoever_was_there_before_has_the_days_from_when_it_was_assigned():
    (first, _next) = occurrences(
        yearly(), joined=at("2020-01-01T00:00"), until=at("2026-02-01T00:00")
    )
    assert local(first.due_at, BERLIN) == "2026-02-04 23:59"


def test_what_was_not_done_before_the_next_time_is_missed():
    done = ("2026-01-10T10:00", "2026-01-10T11:00")
    assert states(yearly(), "2028-01-10T00:00", done) == ["done", "missed", "open", "ahead"]


def test_a_sitting_counts_for_the_time_in_which_it_began():
    over = ("2027-01-04T22:00", "2027-01-05T02:00")
    assert states(yearly(), "2027-01-06T00:00", over) == ["done_late", "open", "ahead"]


def test_an_extension_moves_one_time_and_not_the_next():
    extended = {"extended_to": "2026-03-01T00:00"}
    assert states(yearly(), "2026-02-20T00:00", **extended) == ["open", "ahead"]
    assert states(yearly(), "2027-02-20T00:00", **extended) == ["missed", "late", "ahead"]


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2026-01-31", 2, "2026-03-31"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2026-12-15", 1, "2027-01-15"),
    ],
)
def test_months_are_counted_from_the_first_day_and_end_with_the_month(start, months, end):
    assert add_months(dt.date.fromisoformat(start), months) == dt.date.fromisoformat(end)


@pytest.mark.parametrize(
    ("zone", "clock", "utc"),
    [
        (BERLIN, "2026-07-01T12:00", "2026-07-01T10:00"),
        (BERLIN, "2026-03-29T02:30", "2026-03-29T01:30"),  # skipped: 03:30 summer time
        (BERLIN, "2026-10-25T02:30", "2026-10-25T01:30"),  # twice: the second
        (NEW_YORK, "2026-11-01T01:30", "2026-11-01T06:30"),
        (BEIRUT, "2026-03-29T00:00", "2026-03-28T22:00"),  # midnight itself is skipped
    ],
)
def test_a_time_that_clocks_skip_or_show_twice_is_the_later_one(zone, clock, utc):
    assert moment(dt.datetime.fromisoformat(clock), zone) == at(utc)


def test_again_after_six_months_is_the_same_time_of_day_across_summer_time():
    terms = once(due=at("2026-01-31T17:00", BERLIN), every_months=6)
    found = occurrences(terms, joined=at("2026-01-01T00:00"), until=at("2027-01-01T00:00"))
    assert [local(o.due_at, BERLIN) for o in found] == [
        "2026-01-31 17:00",
        "2026-07-31 17:00",
        "2027-01-31 17:00",
    ]
    assert found[1].due_at.astimezone(dt.UTC).hour == 15


days = st.datetimes(
    dt.datetime.fromisoformat("2024-01-01"), dt.datetime.fromisoformat("2029-01-01")
).map(lambda naive: naive.replace(tzinfo=dt.UTC))
zones = st.sampled_from(
    ["UTC", "Europe/Berlin", "America/New_York", "Asia/Beirut", "Australia/Lord_Howe"]
).map(ZoneInfo)


@st.composite
def any_terms(draw):
    starts, months = draw(days), draw(st.none() | st.integers(1, 24))
    due = draw(st.none() | st.timedeltas(dt.timedelta(minutes=1), dt.timedelta(days=400)))
    within = draw(st.integers(1, 400)) if due is None and months else draw(st.none())
    return Terms(draw(zones), starts, due and starts + due, within, months)


@given(any_terms(), days, days, st.none() | days)
def test_occurrences_follow_each_other_and_none_is_due_before_it_opens(
    terms, joined, until, extended_to
):
    until = max(joined, until)  # nobody asks before the person has joined
    found = occurrences(terms, joined=joined, until=until, extended_to=extended_to)
    for o in found:
        assert o.due_at is None or (o.due_at >= o.opens_at and o.due_at > joined)
    for one, next_one in pairwise(found):
        assert next_one.number == one.number + 1
        assert next_one.opens_at > one.opens_at
        assert one.opens_at <= until
    if terms.every_months:
        assert found[-1].opens_at > until  # there is always a next time


@given(
    any_terms(),
    days,
    st.lists(st.tuples(days, st.none() | st.timedeltas(dt.timedelta(0)))),
    days,
    days,
)
def test_as_time_goes_on_nothing_that_was_done_becomes_undone(terms, joined, taken, now, later):
    joined, now, later = sorted((joined, now, later))
    ends = [
        (a, a + min(took, dt.timedelta(days=3)) if took is not None else None) for a, took in taken
    ]

    def known_at(when):
        known = [Sitting(a, b if b and b <= when else None) for a, b in ends if a <= when]
        found = standings(terms, joined=joined, sittings=known, now=when)
        return {s.occurrence.number: s for s in found}

    early, late = known_at(now), known_at(later)
    for number, standing in early.items():
        assert late[number].is_done or not standing.is_done
        assert late[number].occurrence == standing.occurrence
    for standing in late.values():
        owed_until_done = {State.AHEAD, State.OPEN, State.LATE, State.MISSED}
        assert standing.is_done == (standing.state not in owed_until_done)


@given(any_terms(), days, days)
def test_a_sitting_counts_at_most_once(terms, joined, now):
    found = standings(
        terms,
        joined=joined,
        sittings=[Sitting(now, now + dt.timedelta(minutes=5))],
        now=now + dt.timedelta(days=800),
    )
    assert sum(s.is_done for s in found) <= 1
    assert (current(found) is None) == (not found)
