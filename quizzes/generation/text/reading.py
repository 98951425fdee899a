"""From the bytes as they came to a document."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from html import unescape
from pathlib import PurePath

from quizzes.items import gettext_noop

from . import html, markdown, plain
from .decoding import UnreadableArticle, decode
from .document import Document
from .pieces import Piece, assemble


class Format(StrEnum):
    """How a source is written."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"


_SUFFIXES = {
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".mdx": Format.MARKDOWN,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
}
_FRONT = re.compile(r"\A\s*(---|\+\+\+)[ \t]*\n(.*?\n)?(?:\1|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELDS = re.compile(r"\A(?:[A-Z][\w -]{0,30}:[^\n]*\n){3,}(?:[ \t]*\n|\Z)")
_FIELD = re.compile(r"^(?:---|\+\+\+|\s*[\w-]+:)[ \t]*", re.MULTILINE)
_TITLE = re.compile(r"^title\s*[:=]\s*(.+?)\s*$", re.IGNORECASE | re.MULTILINE)
_MARKS = re.compile(r"^#{1,6} \S|\]\([^)\s]+\)", re.MULTILINE)
_MARKS_OF_MARKDOWN = 3


def format_of(name: str) -> Format:
    """Tell the format by a file's name; plain text where the name says nothing."""
    return _SUFFIXES.get(PurePath(name).suffix.lower(), Format.TEXT)


def read(source: bytes | str, *, format: Format | str = Format.TEXT) -> Document:
    """Read an article; raises UnreadableArticle with a sentence that says what to do."""
    format = Format(format)
    text = decode(source)
    title, text = _without_front_matter(text)
    if format is Format.TEXT and len(_MARKS.findall(text)) >= _MARKS_OF_MARKDOWN:
        # Many a plain text file is Markdown in all but its name.
        format = Format.MARKDOWN
    if format is Format.HTML:
        title = title or html.title(text)
    document = assemble(_pieces(text, format), title)
    if not document.blocks:
        raise UnreadableArticle(
            "empty", gettext_noop("The article has no text; paste or upload one that has.")
        )
    return document


def _pieces(text: str, format: Format) -> Iterable[Piece]:
    rooms = {
        Format.TEXT: plain.pieces,
        Format.MARKDOWN: markdown.pieces,
        Format.HTML: html.pieces,
    }
    return rooms[format](text)


def _without_front_matter(text: str) -> tuple[str, str]:
    """Take off the lines with which site generators describe a page; give the title they name."""
    match = _FRONT.match(text) or _FIELDS.match(text)
    if not match:
        return "", text
    named = _TITLE.search(match.group())
    title = named[1].strip("\"'") if named else ""
    body = text[match.end() :]
    # Some sites keep a whole page in its front matter; then its values are the text.
    return title, body if body.strip() else unescape(_FIELD.sub("", match.group()))
