"""A walk over a page's tags that hands on each block of words with where it stood."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from . import glossary
from .blocks import BlockKind
from .elements import BREAKS, HEADINGS, VOID, Role, roles_of
from .openelements import OpenElements
from .pieces import Piece, even
from .tags import Closing, Opening, Raw, Words, scan
from .wordlists import words

_SENTENCE_END = re.compile(r"[.!?][\"”’)]*\Z")
_MARK = re.compile(r"\[?(?:\d{1,3}|[a-z]|note \d+|citation needed)\]?|[*†‡§]+", re.IGNORECASE)
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_HEADINGS, _ITEM = frozenset(HEADINGS), words("li")
_CELL_WORDS, _SUMMARY_WORDS, _MEANING_WORDS = 30, 15, 4


@dataclass(frozen=True, slots=True)
class Found:
    """A piece with where it stood: among the menus and boxes around the text, or in it."""

    piece: Piece
    around: bool
    inside: bool

    @property
    def is_title(self) -> bool:
        """Whether it is a heading of the first level."""
        return self.piece.kind is BlockKind.HEADING and self.piece.level == 1

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.piece.text.split())


@dataclass
class Walk:
    """Walks over the tags and holds the words until a block ends."""

    title: str = ""
    open: OpenElements = field(default_factory=OpenElements)
    held: list[str] = field(default_factory=list)
    minor: int = 0
    breaks: int = 0
    raised: int = 0
    term: str = ""

    def over(self, source: str) -> Iterator[Found]:
        """Yield the blocks of a source."""
        for part in scan(source):
            if isinstance(part, Words):
                self._say(part.text)
            elif isinstance(part, Opening):
                yield from self._opened(part)
            elif isinstance(part, Closing):
                yield from self._closed(part.name)
            elif isinstance(part, Raw) and part.name == "title":
                self.title = self.title or _without_tags(part.text)
        yield from self._flush()

    def _say(self, text: str) -> None:
        if self.open.has(Role.SILENT):
            return
        self.held.append(text)
        if not text.isspace():
            self.breaks = 0
            self.minor += len(text.strip()) if self.open.has(Role.MINOR) else 0

    def _opened(self, tag: Opening) -> Iterator[Found]:
        roles = roles_of(tag)
        if tag.name == "br":
            yield from self._break()
        elif tag.name == "q":
            self._say("“")
        elif Role.BLOCK in roles or tag.name in BREAKS:
            yield from self._flush()
            while ended := self.open.ended_by_opening(tag.name):
                yield from self._closed(ended)
        if roles and tag.name not in VOID and self.open.push(tag.name, roles):
            self.open.number(tag)
            self.raised = len(self.held) if Role.RAISED in roles else self.raised

    def _break(self) -> Iterator[Found]:
        """A line break; two in a row divide paragraphs, as people did before there was <p>."""
        self.breaks += 1
        if self.breaks > 1 and not self.open.has(Role.CODE):
            yield from self._flush()
        elif not self.open.has(Role.SILENT):
            self.held.append("\n")

    def _closed(self, name: str) -> Iterator[Found]:
        if name == "q":
            self._say("”")
        for element in self.open.closed_by(name):
            if Role.BLOCK in element.roles:
                yield from self._flush()
            if Role.RAISED in element.roles:
                self._lower()
            self.open.pop()

    def _lower(self) -> None:
        """Drop the mark of a footnote; keep the power of a number as such."""
        text = "".join(self.held[self.raised :]).strip()
        before = "".join(self.held[max(0, self.raised - 1) : self.raised])[-1:]
        if text.isdigit() and before.isdigit():
            self.held[self.raised :] = [text.translate(_SUPERSCRIPT)]
        elif _MARK.fullmatch(text):
            del self.held[self.raised :]

    def _flush(self) -> Iterator[Found]:
        """Yield what is held as a block of its own."""
        text, minor = "".join(self.held), self.minor
        self.held.clear()
        self.minor = self.breaks = self.raised = 0
        flat = even(text)
        if not flat:
            return
        if self.open.has(Role.TERM):
            self.term = f"{self.term}, {flat}" if self.term else flat
            return
        is_minor = minor >= 0.9 * len(flat) and not _SENTENCE_END.search(flat)
        around, inside = self.open.has(Role.AROUND), self.open.has(Role.INSIDE)
        for piece in self._pieces(text if self.open.has(Role.CODE) else flat, is_minor=is_minor):
            yield Found(piece, around, inside)

    def _pieces(self, text: str, *, is_minor: bool) -> Iterator[Piece]:
        term, self.term = self.term, ""
        if term and self.open.has(Role.MEANING):
            yield from _defined(term, text)
            return
        if term:
            yield Piece(BlockKind.OTHER, term)
        heading = self.open.innermost(_HEADINGS)
        count = len(text.split())
        if self.open.has(Role.CODE):
            yield Piece(BlockKind.CODE, text)
        elif heading and (heading.name != "summary" or count <= _SUMMARY_WORDS):
            yield Piece(BlockKind.HEADING, text, HEADINGS[heading.name])
        elif is_minor or self.open.has(Role.OTHER) or (self._is_cell() and count < _CELL_WORDS):
            yield Piece(BlockKind.OTHER, text)
        elif self.open.has(Role.QUOTE):
            yield Piece(BlockKind.QUOTE, text)
        else:
            kind, level = self._kind(), self.open.roles[Role.LIST]
            item = self.open.innermost(_ITEM) if kind is BlockKind.LIST_ITEM else None
            yield Piece(kind, text, level, item.mark if item else "")

    def _is_cell(self) -> bool:
        """Whether it stands in a table of data, not in one that only places things."""
        return self.open.has(Role.CELL) and not self.open.has(Role.LAYOUT)

    def _kind(self) -> BlockKind:
        """The first block in a list item is the item, the others are paragraphs below it."""
        item = self.open.innermost(_ITEM)
        if item is None or item.told:
            return BlockKind.PARAGRAPH
        item.told = True
        return BlockKind.LIST_ITEM


def _without_tags(text: str) -> str:
    """Resolve entities and drop tags, as in a title that has some."""
    return "".join(part.text for part in scan(text) if isinstance(part, Words))


def _defined(term: str, meaning: str) -> Iterator[Piece]:
    """A term with its meaning; a short one is a fact about the page ("Author: ...")."""
    if len(meaning.split()) < _MEANING_WORDS:
        yield Piece(BlockKind.OTHER, f"{term}: {meaning}")
        return
    heading, _, text = glossary.entry(term, meaning).rpartition("\n\n")
    if heading:
        yield Piece(BlockKind.HEADING, term, 4)
    yield Piece(BlockKind.PARAGRAPH, text)
