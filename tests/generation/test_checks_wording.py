"""Each check of explanation, reading ease and style with what it objects to and lets pass."""

import pytest

from quizzes.generation.checks.readability import syllables
from quizzes.items import Item, Kind, Option
from tests.generation.checking import choice, found, quoting, statement

LEAK = "A leak leads to fraud"
HARD = (
    "Organizational accountability considerations notwithstanding, which administrative authorities "
    "customarily necessitate interdepartmental reconciliation procedures following inadvertent "
    "dissemination of confidential documentation?"
)
EASY = (
    "Which office must be told when a letter with secret data went to a wrong address by mistake?"
)


def answered(feedback: str) -> Item:
    return choice(
        options=(Option("Refuse it", True), Option("Allow it", False, feedback), Option("Ask him"))
    )


CASES = [
    ("EXPL", Item(Kind.SINGLE, "What is the best response?", choice().options), choice()),
    ("EXPL", choice(explanation="Refuse it."), choice(explanation="Refuse it, for it is odd.")),
    ("EXPL", choice(explanation="The article says: “A leak leads to rain”.", **quoting(LEAK)), choice(explanation="The article says: “A leak leads … to fraud”.", **quoting(LEAK))),
    ("EXPL", choice(explanation="The right answer is: allow it."), choice(explanation="The right answer is: refuse it. Why not “Allow it”? It is odd.")),
    ("EXPL", choice(explanation="Refuse it. Why not “Allow it today”? It is odd."), choice(explanation="Refuse it. Why not “Allow it”? It is odd.")),
    ("EXPL", statement("A phone can show a name.", explanation="False. It can not."), statement("A phone can show a name.", explanation="True. It can.")),
    ("EXPL", choice(explanation="Option B is wrong, for it is odd."), choice(explanation="An option like this is odd.")),
    ("EXPL", answered("Correct! It is odd."), answered("Correct as it may look, it is odd.")),
    ("READ", choice(HARD), choice(EASY)),
    ("STYLE", choice(wrong=("Allow  it", "Ask him")), choice()),
    ("STYLE", choice("What is the best response??"), choice()),
    ("STYLE", choice("What is <b>the best</b> response?"), choice("What is 3 < 4 in words?")),
    ("STYLE", choice("What is the “best response?"), choice("What is the “best response”?")),
    ("STYLE", choice('What is the "best response?'), choice('What is the "best response"?')),
    ("STYLE", choice("What is on www.example.org?"), choice("What is the best response ... in short?")),
    ("STYLE", choice("What is important.Then what is it?"), choice("What is important? Then what is it?")),
    ("STYLE", choice("What is the best re\u00adsponse?"), choice()),
    ("STYLE", choice("What is the best cafe\u0301?"), choice("What is the best café?")),
    ("STYLE", choice("What is the best pаssword?"), choice("What is пароль in English?")),
    ("STYLE", choice("What colour has its behavior?"), choice("What colour has its behaviour?")),
    ("GRAM", choice("What is is the best response?"), choice("How very very odd is it?")),
    ("GRAM", choice("What should to you do?"), choice("What should you do to help?")),
    ("GRAM", choice("What can has a leak as its end?"), choice("What can have a leak as its end?")),
    ("GRAM", statement("A program are a risk."), statement("Programs of a friend are a risk.")),
    ("GRAM", statement("Passwords is a risk."), statement("Changing passwords is a risk.")),
    ("GRAM", statement("They has told it to the bank."), statement("One of them has told it to the bank.")),
    ("GRAM", statement("If it have a name, a leak can be found."), statement("A bank should let it have a name.")),
    ("GRAM", statement("A lock need to is shut."), statement("A lot have to be shut.")),
    ("GRAM", choice("What are the best response?"), choice("What are the best ways?")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("word", "count"),
    [("fraud", 1), ("password", 2), ("security", 4), ("table", 2), ("leaked", 1), ("update", 2),
     ("phishing", 2), ("the", 1), ("organization", 5), ("", 1)],
)  # fmt: skip
def test_syllables_are_counted_about_right(word, count):
    assert syllables(word) == count


def test_a_term_to_be_learned_makes_a_question_no_harder():
    item = choice("Which of these makes multi-factor authentication work when you sign in at home?")
    assert "READ" not in found(item)


def test_an_explanation_may_name_an_address():
    assert "STYLE" not in found(choice(explanation="See https://example.org for more of it."))


def test_a_quotation_may_spell_otherwise_than_the_question():
    item = choice("What colour has it?", explanation="The article says: “The color is red”.")
    assert "STYLE" not in found(item)
