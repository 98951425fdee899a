"""What the forms say together: who is counted, what is accepted, what was found."""

import dataclasses
import json

import pytest

from quizzes.items import Level
from quizzes.rating import Origin, RatingError, summarize, to_mapping, to_markdown
from quizzes.rating.forms import read_form
from quizzes.rating.rubric import LINES, is_acceptable

from .material import CLOZE, EVERY_KIND, MULTIPLE, SINGLE, TRUE_FALSE, filled, sheet_of

ITEMS = (SINGLE, MULTIPLE, TRUE_FALSE, CLOZE)


def form(entries, name="Ann", kind="person", **options):
    return read_form(filled(entries, name, kind, **options), entries, "", name)


def number_of(entries, item):
    return next(number for number, entry in entries.items() if entry.item == item)


@pytest.mark.parametrize(
    ("failing", "acceptable"),
    [
        ((), True),
        (("B1",), True),
        (("B1", "B6"), False),
        (("A1",), False),
        (("A7", "B1"), False),
    ],
)
def test_an_item_is_acceptable_when_all_must_lines_hold_and_one_of_craft_may_fail(
    failing, acceptable
):
    assert is_acceptable(failing) is acceptable


def test_the_rubric_has_seven_lines_that_must_hold_and_six_of_craft():
    assert list(LINES) == [f"A{n}" for n in range(1, 8)] + [f"B{n}" for n in range(1, 7)]


def test_disagreement_counts_as_not_acceptable():
    entries = sheet_of(*ITEMS)
    number = number_of(entries, CLOZE)
    summary = summarize(entries, [form(entries), form(entries, "Bo", refuse={number: ("A6",)})])
    assert (summary.overall.hits, summary.overall.n) == (3, 4)
    assert [verdict.entry.item for verdict in summary.refused] == [CLOZE]
    assert summary.by["family"]["quantity"].hits == 0
    assert summary.by["family"]["scenario"].hits == 1
    assert summary.by["level"]["apply"].n == 1
    assert summary.by["article"]["When a laptop is gone"].n == 4


def test_a_rater_who_misses_more_than_one_flaw_in_ten_is_not_counted():
    entries = sheet_of(*ITEMS, flaws=1.0)
    assert sum(entry.flaw is not None for entry in entries.values()) == 4
    careless = filled(entries, "Cy")
    for number, entry in entries.items():
        if entry.flaw:
            careless["items"][str(number)] |= dict.fromkeys(LINES, True)
            break
    careless["items"][str(number_of(entries, SINGLE))]["A6"] = False
    forms = [form(entries), form(entries, "Bo"), read_form(careless, entries, "", "Cy")]
    summary = summarize(entries, forms)
    assert [report.is_counted for report in summary.raters] == [True, True, False]
    assert summary.overall.hits == summary.overall.n == 4
    assert "no: missed more than 10%" in to_markdown(summary)


def test_flaws_found_are_told_by_kind_and_by_reason():
    entries = sheet_of(*ITEMS, flaws=1.0)
    strict = filled(entries)
    for number, entry in entries.items():
        if entry.flaw:
            strict["items"][str(number)] |= dict.fromkeys(LINES, True) | {"A6": False}
    summary = summarize(entries, [read_form(strict, entries, "", "x"), form(entries, "Bo")])
    assert all(share.hits == share.n for share in summary.found_by_kind.values())
    assert [report.flaws_named.hits for report in summary.raters] == [0, 4]


def test_an_item_rated_once_is_left_out_where_others_are_rated_twice():
    entries = sheet_of(*(named(n) for n in range(30)))
    assert max(entry.batch for entry in entries.values()) == 2
    first = {number: entry for number, entry in entries.items() if entry.batch == 1}
    second_rater = read_form(filled(first, "Bo"), entries, "", "Bo")
    summary = summarize(entries, [form(entries), second_rater])
    assert (summary.overall.n, summary.left_out) == (15, 15)
    assert "15 items of ours have too few counted ratings" in to_markdown(summary)


def named(number):
    return dataclasses.replace(SINGLE, id=str(number), stem=f"Case {number}. {SINGLE.stem}")


def test_a_single_rater_is_told_to_be_one():
    entries = sheet_of(*ITEMS)
    summary = summarize(entries, [form(entries)])
    assert summary.overall.n == 4
    assert summary.agreement is None
    assert "**No item has two ratings**" in to_markdown(summary)


def test_keys_evidence_and_levels_are_summed_up():
    entries = sheet_of(*ITEMS)
    single, cloze = (number_of(entries, item) for item in (SINGLE, CLOZE))
    one = filled(entries, "Ann", refuse={single: ("A5",), cloze: ("A3",)})
    one["items"][str(single)]["answer"] = "?"
    two = filled(entries, "Bo")
    two["items"][str(single)]["verdict_level"] = Level.UNDERSTAND.value
    summary = summarize(entries, [read_form(f, entries, "", "x") for f in (one, two)])
    assert (summary.blind.hits, summary.blind.n) == (7, 8)
    assert (summary.wrong_or_double_keys.hits, summary.unsupported.hits) == (1, 1)
    # Where two raters differ, the lower level counts: one item is understood, one statement too.
    assert (summary.above_remember.hits, summary.claimed_level.hits) == (2, 3)


def test_hand_written_items_and_those_beyond_the_article_stand_apart():
    beyond = dataclasses.replace(SINGLE, id="beyond", stem="What then?", beyond=True)
    by_hand = dataclasses.replace(CLOZE, id="hand", family="")
    entries = sheet_of(MULTIPLE, beyond, by_hand=(by_hand,))
    refuse = {n: ("A6",) for n, e in entries.items() if e.origin is not Origin.GENERATED}
    summary = summarize(entries, [form(entries, refuse=refuse), form(entries, "Bo")])
    assert (summary.overall.hits, summary.overall.n) == (1, 1)
    assert (summary.by_hand.hits, summary.by_hand.n) == (0, 1)
    assert (summary.beyond.hits, summary.beyond.n) == (0, 1)
    assert len(summary.refused) == 2


@pytest.mark.parametrize(
    ("kinds", "told"),
    [
        (("person", "person"), "All raters are **persons**."),
        (("language model", "language model"), "no person has rated"),
        (("person", "language model"), "Some raters are **persons**, some **language models**"),
    ],
)
def test_it_is_told_who_rated(kinds, told):
    entries = sheet_of(*ITEMS)
    forms = [form(entries, name, kind) for name, kind in zip("AB", kinds, strict=True)]
    assert told in to_markdown(summarize(entries, forms))


def test_refused_items_are_listed_with_lines_and_comments():
    entries = sheet_of(*ITEMS)
    number = number_of(entries, SINGLE)
    forms = [form(entries, refuse={number: ("A2", "B1")}), form(entries, "Bo")]
    told = to_markdown(summarize(entries, forms))
    assert f"{number}. (scenario; When a laptop is gone) {SINGLE.stem}" in told
    assert "Ann: lines with no: A2, B1: not good" in told
    assert "Bo: lines with no: none" in told


def test_one_rater_may_fill_several_forms_but_no_item_twice():
    entries = sheet_of(*(named(n) for n in range(30)))
    parts = [
        {number: entry for number, entry in entries.items() if entry.batch == batch}
        for batch in (1, 2)
    ]
    forms = [read_form(filled(part), entries, "", "x") for part in parts]
    assert summarize(entries, forms).raters[0].accepted.n == 30
    with pytest.raises(RatingError, match="Ann rated item 1 twice"):
        summarize(entries, [*forms, forms[0]])


def test_a_rater_is_either_a_person_or_none():
    entries = sheet_of(*(named(n) for n in range(30)))
    parts = [
        {number: entry for number, entry in entries.items() if entry.batch == batch}
        for batch in (1, 2)
    ]
    forms = [
        read_form(filled(part, kind=kind), entries, "", "x")
        for part, kind in zip(parts, ("person", "language model"), strict=True)
    ]
    with pytest.raises(RatingError, match="Ann is a person here"):
        summarize(entries, forms)


def test_the_mapping_is_json_and_has_the_same_figures():
    entries = sheet_of(*EVERY_KIND, flaws=0.5)
    summary = summarize(entries, [form(entries), form(entries, "Bo")])
    data = json.loads(json.dumps(to_mapping(summary)))
    assert data["overall"]["hits"] == data["overall"]["n"] == len(EVERY_KIND)
    assert data["overall"]["interval"] == list(summary.overall.interval)
    assert data["kappa"] == 1.0
