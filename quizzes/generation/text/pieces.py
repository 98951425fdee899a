"""Pieces: blocks on their way from a source format to the document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from .decoding import clean
from .document import Block, BlockKind, Document

_SPACE = re.compile(r"\s+")
_DATE = re.compile(
    r"\b\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\b|\b\d{1,2}[-/.]\d{1,2}[-/.]\d{4}\b|"
    r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2},? \d{4}\b|"
    r"\b\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \d{4}\b"
)
_CREDIT = re.compile(
    r"^(?:by|author|authors|date|posted|published|source|written by|last updated|updated)\b[ :]",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    r"^(?:subscribe|sign up|read more|share this|follow us|related (?:articles|posts)|"
    r"all rights reserved|copyright|©|photo|illustration|image|advertisement|"
    r"we use cookies|accept cookies|click here|back to top|skip to)\b",
    re.IGNORECASE,
)
_BYLINE_DEPTH, _BYLINE_WORDS, _FURNITURE_WORDS = 4, 16, 14


@dataclass(frozen=True, slots=True)
class Piece:
    """A block's text before it has a place in the document."""

    kind: BlockKind
    text: str
    level: int = 0


def assemble(pieces: Iterable[Piece], title: str = "") -> Document:
    """Put the pieces one below the other and note where each begins and ends."""
    parts: list[str] = []
    blocks: list[Block] = []
    at = 0
    for piece in _sorted_out(_tidied(pieces)):
        blocks.append(Block(piece.kind, at, at + len(piece.text), piece.level))
        parts.append(piece.text)
        at += len(piece.text) + 2
    return Document("\n\n".join(parts), tuple(blocks), _SPACE.sub(" ", title).strip())


def _tidied(pieces: Iterable[Piece]) -> Iterator[Piece]:
    for piece in pieces:
        text = clean(piece.text)
        # Code keeps its lines; everything else flows.
        text = text.strip() if piece.kind is BlockKind.CODE else _SPACE.sub(" ", text).strip()
        if text:
            yield replace(piece, text=text)


def _sorted_out(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Mark bylines, and what surrounds an article on a page, so that nothing is asked of them."""
    for number, piece in enumerate(pieces):
        if piece.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING):
            words = len(piece.text.split())
            if number < _BYLINE_DEPTH and words <= _BYLINE_WORDS and _is_byline(piece.text):
                piece = replace(piece, kind=BlockKind.BYLINE, level=0)
            elif words <= _FURNITURE_WORDS and _FURNITURE.match(piece.text):
                piece = replace(piece, kind=BlockKind.OTHER, level=0)
        yield piece


def _is_byline(text: str) -> bool:
    if text.endswith((".", "!", "?")):
        return False
    return bool(_CREDIT.match(text) or _DATE.search(text))
