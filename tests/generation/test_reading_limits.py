"""Reading takes time in proportion to the length, whatever stands in the text."""

import time

import pytest

from quizzes.generation import UnreadableArticle, read
from quizzes.generation.text.decoding import LINES_LIMIT
from quizzes.generation.text.pieces import BLOCKS_LIMIT

SIZE = 100_000
# A careless pattern needs minutes for these; what is linear needs a fraction of a second.
LONGEST = 5.0
HOSTILE = [
    *[
        "[",
        "<",
        ">",
        "*",
        "_",
        "`",
        "![",
        "](",
        "[](",
        "[a](",
        "[a][b]",
        "<!--",
        "<a ",
        '<a b="',
        "</x>",
    ],
    *[
        "<div>",
        "<ul><li>",
        "<table><tr><td>",
        "<script>",
        "<![CDATA[",
        "<b>a",
        "<dt>a<dd>b",
        "<p",
        "<title>",
    ],
    *[
        "- ",
        "> ",
        "1. ",
        "# ",
        "| a |",
        "a\n: b\n",
        "[^1]: a",
        "!!! a\n",
        "::: a\n",
        "{{",
        "{%",
        "{{<",
        "---\n",
    ],
    *[
        "word ",
        "x",
        ".",
        "?",
        "? ",
        "a.B",
        "ab.Cd ",
        '"',
        "“a b ",
        "'a ",
        "(",
        ":",
        "\\",
        "&",
        "&amp;",
        "=\n",
    ],
    *[
        "\n",
        " ",
        "\t",
        "\u0301\u0323",
        "May 1, 2024 ",
        "In a, they ",
        "these ",
        "Q: a\nA: b\n",
        "ab-\nc",
        "a@",
    ],
    *[
        "Key: v\n",
        "k: v\n",
        '{"a":',
        "+++\n",
        "=== ",
        "~~~\n",
        "See a below ",
        "’s ",
        "a? b ",
        "http://",
        "\uf0b7",
    ],
]


@pytest.mark.parametrize("format", ["text", "markdown", "html"])
@pytest.mark.parametrize("part", HOSTILE)
def test_no_text_takes_long(part, format):
    began = time.process_time()
    try:
        document = read((part * SIZE)[:SIZE], format=format)
    except UnreadableArticle:
        document = None
    if document is not None:
        assert document.language
        assert all(document.text[s.start : s.end] == s.text for s in document.sentences)
    assert time.process_time() - began < LONGEST


@pytest.mark.parametrize("format", ["text", "markdown", "html"])
def test_deep_nesting_does_not_take_long(format):
    lines = {"text": "  ", "markdown": "> ", "html": "<blockquote>"}[format]
    began = time.process_time()
    assert read(
        "\n".join(f"{lines * (depth % 200)}- a{depth}" for depth in range(1_000)), format=format
    )
    assert time.process_time() - began < LONGEST


def test_a_million_short_lines_are_refused_with_the_limit():
    with pytest.raises(UnreadableArticle, match=f"limit of {LINES_LIMIT:,}") as refusal:
        read("a\n" * 1_000_000)
    assert refusal.value.code == "too_many_lines"


def test_a_page_of_cells_is_refused_with_the_limit():
    with pytest.raises(UnreadableArticle, match=f"more than {BLOCKS_LIMIT:,}") as refusal:
        read("<td>a" * (BLOCKS_LIMIT + 1), format="html")
    assert refusal.value.code == "too_many_blocks"


def test_many_marks_on_one_letter_are_cut_down():
    assert len(read("a" + "\u0301\u0323" * 10_000).text) < 50
