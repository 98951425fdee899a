"""From an uploaded file to bytes that the reader knows."""

from __future__ import annotations

from pathlib import PurePath

from quizzes.generation import UnreadableArticle, format_of
from quizzes.items import gettext_noop

from . import docx, pdf
from .brought import LIMIT_OF_FILES, LIMIT_OF_TEXT, Brought

UPLOADABLE = (".txt", ".md", ".markdown", ".html", ".htm", ".docx", ".pdf")


def limit_of(name: str) -> int:
    """The most bytes that a file of this name may have."""
    return LIMIT_OF_FILES if PurePath(name).suffix.lower() in {".docx", ".pdf"} else LIMIT_OF_TEXT


def from_file(name: str, data: bytes) -> Brought:
    """Take a file by its name's ending; raises UnreadableArticle with what to do instead."""
    suffix = PurePath(name).suffix.lower()
    if suffix not in UPLOADABLE:
        raise UnreadableArticle(
            "unknown_file",
            gettext_noop(
                "Upload a file that ends in .txt, .md, .html, .docx or .pdf; paste the text of any other."
            ),
        )
    if len(data) > limit_of(name):
        raise UnreadableArticle(
            "too_large",
            gettext_noop(
                "The file is larger than %(limit)s MB; upload a shorter one, or paste the part that matters."
            ),
            limit=limit_of(name) // 1_000_000,
        )
    if suffix == ".docx":
        return Brought(data, "docx", docx.to_html(data), "html", name)
    if suffix == ".pdf":
        return Brought(data, "pdf", pdf.to_text(data), "text", name)
    return Brought(data, format_of(name).value, name=name)
