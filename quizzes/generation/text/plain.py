"""Plain text: paragraphs between blank lines, with the few marks that people type."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from .blocks import BlockKind
from .bullets import Levels, bullet_of, with_lone_marks_joined
from .chunks import chunks, special
from .dividing import ANSWER, ENDS, QUESTION, blocks
from .headings import is_heading, is_numbered_heading, may_be_heading
from .pieces import Piece
from .wrapping import Hyphens, is_underline, without_page_marks

_TITLED = re.compile(r"\s*(={1,6})\s*(\S.{0,150}?)\s*={1,6}\Z")
_SECTION = re.compile(r"\s*\d{1,2}(?:\.\d{1,2}){1,3}\.?\s+(?=\S)")
_OF_HEADINGS = ("number", "picture", "step")
_SHORT_WORDS, _QUESTION_WORDS, _LONGEST_JOINED = 9, 25, 4_000


def pieces(text: str) -> Iterator[Piece]:
    """Yield the blocks of a plain text."""
    lines = with_lone_marks_joined(without_page_marks(text.split("\n")))
    reader = _Reader(Hyphens(text))
    for chunk, below in pairwise([*chunks(lines), []]):
        reader.read(chunk, below)
    yield from reader.pieces


class _Reader:
    """Turns chunks into pieces and remembers the list, the question and the page before."""

    def __init__(self, hyphens: Hyphens) -> None:
        self.pieces: list[Piece] = []
        self._hyphens = hyphens
        self._levels = Levels()
        self._is_answering = False

    def read(self, chunk: list[str], below: list[str]) -> None:
        """Read one chunk, knowing the one below it."""
        apart = special(chunk)
        if apart:
            for kind, text in apart:
                self.pieces.append(Piece(kind, text))
            return
        if self._is_below_an_item(chunk):
            self._add(BlockKind.PARAGRAPH, chunk, len(self._levels.open))
            return
        if not bullet_of(chunk[0]):
            self._levels.end()
        divided = list(blocks(chunk))
        following = [*(lines for lines, _ in divided[1:]), below]
        for (lines, ends_early), next_lines in zip(divided, following, strict=True):
            self._block(lines, ends_early or len(chunk) == 1, next_lines)

    def _block(self, lines: list[str], alone: bool, below: list[str]) -> None:
        titled, bullet = _TITLED.match(lines[0]), bullet_of(lines[0])
        if titled and len(lines) == 1:
            self._add(BlockKind.HEADING, [titled[2]], min(6, len(titled[1])))
        elif len(lines) == 2 and is_underline(lines[1]):
            self._add(BlockKind.HEADING, lines[:1], 1 if "=" in lines[1] else 2)
        elif question := QUESTION.match(lines[0]):
            self._question([lines[0][question.end() :], *lines[1:]])
        elif self._is_answering and (answer := ANSWER.match(lines[0])):
            self._add(BlockKind.PARAGRAPH, [lines[0][answer.end() :], *lines[1:]])
        elif bullet:
            rest = [lines[0][bullet.end :], *lines[1:]]
            if bullet.sort in _OF_HEADINGS and is_numbered_heading(rest, below):
                self._add(BlockKind.HEADING, rest, 3)
            else:
                self._add(BlockKind.LIST_ITEM, rest, self._levels.of(bullet), bullet.mark)
        else:
            self._prose(lines, alone and may_be_heading(lines[0], below))

    def _question(self, lines: list[str]) -> None:
        words = sum(len(line.split()) for line in lines)
        is_heading = words <= _QUESTION_WORDS
        self._add(BlockKind.HEADING if is_heading else BlockKind.PARAGRAPH, lines, 3 * is_heading)
        self._is_answering = True

    def _prose(self, lines: list[str], alone: bool) -> None:
        self._levels.end()
        section = _SECTION.match(lines[0])
        if alone and len(lines) == 1 and is_heading(lines[0][section.end() if section else 0 :]):
            is_first = not self.pieces
            self._add(BlockKind.HEADING, lines, 1 if is_first else 2 + bool(section))
            return
        if self.pieces and self._goes_on(self.pieces[-1], lines[0]):
            before = self.pieces.pop()
            self._add(before.kind, [before.text, *lines], before.level)
        else:
            self._add(BlockKind.PARAGRAPH, lines)

    def _goes_on(self, before: Piece, line: str) -> bool:
        """Whether a paragraph was cut in two by the end of a page."""
        return (
            before.kind is BlockKind.PARAGRAPH
            and line.lstrip()[:1].islower()
            and not ENDS.search(before.text)
            and len(before.text) < _LONGEST_JOINED
            and len(before.text.split()) > _SHORT_WORDS
        )

    def _is_below_an_item(self, chunk: list[str]) -> bool:
        is_set_in = chunk[0].startswith(("  ", "\t"))
        return bool(self._levels.open) and is_set_in and not bullet_of(chunk[0])

    def _add(self, kind: BlockKind, lines: list[str], level: int = 0, mark: str = "") -> None:
        self.pieces.append(Piece(kind, self._hyphens.join(lines), level, mark))
