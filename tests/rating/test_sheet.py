"""The papers of a batch: nothing leaks before the reveal, and the forms are checked."""

import json
import re
import subprocess
import sys

import pytest
from django.conf import settings

from quizzes.generation import item_to_json
from quizzes.rating import (
    Article,
    Origin,
    Plan,
    RatingError,
    Run,
    human_from_json,
    mixed,
    pooled,
    read_forms,
    run_from_json,
    write_sheet,
)
from quizzes.rating.answers import BadAnswer, found_key
from quizzes.rating.batches import LARGEST
from quizzes.rating.folder import read_sheet
from quizzes.rating.runs import run_for

from .material import (
    ARTICLE,
    EVERY_KIND,
    MULTIPLE,
    OTHER,
    RIGHT_ANSWERS,
    SINGLE,
    TEXT,
    filled,
    sheet_of,
)


def fill(folder, entries, **form):
    path = folder / "filled.json"
    path.write_text(json.dumps(filled(entries) | form))
    return path


@pytest.fixture
def sheet(tmp_path):
    """A written sheet of every kind of item, its folder and its entries."""
    write_sheet(list(sheet_of(*EVERY_KIND, flaws=0.5).values()), tmp_path / "sheet")
    return tmp_path / "sheet", read_sheet(tmp_path / "sheet")[1]


def test_the_questions_tell_no_key_no_family_and_no_origin(sheet):
    folder, entries = sheet
    paper = (folder / "batch-1-questions.md").read_text()
    asked = paper.partition("# The questions")[2]
    for word in ("**", "Why not", "scenario", "listing", "planted", "flaw", "Evidence", "NCSC"):
        assert word not in asked
    for entry in entries.values():
        assert f"## {entry.number}\n" in asked
        assert entry.item.stem in asked


def test_the_article_stands_once_above_the_questions(sheet):
    paper = (sheet[0] / "batch-1-questions.md").read_text()
    for block in TEXT.split("\n\n"):
        assert paper.count(f"> {block}") == 1


def test_options_keep_their_order_and_are_lettered(sheet):
    paper = (sheet[0] / "batch-1-questions.md").read_text()
    letters = "\n".join(f"- {'ABCD'[n]}. {o.text}" for n, o in enumerate(SINGLE.options))
    assert letters in paper


def test_the_reveal_shows_key_reasons_evidence_authority_and_level(sheet):
    paper = (sheet[0] / "batch-1-reveal.md").read_text()
    part = paper.partition(SINGLE.stem)[2].partition("\n## ")[0]
    assert "**Key:** A" in part
    assert "Waiting gives the thief time." in part
    assert f"“{SINGLE.evidence[0].text}”" in part
    assert "NCSC, Lost devices, https://example.org" in part
    assert "**Claimed level:** apply" in part


def test_no_evidence_is_said_to_be_none(tmp_path):
    (entry,) = sheet_of(EVERY_KIND[5]).values()
    write_sheet([entry], tmp_path / "sheet")
    assert "**Evidence:** (none)" in (tmp_path / "sheet" / "batch-1-reveal.md").read_text()


def test_a_sheet_comes_back_as_it_was_written(tmp_path):
    entries = sheet_of(*EVERY_KIND, by_hand=(MULTIPLE,), flaws=0.5)
    write_sheet(list(entries.values()), tmp_path / "sheet")
    assert read_sheet(tmp_path / "sheet")[1] == entries


def test_a_sheet_is_never_overwritten(sheet):
    folder, entries = sheet
    with pytest.raises(RatingError, match="holds a sheet already"):
        write_sheet(list(entries.values()), folder)


def test_a_fifth_of_a_sheet_is_flawed_in_all_kinds_in_turn():
    items = [many(n) for n in range(20)]
    entries = sheet_of(*items, flaws=0.2).values()
    flaws = [entry.flaw for entry in entries if entry.origin is Origin.PLANTED]
    assert len(flaws) == len(set(flaws)) == 4


def test_spares_are_flawed_before_items_that_are_shown():
    run = Run(ARTICLE, (SINGLE,), (MULTIPLE,))
    (planted,) = (e for e in mixed([run], {}, Plan(flaws=0.2)) if e.flaw)
    assert planted.item.id == "multiple-flawed"


def test_batches_are_of_one_article_and_not_too_large():
    runs = [Run(ARTICLE, tuple(many(n) for n in range(30))), Run(OTHER, (many(99),))]
    entries = mixed(runs, {}, Plan(flaws=0))
    sizes = [sum(entry.batch == batch for entry in entries) for batch in (1, 2, 3)]
    assert sizes == [15, 15, 1]
    assert max(sizes) <= LARGEST
    assert [entry.number for entry in entries] == list(range(1, 32))
    assert all(entry.article == (OTHER if entry.batch == 3 else ARTICLE) for entry in entries)


def test_at_most_so_many_items_of_each_article():
    runs = [Run(ARTICLE, tuple(many(n) for n in range(30)))]
    assert len(mixed(runs, {}, Plan(flaws=0, per_article=7))) == 7


def test_the_same_seed_mixes_the_same_and_another_otherwise():
    run = Run(ARTICLE, tuple(many(n) for n in range(20)))
    first, second, other = (mixed([run], {}, Plan(seed=seed)) for seed in (1, 1, 2))
    assert first == second != other


def many(number):
    data = item_to_json(SINGLE) | {"id": str(number), "stem": f"Case {number}. {SINGLE.stem}"}
    return run_from_json({"article": {"text": TEXT}, "items": [data]}, "x").items[0]


def test_seeds_of_one_article_are_pooled_without_repeats():
    runs = [Run(ARTICLE, (SINGLE,), (MULTIPLE,)), Run(OTHER, ()), Run(ARTICLE, (SINGLE, MULTIPLE))]
    assert pooled(runs) == [Run(ARTICLE, (SINGLE, MULTIPLE)), Run(OTHER, ())]


def test_a_printed_run_is_read_with_what_the_set_left_out():
    dropped = [
        item_to_json(MULTIPLE) | {"dropped": {"code": code, "message": "m"}}
        for code in ("SET-FULL", "OPT-LEN")
    ]
    data = {
        "article": {"title": "T", "text": TEXT},
        "items": [item_to_json(SINGLE), *dropped],
    }
    assert run_from_json(data, "x.json") == Run(Article("T", TEXT), (SINGLE,), (MULTIPLE,))


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ([], "expected an object"),
        ({"items": []}, "no article text"),
        ({"article": {"text": "t"}, "items": 3}, "items: expected a list"),
        ({"article": {"text": "t"}, "items": [3]}, r"items\.0: An item must be a mapping"),
        ({"article": {"text": "t"}, "items": [{"kind": "single", "stem": "x"}]}, r"items\.0: Give"),
    ],
)
def test_a_file_that_holds_no_items_is_told_with_the_place(data, told):
    with pytest.raises(RatingError, match=told):
        run_from_json(data, "x.json")


def test_items_by_hand_find_their_article_by_text_or_title_or_as_the_only_one():
    runs = [Run(ARTICLE, ()), Run(OTHER, ())]
    data = {"items": [item_to_json(SINGLE)]}
    for article in ({"text": OTHER.text}, {"title": OTHER.title}):
        found, items = human_from_json(data | {"article": article}, "x")
        assert run_for(found, runs) == runs[1]
        assert items == (SINGLE,)
    unnamed = human_from_json([item_to_json(SINGLE)], "x")[0]
    assert run_for(unnamed, runs) is None
    assert run_for(unnamed, runs[:1]) == runs[0]


@pytest.mark.parametrize("item", EVERY_KIND, ids=lambda item: item.id)
def test_the_right_answer_of_every_kind_is_seen_as_right(item):
    assert found_key(item, RIGHT_ANSWERS[item.id])
    assert not found_key(item, "?")


@pytest.mark.parametrize(
    ("number", "answer", "is_right"),
    [
        (0, "a", True), (0, "B", False), (1, "A, C; B", True), (1, ["A", "B"], False),
        (4, 4, True), (4, " 4.0 ", True), (4, "5", False), (5, "Smishing.", True),
        (6, ["A", "C", "B"], False), (7, ["B", "C", "A"], False),
    ],
)  # fmt: skip
def test_answers_are_marked_by_the_grader(number, answer, is_right):
    assert found_key(EVERY_KIND[number], answer) is is_right


@pytest.mark.parametrize(
    ("number", "answer"),
    [
        (0, "E"), (0, ["A", "B"]), (0, ""), (0, 3), (0, []), (1, ["AB"]), (4, "many"), (4, True),
        (4, "NaN"), (5, ""), (6, ["A"]), (7, ["A", "A", "B"]), (1, {"A": True}),
    ],
)  # fmt: skip
def test_an_answer_that_the_item_can_not_have_is_refused(number, answer):
    with pytest.raises(BadAnswer):
        found_key(EVERY_KIND[number], answer)


def test_a_filled_form_is_read(sheet):
    folder, entries = sheet
    _, (form,) = read_forms([fill(folder, entries)], folder)
    assert form.rater.name == "Ann"
    assert [rating.number for rating in form.ratings] == sorted(entries)
    assert all(rating.found_key for rating in form.ratings)
    assert all(rating.accepts == (not entries[rating.number].flaw) for rating in form.ratings)


def test_the_blank_form_says_what_is_missing(sheet):
    folder, _ = sheet
    with pytest.raises(RatingError) as error:
        read_forms([folder / "batch-1-answers.json"], folder)
    assert "rater.name: write a name" in str(error.value)
    assert "rater.kind: write 'person' or 'language model'" in str(error.value)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda f: f["items"].pop("1"), "items.1: not rated; batch 1 needs all"),
        (lambda f: f["items"]["1"].pop("A3"), "items.1.A3: write true or false, found None"),
        (lambda f: f["items"]["1"].update(A3="yes"), "items.1.A3: write true or false"),
        (lambda f: f["items"]["1"].update(C1=True), "items.1.C1: no such field"),
        (lambda f: f["items"]["1"].update(answer=None), "items.1.answer: not answered"),
        (lambda f: f["items"]["1"].update(answer=["Z"]), "items.1.answer: "),
        (lambda f: f["items"]["1"].update(verdict_level="create"), "verdict_level: use one of"),
        (lambda f: f["items"]["1"].update(comment=3), "items.1.comment: write text"),
        (lambda f: f["items"].update({"777": {}}), "items.777: the sheet has no such number"),
        (lambda f: f["items"].update({"1": 3}), "items.1: expected an object"),
        (lambda f: f.update(items=[]), "items: this field is missing"),
        (lambda f: f.update(sheet="0badf00d"), "belongs to sheet '0badf00d'"),
        (lambda f: f.update(notes=""), "notes: no such field"),
        (lambda f: f.pop("rater"), "rater: this field is missing"),
        (lambda f: f["rater"].update(kind="robot"), "rater.kind: write 'person'"),
        (lambda f: f["rater"].update(age=3), "rater.age: no such field"),
    ],
)
def test_what_is_wrong_with_a_form_is_named_with_its_place(sheet, change, told):
    folder, entries = sheet
    form = filled(entries)
    change(form)
    path = folder / "filled.json"
    path.write_text(json.dumps(form))
    with pytest.raises(RatingError, match=re.escape(told)):
        read_forms([path], folder)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"{", "line 1: no valid JSON"),
        (b"\xff\xfe\x00", "is no UTF-8 text"),
        (b"[" * 100_000, "nested too deeply"),
        (b"3", "expected an object"),
    ],
)
def test_a_file_that_is_no_form_is_told_in_a_sentence(sheet, content, told):
    path = sheet[0] / "bad.json"
    path.write_bytes(content)
    with pytest.raises(RatingError, match=told):
        read_forms([path], sheet[0])


def test_a_folder_without_a_sheet_is_told(tmp_path):
    with pytest.raises(RatingError, match="can't be read"):
        read_forms([], tmp_path)
    (tmp_path / "key.json").write_text("{}")
    with pytest.raises(RatingError, match="no key of a sheet"):
        read_forms([], tmp_path)


def test_rating_needs_no_django():
    program = "import sys; sys.modules['django'] = None; import quizzes.rating"
    subprocess.run([sys.executable, "-c", program], check=True, cwd=settings.BASE_DIR)
