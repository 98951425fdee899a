"""Patterns that say what a sentence teaches: what they match, and what turns them."""

import dataclasses

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.generation import ConceptBase
from quizzes.generation.concepts import PatternError, Statements
from quizzes.generation.concepts.statements import compiled
from quizzes.generation.language import language_of

from .bases import SOURCE, habit
from .conftest import ROOT

ENGLISH = language_of("en")


def says(pattern, sentence):
    entry = dataclasses.replace(habit("entry", "safe", "Do it", "doing it"), says=(pattern,))
    base = ConceptBase.build(behaviours=[entry], sources=[SOURCE])
    return Statements(base, ENGLISH).said(sentence).keys() == {"entry"}


@pytest.mark.parametrize(
    ("pattern", "sentence"),
    [
        ("install update", "Install updates at once."),
        ("install * update", "Install the latest security updates at once."),
        ("{install|apply} * {update|patch}", "We applied all patches."),
        ("use {a|} different password", "Use different passwords."),
        ("use {a|} different password", "Use a different password."),
        ("update ** protect", "Updates, which take a minute or two each week, protect you."),
        ("not * click", "Don't ever click on links."),
        ("{never|not} * click", "You should never click on links."),
        ("^ use {a|} manager", "Use a manager for all of them."),
        ("^ use {a|} manager", "Please always use a manager."),
        ("use {a|} manager", "When you sign in, use a manager."),
        ("lose ** report", "If you lose a phone, report it."),
    ],
)
def test_a_pattern_matches_over_lemmas_and_gaps(pattern, sentence):
    assert says(pattern, sentence)


@pytest.mark.parametrize(
    ("pattern", "sentence"),
    [
        ("enable * factor", "Even if you enable a second factor, strong passwords are a must."),
        ("install * update", "Never install updates from a pop-up."),
        ("install * update", "You do not have to install updates."),
        ("install * update", "Install it now, and after a week look for the next update."),
        ("install update", "Update and install."),
        ("not * click", "Click on links."),
        ("^ use {a|} manager", "When you use a manager, it fills them in."),
        ("use {a|} manager", "When you use a manager, choose a long main password."),
        ("^ use {a|} manager", "Never use a manager."),
    ],
)
def test_a_pattern_is_turned_by_a_negation_and_ends_with_its_gap(pattern, sentence):
    assert not says(pattern, sentence)


@pytest.mark.parametrize("pattern", ["", "* password", "{a|} password", "** x"])
def test_a_pattern_begins_with_a_word_that_must_stand_there(pattern):
    with pytest.raises(PatternError, match="begin the pattern"):
        compiled("entry", pattern, ENGLISH)


def test_every_shipped_pattern_can_be_read_and_none_is_empty_handed(shipped):
    for entries in (shipped.behaviours, shipped.misconceptions, shipped.scenarios):
        for entry in entries.values():
            for pattern in entry.says:
                compiled(entry.id, pattern, ENGLISH)
    safe = [b for b in shipped.behaviours.values() if b.polarity == "safe"]
    silent = [e.id for e in (*safe, *shipped.misconceptions.values()) if not e.says]
    assert len(silent) <= 0.1 * (len(safe) + len(shipped.misconceptions)), silent


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(["use", "*", "**", "{a|b}", "{a|}", "password", "not"]), min_size=1, max_size=6),
    st.text(alphabet="use password not a b .", max_size=60),
)  # fmt: skip
def test_any_pattern_is_read_or_refused_and_never_hangs(parts, sentence):
    try:
        compiled("entry", " ".join(parts), ENGLISH)
    except PatternError:
        return
    assert says(" ".join(parts), sentence) in (True, False)


NOTHING = "not"
"""In a file of examples: under an entry's id, sentences that touch it and do not say it."""

EXAMPLES = sorted((ROOT / "tests" / "generation" / "examples").glob("*.yaml"))


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_plain_sentences_that_say_it_are_recognised(file, shipped):
    known = Statements(shipped, ENGLISH)
    for entry, sentences in yaml.safe_load(file.read_text(encoding="utf-8")).items():
        if entry == NOTHING:
            continue
        for sentence in [sentences] if isinstance(sentences, str) else sentences:
            assert entry in known.said(sentence), (entry, sentence)


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_plain_sentences_that_do_not_say_it_are_not_taken_for_it(file, shipped):
    known = Statements(shipped, ENGLISH)
    for entry, sentences in (
        yaml.safe_load(file.read_text(encoding="utf-8")).get(NOTHING) or {}
    ).items():
        for sentence in sentences:
            assert entry not in known.said(sentence), (entry, sentence)


def test_the_fullest_pattern_that_matches_tells_how_many_words_settle_it():
    patterns = ("lock * screen", "lock {your|the|} screen when * leave", "lock ** desk")
    entry = dataclasses.replace(habit("entry", "safe", "Do it", "doing it"), says=patterns)
    known = Statements(ConceptBase.build(behaviours=[entry], sources=[SOURCE]), ENGLISH)
    assert known.said("Lock your screen.") == {"entry": 2}
    assert known.said("Lock your screen when you leave your desk.") == {"entry": 4}
    assert known.said("Lock the door.") == {}
