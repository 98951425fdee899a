"""Items as JSON: what goes out comes back, and a mistake is named with its place."""

import json
from decimal import Decimal

import pytest

from quizzes.generation import ItemFormatError, generate, item_from_json, item_to_json, to_json
from quizzes.items import (
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

ITEMS = [
    Item(Kind.SINGLE, "Which?", (Option("a", True, "yes"), Option("b")), level=Level.APPLY),
    Item(Kind.MULTIPLE, "Which?", (Option("a", True), Option("b", True), Option("c", entry="behaviour:wait"))),
    Item(Kind.TRUE_FALSE, "It is.", (Option("True", True), Option("False"))),
    Item(Kind.CLOZE, "It is ____ .", (Option("a", True), Option("b"))),
    Item(Kind.NUMERIC, "How many?", key=NumberKey(Decimal("73.0"), Decimal("0.5"), "%")),
    Item(Kind.SHORT_TEXT, "What?", key=TextKey(("fraud", "a fraud"))),
    Item(Kind.MATCHING, "Match.", key=MatchingKey((Pair("a", "x"), Pair("b", "y")))),
    Item(
        Kind.ORDERING, "Order.", key=OrderingKey(("one", "two")), explanation="So.",
        evidence=(Evidence(3, 6, "two"),), authority=(Authority("NIST", "T", "https://x.org"),),
        concepts=("a",), family="f", score=0.5, id="abc", entry="scenario:one",
    ),
]  # fmt: skip


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.kind.value)
def test_an_item_comes_back_as_it_went_out(item):
    assert item_from_json(json.loads(json.dumps(item_to_json(item)))) == item


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"stem": "x"}, "kind: this field is missing"),
        ({"kind": "riddle", "stem": "x"}, "kind: 'riddle' is unknown; use one of single"),
        ({"kind": "single"}, "stem: this field is missing"),
        ({"kind": "single", "stem": 3}, "stem: expected text, found 3"),
        ({"kind": "single", "stem": "x", "options": "ab"}, "options: expected a list"),
        ({"kind": "single", "stem": "x", "options": [{}]}, "options.0.text: this field"),
        (
            {"kind": "single", "stem": "x", "options": [{"text": "a", "correct": "yes"}]},
            "options.0.correct: expected true or false",
        ),
        ({"kind": "single", "stem": "x", "answer": {"value": 1}}, "mark options as correct"),
        ({"kind": "single", "stem": "x", "hint": "y"}, "hint: no such field"),
        ({"kind": "numeric", "stem": "x"}, "answer.value: this field is missing"),
        ({"kind": "numeric", "stem": "x", "answer": {"value": "many"}}, "'many' is no number"),
        ({"kind": "short_text", "stem": "x", "answer": {}}, "answer.accepted: this field"),
        ({"kind": "matching", "stem": "x", "answer": {"pairs": [{}]}}, "answer.pairs.0.left"),
        ({"kind": "ordering", "stem": "x", "answer": {"order": [1]}}, "answer.order.0"),
        ({"kind": "single", "stem": "x", "evidence": [{"text": "t"}]}, "evidence.0.start"),
        (
            {"kind": "single", "stem": "x", "entry": "torch_app"},
            "entry: 'torch_app' names no entry",
        ),
        (
            {"kind": "single", "stem": "x", "options": [{"text": "a", "entry": "concept:worm"}]},
            "options.0.entry: 'concept:worm' names no entry; write scenario:ID",
        ),
        ([], "must be a mapping"),
    ],
)
def test_a_mistake_in_an_item_is_named_with_its_place(data, words):
    with pytest.raises(ItemFormatError) as error:
        item_from_json(data)
    assert words in str(error.value)


def test_a_run_is_printed_with_its_article_items_and_report(founding, reviewed):
    generation = generate(founding, concepts=reviewed)
    data = json.loads(json.dumps(to_json(generation, founding, title="T")))
    assert data["format"] == 1
    assert data["article"]["title"] == "T"
    assert len(data["items"]) == len(generation.items)
    for item in data["items"]:
        for passage in item["evidence"]:
            assert data["article"]["text"][passage["start"] : passage["end"]] == passage["text"]
    assert {"start", "end", "tried", "dropped"} == set(data["report"]["sentences"][0])
    everything = to_json(generation, founding, all=True)
    assert len(everything["items"]) == len(generation.items) + len(generation.dropped)
