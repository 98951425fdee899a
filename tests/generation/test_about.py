"""What a source says about itself is offered to the editor; what it does not say is left empty."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.generation import UnreadableArticle, Why, examine, read
from quizzes.generation.text.about import date_in

BODY = "\n\nThe text of it is here, and it goes on for a while."


@pytest.mark.parametrize(
    ("head", "given"),
    [
        ("---\ntitle: Leaks\nauthor: Ann Lee\ndate: 2024-05-03\n---", ("Leaks", "Ann Lee")),
        ('---\ntitle: Leaks\nauthors: ["Ann Lee", "Max Muster"]\n---', ("Leaks", "Ann Lee, Max Muster")),
        ("---\ntitle: Leaks\nauthors:\n  - name: Ann Lee\n    url: https://x.example/\n  - name: Max Muster\n---",
         ("Leaks", "Ann Lee, Max Muster")),
        ("---\ntitle: Leaks\nauthors:\n- Ann Lee\n- Max Muster\ntags:\n- Scams\n---", ("Leaks", "Ann Lee, Max Muster")),
        ("# Leaks\n\nBy Ann Lee and Max Muster", ("Leaks", "Ann Lee and Max Muster")),
        ("# Leaks\n\nWritten by Ann Lee", ("Leaks", "Ann Lee")),
        ("# Leaks", ("Leaks", "")),
        ("---\ntitle: Leaks\nauthor: https://example.org/ann\n---", ("Leaks", "")),
    ],
)  # fmt: skip
def test_title_and_authors(head, given):
    about = examine(head + BODY, format="markdown").about
    assert (about.title, about.authors) == given


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("2024-05-03", dt.date(2024, 5, 3)),
        ("Published on 2024-05-03T10:00:00+02:00", dt.date(2024, 5, 3)),
        ("May 3, 2024", dt.date(2024, 5, 3)),
        ("3rd of May", None),
        ("Updated 3 May 2024, 10:00", dt.date(2024, 5, 3)),
        ("Sept. 1st, 2021", dt.date(2021, 9, 1)),
        # Which of the two is the month, nobody can tell.
        ("03/05/2024", None),
        ("31 February 2024", None),
        ("Version 2024-99-99", None),
        ("0000-01-01", None),
        ("", None),
    ],
)
def test_a_date_is_taken_where_it_can_not_be_mistaken(line, date):
    assert date_in(line) == date


def test_a_pages_data_say_who_wrote_it_when_and_under_which_licence():
    page = """<html lang="en-GB"><head><title>Leaks</title>
<script type="application/ld+json">{"@context": "https://schema.org", "headline": "Leaks",
"author": {"@type": "Person", "name": "Ann Lee"}, "datePublished": "2024-05-03"}</script>
<link rel="license" href="https://creativecommons.org/licenses/by/4.0/">
<link rel="canonical" href="https://example.org/leaks"></head><body><p>The text is here.</p></body></html>"""
    about = examine(page, format="html").about
    assert (about.authors, about.published_on) == ("Ann Lee", dt.date(2024, 5, 3))
    assert (about.language, about.source_url) == ("en-GB", "https://example.org/leaks")
    assert about.licence == "CC BY 4.0"


@pytest.mark.parametrize(
    ("said", "licence"),
    [
        ("https://creativecommons.org/licenses/by-nc-sa/3.0/", "CC BY-NC-SA 3.0"),
        ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0 1.0"),
        ("https://example.org/terms", "https://example.org/terms"),
        ("All rights reserved", "All rights reserved"),
    ],
)
def test_a_licence_is_called_by_its_usual_name(said, licence):
    assert examine(f"---\nlicense: {said}\n---{BODY}", format="markdown").about.licence == licence


def test_the_address_of_an_author_is_not_that_of_the_page():
    head = "---\ntitle: Leaks\nauthors:\n  - name: Ann\n    url: https://example.org/ann\n---"
    assert examine(head + BODY, format="markdown").about.source_url == ""


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Photo: a thief at work", Why.CAPTION),
        ("Read more about leaks", Why.PAGE),
        ("Dear colleagues,", Why.GREETING),
        ("This work is licensed under a licence of its own", Why.NOTICE),
        ("https://example.org/leaks", Why.ADDRESS),
        ("The text of it is here, and it goes on for a while.", Why.REPEATED),
        ("## References\n\nLee, A. A book about leaks and thieves", Why.SECTION),
        ("## Leave a comment\n\nSomebody wrote that it is good", Why.COMMENTS),
        ("```\nrm -rf\n```", Why.CODE),
    ],
)
def test_what_is_set_apart_says_why(line, why):
    found = examine(f"# Leaks{BODY}\n\n{line}", format="markdown")
    assert list(found.apart.values()) == [why]
    assert why.template


@given(st.text(max_size=400), st.sampled_from(["text", "markdown", "html"]))
def test_examining_reads_what_reading_reads(text, format):
    try:
        document = read(text, format=format)
    except UnreadableArticle:
        with pytest.raises(UnreadableArticle):
            examine(text, format=format)
        return
    found = examine(text, format=format)
    assert found.document == document
    apart = {number for number, block in enumerate(document.blocks) if number in found.apart}
    assert not any(document.blocks[number].kind.teaches for number in apart)


marks = st.sampled_from(
    ["---", "\n", "author:", " - ", '"', "[", "<meta ", 'name="author"', " content=", "<script>", '{"@context"',
     "schema.org", "By ", "Ann ", "and ", "2024-", "May 3, ", ":", "<time datetime=", ">", "</script>", " "]
)  # fmt: skip


@given(st.lists(marks, max_size=40).map("".join), st.sampled_from(["text", "markdown", "html"]))
def test_a_head_that_is_all_marks_is_read_or_refused(text, format):
    try:
        about = examine(f"{text}{BODY}", format=format).about
    except UnreadableArticle:
        return
    assert len(about.authors) <= 300
    assert len(about.title) <= 300
