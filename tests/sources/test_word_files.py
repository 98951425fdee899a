"""A Word file's text is read; whatever else may be in such a file does no harm."""

import io
import resource
import time
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.generation import BlockKind, UnreadableArticle, Why, examine
from quizzes.sources import from_file
from tests.sources.files import W, paragraph, word


def reading(body):
    brought = from_file("a.docx", word(body))
    assert (brought.format, brought.extract_format) == ("docx", "html")
    return examine(brought.extract, format="html")


def blocks(body):
    document = reading(body).document
    return [(b.kind.value, document.block_text(n)) for n, b in enumerate(document.blocks)]


def test_headings_lists_and_paragraphs_are_what_they_were():
    body = (
        paragraph("Leaks", "berschrift1")
        + paragraph("A thief tries &lt;b&gt; elsewhere &amp; again.")
        + paragraph("Another chapter", "Own")
        + paragraph("Lock the screen.", more="<w:numPr/>")
        + paragraph("Photo of a thief", "Caption")
        + f"<w:tbl><w:tr><w:tc>{paragraph('A cell')}</w:tc></w:tr></w:tbl>"
    )
    assert blocks(body) == [
        ("heading", "Leaks"),
        ("paragraph", "A thief tries <b> elsewhere & again."),
        ("heading", "Another chapter"),
        ("list_item", "Lock the screen."),
        ("other", "Photo of a thief"),
        ("other", "A cell"),
    ]


NUMBERING = (
    f'<w:numbering {W}><w:abstractNum w:abstractNumId="7">'
    '<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num></w:numbering>'
)


def test_lists_keep_their_numbers_and_how_deep_they_lie():
    def item(text, num, level=0):
        more = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>'
        return paragraph(text, more=more)

    body = (
        item("Lock it.", 1)
        + item("At home.", 1, 1)
        + item("At work.", 1, 1)
        + item("Keep it.", 1)
        + item("A bullet.", 2)
        + item("Go.", 1)
        + item("Of no list.", 99)
        + item("At sea.", 1, 1)
    )
    brought = from_file("a.docx", word(body, **{"word/numbering.xml": NUMBERING}))
    document = examine(brought.extract, format="html").document
    told = [(b.mark, b.level, document.block_text(n)) for n, b in enumerate(document.blocks)]
    assert told == [
        ("3", 1, "Lock it."),
        ("a", 2, "At home."),
        ("b", 2, "At work."),
        ("4", 1, "Keep it."),
        ("", 1, "A bullet."),
        ("5", 1, "Go."),
        ("", 1, "Of no list."),
        ("a", 2, "At sea."),
    ]


def test_what_was_deleted_hidden_or_said_twice_is_not_the_text():
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>"
    body = (
        "<w:p><w:r><w:t>Seen </w:t></w:r><w:del><w:r><w:delText>deleted</w:delText></w:r></w:del>"
        f"{hidden}<w:r><w:t>once.</w:t></w:r>"
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        "<mc:Fallback><w:t>twice</w:t></mc:Fallback></mc:AlternateContent></w:p>"
    )
    assert blocks(body) == [("paragraph", "Seen once.")]


def test_a_table_of_contents_is_thrown_away_and_said():
    found = reading(paragraph("Leaks 3", "TOC1") + paragraph("The text of it is here."))
    assert [(left.why, left.text) for left in found.left_out] == [(Why.AROUND, "Leaks 3")]
    assert {b.kind for b in found.document.blocks} == {BlockKind.PARAGRAPH}


def test_title_and_author_are_guessed_from_the_files_properties():
    about = reading(paragraph("The text of it is here.")).about
    assert (about.title, about.authors) == ("About <leaks>", "Ann Lee")


def archive(**entries):
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in entries.items():
            made.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return kept.getvalue()


def locked(data):
    """The same archive with each entry's flag of encryption set."""
    return data.replace(b"PK\x03\x04\x14\x00\x00", b"PK\x03\x04\x14\x00\x01").replace(
        b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01"
    )


def bomb():
    """200 MB of spaces in a small file, made without holding them."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as made, made.open("word/document.xml", "w") as part:  # fmt: skip
        for _ in range(200):
            part.write(b" " * 1_000_000)
    return kept.getvalue()


ENTITIES = '<!DOCTYPE d [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def document(before="", inner=""):
    return word(f"{before}<w:document {W}><w:body>{inner}</w:body></w:document>".encode())


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(lambda: b"", "damaged", id="empty"),
        pytest.param(lambda: b"no archive at all", "damaged", id="no archive"),
        pytest.param(lambda: word(paragraph("A"))[:-40], "damaged", id="cut off"),
        pytest.param(lambda: archive(other_xml="<a/>"), "damaged", id="another archive"),
        pytest.param(lambda: locked(word(paragraph("A"))), "damaged", id="locked entries"),
        pytest.param(lambda: b"\xd0\xcf\x11\xe0" + bytes(2_000), "encrypted", id="password"),
        pytest.param(lambda: document(ENTITIES, "&b;"), "hostile", id="billion laughs"),
        pytest.param(lambda: document(OUTSIDE, "&a;"), "hostile", id="outside entity"),
        pytest.param(lambda: document(inner="<w:p>"), "hostile", id="not well-formed"),
        pytest.param(
            lambda: document(inner="<w:p>" * 100_000 + "</w:p>" * 100_000), "hostile", id="deep"
        ),
        pytest.param(lambda: document(inner="<w:p/>" * 1_500_000), "hostile", id="many elements"),
        pytest.param(bomb, "too_large", id="bomb"),
        pytest.param(
            lambda: archive(**{f"e{n}": "" for n in range(6_000)}), "damaged", id="many entries"
        ),
    ],
)
def test_what_is_no_harmless_word_file_is_refused_quickly(data, code):
    made = data()
    begun, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(UnreadableArticle) as refusal:
        from_file("a.docx", made)
    assert refusal.value.code == code
    assert time.process_time() - begun < 2
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000


def test_a_file_of_many_pictures_is_refused_by_its_size():
    with pytest.raises(UnreadableArticle, match="larger than 10 MB"):
        from_file("a.docx", bytes(10_000_001))


@given(st.binary(max_size=300), st.integers(0, 1_200), st.integers(0, 60))
def test_a_damaged_file_is_read_or_refused_and_nothing_else(noise, at, cut):
    whole = word(paragraph("The text of it is here."))
    broken = whole[:at] + noise + whole[at + cut :]
    with suppress(UnreadableArticle):
        from_file("a.docx", broken)
