"""Lines that belong together: wrapped paragraphs, words cut at a line's end, marks of a page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from .wordlists import words

WRAPPED_AT = 120
"""A line that is longer than this is a paragraph of its own."""

_PAGE_NUMBER = re.compile(
    r"\s*(?:[-–—|]\s?)?(?:page\s)?\d{1,3}(?:\s?(?:of|/|\|)\s?\d{1,3})?(?:\s?[-–—|])?\s*\Z",
    re.IGNORECASE,
)
_RULE = re.compile(r"\s*(?:[-_*=~#+.•]\s?){3,}\Z")
_UNDERLINE = re.compile(r"\s*(?:={3,}|-{3,}|~{3,})\s*\Z")
_DIGITS = re.compile(r"\d+")
_CUT = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)[-‐]\Z")
_HEAD = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# With these the hyphen usually belongs to the word.
_KEEPS_HYPHEN = words(
    "self non two three one multi anti cross well long short high low real first second third "
    "end open built full large small step up off on by in to of the e all ever half risk "
    "security"
)
_RUNNING_HEADS, _RUNNING_WORDS = 3, 10


class Hyphens:
    """Decides whether a hyphen at the end of a line is part of the word."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(_WORD.findall(self._text.lower()))

    def join(self, lines: Sequence[str]) -> str:
        """Make one line of several."""
        parts: list[str] = []
        for line in lines:
            line = line.strip()
            cut = _CUT.search(parts[-1][-80:]) if parts else None
            head = _HEAD.match(line) if cut and line[:1].islower() else None
            if cut and head:
                parts[-1] = parts[-1] if self._keeps(cut[1], head.group()) else parts[-1][:-1]
                parts[-1] += head.group()
                line = line[head.end() :]
                parts.append(line) if line.startswith(" ") else self._append(parts, line)
            else:
                parts.append(f" {line}" if parts else line)
        return "".join(parts)

    @staticmethod
    def _append(parts: list[str], rest: str) -> None:
        parts[-1] += rest

    def _keeps(self, first: str, second: str) -> bool:
        first, second = first.lower(), second.lower()
        if f"{first}{second}" in self._words:
            return False
        return f"{first}-{second}" in self._words or first in _KEEPS_HYPHEN


def without_page_marks(lines: Sequence[str]) -> list[str]:
    """Leave out page numbers and the lines that stand at the head or foot of every page."""
    keys = [_DIGITS.sub("0", line.strip()) for line in lines]
    alone = Counter(
        key
        for number, key in enumerate(keys)
        if key and len(key.split()) <= _RUNNING_WORDS and _stands_alone(lines, number)
    )
    seen: set[str] = set()
    kept: list[str] = []
    for line, key in zip(lines, keys, strict=True):
        if _PAGE_NUMBER.match(line):
            continue
        if alone[key] >= _RUNNING_HEADS and not _RULE.match(line):
            if key in seen:
                continue
            seen.add(key)
        kept.append(line)
    return kept


def _stands_alone(lines: Sequence[str], number: int) -> bool:
    above = lines[number - 1].strip() if number else ""
    below = lines[number + 1].strip() if number + 1 < len(lines) else ""
    return not (above or below) or bool(
        _PAGE_NUMBER.match(above or below) and (not above or not below)
    )


def is_rule(line: str) -> bool:
    """Whether a line is nothing but a rule drawn with signs."""
    return bool(_RULE.match(line))


def is_underline(line: str) -> bool:
    """Whether a line underlines the one above it."""
    return bool(_UNDERLINE.match(line))


def is_soft(line: str, following: str, width: int) -> bool:
    """Whether a line ends only because the next word no longer fitted."""
    return len(line.rstrip()) + 1 + len(following.split(None, 1)[0]) > width
