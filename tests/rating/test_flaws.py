"""Planted flaws: each is really there, hidden from who compares the mark with the reason."""

import dataclasses
import random
from itertools import pairwise

import pytest

from quizzes.generation import ConceptBase, structure
from quizzes.generation.concepts import Concept
from quizzes.items import Item, Kind, Option
from quizzes.rating import Flaw, plant

from .material import (
    CHOICES,
    CLOZE,
    EVERY_KIND,
    MATCHING,
    MULTIPLE,
    NUMERIC,
    ORDERING,
    SHORT_TEXT,
    SINGLE,
    TRUE_FALSE,
)

BASE = ConceptBase.build(
    concepts=[
        Concept("mfa", "mfa", "control", "two-factor authentication", "d", ("2FA",)),
        Concept("laptop", "p", "asset", "stolen laptop", "d"),
    ]
)
SEEDS = range(8)


def lots(seed):
    return random.Random(seed)  # noqa: S311 - a repeatable choice, no secret


def planted(item, flaw, seed=0, base=BASE):
    made = plant(item, flaw, lots(seed), base)
    assert made is not None
    assert made.flaw is flaw
    assert made.item.id == f"{item.id}-flawed"
    return made.item


def texts(item, *, correct):
    return {option.text for option in item.options if option.correct is correct}


@pytest.mark.parametrize("item", CHOICES, ids=lambda item: item.id)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_wrong_key_marks_a_distractor_in_place_of_a_key(item, seed):
    made = planted(item, Flaw.WRONG_KEY, seed)
    assert len(made.keys) == len(item.keys)
    assert len(texts(made, correct=True) - texts(item, correct=True)) == 1
    assert made.stem == item.stem


@pytest.mark.parametrize("seed", SEEDS)
def test_the_reasons_speak_for_the_wrong_key(seed):
    made = planted(SINGLE, Flaw.WRONG_KEY, seed)
    marked = made.options[made.keys[0]]
    assert "Change it first" not in made.explanation
    assert marked.text in made.explanation
    assert marked.text in marked.feedback
    assert f"Why not “{marked.text}”" not in made.explanation


@pytest.mark.parametrize("seed", SEEDS)
def test_a_shared_reason_names_the_wrong_key_too(seed):
    made = planted(CLOZE, Flaw.WRONG_KEY, seed)
    (wrong,) = texts(made, correct=True)
    assert {option.feedback for option in made.options} == {f"The article says {wrong}."}
    assert made.explanation.endswith(f"So it is “{wrong}”.")


def test_a_turned_statement_keeps_the_words_of_the_article():
    made = planted(TRUE_FALSE, Flaw.WRONG_KEY)
    assert made.options[1].correct
    assert made.explanation.startswith("The article says: “A stolen laptop")
    assert made.explanation.endswith("So the statement is false.")


@pytest.mark.parametrize("item", [NUMERIC, MATCHING, ORDERING], ids=lambda item: item.id)
def test_other_kinds_get_a_wrong_key_as_well(item):
    made = planted(item, Flaw.WRONG_KEY)
    assert made.key != item.key
    assert not structure(made)


@pytest.mark.parametrize("seed", SEEDS)
def test_one_of_several_keys_loses_its_mark(seed):
    made = planted(MULTIPLE, Flaw.TWO_KEYS, seed)
    assert len(made.keys) == 2
    (unmarked,) = texts(made, correct=False) - texts(MULTIPLE, correct=False)
    said = made.explanation.partition("So the answers are")[2]
    assert unmarked.lower() not in said


@pytest.mark.parametrize("item", [SINGLE, CLOZE], ids=lambda item: item.id)
def test_a_distractor_says_the_same_as_the_key_and_only_one_is_marked(item):
    made = planted(item, Flaw.TWO_KEYS)
    assert made.keys == item.keys
    (same,) = texts(made, correct=False) - texts(item, correct=False)
    assert same in {"Replace your password right away", "240 minutes"}
    assert not structure(made)


def test_another_name_of_a_concept_is_a_second_key():
    item = Item(
        Kind.SINGLE,
        "Which of these needs two proofs?",
        (Option("Two-factor authentication", True), Option("A firewall"), Option("A backup")),
        id="x",
    )
    assert "2FA" in texts(planted(item, Flaw.TWO_KEYS), correct=False)


@pytest.mark.parametrize("item", EVERY_KIND, ids=lambda item: item.id)
@pytest.mark.parametrize("seed", SEEDS)
def test_broken_grammar_says_a_word_twice_and_breaks_another(item, seed):
    made = planted(item, Flaw.BROKEN_GRAMMAR, seed)
    words = made.stem.split()
    assert any(a == b for a, b in pairwise(words))
    assert made.options == item.options
    assert made.stem.count("____") == item.stem.count("____")


def test_the_situation_is_gone_and_still_pointed_to():
    made = planted(SINGLE, Flaw.DANGLING_REFERENCE)
    assert made.stem == "In the above case, what should you do next?"


@pytest.mark.parametrize("seed", SEEDS)
def test_the_topic_becomes_a_pointer(seed):
    about = dataclasses.replace(TRUE_FALSE, concepts=("laptop",))
    made = planted(about, Flaw.DANGLING_REFERENCE, seed)
    assert "laptop" not in made.stem
    assert any(word in made.stem for word in ("this", "it", "the above"))


@pytest.mark.parametrize(
    ("item", "flaw"),
    [
        (TRUE_FALSE, Flaw.TWO_KEYS),
        (SHORT_TEXT, Flaw.WRONG_KEY),
        (NUMERIC, Flaw.TWO_KEYS),
        (ORDERING, Flaw.DANGLING_REFERENCE),
    ],
)
def test_where_there_is_no_occasion_nothing_is_planted(item, flaw):
    assert plant(item, flaw, lots(0), BASE) is None


@pytest.mark.parametrize("flaw", Flaw)
def test_the_same_seed_plants_the_same(flaw):
    first, second = (plant(SINGLE, flaw, lots(5), BASE) for _ in range(2))
    assert first == second
