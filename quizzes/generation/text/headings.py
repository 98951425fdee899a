"""Which lines of a plain text are headings."""

from __future__ import annotations

import re

from .bullets import bullet_of

_WORDS, _NUMBERED_WORDS = 12, 8
_ENDS_NO_HEADING = re.compile(
    r"[.!:;,…。！：；，、？]\W{0,3}\Z|(?:^|\s)(?:and|or|the|of|to|a|with|for)\Z"
)
_ASKS = re.compile(
    r"(?:what|how|why|when|who|where|which|is|are|can|could|do|does|did|should|will|would|have)\b",
    re.IGNORECASE,
)


def is_heading(text: str) -> bool:
    """Whether a line that stands alone is short enough, and does not end as a sentence does."""
    text = text.strip()
    words = len(text.split())
    if not 0 < words <= _WORDS or not any(map(str.isalpha, text)):
        return False
    if text.endswith("?"):
        return bool(_ASKS.match(text))
    return not _ENDS_NO_HEADING.search(text)


def may_be_heading(line: str, below: list[str]) -> bool:
    """Whether what stands below lets a line be its heading; a question needs its answer there."""
    if not below:
        return not line.rstrip().endswith("?")
    return not below[0].lstrip()[:1].islower()


def is_numbered_heading(lines: list[str], below: list[str]) -> bool:
    """Whether "3. Passwords" is the title of what stands below rather than an item."""
    text = " ".join(lines)
    return (
        len(lines) == 1
        and len(text.split()) <= _NUMBERED_WORDS
        and is_heading(text)
        and bool(below)
        and not bullet_of(below[0])
        and sum(len(line.split()) for line in below) > _WORDS
    )
