"""How options are used: overall and by thirds, and what that warns of."""

import pytest

from quizzes.analysis import option_use

OPTIONS = [("a", True), ("b", False), ("c", False)]


def used(answers):
    """`answers` are pairs of an option and the rest score of who chose it."""
    found = option_use(OPTIONS, [frozenset(o) for o, _ in answers], [r for _, r in answers])
    return {use.option: use for use in found}


def test_shares_are_counted_overall_and_by_thirds():
    use = used([*[("b", 1)] * 10, *[("a", 2)] * 10, *[("a", 3)] * 10])
    assert use["a"].share.value == pytest.approx(2 / 3)
    assert [third.value for third in use["b"].thirds] == [1, 0, 0]
    assert use["a"].is_key


def test_an_option_that_hardly_anybody_chooses_is_idle():
    use = used([*[("b", 1)] * 15, *[("a", 2)] * 15])
    assert use["c"].is_idle
    assert not use["b"].is_idle
    assert not use["a"].is_idle


def test_a_wrong_option_that_the_best_prefer_misleads():
    use = used([*[("a", 1)] * 10, *[("a", 2)] * 10, *[("b", 3)] * 10])
    assert use["b"].misleads
    assert not use["c"].misleads
    assert not use["a"].misleads


def test_with_few_answers_nothing_is_said_against_an_option():
    use = used([("b", 3), ("a", 1), ("a", 2)])
    assert not any(u.is_idle or u.misleads for u in use.values())


def test_equal_scores_are_not_torn_apart():
    use = used([*[("a", 1)] * 20, *[("b", 2)] * 10])
    counts = [third.n for third in use["a"].thirds]
    assert counts == [20, 0, 10]


def test_nobody_has_answered():
    use = used([])
    assert use["a"].share.value is None


def test_columns_of_different_length_are_refused():
    with pytest.raises(ValueError, match="one rest score"):
        option_use(OPTIONS, [frozenset("a")], [])
