"""Each check that reads the article with an item that it objects to and one that it lets pass."""

import dataclasses

import pytest

from quizzes.generation import objections, read
from quizzes.items import Authority, Evidence, Item, Kind, Level
from tests.generation.checking import (
    ARTICLE,
    BASE,
    choice,
    cloze,
    found,
    keyed,
    number,
    quoting,
    statement,
    typed,
)

FACT = "Which of these follows from a leak?"
LEAK = "A leak leads to fraud"
BANKS = "In 2021 about 300 banks lost data of their customers."
HOW_MANY = "How many banks lost data of their customers in 2021?"

CASES = [
    ("EVID-GONE", choice(evidence=(Evidence(0, 4, "gone"),)), choice(**quoting("Reports"))),
    ("KEY-UNGROUNDED", choice(FACT, "earthquakes", ("rain is", "snow is"), **quoting(LEAK)), choice(FACT, "fraud", ("rain is", "snow is"), **quoting(LEAK))),
    ("KEY-UNGROUNDED", typed("What follows from a leak?", "earthquakes", **quoting(LEAK)), typed("What follows from a leak?", "a scam", **quoting(LEAK))),
    ("KEY-UNGROUNDED", choice("You get a call. What should you do?", level=Level.APPLY, **quoting("Reports of leaks are important.")), choice("A leak made a thief call. What should you do?", level=Level.APPLY, **quoting("Reports of leaks are important."))),
    ("KEY-UNGROUNDED", statement("In 2022 some banks lost data.", **quoting(BANKS)), statement("In 2021 some banks lost data.", **quoting(BANKS))),
    ("NUM-UNGROUNDED", keyed(Kind.NUMERIC, number("3"), HOW_MANY, **quoting(BANKS)), keyed(Kind.NUMERIC, number("300"), HOW_MANY, **quoting(BANKS))),
    ("NUM-UNIT", keyed(Kind.NUMERIC, number("3"), "What is the size of a leak?"), keyed(Kind.NUMERIC, number("3", "kg"), "What is the size of a leak?")),
    ("NUM-TOL", keyed(Kind.NUMERIC, number("300"), "How many banks lost data?", **quoting("In 2021 about 300 banks")), keyed(Kind.NUMERIC, number("300", "", "10"), HOW_MANY, **quoting("In 2021 about 300 banks"))),
    ("NUM-TOL", keyed(Kind.NUMERIC, number("300"), HOW_MANY, **quoting(BANKS)), keyed(Kind.NUMERIC, number("300", "", "20"), HOW_MANY, **quoting(BANKS))),
    ("NUM-TOL", keyed(Kind.NUMERIC, number("3", "", "5"), HOW_MANY), keyed(Kind.NUMERIC, number("3", "", "1"), HOW_MANY)),
    ("NUM-TOL", keyed(Kind.NUMERIC, number("300", "banks", "5"), "How many banks lost data of customers?", **quoting("about 300 banks")), keyed(Kind.NUMERIC, number("300", "banks", "5"), HOW_MANY, **quoting(BANKS))),
    ("OPT-TRUE", choice(FACT, "fraud", ("theft", "snow"), **quoting("A leak leads to fraud, theft")), choice(FACT, "fraud", ("rain", "snow"), **quoting("A leak leads to fraud, theft"))),
    ("OPT-TRUE", choice("By what do attackers steal passwords?", "phishing", ("malware", "rain"), **quoting("Attackers often use phishing to steal passwords.")), choice("By what do attackers steal passwords?", "phishing", ("backups", "rain"), **quoting("Attackers often use phishing to steal passwords."))),
    ("CLOZE-AMBIG", cloze("To a friend this leads to ____, theft and to loss.", "anger", ("fraud", "hope")), cloze("To a friend this leads to ____, theft and to loss.", "anger", ("snow", "hope"))),
    ("CLOZE-AMBIG", cloze("A leak leads to ____, theft and loss of much.", "rain", ("snow", "hail")), cloze("A leak leads to ____, theft and loss of much.", "fraud", ("snow", "hail"))),
    ("CLOZE-AMBIG", cloze("A backup is kept ____ from the computer.", "quickly", ("slowly", "badly")), cloze("A backup is kept from the ____ of the house.", "computer", ("cellar", "garden"))),
    ("CLOZE-REPEAT", cloze("The fraud of today leads to ____ and to more."), cloze("The leak of today leads to ____ and to more.")),
    ("CLOZE-REPEAT", typed("A leak of data is a ____ of data.", "leak"), typed("A leak of data leads to ____ and more.", "fraud")),
    ("CLOZE-FIRST", cloze("____ follows from a leak."), cloze("A leak leads to ____ at last.")),
    ("TF-COPY", statement("A leak leads to fraud, theft and loss of trust in banks everywhere.", **quoting("A leak leads to fraud, theft and loss of trust in banks.")), statement("A leak can cost a bank its good name.", **quoting("A leak leads to fraud, theft and loss of trust in banks."))),
]  # fmt: skip


def test_a_scenario_may_lean_on_its_authority():
    item = choice(
        "A leak made your number known. What should you do?", "Hang up", ("Pay", "Wait"),
        level=Level.APPLY, authority=(Authority("FTC", "Calls", "https://example.org"),),
        **quoting(LEAK),
    )  # fmt: skip
    assert "KEY-UNGROUNDED" not in found(item)


def test_a_scenario_hangs_on_a_concept_that_its_passage_mentions():
    story = {
        "stem": "A stranger wants money. What do you do?",
        "level": Level.APPLY,
        "family": "scenario",
    }
    about = choice(**story, concepts=("fraud",), **quoting(LEAK))
    beside = choice(**story, concepts=("fraud",), **quoting("Reports of leaks are important."))
    assert "KEY-UNGROUNDED" not in found(about)
    assert found(beside)["KEY-UNGROUNDED"] == {"error"}


def test_a_key_may_be_another_name_of_what_the_evidence_mentions():
    item = choice(FACT, "swindles", ("rain", "snow"), **quoting(LEAK))
    assert "KEY-UNGROUNDED" not in found(item)


def test_a_distractor_is_looked_for_by_its_other_names():
    article = read(
        "The thieves steal passwords by phishing. The thieves can steal passwords by malicious software."
    )
    text = article.sentences[0].text
    item = choice(
        "By what do thieves steal passwords?", "phishing", ("malware", "rain"),
        evidence=(Evidence(0, len(text), text),), family="cloze",
    )  # fmt: skip
    told = objections(item, document=article, concepts=BASE)
    assert ("OPT-TRUE", "error") in {(o.code, o.severity) for o in told}


def test_what_a_person_wrote_is_doubted_and_what_was_generated_is_refused():
    by_hand = choice(FACT, "fraud", ("theft", "snow"), **quoting("A leak leads to fraud, theft"))
    made = choice(
        FACT,
        "fraud",
        ("theft", "snow"),
        **quoting("A leak leads to fraud, theft"),
        family="listing",
    )
    assert found(by_hand)["OPT-TRUE"] == {"warning"}
    assert found(made)["OPT-TRUE"] == {"error"}


def test_a_number_is_asked_for_with_its_year():
    item = keyed(
        Kind.NUMERIC,
        number("120", "", "5"),
        "How many banks were there?",
        **quoting("In 2019 some 120 banks"),
    )
    assert found(item)["NUM-TOL"] == {"warning"}


def test_evidence_before_the_beginning_is_told_and_not_looked_up():
    item = Item(Kind.SINGLE, "What is it?", choice().options, evidence=(Evidence(-5, -1, "banks"),))
    assert {"EVID-SPAN", "EVID-GONE"} <= set(found(item))


def test_the_article_is_not_needed():
    assert objections(choice(**quoting(LEAK)), document=None) is not None
    assert ARTICLE.language == "en"


@pytest.mark.parametrize(("topic", "grounded"), [("a", True), ("b", False)])
def test_a_scenario_may_lean_on_another_concept_of_its_topic(topic, grounded):
    mfa = dataclasses.replace(BASE.concepts["mfa"], topic=topic)
    base = dataclasses.replace(BASE, concepts={**BASE.concepts, "mfa": mfa})
    item = choice(
        "A code arrives unasked. What now?", level=Level.APPLY, concepts=("mfa",),
        **quoting("A backup should be kept far away"),
    )  # fmt: skip
    told = {o.code for o in objections(item, document=ARTICLE, concepts=base)}
    assert ("KEY-UNGROUNDED" not in told) is grounded
