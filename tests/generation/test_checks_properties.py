"""Whatever an item is made of, the checks end without an error and say the same twice."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.generation import objections, set_objections, structure
from quizzes.items import (
    BLANK,
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
from tests.generation.checking import ARTICLE, BASE

PIECES = [
    BLANK, "the", "a", "an", "Which of these", "is", "are", "not", "phishing", "the phishing email", "backup", "fraud", "not only",
    "all of the above", "24 hours", "1 day", "5 to 10 days", "at least 8", "May 2021", "%", "100 %", "“", "”", '"', "(", "]", "?", "!",
    ".", ",", ";", "…", "\u0301", "\u200b", "\ud800", "😀", "é", "пароль", "pаss", "密码", "<b>", "https://a.b", "a@b.c", "Option B",
    "The article says: “A leak”.", "The answer is", "because", "it", "this", "never", "usually", "\n", "\t", " ", "%(x)s", "{}", "ing",
    "clicking it", "To ask", "I pay it", "1,032", "٣", "²",
]  # fmt: skip
texts = st.one_of(
    st.text(st.characters(), max_size=60),
    st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join),
)
numbers = st.one_of(
    st.decimals(), st.sampled_from([Decimal("1E+999999"), Decimal("sNaN"), Decimal("-0"), Decimal("1E-999999")])
)  # fmt: skip
passages = st.one_of(
    st.builds(Evidence, st.integers(-9, 10**9), st.integers(-9, 10**9), texts),
    st.tuples(st.integers(0, 300), st.integers(0, 90)).map(
        lambda place: Evidence(place[0], sum(place), ARTICLE.text[place[0] : sum(place)])
    ),
)
keys = st.one_of(
    st.none(),
    st.builds(NumberKey, numbers, numbers, texts),
    st.builds(TextKey, st.lists(texts, max_size=3).map(tuple)),
    st.builds(MatchingKey, st.lists(st.builds(Pair, texts, texts), max_size=5).map(tuple)),
    st.builds(OrderingKey, st.lists(texts, max_size=5).map(tuple)),
)
items = st.builds(
    Item,
    st.sampled_from(Kind),
    texts,
    options=st.lists(st.builds(Option, texts, st.booleans(), texts), max_size=6).map(tuple),
    key=keys,
    explanation=texts,
    evidence=st.lists(passages, max_size=2).map(tuple),
    authority=st.lists(st.builds(Authority, texts, texts, texts), max_size=1).map(tuple),
    concepts=st.lists(st.sampled_from([*BASE.concepts, "nothing-such"]), max_size=2).map(tuple),
    family=st.sampled_from(["", "listing", "scenario", "cloze"]),
    level=st.sampled_from(Level),
    score=st.floats(),
)


@settings(max_examples=150, deadline=None)
@given(items)
def test_any_item_is_checked_without_an_error_and_the_same_twice(item):
    for known in ({}, {"document": ARTICLE}, {"document": ARTICLE, "concepts": BASE}):
        told = objections(item, **known)
        assert told == objections(item, **known)
        assert all(objection.message for objection in told)
    assert set(map(repr, structure(item))) <= set(map(repr, objections(item)))


@settings(max_examples=40, deadline=None)
@given(st.lists(items, max_size=8))
def test_any_set_is_checked_without_an_error_and_the_same_twice(made):
    told = set_objections(made)
    assert told == set_objections(made)
    assert all(-1 <= place < len(made) and objection.message for place, objection in told)


@pytest.mark.parametrize(
    "piece", ["“", '"', "a", "a@", "<b", ".", " ", "(", "if ", "not ", "____ ", "1,", "́"]
)
def test_a_long_text_takes_no_longer_than_its_length(piece):
    long = piece * (100_000 // len(piece))
    item = Item(
        Kind.SINGLE, long, (Option(long, True), Option(long + "b"), Option("c")), explanation=long
    )
    assert objections(item, document=ARTICLE, concepts=BASE)


def test_a_thousand_options_are_not_compared_each_with_each():
    item = Item(Kind.MULTIPLE, "Which?", tuple(Option(f"number {n}", n < 2) for n in range(1000)))
    assert "OPT-COUNT" in {objection.code for objection in objections(item)}
