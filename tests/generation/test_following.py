"""A passage is followed into a changed text only where it still says the same."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.generation import Fate, Follower, read
from quizzes.generation.text.differences import Kind, changes, differences

OLD = """# Passwords

Use a different password for every account. A thief who learns one password tries it elsewhere.

An update closes holes that are known. It restarts the device too.

Do this:

- Lock the screen when you leave.
- Back up the photos of your phone.
"""
THIEF = "A thief who learns one password tries it elsewhere."


def followed(old, new, words):
    before, after = read(old, format="markdown"), read(new, format="markdown")
    start = before.text.index(words)
    found = Follower(before, after).follow(start, start + len(words))
    return found.fate, None if found.start is None else after.text[found.start : found.end]


@pytest.mark.parametrize(
    ("change", "words", "fate", "place"),
    [
        (("", ""), THIEF, Fate.MOVED, THIEF),
        (("# Passwords", "# Passwords\n\nA new first paragraph."), THIEF, Fate.MOVED, THIEF),
        (("Use a different password for every account. ", ""), THIEF, Fate.MOVED, THIEF),
        ((THIEF, ""), THIEF, Fate.VANISHED, None),
        (
            ("tries it elsewhere", "never tries it elsewhere"),
            THIEF,
            Fate.CHANGED,
            "A thief who learns one password never tries it elsewhere.",
        ),
        # A part of a sentence is followed only with the whole sentence.
        (
            ("A thief", "It is a myth that a thief"),
            "who learns one password tries it elsewhere",
            Fate.CHANGED,
            "It is a myth that a thief who learns one password tries it elsewhere.",
        ),
        (
            ("An update", "An old update"),
            "It restarts the device too.",
            Fate.CONTEXT,
            "It restarts the device too.",
        ),
        (("An update closes", "An update, they say, closes"), THIEF, Fate.MOVED, THIEF),
        (
            ("Do this:", "Never do this:"),
            "Lock the screen when you leave.",
            Fate.CONTEXT,
            "Lock the screen when you leave.",
        ),
        (("# Passwords", "# Secrets"), "Passwords", Fate.VANISHED, None),
    ],
)
def test_what_became_of_a_passage(change, words, fate, place):
    assert followed(OLD, OLD.replace(*change), words) == (fate, place)


def test_of_two_equal_sentences_the_one_in_the_same_place_is_taken():
    text = "The same sentence stands here.\n\n" + "Another one fills the space.\n\n" * 3
    twice = f"{text}The same sentence stands here."
    document = read(twice)
    last = document.text.rindex("The same")
    found = Follower(document, document).follow(last, last + 30)
    assert (found.fate, found.start) == (Fate.MOVED, last)


def test_a_passage_over_two_sentences_finds_both():
    new = OLD.replace("different password", "fresh password").replace("thief", "burglar")
    both = "Use a different password for every account. " + THIEF
    fate, place = followed(OLD, new, both)
    assert fate == Fate.CHANGED
    assert place == both.replace("different", "fresh").replace("thief", "burglar")


sentences = st.lists(
    st.sampled_from([s.strip() + "." for s in OLD.replace("\n", " ").split(".") if len(s) > 9]),
    min_size=1,
    max_size=8,
)


@given(sentences, sentences, st.data())
def test_what_is_followed_is_there_word_for_word(old, new, data):
    before, after = read("\n\n".join(old)), read("\n\n".join(new))
    start = data.draw(st.integers(0, len(before.text) - 1))
    end = data.draw(st.integers(start + 1, len(before.text)))
    found = Follower(before, after).follow(start, end)
    if found.fate in (Fate.MOVED, Fate.CONTEXT):
        assert after.text[found.start : found.end] == before.text[start:end]
    assert (found.fate == Fate.VANISHED) == (found.start is None)


@given(sentences, st.data())
def test_in_the_same_text_every_passage_stays_where_it_is(old, data):
    document = read("\n\n".join(dict.fromkeys(old)))
    start = data.draw(st.integers(0, len(document.text) - 1))
    end = data.draw(st.integers(start + 1, len(document.text)))
    found = Follower(document, document).follow(start, end)
    assert found.fate == Fate.MOVED
    assert document.text[found.start : found.end] == document.text[start:end]


texts = st.text(st.sampled_from("ab \nä"), max_size=60)


@given(texts, texts)
def test_differences_give_back_both_texts(old, new):
    words = differences(old, new)
    assert "".join(w.text for w in words if w.kind != Kind.ADDED) == old
    assert "".join(w.text for w in words if w.kind != Kind.REMOVED) == new


@given(sentences, sentences)
def test_changes_account_for_every_block_of_both_texts(old, new):
    before, after = read("\n\n".join(old)), read("\n\n".join(new))
    found = changes(before, after)
    same = sum(c.count for c in found if c.kind == Kind.SAME)
    changed = sum(c.kind == Kind.CHANGED for c in found)
    assert same + changed + sum(c.kind == Kind.REMOVED for c in found) == len(before.blocks)
    assert same + changed + sum(c.kind == Kind.ADDED for c in found) == len(after.blocks)


def test_a_long_text_is_compared_in_time():
    names = ["".join("abcdefghij"[int(digit)] for digit in str(n % 700)) for n in range(15_000)]
    one = "\n\n".join(f"The sentence {name} is here, and it says a little more." for name in names)
    before, after = read(one), read(one.replace("here", "there"))
    begun = time.process_time()
    found = changes(before, after)
    assert time.process_time() - begun < 5
    assert {c.kind for c in found} == {Kind.CHANGED}
