"""Marks of teaching paragraphs, and what of them a set covers."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.generation import read
from quizzes.items import Evidence, Item, Kind, Level
from quizzes.rating import RatingError, coverage, load_marks, locate, mark, totals
from quizzes.rating.coverage import to_mapping, to_markdown

TEXT = (
    "Advice\n======\n\nUse a “long” password, and keep it secret — always.\n\n"
    "Locks help.\n\nLocks help.\n\nRead on below."
)
SECRET = "use a LONG password; and keep it\nsecret always"
DOCUMENT = read(TEXT, format="markdown")


def item(words, **fields):
    start = DOCUMENT.text.index(words)
    cited = (Evidence(start, start + len(words), words),)
    return Item(Kind.SINGLE, "Which?", evidence=cited, **fields)


def test_a_paragraph_is_found_by_its_words_however_they_are_set():
    found = locate(DOCUMENT, [mark(SECRET)]).found[0]
    assert DOCUMENT.text[found.start : found.end].startswith("Use a “long”")
    assert DOCUMENT.text[found.start : found.end].endswith("always")


def test_a_paragraph_that_stands_there_twice_is_one():
    assert len(locate(DOCUMENT, [mark("Locks help.")]).found) == 1


def test_a_mark_that_is_not_found_is_lost():
    marked = locate(DOCUMENT, [mark("Locks help"), mark("Nothing of the kind")])
    assert len(marked.found) == 1
    assert marked.lost == (mark("Nothing of the kind"),)


@given(st.text(), st.text(), st.text())
def test_every_paragraph_with_words_is_found_between_others(before, text, after):
    document = dataclasses.replace(DOCUMENT, text=f"{before}\n\n{text}\n\n{after}", blocks=())
    if not mark(text).startswith("0:"):
        assert locate(document, [mark(text)]).found


def test_a_paragraph_is_covered_when_evidence_lies_in_it():
    marked = locate(DOCUMENT, [mark(SECRET), mark("Locks help"), mark("gone with the wind")])
    measured = coverage(DOCUMENT, [item("keep it secret"), item("Read on")], marked)
    assert (measured.covered.hits, measured.covered.n) == (1, 3)
    assert measured.lost_marks == 1
    assert "1 of 3 (33 %); 1 not found in the text" in to_markdown([measured])


def test_yield_levels_and_leads_are_counted():
    items = [
        dataclasses.replace(item("Locks", level=Level.APPLY), stem="According to the article, x?"),
        item("Locks"),
    ]
    measured = coverage(DOCUMENT, items, None, "advice.md")
    assert measured.per_thousand == round(2000 / len(DOCUMENT.text.split()), 1)
    assert to_mapping(measured)["above_remember"]["share"] == 0.5
    assert to_mapping(measured)["with_lead"]["share"] == 0.5
    assert measured.covered is None
    assert "not marked" in to_markdown([measured])


def test_several_articles_are_summed_up():
    marked = locate(DOCUMENT, [mark("Locks help")])
    one = coverage(DOCUMENT, [item("Locks")], marked)
    both = totals([one, coverage(DOCUMENT, [], None)])
    assert (both.items, both.words, both.covered.n) == (1, 2 * one.words, 1)
    assert "| together |" in to_markdown([one, one])


def test_marks_are_read(tmp_path):
    path = tmp_path / "marks.yaml"
    path.write_text('articles:\n- sha256: ab\n  teaching: ["2:0123456789ab"]\n')
    assert load_marks(path) == {"ab": ["2:0123456789ab"]}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("articles: 3", "expected a list under “articles”"),
        ("articles:\n- teaching: []", r"articles\.0: expected “sha256”"),
        ("articles:\n- sha256: ab\n  teaching: []", "expected a list of marks"),
        ("articles:\n- sha256: ab\n  teaching: [word]", "'word' is no mark"),
        ("articles: [", "can't be read as YAML"),
    ],
)
def test_a_file_of_marks_that_is_none_is_told(tmp_path, content, told):
    path = tmp_path / "marks.yaml"
    path.write_text(content)
    with pytest.raises(RatingError, match=told):
        load_marks(path)
