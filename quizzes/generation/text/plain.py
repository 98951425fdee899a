"""Plain text: paragraphs between blank lines, with the few marks that people type."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .document import BlockKind
from .pieces import Piece

_BULLET = re.compile(r"^\s*(?:[-*•‣▪·–]|\(?\d{1,2}[.)]|\(?[a-z]\))\s+(?=\S)")
_WRAPPED_AT = 120
_HEADING_WORDS = 12


def pieces(text: str) -> Iterator[Piece]:
    """Yield the blocks of a plain text."""
    for chunk in re.split(r"\n\s*\n", text):
        lines = [line for line in chunk.split("\n") if line.strip()]
        for paragraph in _paragraphs(lines):
            yield _piece(paragraph, alone=len(lines) == 1)


def _paragraphs(lines: list[str]) -> Iterator[str]:
    """Join wrapped lines; where lines are long, each is a paragraph of its own."""
    wrapped = all(len(line) <= _WRAPPED_AT for line in lines)
    held = ""
    for line in lines:
        if held and (not wrapped or _BULLET.match(line)):
            yield held
            held = ""
        held = f"{held} {line.strip()}" if held else line.strip()
    if held:
        yield held


def _piece(paragraph: str, *, alone: bool) -> Piece:
    bullet = _BULLET.match(paragraph)
    if bullet:
        return Piece(BlockKind.LIST_ITEM, paragraph[bullet.end() :], 1)
    words = len(paragraph.split())
    if alone and words <= _HEADING_WORDS and paragraph.rstrip()[-1:] not in ".!?:;,…。！？":
        return Piece(BlockKind.HEADING, paragraph, 2) if words > 0 else Piece(BlockKind.OTHER, "")
    return Piece(BlockKind.PARAGRAPH, paragraph)
