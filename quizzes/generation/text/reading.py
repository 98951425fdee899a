"""From the bytes as they came to a document."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from pathlib import PurePath

from quizzes.items import gettext_noop

from . import front, glossary, html, markdown, plain
from .about import About, about_of
from .apart import reasons_apart
from .blocks import BlockKind
from .decoding import UnreadableArticle, decode, refuse_many_lines
from .document import Document
from .furniture import set_apart
from .html import Page
from .leaving import LeftOut, Why
from .pieces import Piece, assemble, tidied


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
_MARKS = re.compile(r"^#{1,6} \S|\]\([^)\s]{1,500}\)|\*\*[^*\s][^*\n]{0,200}\*\*", re.MULTILINE)
_MARKS_OF_MARKDOWN = 3
_PAGE = re.compile(
    r"\s*(?:<!--.{0,500}?-->\s*)?<(?:!doctype html|html|head|body|article|main|div|h1|p)\b",
    re.I | re.S,
)


def format_of(name: str) -> Format:
    """Tell the format by a file's name; plain text where the name says nothing."""
    return _SUFFIXES.get(PurePath(name).suffix.lower(), Format.TEXT)


@dataclass(frozen=True)
class Reading:
    """A document with what its source says about it, and what of the source nobody is asked about."""

    document: Document
    about: About
    apart: dict[int, Why]
    """Numbers of the blocks that no question comes from, with the reason."""
    left_out: tuple[LeftOut, ...]
    """What of the page does not stand in the text at all."""

    @property
    def teaching_words(self) -> int:
        """How many words stand in blocks that a question may come from."""
        blocks = enumerate(self.document.blocks)
        return sum(len(self.document.block_text(n).split()) for n, b in blocks if b.kind.teaches)


def read(source: bytes | str, *, format: Format | str = Format.TEXT) -> Document:
    """Read an article; raises UnreadableArticle with a sentence that says what to do."""
    return _document(*_opened(source, Format(format)))


def examine(source: bytes | str, *, format: Format | str = Format.TEXT) -> Reading:
    """Read an article as `read` does, and tell what was understood of it.

    Raises UnreadableArticle with a sentence that says what to do.
    """
    head, page = _opened(source, Format(format))
    document = _document(head, page)
    return Reading(document, about_of(head, document), reasons_apart(document), page.left_out)


def _opened(source: bytes | str, format: Format) -> tuple[front.Front, Page]:
    head = front.split(decode(source))
    return head, _text_in(head) if head.holds_the_text else _page(head.body, format)


def _document(head: front.Front, page: Page) -> Document:
    pieces = list(set_apart(tidied(page.pieces)))
    if not pieces:
        raise UnreadableArticle(
            "empty", gettext_noop("The article has no text; paste or upload one that has.")
        )
    return assemble(pieces, head.title or page.title or _title_of(pieces))


def _page(text: str, format: Format) -> Page:
    if format is Format.TEXT:
        format = _written_as(text)
    if format is Format.HTML:
        return html.page(text)
    refuse_many_lines(text)
    room = markdown if format is Format.MARKDOWN else plain
    return Page("", tuple(room.pieces(text)))


def _text_in(head: front.Front) -> Page:
    """The text of a page that stands in its head, which a template prints."""
    text = glossary.as_markdown(head.fields)
    refuse_many_lines(text)
    return Page("", (*markdown.pieces(text), *markdown.pieces(head.body)))


def _written_as(text: str) -> Format:
    """Many a plain text file is Markdown or HTML in all but its name."""
    if _PAGE.match(text) and "</" in text:
        return Format.HTML
    marks = islice(_MARKS.finditer(text), _MARKS_OF_MARKDOWN)
    return Format.MARKDOWN if len(list(marks)) == _MARKS_OF_MARKDOWN else Format.TEXT


def _title_of(pieces: list[Piece]) -> str:
    """The heading at the top, where it is the only one of its level."""
    first = next((piece for piece in pieces if piece.kind is not BlockKind.OTHER), None)
    if first is None or first.kind is not BlockKind.HEADING or len(pieces) == 1:
        return ""
    heads = [piece for piece in pieces if piece.kind is BlockKind.HEADING and piece.level == 1]
    return first.text if heads == [first] else ""
