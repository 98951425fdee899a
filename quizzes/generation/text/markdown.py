"""Markdown by the CommonMark rules, and the words that its dialects add."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from . import html, inline
from .blocks import BlockKind
from .containers import unbox
from .leftovers import without_leftovers
from .marks import mark_of
from .pieces import Piece

_PARSER = MarkdownIt("commonmark").enable("table").disable(["inline", "text_join"])
_DIRECTIVE = re.compile(r"\s*\{?(?:note|tip|hint|important|warning|caution|danger|admonition)\b")
_TASK = re.compile(r"\A\[[ xX]\]\s")
_TITLE_WORDS, _HEADING_WORDS = 12, 25
_NO_TITLE = re.compile(r"[.!…;,]\W{0,3}\Z")
_CODE = re.compile(r"[{}<>=$|;\\]|^\s*(?:#|//)|\w\(|\w/\w+/", re.MULTILINE)
_PROSE_WORDS = 8
_CELLS = frozenset({"th", "td"})


def pieces(text: str) -> Iterator[Piece]:
    """Yield the blocks of a Markdown text, its footnotes last."""
    unboxed = unbox(without_leftovers(text))
    yield from _pieces("\n".join(unboxed.lines))
    for note in unboxed.notes:
        yield Piece(BlockKind.OTHER, inline.words(note, {}).text)


def _pieces(text: str) -> Iterator[Piece]:
    env: dict[str, Any] = {}
    place = _Place(env)
    for token in _PARSER.parse(text, env):
        yield from place.take(token)


@dataclass
class _Place:
    """Where in the text a token stands."""

    env: dict[str, Any]
    lists: list[int | None] = field(default_factory=list)
    """The number of the next item of each open list, the innermost last; None where it has none."""
    heading: int = 0
    last_heading: int = 1
    quotes: int = 0
    cells: int = 0
    items: list[bool] = field(default_factory=list)
    after_picture: bool = False
    mark: str = ""

    def take(self, token: Token) -> Iterator[Piece]:
        """Note a border, or yield what a token holds."""
        name = token.type.rsplit("_", 1)[0]
        if name in ("bullet_list", "ordered_list"):
            self._list(token)
        elif name == "list_item":
            self._item(token)
        elif name == "blockquote":
            self.quotes += token.nesting
        elif name in _CELLS:
            self.cells += token.nesting
        elif name == "heading":
            self.heading = int(token.tag[1]) if token.nesting > 0 else 0
        elif token.type == "html_block":
            yield from self._marked_up(token.content)
        elif token.type in ("fence", "code_block"):
            yield from self._code(token)
        elif token.type == "inline":
            yield from self._line(token.content)

    def _list(self, token: Token) -> None:
        if token.nesting < 0:
            self.lists.pop()
        else:
            is_ordered = token.type == "ordered_list_open"
            self.lists.append(
                int(1 if (start := token.attrGet("start")) is None else start)
                if is_ordered
                else None
            )

    def _item(self, token: Token) -> None:
        """Items count on from the first one's number, whatever is written before the others."""
        if token.nesting < 0:
            self.items.pop()
            return
        self.items.append(False)
        number = self.lists[-1]
        self.mark = "" if number is None else mark_of(number)
        self.lists[-1] = None if number is None else number + 1

    def _line(self, content: str) -> Iterator[Piece]:
        line = inline.words(content, self.env)
        after_picture, self.after_picture = self.after_picture, line.is_picture
        if not line.text:
            return
        kind = self._kind(line, is_caption=line.is_emphasised and (after_picture or line.pictures))
        if kind is BlockKind.HEADING:
            level = self.heading or min(self.last_heading + 1, 6)
            self.last_heading = self.heading or self.last_heading
            yield Piece(kind, line.text, level)
        else:
            mark = self.mark if kind is BlockKind.LIST_ITEM else ""
            yield Piece(kind, _TASK.sub("", line.text), len(self.lists), mark)
        if self.items:
            self.items[-1] = True

    def _kind(self, line: inline.Line, *, is_caption: bool) -> BlockKind:
        words = len(line.text.split())
        if self.heading and words <= _HEADING_WORDS:
            return BlockKind.HEADING
        if self.cells or is_caption or line.is_link:
            return BlockKind.OTHER
        if self.items and not self.items[-1]:
            return BlockKind.LIST_ITEM
        if self.quotes:
            return BlockKind.QUOTE
        if line.is_bold and words <= _TITLE_WORDS and not _NO_TITLE.search(line.text):
            return BlockKind.HEADING
        return BlockKind.PARAGRAPH

    def _marked_up(self, content: str) -> Iterator[Piece]:
        """Blocks of HTML; some dialects read Markdown inside them."""
        for piece in html.pieces(content):
            if piece.kind is not BlockKind.CODE and ("**" in piece.text or "](" in piece.text):
                yield Piece(piece.kind, inline.words(piece.text, self.env).text, piece.level)
            else:
                yield piece

    def _code(self, token: Token) -> Iterator[Piece]:
        """Code, and what only looks like it: directives, and prose that is set in too far."""
        if token.type == "fence" and _DIRECTIVE.match(token.info):
            yield from _pieces(token.content)
        elif token.type == "code_block" and reads_as_prose(token.content):
            for paragraph in re.split(r"\n\s*\n", token.content):
                yield Piece(
                    BlockKind.PARAGRAPH, inline.words(paragraph, self.env).text, len(self.lists)
                )
        else:
            yield Piece(BlockKind.CODE, token.content)


def reads_as_prose(text: str) -> bool:
    """Whether a block that is set in has sentences rather than code."""
    words = text.split()
    return (
        len(words) >= _PROSE_WORDS
        and text.rstrip()[-1:] in '.!?:”")'
        and words[0][:1].isalpha()
        and len(_CODE.findall(text)) * 40 <= len(words)
    )
