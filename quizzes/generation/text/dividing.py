"""Where paragraphs, items and headings begin in a chunk of lines without a blank one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .bullets import bullet_of
from .headings import is_heading
from .wrapping import WRAPPED_AT, is_soft, is_underline

_SHORT_WORDS = 9
QUESTION = re.compile(r"\s*(?:Q|Question)\s?\d{0,2}\s?[.:)]\s+(?=\S)")
ANSWER = re.compile(r"\s*(?:A|Answer)\s?\d{0,2}\s?[.:)]\s+(?=\S)")
ENDS = re.compile(r"[.!?:;…。！？]['\"”’)\]]{0,3}\Z")


def blocks(chunk: list[str]) -> Iterator[tuple[list[str], bool]]:
    """Divide a chunk into paragraphs, items and headings; say which end before their line is full."""
    width = max(map(len, chunk))
    held: list[str] = []
    for line in chunk:
        if held and not (len(held) == 1 and is_underline(line)):
            early = _ends_early(held, line, width)
            if early or _begins_anew(held, line, width):
                yield held, early
                held = []
        held.append(line)
    if held:
        yield held, False


def _begins_anew(held: list[str], line: str, width: int) -> bool:
    if bullet_of(line) or QUESTION.match(line) or ANSWER.match(line) or is_underline(held[-1]):
        return True
    if width > WRAPPED_AT:
        return not line.lstrip()[:1].islower() or bool(ENDS.search(held[-1].rstrip()))
    if is_soft(held[-1], line, width) or line.lstrip()[:1].islower():
        return False
    is_below_a_list = bool(bullet_of(held[0])) and not line.startswith((" ", "\t"))
    return is_below_a_list or bool(ENDS.search(held[-1].rstrip()))


def _ends_early(held: list[str], line: str, width: int) -> bool:
    """Whether a single short line stands above a paragraph as its heading."""
    return (
        len(held) == 1
        and not is_soft(held[0], line, width)
        and len(held[0].split()) <= _SHORT_WORDS
        and not bullet_of(held[0])
        and is_heading(held[0])
        and line.lstrip()[:1].isupper()
        and 2 * len(held[0]) < width
    )
