"""The article as plain text with the spans of its blocks and sentences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Self

from .languages import guess_language
from .sentences import Flag, flags_of, sentence_spans


class BlockKind(StrEnum):
    """What a block of the text is; questions come from paragraphs and list items alone."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    QUOTE = "quote"
    CODE = "code"
    BYLINE = "byline"
    OTHER = "other"

    @property
    def teaches(self) -> bool:
        """Whether a question may come from such a block."""
        return self in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)


@dataclass(frozen=True, slots=True)
class Block:
    """Code points `start` to `end` of the text; `level` is the depth of a heading or list."""

    kind: BlockKind
    start: int
    end: int
    level: int = 0


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its place: `document.text[start:end] == text`, in block number `block`."""

    start: int
    end: int
    text: str
    block: int
    flags: frozenset[Flag] = frozenset()


@dataclass(frozen=True)
class Document:
    """An article's plain text (NFC) and its blocks; all offsets are code points in `text`."""

    text: str
    blocks: tuple[Block, ...]
    title: str = ""

    @classmethod
    def from_blocks(
        cls,
        text: str,
        blocks: Iterable[Block | tuple[str, int, int, int]],
        title: str = "",
    ) -> Self:
        """Rebuild a document from what was stored of it: the text and its blocks."""
        return cls(text, tuple(_as_block(block, len(text)) for block in blocks), title)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences of blocks that teach, and quotes, in reading order."""
        return tuple(
            Sentence(start, end, self.text[start:end], number, flags_of(self.text[start:end]))
            for number, block in enumerate(self.blocks)
            if block.kind.teaches or block.kind is BlockKind.QUOTE
            for start, end in sentence_spans(self.text, block.start, block.end)
        )

    @cached_property
    def language(self) -> str:
        """ "en" for English, "und" for what is not known."""
        return guess_language(self.text)

    def block_text(self, number: int) -> str:
        """The text of one block."""
        block = self.blocks[number]
        return self.text[block.start : block.end]


def _as_block(block: Block | tuple[str, int, int, int], length: int) -> Block:
    if not isinstance(block, Block):
        kind, start, end, level = block
        block = Block(BlockKind(kind), start, end, level)
    if not 0 <= block.start <= block.end <= length:
        raise ValueError(
            f"The block from {block.start} to {block.end} lies outside the text of {length} "
            "characters; store text and blocks of the same reading together."
        )
    return block
