"""How blocks belong together: what introduces a list, which heading a block stands under."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .blocks import Block, BlockKind

_INTRODUCES = re.compile(
    r":[\"”’)\s]*\Z|\b(?:following|below|these (?:\w+ )?(?:steps|tips|rules|signs|ways|things|measures|points|"
    r"questions|examples|recommendations|guidelines)|here (?:are|is)|such as|including)\b[^.!?]{0,120}[.!?]?\s*\Z",
    re.IGNORECASE,
)
_LOOKED_AT = 400


def leads(text: str, blocks: Sequence[Block]) -> Iterator[int | None]:
    """Yield for every block the number of the one that introduces its list, None for others."""
    lead: int | None = None  # of the list on the first level
    items: list[tuple[int, int]] = []  # level and number of the items that are still open
    paragraphs: list[int] = []  # those since the last heading or list
    for number, block in enumerate(blocks):
        if block.kind is BlockKind.LIST_ITEM:
            if not items:
                lead = _introduction(text, blocks, paragraphs)
            while items and items[-1][0] >= block.level:
                items.pop()
            yield items[-1][1] if items else lead
            items.append((block.level, number))
            paragraphs.clear()
            continue
        yield None
        if block.kind is BlockKind.HEADING or (block.kind.teaches and block.level == 0):
            items.clear()
            paragraphs = [] if block.kind is BlockKind.HEADING else [*paragraphs[-1:], number]


def headings(blocks: Sequence[Block]) -> Iterator[int | None]:
    """Yield for every block the number of the heading above it."""
    heading: int | None = None
    for number, block in enumerate(blocks):
        yield heading
        if block.kind is BlockKind.HEADING:
            heading = number


def _introduction(text: str, blocks: Sequence[Block], paragraphs: Sequence[int]) -> int | None:
    """The paragraph right above the list, or one before it that ends in a colon."""
    for number in reversed(paragraphs):
        block = blocks[number]
        end = text[max(block.start, block.end - _LOOKED_AT) : block.end]
        if _INTRODUCES.search(end) and (number == paragraphs[-1] or end.rstrip().endswith(":")):
            return number
    return None
