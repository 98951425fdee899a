"""Shares with their intervals, and agreement beyond chance, against published figures."""

import pytest

from quizzes.rating import Share, kappa

# Fleiss 1971, as often reprinted: ten subjects, fourteen raters, five categories.
FLEISS = [
    (0, 0, 0, 0, 14), (0, 2, 6, 4, 2), (0, 0, 3, 5, 6), (0, 3, 9, 2, 0), (2, 2, 8, 1, 1),
    (7, 7, 0, 0, 0), (3, 2, 6, 3, 0), (2, 5, 3, 2, 2), (6, 5, 2, 1, 0), (0, 2, 2, 3, 7),
]  # fmt: skip


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),  # Newcombe 1998, method 3
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (10, 10, 0.7225, 1.0),
    ],
)
def test_the_interval_is_wilsons(hits, n, low, high):
    assert Share(hits, n).interval == (low, high)


def test_nothing_counted_gives_no_value():
    assert Share(0, 0).value is None
    assert Share(0, 0).interval is None
    assert str(Share(0, 0)) == "none rated"


def test_a_share_is_told_with_its_counts():
    assert str(Share(9, 10)) == "9 of 10 (90 %, 60 to 98 %)"


def test_kappa_is_fleiss():
    ratings = [[c for c, count in enumerate(row) for _ in range(count)] for row in FLEISS]
    assert kappa(ratings) == 0.21


def test_kappa_of_full_agreement_is_one_and_of_steady_disagreement_below_zero():
    assert kappa([[True, True], [False, False]]) == 1.0
    assert kappa([[True, False], [False, True]]) == -1.0


@pytest.mark.parametrize("ratings", [[], [[True]], [[True, True], [True, True]]])
def test_kappa_has_no_value_where_chance_alone_agrees(ratings):
    assert kappa(ratings) is None
