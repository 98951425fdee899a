"""Figures of classical test theory: equal to published tables, and silent where they have no value."""

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.analysis import Responses, item_figures, quiz_figures

PUBLISHED = Path(__file__).parent / "published"


def table(name):
    """One row a person, from the published patterns and their frequencies."""
    with (PUBLISHED / f"{name}_patterns.csv").open() as file:
        return [
            [int(line[f"i{n}"]) for n in range(1, 6)]
            for line in csv.DictReader(file)
            for _ in range(int(line["freq"]))
        ]


def expected():
    with (PUBLISHED / "lsat_expected.csv").open() as file:
        return [line for line in csv.DictReader(file) if line["model"] == "ctt"]


def figure(name, quantity, item):
    responses = Responses.of(table(name))
    whole = quiz_figures(responses)
    of_the_whole = {
        "alpha": whole.consistency.value,
        "mean_total": whole.mean.value,
        "sd_total": whole.sd,
        "SEM_alpha": whole.standard_error,
    }
    if quantity in of_the_whole:
        return of_the_whole[quantity]
    own = item_figures(responses)[int(item) - 1]
    marks = np.array(table(name), dtype=float)
    return {
        "mean": own.facility.value,
        "sd": own.sd,
        "item_rest_r": own.discrimination.value,
        "item_total_r": np.corrcoef(marks[:, int(item) - 1], marks.sum(axis=1))[0, 1],
        "alpha_if_removed": own.alpha_without,
    }[quantity]


@pytest.mark.parametrize(
    "line", expected(), ids=lambda line: f"{line['dataset']}-{line['quantity']}-{line['item']}"
)
def test_every_published_figure_is_met(line):
    found = figure(line["dataset"], line["quantity"], line["item"])
    assert found == pytest.approx(float(line["value"]), abs=float(line["tolerance"]))


@pytest.mark.parametrize("mark", [0, 1])
def test_where_everybody_is_right_or_wrong_nothing_discriminates(mark):
    own, other = item_figures(Responses.of([[mark, 1], [mark, 0], [mark, 1]]))
    assert own.facility.value == mark
    assert own.discrimination.value is None
    assert own.efficiency is None
    assert other.discrimination.value is None  # the rest does not vary


def test_a_single_attempt_has_means_and_no_more():
    responses = Responses.of([[1, 0, 0.5]])
    whole = quiz_figures(responses)
    assert (whole.n, whole.mean.value) == (1, 1.5)
    assert (whole.sd, whole.consistency.value, whole.standard_error) == (None, None, None)
    assert (whole.skewness, whole.kurtosis) == (None, None)
    assert item_figures(responses)[2].facility.value == 0.5
    assert item_figures(responses)[2].sd is None


def test_nothing_at_all_has_no_value():
    responses = Responses.of([], [1.0])
    assert quiz_figures(responses).mean.value is None
    assert item_figures(responses)[0].facility.n == 0


def test_consistency_is_undefined_where_attempts_had_different_items():
    responses = Responses.of([[1, 0, None], [None, 1, 1], [0, None, 0], [1, 1, None]])
    assert quiz_figures(responses).consistency.value is None
    assert [own.facility.n for own in item_figures(responses)] == [3, 3, 2]


def test_an_item_that_works_against_the_rest_has_a_negative_index():
    rows = [[0, 1, 1], [0, 1, 1], [1, 0, 0], [1, 0, 0]]
    own = item_figures(Responses.of(rows))[0]
    assert own.discrimination.value == pytest.approx(-1)
    assert own.efficiency == pytest.approx(-1)


def test_marks_count_by_their_maximum():
    responses = Responses.of([[1, 0], [0, 1]], maxima=[3, 1])
    assert quiz_figures(responses).mean.value == 2


def test_efficiency_is_one_where_the_marks_could_not_order_the_rests_better():
    rows = [[0, 0, 0], [0, 1, 0], [1, 1, 0], [1, 1, 1]]
    assert item_figures(Responses.of(rows))[0].efficiency == pytest.approx(1)


@pytest.mark.parametrize("mark", [-0.1, 1.1])
def test_a_mark_outside_its_range_is_refused(mark):
    with pytest.raises(ValueError, match="divide marks"):
        Responses.of([[mark]])


@given(st.lists(st.lists(st.floats(0, 1), min_size=3, max_size=3), min_size=1, max_size=12))
def test_figures_stay_in_their_ranges(rows):
    responses = Responses.of(rows)
    for own in item_figures(responses):
        assert 0 <= own.facility.value <= 1
        assert own.discrimination.value is None or -1 <= own.discrimination.value <= 1
        if own.discrimination.low is not None:
            assert own.discrimination.low <= own.discrimination.value <= own.discrimination.high
    whole = quiz_figures(responses)
    assert whole.consistency.value is None or whole.consistency.value <= 1 + 1e-9


@given(st.permutations(range(8)))
def test_the_order_of_attempts_changes_nothing(order):
    rows = [[a & 1, a >> 1 & 1, a >> 2 & 1] for a in range(8)]
    one = quiz_figures(Responses.of(rows))
    other = quiz_figures(Responses.of([rows[n] for n in order]))
    assert other.sd == pytest.approx(one.sd)
    assert other.consistency.value == pytest.approx(one.consistency.value)


def test_moments_are_those_of_the_k_statistics():
    whole = quiz_figures(Responses.of([[0], [0], [0], [1], [3 / 4]], maxima=[4]))
    # By hand: totals 0, 0, 0, 4, 3; mean 1.4, k2 = 3.8, k3 = 3.675 * 25 / 12 ... (Kenney and Keeping 1951)
    away = np.array([0, 0, 0, 4, 3]) - 1.4
    k2 = (away**2).sum() / 4
    k3 = 5 * (away**3).sum() / (4 * 3)
    assert whole.skewness == pytest.approx(k3 / k2**1.5)
    s2, s4 = (away**2).sum(), (away**4).sum()
    k4 = (5 * 6 * s4 - 3 * 4 * s2**2) / (4 * 3 * 2)
    assert whole.kurtosis == pytest.approx(k4 / k2**2)
