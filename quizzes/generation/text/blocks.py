"""The blocks that a text consists of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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
    """Code points `start` to `end` of the text; `level` is the depth of a heading or list.

    A paragraph with a level stands below the list item before it. `mark` is the number or the letter of an
    item in an ordered list ("3", "b", "iv"), which is no part of the text.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    mark: str = ""
