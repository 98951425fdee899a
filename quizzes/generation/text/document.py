"""The article as plain text with the spans of its blocks and sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Self

from .blocks import Block, BlockKind
from .flags import Flag, flags_of
from .languages import guess_language
from .outline import headings, leads
from .quotes import Quotes
from .sentences import sentence_spans


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
            sentence
            for number, block in enumerate(self.blocks)
            if block.kind.teaches or block.kind is BlockKind.QUOTE
            for sentence in self._sentences_of(number, block)
        )

    def _sentences_of(self, number: int, block: Block) -> Iterator[Sentence]:
        in_list = block.kind is BlockKind.LIST_ITEM
        quotes = Quotes(self.text, block.start, block.end)
        for start, end in sentence_spans(self.text, block.start, block.end):
            text = self.text[start:end]
            flags = flags_of(text, in_quotes=quotes.overlap(start, end), in_list=in_list)
            yield Sentence(start, end, text, number, flags)

    @cached_property
    def language(self) -> str:
        """ "en" for English, "und" for what is not known."""
        return guess_language(self.text)

    def lead_of(self, number: int) -> int | None:
        """The number of the block that introduces the list of a list item, if one does.

        It is the paragraph above the list ("Follow these steps:"), or the item that a deeper list
        belongs to.
        """
        return self._leads[number]

    def heading_of(self, number: int) -> int | None:
        """The number of the heading that a block stands under, if there is one."""
        return self._headings[number]

    @cached_property
    def _leads(self) -> tuple[int | None, ...]:
        return tuple(leads(self.text, self.blocks))

    @cached_property
    def _headings(self) -> tuple[int | None, ...]:
        return tuple(headings(self.blocks))

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
