"""A PDF's text is read in a process of its own, which is stopped when the file wants too much."""

import io

import pytest
from pypdf import PdfReader, PdfWriter

from quizzes.generation import UnreadableArticle, examine
from quizzes.sources import from_file, pdf
from tests.sources import files

TEXT = "Use a password of its own for every account of yours.\nA thief tries it elsewhere."


def locked(password, owner=None):
    writer = PdfWriter(PdfReader(io.BytesIO(files.pdf(TEXT))))
    writer.encrypt(password, owner, algorithm="RC4-128")
    kept = io.BytesIO()
    writer.write(kept)
    return kept.getvalue()


def refused(data):
    with pytest.raises(UnreadableArticle) as refusal:
        from_file("a.pdf", data)
    assert str(refusal.value)
    return refusal.value.code


def test_the_text_of_all_pages_is_read():
    brought = from_file("a.pdf", files.pdf(TEXT, "An update closes holes.", title="About leaks"))
    assert (brought.format, brought.extract_format) == ("pdf", "text")
    found = examine(brought.extract, format="text")
    assert "every account of yours. A thief tries it elsewhere." in found.document.text
    assert "An update closes holes." in found.document.text
    assert (found.about.title, found.about.authors) == ("About leaks", "Ann Lee")


def test_a_file_that_only_forbids_changes_is_read():
    assert b"A thief tries it" in from_file("a.pdf", locked("", "owner")).extract


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(lambda: b"", "damaged", id="empty"),
        pytest.param(lambda: b"%PDF-1.7 and nothing more", "damaged", id="nothing in it"),
        pytest.param(lambda: b"no PDF at all", "damaged", id="no PDF"),
        pytest.param(lambda: files.pdf(""), "no_text", id="a picture of a page"),
        pytest.param(lambda: locked("a password"), "encrypted", id="password"),
        pytest.param(lambda: files.pdf(*[""] * 301), "pages", id="many pages"),
    ],
)
def test_what_is_no_text_in_a_pdf_is_refused_with_the_reason(data, code):
    assert refused(data()) == code


def test_a_file_that_takes_too_long_is_stopped(monkeypatch, tmp_path):
    slow = tmp_path / "slow.py"
    slow.write_text("import sys\nsys.stdin.buffer.read()\nwhile True: pass\n")
    monkeypatch.setattr(pdf, "_WORKER", slow)
    assert pdf._read_apart(b"", seconds=-4) == {"refused": "slow"}


def test_a_file_that_takes_too_much_memory_is_stopped(monkeypatch, tmp_path):
    greedy = tmp_path / "greedy.py"
    worker = pdf._WORKER.read_text().replace("from pypdf import PdfReader", "bytes(900_000_000)")
    greedy.write_text(worker)
    monkeypatch.setattr(pdf, "_WORKER", greedy)
    assert refused(b"%PDF") == "slow"


def test_where_pypdf_is_missing_a_sentence_says_what_to_install(monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(UnreadableArticle, match=r"requirements/pdf\.txt"):
        from_file("a.pdf", files.pdf(TEXT))
