"""Each way of asking: what it makes of a sentence, and when it stays silent."""

import pytest

from quizzes.generation import read
from quizzes.generation.language import language_of
from quizzes.generation.study import study
from quizzes.generation.writers import WRITERS, Candidate
from quizzes.items import Kind, Level


@pytest.fixture
def written(reviewed):
    def write(family, text):
        document = read(text)
        studied = study(document, reviewed, language_of("en"))
        results = [r for p in studied.passages for r in WRITERS[family](p, studied)]
        return [result.item for result in results if isinstance(result, Candidate)]

    return write


def keys(item):
    return {item.options[number].text for number in item.keys}


def test_a_trend_becomes_a_true_and_a_false_statement(written):
    text = "The more developed technology is, the more important network security is."
    true, false = written("statement", text)
    assert true.stem == (
        "According to the article, network security becomes more important "
        "as technology becomes more developed."
    )
    assert keys(true) == {"True"}
    assert "less important" in false.stem
    assert keys(false) == {"False"}


def test_not_only_the_state_but_every_user(written):
    text = "Network security needs not only the government, but every user has a part in it."
    false, true = written("statement", text)
    assert false.stem == (
        "According to the article, network security is a task for the government alone."
    )
    assert keys(false) == {"False"}
    assert "both the government and every user" in true.stem


def test_what_takes_everyone_is_no_task_for_specialists_alone(written):
    stems = [item.stem for item in written("statement", "Cybersecurity requires everyone's help.")]
    assert "According to the article, cybersecurity is a task for specialists alone." in stems


def test_advice_is_asked_for_as_it_stands_and_denied(written):
    text = "It is essential to report every security incident to the team."
    true, false = written("statement", text)
    assert true.stem.startswith("According to the article, it is essential to report")
    assert false.stem.startswith("According to the article, there is no need to report")


@pytest.mark.parametrize(
    "text",
    [
        "The more they use it, the more important network security is.",
        "Is it necessary to report every security incident to the team?",
        "“It is necessary to report every security incident to the whole team at once,” he said.",
        "Imagine that it is necessary to report every security incident to the team.",
        "It is necessary to report this security incident to them.",
    ],
)
def test_no_statement_is_made_of_what_does_not_stand_alone(written, text):
    assert written("statement", text) == []


LEAKS = "Leaks of personal information are common, resulting in {list}."


def test_a_list_gives_all_and_only_its_members_as_keys(written):
    (item,) = written("listing", LEAKS.format(list="telephone fraud, online fraud, etc"))
    assert item.kind is Kind.MULTIPLE
    assert item.stem == (
        "Which of these does the article name as results of leaked personal information?"
    )
    assert keys(item) == {"Telephone fraud", "Online fraud"}
    foils = {o.text for o in item.options} - keys(item)
    assert len(foils) >= 2
    assert foils.isdisjoint({"Internet fraud", "Telecommunication fraud", "Fraud"})


def test_a_list_with_an_unknown_member_is_left_alone(written):
    assert written("listing", LEAKS.format(list="telephone fraud, sorrow and online fraud")) == []


def test_brands_of_one_thing_are_not_asked_for(written):
    text = "Start with a password manager such as LastPass, KeePass or 1Password."
    assert written("listing", text) == []


def test_what_the_article_mentions_is_never_a_wrong_member(written):
    text = LEAKS.format(list="telephone fraud and online fraud") + " Cyberbullying hurts as well."
    (item,) = written("listing", text)
    assert "Cyberbullying" not in {option.text for option in item.options}


def test_the_ways_to_a_leak_are_asked_for(written):
    text = (
        "From publishing phone numbers to apps that obtain needless permissions, "
        "the channels for personal information leakage are many."
    )
    (item,) = written("listing", text)
    assert item.level is Level.REMEMBER
    assert keys(item) == {
        "Phone numbers that are disclosed", "Apps that obtain permissions they do not need",
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "This is an important foundation for the national security of the country.",
        "Our network is an important foundation for the national security of all.",
        "Public trust and international trade and national security are all that matters.",
    ],
)
def test_a_cloze_needs_a_sentence_that_stands_alone_and_options_that_are_wrong(written, text):
    assert written("cloze", text) == []


def test_a_deadline_that_readers_must_keep_is_asked_for(written):
    (item,) = written("quantity", "Security incidents must be reported within one hour of notice.")
    assert [option.text for option in item.options] == [
        "one hour", "four hours", "eight hours", "twelve hours",
    ]  # fmt: skip
    assert keys(item) == {"one hour"}


def test_a_number_that_changes_nothing_is_not_asked_for(written):
    text = "As of December 2021, the Internet penetration rate reached 73.0% of the people."
    assert written("quantity", text) == []


def test_a_scenario_needs_its_trigger_and_a_stance(written):
    warning = "Downloading applications to obtain unnecessary phone permissions is a danger."
    assert written("scenario", warning)
    assert written("scenario", "The weather was fine for downloading applications.") == []


def test_a_scenario_names_its_source_and_what_tempts(written):
    item = written("scenario", "Downloading an app that asks for needless permissions is a risk.")[
        0
    ]
    assert item.authority[0].url.startswith("https://")
    assert "Why not “" in item.explanation
    assert item.stem.endswith("?")
