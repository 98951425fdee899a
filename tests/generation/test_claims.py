"""Claims: what the analysed sentence advises, defines or holds possible, and what is left alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.generation import shipped_analyser
from quizzes.generation.claims import Advice, Definition, Effect, claims


def found(sentence, offset=0):
    (tree,) = shipped_analyser().trees([sentence])
    return list(claims(tree, offset))


@pytest.mark.parametrize(
    ("sentence", "action", "condition", "purpose"),
    [
        ("Change the default password of your router.",
         "change the default password of your router", "", ""),
        ("If you receive a suspicious email, report it to the security team.",
         "report it to the security team", "if you receive a suspicious email", ""),
        ("Disconnect your laptop from the network if you find malware on it.",
         "disconnect your laptop from the network", "if you find malware on it", ""),
        ("You should lock your screen to prevent others from reading your email.",
         "lock your screen", "", "prevent others from reading your email"),
        ("You should keep your backups offline so that ransomware cannot encrypt them.",
         "keep your backups offline", "", "so that ransomware cannot encrypt them"),
        ("It is important that you install updates quickly.", "install updates quickly", "", ""),
    ],
)  # fmt: skip
def test_advice_is_cut_into_action_condition_and_purpose(sentence, action, condition, purpose):
    (claim,) = found(sentence)
    assert isinstance(claim, Advice)
    assert (claim.action, claim.condition, claim.purpose) == (action, condition, purpose)
    assert not claim.forbids


@pytest.mark.parametrize(
    ("sentence", "action"),
    [
        ("Do not click links in unexpected messages.", "click links in unexpected messages"),
        ("Never share your password with a caller.", "share your password with a caller"),
        ("You should not open attachments from strangers.", "open attachments from strangers"),
    ],
)
def test_a_ban_is_told_from_advice(sentence, action):
    (claim,) = found(sentence)
    assert claim.forbids
    assert claim.action == action


def test_advice_names_whom_it_is_meant_for():
    (claim,) = found("Package maintainers should enable two-factor authentication.")
    assert claim.actor == "package maintainers"


@pytest.mark.parametrize(
    "sentence",
    [
        "Follow these steps at once.",  # which steps?
        "Report it to them.",
        "You should send it to the address below.",
        "We should all use our passwords well.",
        "Click here to learn more about passwords.",
        "Send an email to help@example.org at once.",
        "Attackers should be easy to spot.",
        "Should you open the attachment?",
        "(But also store a lot of personal data.)",
    ],
)
def test_what_leans_on_something_outside_is_no_advice(sentence):
    assert [claim for claim in found(sentence) if isinstance(claim, Advice)] == []


def test_a_definition_gives_term_and_meaning():
    (claim,) = found("A botnet is a network of infected computers that an attacker controls.")
    assert claim == Definition(
        "botnet", "a network of infected computers that an attacker controls", 0, 70
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "A botnet is not a network of friendly computers that you control.",
        "This is a network of infected computers that an attacker controls.",
        "Passwords are a problem of the modern world that we all know.",
        "Our firewall is a network of filters that an attacker hates.",
    ],
)
def test_what_defines_nothing_is_left_alone(sentence):
    assert [claim for claim in found(sentence) if isinstance(claim, Definition)] == []


def test_an_effect_gives_cause_and_what_it_can_do():
    (claim,) = found("A keylogger can record everything that you type on your keyboard.")
    assert isinstance(claim, Effect)
    assert (claim.cause, claim.may) == ("a keylogger", "can")
    assert claim.effect == "record everything that you type on your keyboard"


def test_claims_know_their_place_in_the_article():
    sentence = "Change the default password of your router."
    (claim,) = found(sentence, offset=100)
    assert (claim.start, claim.end) == (100, 100 + len(sentence))


WORDS = st.lists(
    st.sampled_from(
        (
            "you",
            "should",
            "not",
            "if",
            "when",
            "it",
            "is",
            "the",
            "a",
            "password",
            "report",
            ",",
            ".",
            "to",
            "so",
            "that",
            "can",
            "do",
            "never",
            "and",
            "or",
            "“",
            "”",
            "(",
            ")",
            "your",
            "avoid",
        )
    ),
    min_size=1,
    max_size=25,
)


@settings(max_examples=80, deadline=None)
@given(WORDS)
def test_no_text_breaks_the_search_for_claims_and_every_claim_stands_in_it(words):
    sentence = " ".join(words)
    for claim in found(sentence):
        assert 0 <= claim.start < claim.end <= len(sentence)
        if isinstance(claim, Advice):
            assert claim.action.lower() in sentence.lower()
