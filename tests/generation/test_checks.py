"""Each check of an item as such, of its stem and of its statement, with what it lets pass."""

from pathlib import Path

import pytest

from quizzes.generation import objections, structure
from quizzes.generation.checks import CHECKS, Background
from quizzes.generation.checks.context import Context
from quizzes.generation.checks.sets import SET_CODES
from quizzes.items import Evidence, Item, Kind, Level, Option
from tests.generation import (
    test_checks_article,
    test_checks_options,
    test_checks_wording,
)
from tests.generation.checking import (
    ARTICLE,
    BASE,
    choice,
    cloze,
    found,
    keyed,
    matching,
    number,
    ordering,
    quoting,
    several,
    statement,
    typed,
)

STORY = "A caller says that he is from the bank. He wants a code that came to your phone. "

CASES = [
    ("STEM-EMPTY", choice(stem=" "), choice()),
    ("OPT-COUNT", choice(wrong=()), choice()),
    ("OPT-EMPTY", choice(wrong=("Allow it", " ")), choice()),
    ("KEY-NONE", choice(options=(Option("a b"), Option("c d"))), choice()),
    ("KEY-MULTI", choice(options=(Option("a b", True), Option("c d", True))), choice()),
    ("OPT-DUP", choice(wrong=("REFUSE  it.", "Ask him")), choice()),
    ("CLOZE-BLANK", cloze("A leak leads to much."), cloze("A leak leads to ____ at last.")),
    ("NUM-VALUE", keyed(Kind.NUMERIC, number("1", tolerance="-1")), keyed(Kind.NUMERIC, number("24"))),
    ("TEXT-ACCEPTED", typed("Which word is it?"), typed("Which word is it?", "phishing")),
    ("MATCH-PAIRS", matching(("a", "x"), ("A", "y")), matching(("a", "x"), ("b", "x"), ("c", "y"))),
    ("ORDER-STEPS", ordering("one"), ordering("one", "two")),
    ("EVID-SPAN", choice(evidence=(Evidence(0, 3, "longer"),)), choice(**quoting("Reports"))),
    ("STEM-LONG", choice("What is it, " + "well, " * 50 + "then?"), choice()),
    ("STEM-LONG", choice("A day " * 45 + "is what?", level=Level.APPLY), choice("A day " * 35 + "is what?", level=Level.APPLY)),
    ("STEM-UNFOCUSED", choice("Which of these is true?"), choice()),
    ("STEM-UNFOCUSED", choice("The best response"), choice("The best response is:")),
    ("STEM-NEG", choice("Which of these is not a sign of fraud?"), choice("Which of these is NOT a sign of fraud?")),
    ("STEM-NEG", choice("Which of these is NOT wise?", wrong=("Do not answer", "Wait")), choice("Which of these is wise?", wrong=("Do not answer", "Wait"))),
    ("STEM-NEG", choice("What should you never do?"), choice("What should you do if you did not ask for a code?")),
    ("STEM-NEG", choice("Which is least safe?"), choice("Which of these has at least eight signs?")),
    ("STEM-DANGLING", choice("It is a danger for the people in which way?"), choice(STORY + "What should you do?")),
    ("STEM-DANGLING", choice("Which of these is a sign of it?"), choice("When an app asks for a permission, what should you think of it?")),
    ("STEM-DANGLING", choice("Why did the company report the leak?"), choice("A company lost data. Why should the company report the leak?")),
    ("STEM-DANGLING", choice("Who should read this report?"), choice("Which of these reports should you read?")),
    ("STEM-DANGLING", choice("What follows from the leak mentioned above?"), choice("What follows from a leak?")),
    ("STEM-DANGLING", choice("What has grown recently in the field of fraud?"), choice("You recently paid a shop. What should you do?", level=Level.APPLY)),
    ("STEM-DANGLING", choice("What should our people learn of fraud?"), choice("What should people learn of fraud?")),
    ("STEM-DANGLING", statement("It leads to fraud in many banks."), statement("It is safe to open a file when you know who sent it.")),
    ("STEM-DANGLING", choice("Why do they ask for a password?"), choice("How long does it take to find a leak?")),
    ("STEM-DANGLING", statement("Phones can be infected with this."), statement("If a mail looks odd, tell your bank of this.")),
    ("STEM-DANGLING", cloze("Which word is missing? “It leads to ____ at last.”"), cloze("Which word is missing? “A leak leads to ____ at last.”")),
    ("STEM-GRATUITOUS", choice("Computers were built a century ago. Many people use the Internet. " + STORY + "What should you do?", "Give no code away"), choice(STORY + "What should you do?", "Give no code away")),
    ("STEM-YESNO", choice("Should you give it to the man who asks?"), choice("Should you pay?", "Yes, at once", ("No, wait", "No, ask"))),
    ("KEY-IN-STEM", choice("Would you refuse it or not, and what else?"), choice()),
    ("KEY-IN-STEM", choice("What does reporting of incidents mean?", "Report incidents", ("Buy apps", "Eat cake")), choice("What does a leak mean?", "Report incidents", ("Buy apps", "Eat cake"))),
    ("KEY-IN-STEM", typed("Which word means phishing by phone?", "phishing"), typed("Which word means fraud by phone?", "vishing")),
    ("TF-HEDGE", statement("The display of a phone usually shows who is calling."), statement("The display of a phone can show a false name.")),
    ("TF-HEDGE", statement("The padlock is shut, and the people behind the site are honest."), statement("A caller who knows your address and your last order must be honest.")),
    ("TF-HEDGE", statement("It is not true that apps never leak data."), statement("A display does prove who is calling.")),
]  # fmt: skip
ALL_CASES = [
    *CASES,
    *test_checks_options.CASES,
    *test_checks_article.CASES,
    *test_checks_wording.CASES,
]


@pytest.mark.parametrize(("code", "flawed", "sound"), ALL_CASES)
def test_a_check_objects_to_its_flaw_and_lets_its_like_pass(code, flawed, sound):
    assert code in found(flawed)
    assert code not in found(sound)


def test_every_check_has_a_case_that_it_objects_to():
    silent = {check.run.__name__ for check in CHECKS}
    for _, flawed, _ in ALL_CASES:
        context = Context(flawed, Background(ARTICLE, BASE))
        silent -= {check.run.__name__ for check in CHECKS if any(check.objections(flawed, context))}
    assert not silent


def test_every_code_is_described():
    described = (Path(__file__).parents[2] / "docs" / "linter.md").read_text(encoding="utf-8")
    codes = {check.code for check in CHECKS} | set(SET_CODES)
    assert {code for code in codes if f"| {code} |" not in described} == set()


def test_every_check_names_its_reason():
    assert all((check.run.__doc__ or "").strip() for check in CHECKS)


def test_messages_say_what_to_do():
    (objection,) = structure(choice(options=(Option("a"), Option("b"))))
    assert objection.message == "Mark at least one option as correct."
    for _, flawed, _ in ALL_CASES:
        for told in objections(flawed, document=ARTICLE, concepts=BASE):
            assert told.message.endswith((".", "…"))
            assert "%(" not in told.message
            assert told.severity in ("error", "warning", "info")


def test_structure_finds_errors_only():
    for _, flawed, _ in ALL_CASES:
        assert all(told.severity == "error" for told in structure(flawed))


@pytest.mark.parametrize(
    "item",
    [
        choice(),
        several("Which of these are fruit?", ("Apple", "Pear"), ("Stone", "Water")),
        statement("A display can show a false name."),
        cloze("A leak leads to ____ at last."),
        keyed(Kind.NUMERIC, number("24", "hours")),
        typed("Which word means fraud by messages?", "phishing", "phish"),
        matching(("a", "x"), ("b", "y"), ("c", "z")),
        ordering("one", "two", "three"),
    ],
    ids=lambda item: item.kind.value,
)
def test_a_sound_item_of_every_kind_passes(item):
    assert objections(item) == ()


@pytest.mark.parametrize("kind", list(Kind))
def test_an_empty_item_of_every_kind_is_objected_to(kind):
    assert structure(Item(kind, ""))


def test_wording_is_left_alone_in_a_language_that_is_not_known():
    item = choice("Das ist nicht was?", "Diebstahl", ("Betrug", "Verlust"), explanation="Weil.")
    assert objections(item) == ()


def test_a_negation_in_a_statement_is_told_and_holds_nothing_back():
    assert found(statement("A display does not prove who is calling.")) == {"TF-HEDGE": {"info"}}


def test_the_same_objection_is_made_once():
    told = objections(choice("This report of this report is what?"), document=ARTICLE)
    assert len(told) == len(set(map(repr, told)))


def test_a_background_is_made_once_for_many_items():
    background = Background(ARTICLE, BASE)
    article = background.article
    objections(choice(), background=background)
    assert background.article is article
    assert objections(choice(), background=background) == objections(
        choice(), document=ARTICLE, concepts=BASE
    )
