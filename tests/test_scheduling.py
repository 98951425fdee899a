"""When a concept comes back: sooner after an error, later after each success, never after half a year."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.rules.scheduling import LONGEST, first_met, met_again

START = dt.datetime(2026, 3, 1, 9, tzinfo=dt.UTC)


def days(memory):
    return (memory.due - memory.seen_at).days


def test_four_right_answers_on_their_days_stretch_the_interval():
    memory = first_met(right=True, now=START)
    intervals = [days(memory)]
    for _ in range(3):
        memory = met_again(memory, right=True, now=memory.due)
        intervals.append(days(memory))
    assert intervals == [2, 11, 46, 163]


def test_what_was_missed_comes_back_the_next_day():
    assert days(first_met(right=False, now=START)) == 1
    known = met_again(
        first_met(right=True, now=START), right=True, now=START + dt.timedelta(days=2)
    )
    lapsed = met_again(known, right=False, now=known.due)
    assert days(lapsed) < days(known)
    assert lapsed.difficulty > known.difficulty


def test_it_is_due_on_its_day_and_not_before():
    memory = first_met(right=True, now=START)
    assert not memory.is_due(memory.due - dt.timedelta(seconds=1))
    assert memory.is_due(memory.due)


def test_what_is_known_fades():
    memory = first_met(right=True, now=START)
    shares = [memory.retention(START + dt.timedelta(days=n)) for n in (0, 2, 30, 365)]
    assert shares == sorted(shares, reverse=True)
    assert shares[0] == pytest.approx(1)
    assert shares[1] == pytest.approx(0.9, abs=0.03)


def test_a_clock_that_goes_backwards_counts_as_no_time():
    memory = first_met(right=True, now=START)
    again = met_again(memory, right=True, now=START - dt.timedelta(days=3))
    assert again.seen_at == START
    assert again.due > START


def test_a_moment_in_another_zone_is_the_same_moment():
    zone = dt.timezone(dt.timedelta(hours=9))
    assert first_met(right=True, now=START.astimezone(zone)) == first_met(right=True, now=START)


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        first_met(right=True, now=START.replace(tzinfo=None))


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 400)), min_size=1, max_size=12))
def test_any_history_has_an_interval_of_a_day_to_half_a_year(history):
    now = START
    memory = None
    for right, later in history:
        now += dt.timedelta(days=later)
        memory = (
            met_again(memory, right=right, now=now) if memory else first_met(right=right, now=now)
        )
        assert dt.timedelta(days=1) <= memory.due - memory.seen_at <= LONGEST
        assert 1 <= memory.difficulty <= 10


def test_the_same_history_gives_the_same_state():
    def told():
        memory = first_met(right=True, now=START)
        return met_again(memory, right=False, now=memory.due)

    assert told() == told()
