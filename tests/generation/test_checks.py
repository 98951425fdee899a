"""Each check with an item that it objects to and one that it lets pass."""

from decimal import Decimal

import pytest

from quizzes.generation import objections, read, set_objections, structure
from quizzes.generation.checks import CHECKS
from quizzes.items import (
    Authority,
    Evidence,
    Item,
    Kind,
    Level,
    MatchingKey,
    NumberKey,
    Option,
    OrderingKey,
    Pair,
    TextKey,
)

ARTICLE = "Reports of leaks are important. A leak leads to fraud, theft and loss of trust in banks."
NOTHING = ()


def choice(
    stem="What is the best response?", key="Refuse it", wrong=("Allow it", "Ask him"), **more
):
    kind = more.pop("kind", Kind.SINGLE)
    options = (Option(key, True), *(Option(text) for text in wrong))
    return Item(kind, stem, more.pop("options", options), explanation="Because.", **more)


def statement(stem, truth=True, **more):
    return Item(
        Kind.TRUE_FALSE, stem, (Option("True", truth), Option("False", not truth)),
        explanation="Because.", **more,
    )  # fmt: skip


def quoting(text, **more):
    start = ARTICLE.find(text)
    return {"evidence": (Evidence(start, start + len(text), text),), **more}


def keyed(kind, key, stem="How many hours are there in one day?"):
    return Item(kind, stem, key=key, explanation="Because.")


def cloze(stem, key="fraud", wrong=("rain", "snow"), **more):
    return choice(stem, key, wrong, kind=Kind.CLOZE, **more)


FACT = "Which of these follows from a leak?"

CASES = {
    "STEM-EMPTY": (choice(stem=" "), choice()),
    "OPT-COUNT": (choice(wrong=()), choice()),
    "OPT-EMPTY": (choice(wrong=("Allow it", " ")), choice()),
    "KEY-NONE": (choice(options=(Option("a b"), Option("c d"))), choice()),
    "KEY-MULTI": (choice(options=(Option("a b", True), Option("c d", True))), choice()),
    "OPT-DUP": (choice(wrong=("REFUSE  it.", "Ask him")), choice()),
    "CLOZE-BLANK": (cloze("A leak leads to much."), cloze("A leak leads to ____ at last.")),
    "NUM-VALUE": (
        keyed(Kind.NUMERIC, NumberKey(Decimal(1), Decimal(-1))),
        keyed(Kind.NUMERIC, NumberKey(Decimal(24))),
    ),
    "TEXT-ACCEPTED": (
        keyed(Kind.SHORT_TEXT, TextKey(())),
        keyed(Kind.SHORT_TEXT, TextKey(("24",))),
    ),
    "MATCH-PAIRS": (
        keyed(Kind.MATCHING, MatchingKey((Pair("a", "x"), Pair("A", "y")))),
        keyed(Kind.MATCHING, MatchingKey((Pair("a", "x"), Pair("b", "x"), Pair("c", "y")))),
    ),
    "ORDER-STEPS": (
        keyed(Kind.ORDERING, OrderingKey(("one",))),
        keyed(Kind.ORDERING, OrderingKey(("one", "two"))),
    ),
    "EVID-SPAN": (choice(evidence=(Evidence(0, 3, "longer"),)), choice(**quoting("Reports"))),
    "STEM-LONG": (choice("What is it, " + "well, " * 50 + "then?"), choice()),
    "STEM-UNFOCUSED": (choice("Which of these is true?"), choice()),
    "STEM-NEG": (
        choice("Which of these is not a sign of fraud?"),
        choice("Which of these is NOT a sign of fraud?"),
    ),
    "STEM-DANGLING": (
        choice("It is a danger for the people in which way?"),
        choice("A caller says that he is from the bank. What should you do?"),
    ),
    "STEM-YESNO": (choice("Should you give it to the man who asks?"), choice()),
    "KEY-IN-STEM": (choice("Would you refuse it or not, and what else?"), choice()),
    "CLOZE-REPEAT": (
        cloze("The fraud of today leads to ____ and to more."),
        cloze("The leak of today leads to ____ and to more."),
    ),
    "CLOZE-FIRST": (cloze("____ follows from a leak."), cloze("A leak leads to ____ at last.")),
    "TF-HEDGE": (
        statement("The display of a phone usually shows who is calling."),
        statement("The display of a phone can show a false name."),
    ),
    "OPT-MANY": (choice(wrong=("Allow it",)), choice()),
    "OPT-ABOVE": (choice(wrong=("Allow it", "All of the above")), choice()),
    "OPT-LEN": (
        choice(key="Refuse it politely but firmly, and then tell the police about the matter"),
        choice(key="Refuse it politely", wrong=("Allow it for once", "Ask him for time")),
    ),
    "OPT-PARALLEL": (choice(wrong=("Allow it.", "Ask him")), choice()),
    "OPT-OVERLAP": (choice(wrong=("Refuse it at night", "Ask him")), choice()),
    "OPT-GRAMMAR": (
        choice("What is the name of a ____ in the text?", "apple", ("pear", "plum"), kind=Kind.CLOZE),
        choice("What is the name of a ____ in the text?", "peach", ("pear", "plum"), kind=Kind.CLOZE),
    ),
    "OPT-CLANG": (
        choice("What does a padlock mean to the reader?", "A padlock is shut", ("Ink", "Oil")),
        choice("What does a padlock mean to the reader?", "It is shut", ("Ink is", "Oil is")),
    ),
    "OPT-CONVERGE": (
        choice(
            key="red car with big wheels",
            wrong=("red car", "big wheels", "red wheels"),
            stem="What do you see on the way?",
        ),
        choice(wrong=("Allow it", "Ask him", "Wait")),
    ),
    "OPT-ABS": (choice(wrong=("Always allow it", "Never ask him")), choice()),
    "OPT-VAGUE": (choice(wrong=("Allow it sometimes", "Ask him")), choice()),
    "EVID-GONE": (choice(evidence=(Evidence(0, 4, "gone"),)), choice(**quoting("Reports"))),
    "KEY-UNGROUNDED": (
        choice(FACT, "earthquakes", ("rain is", "snow is"), **quoting("A leak leads to fraud")),
        choice(FACT, "fraud", ("rain is", "snow is"), **quoting("A leak leads to fraud")),
    ),
    "NUM-UNGROUNDED": (
        Item(Kind.NUMERIC, "How many?", key=NumberKey(Decimal(3)), **quoting("Reports")),
        keyed(Kind.NUMERIC, NumberKey(Decimal(3))),
    ),
    "OPT-TRUE": (
        choice(FACT, "fraud", ("theft", "snow"), **quoting("A leak leads to fraud, theft")),
        choice(FACT, "fraud", ("rain", "snow"), **quoting("A leak leads to fraud, theft")),
    ),
    "CLOZE-AMBIG": (
        cloze("To a friend this leads to ____, theft and to loss.", "anger", ("fraud", "hope")),
        cloze("To a friend this leads to ____, theft and to loss.", "anger", ("snow", "hope")),
    ),
    "TF-COPY": (
        statement(ARTICLE, **quoting(ARTICLE)),
        statement("A leak can cost a bank its good name.", **quoting(ARTICLE)),
    ),
    "STYLE": (choice(wrong=("Allow  it", "Ask him")), choice()),
    "EXPL": (Item(Kind.SINGLE, "What is it?", choice().options), choice()),
    "NUM-UNIT": (
        keyed(Kind.NUMERIC, NumberKey(Decimal(3)), "What is the size of it?"),
        keyed(Kind.NUMERIC, NumberKey(Decimal(3), unit="kg"), "What is the size of it?"),
    ),
}  # fmt: skip


def codes(item):
    return {objection.code for objection in objections(item, document=read(ARTICLE))}


@pytest.mark.parametrize("code", CASES)
def test_a_check_objects_to_its_flaw_and_to_nothing_else(code):
    flawed, sound = CASES[code]
    assert code in codes(flawed)
    assert code not in codes(sound)


def test_every_check_has_its_case():
    assert {check.code for check in CHECKS} == set(CASES)


def test_every_check_names_its_reason():
    assert all((check.run.__doc__ or "").strip() for check in CHECKS)


def test_messages_say_what_to_do():
    (objection,) = structure(choice(options=(Option("a"), Option("b"))))
    assert objection.message == "Mark at least one option as correct."
    for flawed, _ in CASES.values():
        for found in objections(flawed, document=read(ARTICLE)):
            assert found.message.endswith((".", "…"))
            assert "%" not in found.message


def test_structure_finds_errors_only():
    for flawed, _ in CASES.values():
        assert all(found.severity == "error" for found in structure(flawed))


@pytest.mark.parametrize(
    "item",
    [
        choice(),
        choice(wrong=("Allow it", "Ask him", "Wait"), kind=Kind.MULTIPLE),
        statement("A display can show a false name."),
        cloze("A leak leads to ____ at last."),
        keyed(Kind.NUMERIC, NumberKey(Decimal(24), unit="hours")),
        keyed(Kind.SHORT_TEXT, TextKey(("twenty-four", "24"))),
        keyed(Kind.MATCHING, MatchingKey((Pair("a", "x"), Pair("b", "y")))),
        keyed(Kind.ORDERING, OrderingKey(("one", "two", "three"))),
    ],
    ids=lambda item: item.kind.value,
)
def test_a_sound_item_of_every_kind_passes(item):
    assert objections(item) == ()


@pytest.mark.parametrize("kind", list(Kind))
def test_an_empty_item_of_every_kind_is_objected_to(kind):
    assert structure(Item(kind, ""))


def test_look_alike_letters_are_duplicates():
    # The first letter of the second is Cyrillic.
    item = choice(key="app stores", wrong=("аpp stores", "banks"))
    assert "OPT-DUP" in codes(item)


def test_a_scenario_may_lean_on_its_authority():
    item = choice(
        "You get a call. What should you do?", "Hang up", ("Pay", "Wait"), level=Level.APPLY,
        authority=(Authority("FTC", "Calls", "https://example.org"),), **quoting("leads to fraud"),
    )  # fmt: skip
    assert "KEY-UNGROUNDED" not in codes(item)


def test_wording_is_left_alone_in_a_language_that_is_not_known():
    item = choice("Das ist nicht was?", "Diebstahl", ("Betrug", "Verlust"))
    assert {o.code for o in objections(item)} <= {"EXPL"}


def found_in_set(*items):
    return {(place, objection.code) for place, objection in set_objections(items)}


def test_twins_in_a_set_are_found():
    assert (1, "DUP") in found_in_set(choice(), choice())


def test_an_item_that_gives_another_away_is_found():
    asked = choice("What pays its members from new fees?", "A pyramid scheme", ("A bank", "A shop"))
    telling = choice("Who runs a pyramid scheme in your town?")
    assert (1, "LEAK") in found_in_set(asked, telling)
    assert (0, "LEAK") not in found_in_set(asked, telling)


def test_keys_that_sit_in_one_place_are_found():
    items = [choice(f"What is number {n} of the long list?", f"Key {n}") for n in "abcdefg"]
    assert (-1, "KEY-POS") in found_in_set(*items)


def test_statements_that_are_all_true_are_found():
    items = [statement(f"Statement {word} is right.") for word in ("one", "two", "six", "ten")]
    assert (-1, "TF-BALANCE") in found_in_set(*items)
