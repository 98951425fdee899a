"""Pieces: blocks on their way from a source format to the document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from quizzes.items import gettext_noop

from .blocks import Block, BlockKind
from .decoding import UnreadableArticle, clean
from .document import Document

BLOCKS_LIMIT = 20_000
"""The most blocks of an article; what has more is data rather than text."""

_SPACE = re.compile(r"\s+")
# Pictures that decorate the head of a line, links that say no more than "(source)", and the
# marks of notes in wikis: "[3]", "[edit]".
_NO_WORDS = re.compile(
    r"\A[\s\u2600-\u27bf\U0001f300-\U0001faff\ufe0f\u200d]+|"
    r"\s?\((?:sources?|link|ref|citation|quelle)\)|"
    r"(?<=[\w.,;:!?”\")])(?:\[(?:\d{1,3}|note \d{1,2}|citation needed|edit|update)\])+",
    re.IGNORECASE,
)
_LONGEST_TITLE = 300


@dataclass(frozen=True, slots=True)
class Piece:
    """A block's text before it has a place in the document."""

    kind: BlockKind
    text: str
    level: int = 0
    mark: str = ""


def tidied(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces that have words, their space made even; refuses what has too many."""
    found: list[Piece] = []
    for piece in _with_even_space(pieces):
        found.append(piece)
        if len(found) > BLOCKS_LIMIT:
            raise UnreadableArticle(
                "too_many_blocks",
                gettext_noop(
                    "The article has more than %(limit)s paragraphs, list items and table cells; "
                    "shorten it, or split it into several articles."
                ),
                limit=f"{BLOCKS_LIMIT:,}",
            )
    return found


def assemble(pieces: Iterable[Piece], title: str = "") -> Document:
    """Put the pieces one below the other and note where each begins and ends."""
    parts: list[str] = []
    blocks: list[Block] = []
    at = 0
    for piece in pieces:
        blocks.append(Block(piece.kind, at, at + len(piece.text), piece.level, piece.mark))
        parts.append(piece.text)
        at += len(piece.text) + 2
    return Document("\n\n".join(parts), tuple(blocks), even(title)[:_LONGEST_TITLE])


def even(text: str) -> str:
    """One plain space wherever there is space, none at the ends."""
    return _SPACE.sub(" ", text).strip()


def _with_even_space(pieces: Iterable[Piece]) -> Iterator[Piece]:
    for piece in pieces:
        text = clean(piece.text)
        # Code keeps its lines; everything else flows.
        text = text.strip() if piece.kind is BlockKind.CODE else even(_NO_WORDS.sub("", text))
        if text:
            yield replace(piece, text=text)
