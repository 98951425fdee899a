"""Gains, mastery and retention against published and hand-computed values."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.analysis import LEAST, Try, counted, gain, mastery, proportion, retention, waiting
from quizzes.analysis.figures import wilson
from quizzes.analysis.student import mean_by_t, quantile

# Student 1908, the sleep of ten patients, as R's documentation of t.test has it (data "sleep").
DRUG_1 = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
DRUG_2 = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]


@pytest.mark.parametrize(
    ("df", "published"),
    [(1, 12.706), (2, 4.303), (5, 2.571), (9, 2.262), (29, 2.045), (60, 2.000), (120, 1.980)],
)
def test_quantiles_of_t_are_those_of_the_printed_tables(df, published):
    assert quantile(df) == pytest.approx(published, abs=5e-4)


def test_quantiles_of_t_come_down_to_the_normal_one():
    assert quantile(1_000_000) == pytest.approx(1.959966, abs=1e-5)
    assert all(quantile(df) > quantile(df + 1) for df in range(1, 200))


def test_the_gain_of_students_sleepers_is_the_published_one():
    found = gain(dict(enumerate(DRUG_1)), dict(enumerate(DRUG_2)))
    assert found.n == 10
    assert found.gain.value == pytest.approx(1.58)
    assert (found.gain.low, found.gain.high) == pytest.approx((0.7001142, 2.4598858), abs=1e-6)


def test_a_gain_rests_on_those_who_took_both_and_counts_the_others():
    found = gain({"a": 0.2, "b": 0.4, "c": 0.9}, {"a": 0.6, "b": 0.6, "d": 1.0, "e": 1.0})
    assert (found.n, found.dropouts, found.late) == (2, 1, 2)
    assert found.before.value == pytest.approx(0.3)
    assert found.after.value == pytest.approx(0.6)
    assert found.gain.value == pytest.approx(0.3)
    # Differences 0.4 and 0.2: sd 0.1414, t(1) = 12.706, half = 12.706 * 0.1414 / 1.4142 = 1.2706
    assert found.gain.high == pytest.approx(0.3 + 1.2706, abs=1e-4)


def test_nobody_and_one_person_give_no_interval():
    assert gain({}, {}).gain.value is None
    one = gain({"a": 0.5}, {"a": 0.7}).gain
    assert (one.value, one.low, one.high) == (pytest.approx(0.2), None, None)


def test_mastery_of_one_answer_each_is_wilsons_interval():
    found, plain = mastery([1] * 8 + [0] * 2, [1] * 10), proportion(8, 10)
    assert (found.value, found.low, found.high) == pytest.approx(
        (plain.value, plain.low, plain.high)
    )
    assert (plain.low, plain.high) == pytest.approx((0.4902, 0.9433), abs=1e-4)  # Newcombe's method


def test_ten_equal_answers_of_each_person_count_once_a_person():
    alike = mastery([10.0] * 8 + [0.0] * 2, [10] * 10)
    once = mastery([1.0] * 8 + [0.0] * 2, [1] * 10)
    assert alike.value == once.value
    # By hand: between = 10/9 · (8·2² + 2·8²)/100² = 0.01778; alone = 0.16/99; effective = 9.0909
    assert alike.high - alike.low >= once.high - once.low
    low, high = wilson(0.8, 9.0909)
    assert (alike.low, alike.high) == pytest.approx((low, high), abs=1e-4)


def test_everybody_right_is_not_certainty():
    found = mastery([5.0] * 6, [5] * 6)
    assert found.value == 1
    assert found.low == pytest.approx(proportion(6, 6).low)


@pytest.mark.parametrize(("hits", "asked"), [([1], []), ([1], [0])])
def test_mastery_wants_answers_of_each(hits, asked):
    with pytest.raises(ValueError, match="number of answers"):
        mastery(hits, asked)


def test_mastery_of_nobody_is_no_value():
    assert mastery([], []).value is None


people = st.lists(
    st.integers(1, 12).flatmap(lambda m: st.tuples(st.integers(0, m), st.just(m))),
    min_size=1,
    max_size=30,
)


@given(people)
def test_an_interval_holds_its_share_and_stays_within_bounds(rows):
    found = mastery([float(h) for h, _m in rows], [m for _h, m in rows])
    assert 0 <= found.low <= found.value + 1e-12
    assert found.value - 1e-12 <= found.high <= 1
    assert found.n == len(rows)


def test_retention_has_the_same_people_before_and_its_denominators():
    tries = {
        "a": [Try(0, 0.8), Try(30, 0.7), Try(35, 1.0)],
        "b": [Try(0, 0.6), Try(90, 0.5)],
        "c": [Try(0, 1.0)],
        "d": [Try(0, 0.4), Try(3, 1.0)],
    }
    ages = {"a": 100, "b": 100, "c": 20, "d": 3}
    first, thirty, ninety, later = retention(tries, ages)
    assert (first.shares.value, first.shares.n, first.of) == (pytest.approx(0.7), 4, 4)
    assert (thirty.shares.value, thirty.first.value, thirty.shares.n, thirty.of) == (0.7, 0.8, 1, 3)
    assert (ninety.shares.value, ninety.first.value, ninety.shares.n, ninety.of) == (0.5, 0.6, 1, 2)
    assert (later.shares.value, later.shares.n, later.of) == (None, 0, 0)


def test_means_are_those_of_the_book():
    found = mean_by_t([2, 4, 4, 4, 5, 5, 7, 9])
    assert found.value == 5
    assert found.high - found.value == pytest.approx(
        2.3646 * math.sqrt(32 / 7) / math.sqrt(8), abs=1e-3
    )


@given(st.integers(0, 12), st.integers(0, 60), st.integers(0, 60))
def test_two_versions_of_a_figure_are_equal_or_differ_by_five_people_or_more(known, early, late):
    early, late = sorted((early, late))
    named = [f"known {i}" for i in range(known)]
    everybody = [f"hidden {i}" for i in range(late)]
    one, other = (counted(named, everybody[:size]) for size in (early, late))
    assert one == other[: len(one)]
    assert len(set(other) - set(one)) == 0 or len(set(other) - set(one)) >= LEAST
    assert len(one) - known in {0, *range(LEAST, 61)}
    assert len(other) == known + late - waiting(late)
