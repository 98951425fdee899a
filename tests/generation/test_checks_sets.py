"""What the checks say of a set of items: twins, giveaways, keys and truths that follow a pattern."""

import time

import pytest

from quizzes.generation import set_objections
from quizzes.generation.checks.sets import are_twins
from quizzes.items import Kind, Option
from tests.generation.checking import choice, keyed, matching, number, quoting, statement, typed

_NAMES_TEXT = "anchor basket candle dragon engine flower garden hammer island jacket kettle ladder"
NAMES = _NAMES_TEXT.split()


def found(*items):
    return {(place, objection.code) for place, objection in set_objections(items)}


def placed(name, place, lengths=(3, 3, 3, 3)):
    """A question whose key stands at a place, with options of some lengths."""
    texts = [f"{letter * length} {name}" for letter, length in zip("wxyz", lengths, strict=True)]
    options = tuple(Option(text, number == place) for number, text in enumerate(texts))
    return choice(f"What is the {name} good for?", options=options)


def test_twins_in_a_set_are_found():
    assert (1, "DUP") in found(choice(), choice())


def test_the_same_key_from_the_same_passage_is_asked_once():
    passage = quoting("A leak leads to fraud")
    one = choice("What follows from leaks?", "fraud", ("rain", "snow"), **passage)
    two = choice("Name what a leak leads to in the end.", "fraud", ("hail", "wind"), **passage)
    other = choice("Name what a leak leads to in the end.", "theft", ("hail", "wind"), **passage)
    assert are_twins(one, two)
    assert not are_twins(one, other)


def test_a_statement_and_its_denial_are_twins():
    one = statement("A padlock in the address bar shows that a site is honest.")
    two = statement(
        "A padlock in the address bar does not show that a site is honest.", truth=False
    )
    assert are_twins(one, two)


def test_answers_of_other_kinds_are_compared_as_well():
    assert are_twins(
        keyed(Kind.NUMERIC, number("6"), "How many digits should a passcode have?"),
        keyed(Kind.NUMERIC, number("6"), "How many digits should a good passcode have?"),
    )
    assert not are_twins(typed("Name the fraud by phone call.", "vishing"), matching(("a", "x")))


def test_an_item_that_gives_another_away_is_found():
    asked = choice("What pays its members from new fees?", "A pyramid scheme", ("A bank", "A shop"))
    telling = choice("Who runs a pyramid scheme in your town?")
    assert (1, "LEAK") in found(asked, telling)
    assert (0, "LEAK") not in found(asked, telling)


def test_an_explanation_gives_away_what_is_asked_later_only():
    asked = choice("What pays its members from new fees?", "A pyramid scheme", ("A bank", "A shop"))
    telling = choice("Who is a fraud?", explanation="He runs a pyramid scheme in your town.")
    assert (0, "LEAK") in found(telling, asked)
    assert found(asked, telling) == set()


def test_keys_that_sit_in_one_place_are_found():
    assert (-1, "KEY-POS") in found(*(placed(name, 0) for name in NAMES[:7]))
    assert found(*(placed(name, n % 4) for n, name in enumerate(NAMES))) == set()


def test_a_long_run_of_one_place_is_found():
    run = [
        placed(name, place)
        for name, place in zip(NAMES, [0, 1, 2, 2, 2, 2, 2, 3, 0, 1, 3, 0], strict=True)
    ]
    (told,) = set_objections(run)
    assert "5 times in a row" in told[1].message


def test_keys_that_are_longest_are_found():
    items = [
        placed(name, n % 4, tuple(9 if place == n % 4 else 3 for place in range(4)))
        for n, name in enumerate(NAMES)
    ]
    (told,) = set_objections(items)
    assert told[1].message == "The right answer is the longest option 12 times in 12."


def test_statements_that_are_all_true_are_found():
    items = [statement(f"The {name} is a good thing.") for name in NAMES[:4]]
    assert (-1, "TF-BALANCE") in found(*items)


def test_true_statements_that_are_all_longer_are_found():
    items = [
        statement(
            f"The {name} is good" + " under most conditions of today" * truth, truth=bool(truth)
        )
        for truth, name in zip([1, 0, 1, 0, 1, 0], NAMES, strict=False)
    ]
    assert (-1, "TF-BALANCE") in found(*items)


@pytest.mark.parametrize("items", [(), (choice(),), (statement("A b."),)])
def test_small_sets_have_no_pattern(items):
    assert set_objections(items) == ()


def test_a_large_set_takes_seconds_and_not_minutes():
    items = [
        choice(f"What is {NAMES[n % 12]} {n} for in room {n * 7 % 97}?", f"Key {n} of it")
        for n in range(1500)
    ]
    began = time.process_time()
    set_objections(items)
    assert time.process_time() - began < 20
