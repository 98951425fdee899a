"""The numbers of lists are kept: start values, letters, lists in lists."""

import pytest

from quizzes.generation import number_of, read
from quizzes.generation.text.marks import mark_of


def items(text, format):
    document = read(text, format=format)
    blocks = enumerate(document.blocks)
    return [(b.mark, b.level, document.block_text(n)) for n, b in blocks if b.level]


def test_plain_text_keeps_what_was_typed():
    text = "Do this:\n\n3. Lock it.\n4. Keep it.\n   a) at home\n   b) at work\n5. Go.\n"
    assert items(text, "text") == [
        ("3", 1, "Lock it."),
        ("4", 1, "Keep it."),
        ("a", 2, "at home"),
        ("b", 2, "at work"),
        ("5", 1, "Go."),
    ]


def test_markdown_counts_from_the_first_number_as_commonmark_says():
    text = "Words.\n\n7. Seven\n7. Eight\n   - a bullet\n\n   Below it.\n1. Nine\n"
    assert items(text, "markdown") == [
        ("7", 1, "Seven"),
        ("8", 1, "Eight"),
        ("", 2, "a bullet"),
        ("", 1, "Below it."),
        ("9", 1, "Nine"),
    ]


@pytest.mark.parametrize(
    ("html", "marks"),
    [
        ("<ol><li>x<li>y</ol>", ["1", "2"]),
        ("<ol start=0><li>x<li>y</ol>", ["0", "1"]),
        ("<ol start=4><li>x<li value=9>y<li>z</ol>", ["4", "9", "10"]),
        ("<ol type=a start=25><li>x<li>y<li>z</ol>", ["y", "z", ""]),
        ("<ol type=I><li>x<li>y</ol>", ["I", "II"]),
        ("<ol><li>x<ul><li>in<li>it</ul><li>y</ol>", ["1", "", "", "2"]),
        ("<ol><li>x<ol type=a><li>in</ol><li>y</ol>", ["1", "a", "2"]),
        ("<ol reversed><li>x<li>y</ol>", ["", ""]),
        ("<ul><li value=3>x</ul>", [""]),
        ("<ol start=99999999999999999999><li>x</ol>", ["1"]),
        ("<ol start='two'><li>x</ol>", ["1"]),
        ("<li value=3>x</li>", [""]),
    ],
)
def test_html_numbers_as_a_browser_does(html, marks):
    page = f"<html><body><p>Some words stand before it.</p>{html}</body></html>"
    document = read(page, format="html")
    assert [b.mark for b in document.blocks[1:]] == marks


@pytest.mark.parametrize("style", ["1", "a", "A", "i", "I"])
def test_a_mark_is_read_as_it_was_written(style):
    for number in (1, 2, 3, 4, 5, 9, 14, 26):
        assert number_of(mark_of(number, style), style) == (number, style)


def test_a_letter_that_may_be_a_roman_number_is_read_as_its_list_is():
    assert [number_of(mark) for mark in ("i", "v", "b")] == [(1, "i"), (22, "a"), (2, "a")]
    assert (number_of("i", "a"), number_of("v", "i")) == ((9, "a"), (5, "i"))


@pytest.mark.parametrize("mark", ["", "Ω", "iiii", "vx", "-1", "①", "3.5"])
def test_what_is_no_mark_has_no_number(mark):
    assert number_of(mark) is None
