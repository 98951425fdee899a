"""What stands above a list and changes what its items say."""

import pytest

from quizzes.generation import read, shipped_analyser
from quizzes.generation.claims import Advice
from quizzes.generation.introductions import introductions
from quizzes.generation.language import language_of
from quizzes.generation.study import study

from .bases import base
from .test_families import advised, written


def over(lead, item="Tell the help desk at once."):
    return f"{lead}\n\n- {item}\n- Restart the computer and carry on.\n"


def found(text):
    return list(introductions(read(text, format="markdown")).values())


@pytest.mark.parametrize(
    "lead",
    ["Never:", "**Never:**", "You must not do any of this:", "Things to avoid:", "Please don’t:",
     "The worm is small. Do not:"],
)  # fmt: skip
def test_a_list_of_what_not_to_do_is_recognised(lead):
    assert all(introduction.forbids for introduction in found(over(lead)))
    assert len(found(over(lead))) == 2


@pytest.mark.parametrize(
    "lead", ["If you are not sure:", "When you do not know the sender:", "Follow these steps:"]
)
def test_a_condition_with_a_negation_forbids_nothing(lead):
    assert [introduction.forbids for introduction in found(over(lead))] == [False, False]


def test_a_heading_that_forbids_introduces_the_list_below_it():
    (first, _) = found(over("## What not to do"))
    assert first.forbids
    assert first.text == "What not to do"


@pytest.mark.parametrize("lead", ["A good worm has:", "These were at the party:"])
def test_a_lead_that_instructs_nobody_introduces_nothing(lead):
    assert found(over(lead)) == []


def test_its_place_in_the_text_is_exact():
    document = read(over("The worm is small. Do not:"), format="markdown")
    for introduction in introductions(document).values():
        assert document.text[introduction.start : introduction.end] == "Do not:"


def test_advice_in_a_list_of_what_not_to_do_settles_nothing():
    assert written("scenario", over("When a worm turns up:"), advised())
    assert written("scenario", over("When a worm turns up, never:"), advised()) == []


def test_advice_under_a_ban_is_read_as_a_ban():
    text = over("Never:", "Use a worm on the office network.")
    studied = study(read(text, format="markdown"), base(), language_of("en"), shipped_analyser())
    told = [c for p in studied.passages for c in p.claims if isinstance(c, Advice)]
    assert told
    assert all(claim.forbids for claim in told)


def test_what_a_list_says_only_with_its_lead_is_proved_by_both():
    known = advised(says=("worm ** restart",), strict=True)
    (item,) = written("scenario", over("When a worm turns up:"), known)
    assert [e.text for e in item.evidence] == [
        "Restart the computer and carry on.", "When a worm turns up:",
    ]  # fmt: skip
    assert written("scenario", "Restart the computer and carry on.", known) == []
