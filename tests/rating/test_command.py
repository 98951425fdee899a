"""The command line: sheet, summary and coverage of an article."""

import json
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from quizzes.generation import item_to_json
from quizzes.rating import RatingError, load_marks
from quizzes.rating.folder import read_sheet
from tests import make
from tests.editing.test_articles import LEAKS

from .material import SINGLE, filled

pytestmark = pytest.mark.django_db  # the concept base may be stored there

FOUNDING = str(settings.CONTENT_DIR / "articles" / "founding.txt")
RUN = str(settings.CONTENT_DIR / "items" / "founding.json")


def run(*arguments):
    out = StringIO()
    call_command("rate_items", *map(str, arguments), stdout=out, stderr=out)
    return out.getvalue()


@pytest.fixture
def sheet(tmp_path):
    """A sheet of the shipped items, so that no generation is needed."""
    run("sheet", RUN, "--out", tmp_path / "sheet")
    return tmp_path / "sheet"


def test_a_sheet_is_written_and_said_what_is_in_it(tmp_path):
    told = run("sheet", RUN, "--out", tmp_path / "sheet", "--seed", 3, "--flaws", 0.2)
    entries = read_sheet(tmp_path / "sheet")[1]
    planted = sum(entry.flaw is not None for entry in entries.values())
    assert f"{len(entries)} items in 1 batches: {len(entries) - planted} generated" in told
    assert f"{planted} planted" in told
    assert {path.name for path in (tmp_path / "sheet").iterdir()} == {
        "key.json", "batch-1-questions.md", "batch-1-reveal.md", "batch-1-answers.json",
    }  # fmt: skip


def test_filled_forms_are_summed_up(sheet):
    entries = read_sheet(sheet)[1]
    forms = []
    for name in ("Ann", "Bo"):
        forms.append(sheet / f"{name}.json")
        forms[-1].write_text(json.dumps(filled(entries, name, "language model")))
    told = run("summary", sheet, *forms)
    assert "All raters are **language models**" in told
    assert "| Acceptable | " in told
    assert json.loads(run("summary", sheet, *forms, "--json"))["ratings_per_item"] == 2


def test_items_by_hand_are_mixed_in(tmp_path):
    path = tmp_path / "hand.json"
    path.write_text(json.dumps([item_to_json(SINGLE)]))
    assert "1 hand-written" in run("sheet", RUN, "--human", path, "--out", tmp_path / "sheet")


def test_items_by_hand_for_no_article_of_the_sheet_are_told(tmp_path):
    path = tmp_path / "hand.json"
    path.write_text(json.dumps({"article": {"title": "?"}, "items": [item_to_json(SINGLE)]}))
    with pytest.raises(CommandError, match="not clear to which article"):
        run("sheet", RUN, "--human", path, "--out", tmp_path / "sheet")


def test_seeds_of_a_stored_article_are_pooled(tmp_path):
    make.article("leaks", LEAKS)
    run("sheet", "leaks", "--seeds", 0, 1, "--out", tmp_path / "sheet")
    entries = read_sheet(tmp_path / "sheet")[1].values()
    ids = [entry.item.id for entry in entries if not entry.flaw]
    assert ids
    assert len(ids) == len(set(ids))


def test_an_article_without_items_has_no_sheet(tmp_path):
    path = tmp_path / "short.txt"
    path.write_text("Cats sleep all day.")
    with pytest.raises(CommandError, match="no item to rate"):
        run("sheet", path, "--out", tmp_path / "sheet")


def test_coverage_is_measured():
    (one,) = json.loads(run("coverage", FOUNDING, "--json"))
    assert one["words"] == 762
    assert one["covered"]["n"] == 4
    assert one["lost_marks"] == 0


def test_coverage_is_printed_as_a_table(tmp_path):
    path = tmp_path / "short.txt"
    path.write_text("Cats sleep all day.")
    assert "| short.txt | 4 | 0 | 0.0 | not marked | – | – |" in run("coverage", path)


def test_blocks_are_listed_with_their_marks():
    told = run("coverage", FOUNDING, "--list")
    marks = load_marks(settings.BASE_DIR / "benchmarks" / "teaching.yaml")
    assert told.count("# [x] paragraph") == 4
    assert any(sha256 in told for sha256 in marks)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["sheet", "nothing-such", "--out", "x"], "no file and no stored article"),
        (["sheet", "nothing.json", "--out", "x"], r"nothing\.json: can't be read"),
        (["sheet", RUN, "--flaws", "2", "--out", "x"], "write a share from 0 to 1"),
        (["sheet", RUN, "--per-article", "0", "--out", "x"], "write a whole number from 1 on"),
        (["summary", "nowhere", "form.json"], "can't be read"),
        (["coverage", "nowhere.txt"], "nowhere.txt"),
        (["coverage", FOUNDING, "--marks", "nowhere.yaml"], "can't be read as YAML"),
    ],
)
def test_what_can_not_be_done_is_told_in_a_sentence(arguments, told):
    with pytest.raises((CommandError, RatingError), match=told):
        run(*arguments)
