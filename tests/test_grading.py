"""What an answer earns."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.items import (
    Chosen,
    Item,
    Kind,
    Matched,
    MatchingKey,
    Number,
    NumberKey,
    Option,
    Ordered,
    OrderingKey,
    Pair,
    TextKey,
    Typed,
)
from quizzes.rules.grading import Ungradable, fold, grade
from tests import make


def choice(kind: Kind, keys: str) -> Item:
    """ "KD D" is a key and two distractors."""
    return Item(
        kind=kind,
        stem="?",
        options=tuple(Option(f"{i}", letter == "K") for i, letter in enumerate(keys)),
    )


def chosen(*places: int) -> Chosen:
    return Chosen(frozenset(places))


NUMBER = Item(kind=Kind.NUMERIC, stem="?", key=NumberKey(Decimal("73.0"), Decimal("0.5"), "%"))
TEXT = Item(kind=Kind.SHORT_TEXT, stem="?", key=TextKey(("PayPal", "pay pal")))
PAIRS = Item(
    kind=Kind.MATCHING, stem="?", key=MatchingKey((Pair("a", "x"), Pair("b", "y"), Pair("c", "x")))
)
STEPS = Item(kind=Kind.ORDERING, stem="?", key=OrderingKey(("1", "2", "3", "4")))


@pytest.mark.parametrize(
    ("item", "answer", "earned"),
    [
        (choice(Kind.SINGLE, "DKDD"), chosen(1), "1"),
        (choice(Kind.SINGLE, "DKDD"), chosen(0), "0"),
        (choice(Kind.SINGLE, "DKDD"), chosen(), "0"),
        (choice(Kind.TRUE_FALSE, "DK"), chosen(1), "1"),
        (choice(Kind.CLOZE, "KDD"), chosen(2), "0"),
        (choice(Kind.MULTIPLE, "KKDD"), chosen(0, 1), "1"),
        (choice(Kind.MULTIPLE, "KKDD"), chosen(0), "0.5"),
        (choice(Kind.MULTIPLE, "KKDD"), chosen(0, 2), "0"),
        (choice(Kind.MULTIPLE, "KKDD"), chosen(0, 1, 2), "0.5"),
        (choice(Kind.MULTIPLE, "KKDD"), chosen(0, 1, 2, 3), "0"),
        (choice(Kind.MULTIPLE, "KKKD"), chosen(0, 1, 2, 3), "0"),
        (choice(Kind.MULTIPLE, "KKKD"), chosen(0, 1), "0.6667"),
        (choice(Kind.MULTIPLE, "KKDD"), chosen(2, 3), "0"),
        (NUMBER, Number(Decimal("73")), "1"),
        (NUMBER, Number(Decimal("73.5")), "1"),
        (NUMBER, Number(Decimal("72.5")), "1"),
        (NUMBER, Number(Decimal("73.500001")), "0"),
        (NUMBER, Number(Decimal("-73")), "0"),
        (TEXT, Typed("  paypal. "), "1"),
        (TEXT, Typed("PAYPAL!"), "1"),
        (TEXT, Typed("PAY\u00a0PAL"), "1"),
        (TEXT, Typed("ｐａｙｐａｌ"), "1"),
        (TEXT, Typed("pаypal"), "0"),  # the second letter is Cyrillic
        (TEXT, Typed(""), "0"),
        (PAIRS, Matched(frozenset({(0, 0), (1, 1), (2, 2)})), "1"),
        (
            PAIRS,
            Matched(frozenset({(0, 2), (1, 1), (2, 0)})),
            "1",
        ),  # two pairs share their right side
        (PAIRS, Matched(frozenset({(0, 0), (1, 0), (2, 1)})), "0.3333"),
        (PAIRS, Matched(frozenset({(0, 0)})), "0.3333"),
        (PAIRS, Matched(frozenset()), "0"),
        (STEPS, Ordered((0, 1, 2, 3)), "1"),
        (STEPS, Ordered((1, 2, 3, 0)), "0.6667"),
        (STEPS, Ordered((3, 2, 1, 0)), "0"),
        (STEPS, Ordered((0, 1)), "0.3333"),
    ],
)
def test_an_answer_earns_what_the_rule_says(item, answer, earned):
    assert grade(item, answer).earned == Decimal(earned)


@pytest.mark.parametrize("kind", list(Kind))
def test_of_every_kind_the_right_answer_earns_all_and_no_answer_nothing(kind):
    item = make.item(kind)
    assert grade(item, make.right(item), maximum=Decimal("2.5")).earned == Decimal("2.5")
    assert grade(item, make.right(item)).is_full
    assert grade(item, None, maximum=Decimal("2.5")).earned == 0
    assert not grade(item, make.wrong(item)).is_full


@pytest.mark.parametrize(
    ("item", "answer"),
    [
        (choice(Kind.SINGLE, "DKDD"), chosen(4)),
        (choice(Kind.SINGLE, "DKDD"), chosen(0, 1)),
        (choice(Kind.MULTIPLE, "KKDD"), chosen(-1)),
        (choice(Kind.SINGLE, "DKDD"), Typed("1")),
        (NUMBER, chosen(0)),
        (TEXT, Number(Decimal(1))),
        (PAIRS, Matched(frozenset({(0, 3)}))),
        (PAIRS, Matched(frozenset({(0, 0), (0, 1)}))),
        (STEPS, Ordered((0, 0, 1, 2))),
        (STEPS, Ordered((0, 1, 2, 4))),
    ],
)
def test_an_answer_that_the_question_cannot_have_is_refused(item, answer):
    with pytest.raises(Ungradable):
        grade(item, answer)


KEYS = st.text("KD", min_size=2, max_size=8).filter(lambda keys: 0 < keys.count("K") < len(keys))


@given(KEYS, st.data(), st.decimals("0.0001", "999", places=4))
def test_a_mark_lies_between_nothing_and_the_maximum(keys, data, maximum):
    answer = Chosen(data.draw(st.frozensets(st.integers(0, len(keys) - 1))))
    mark = grade(choice(Kind.MULTIPLE, keys), answer, maximum=maximum)
    assert 0 <= mark.earned <= mark.maximum == maximum


@given(KEYS, st.data())
def test_the_order_of_the_options_never_changes_a_mark(keys, data):
    places = data.draw(st.permutations(range(len(keys))))
    answer = data.draw(st.frozensets(st.integers(0, len(keys) - 1)))
    shuffled = "".join(keys[i] for i in places)
    moved = Chosen(frozenset(places.index(i) for i in answer))
    assert grade(choice(Kind.MULTIPLE, keys), Chosen(answer)) == grade(
        choice(Kind.MULTIPLE, shuffled), moved
    )


@given(st.lists(st.sampled_from("xyz"), min_size=2, max_size=6), st.data())
def test_the_order_of_the_pairs_never_changes_a_mark(rights, data):
    count = len(rights)
    places = data.draw(st.permutations(range(count)))
    given_pairs = list(enumerate(data.draw(st.permutations(range(count)))))
    pairs = [Pair(str(i), right) for i, right in enumerate(rights)]

    def mark(order, answer):
        item = Item(kind=Kind.MATCHING, stem="?", key=MatchingKey(tuple(pairs[i] for i in order)))
        return grade(item, Matched(frozenset(answer)))

    moved = [(places.index(left), places.index(to)) for left, to in given_pairs]
    plain = mark(range(count), given_pairs)
    assert plain == mark(places, moved) == mark(range(count), reversed(given_pairs))
    assert 0 <= plain.earned <= 1


@given(st.integers(2, 7), st.data())
def test_an_order_earns_everything_only_when_it_is_the_right_one(length, data):
    order = tuple(data.draw(st.permutations(range(length))))
    item = Item(kind=Kind.ORDERING, stem="?", key=OrderingKey(tuple(map(str, range(length)))))
    mark = grade(item, Ordered(order))
    assert 0 <= mark.earned <= 1
    assert mark.is_full == (order == tuple(range(length)))


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


def test_a_key_that_is_no_number_compares_without_an_error():
    odd = NumberKey(Decimal("sNaN"), Decimal("sNaN"))
    assert odd != NumberKey(Decimal(1))
    assert odd.value.is_qnan()
