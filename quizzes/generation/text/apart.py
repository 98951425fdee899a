"""Why blocks of a document were set apart, told from the document itself."""

from __future__ import annotations

from .blocks import BlockKind
from .document import Document
from .furniture import furniture, opens_last_section, opens_side_section
from .leaving import Why

_REASONS = {BlockKind.BYLINE: Why.BYLINE, BlockKind.CODE: Why.CODE}


def reasons_apart(document: Document) -> dict[int, Why]:
    """Give the number of each block that no question comes from, headings and quotes aside."""
    found: dict[int, Why] = {}
    seen: set[str] = set()
    side_level, is_over = 0, False
    for number, block in enumerate(document.blocks):
        text = document.block_text(number)
        if block.kind is BlockKind.HEADING:
            is_over = is_over or (number > 0 and opens_last_section(text))
            if not side_level or block.level <= side_level:
                side_level = block.level if opens_side_section(text) else 0
        elif block.kind is BlockKind.OTHER:
            around = Why.COMMENTS if is_over else Why.SECTION if side_level else Why.ASIDE
            repeated = Why.REPEATED if text.casefold() in seen else None
            found[number] = furniture(text, len(text.split())) or repeated or around
        elif block.kind in _REASONS:
            found[number] = _REASONS[block.kind]
        seen.add(text.casefold())
    return found
