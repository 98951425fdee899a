"""Chunks of a plain text that are no text of its author's: code, tables, parts of mails."""

from __future__ import annotations

import re
from collections.abc import Iterator

from . import front
from .blocks import BlockKind
from .bullets import bullet_of
from .wrapping import is_rule, is_underline

_FENCE = re.compile(r"\s{0,3}```")
_QUOTED = re.compile(r"\s{0,3}>")
_COLUMNS = re.compile(r"\S(?:\t+| {3,})\S|\|[^|]*\|")
_CODE = re.compile(r"\s{0,99}(?:\$ |#!|</?\w+[ >]|sudo |curl -)")
_MAIL = re.compile(
    r"\s*(?:On\s.{5,120}\swrote:|-{2,}\s?(?:Original|Forwarded) message\s?-{2,}|"
    r"Begin forwarded message:|Sent from my \w+.{0,30})\s*\Z",
    re.IGNORECASE,
)


def chunks(lines: list[str]) -> Iterator[list[str]]:
    """The lines between blank lines or rules; what stands between code fences is one chunk."""
    held: list[str] = []
    has_pairs = sum(1 for line in lines if _FENCE.match(line)) % 2 == 0
    in_fence = False
    for line in lines:
        is_fence = has_pairs and bool(_FENCE.match(line))
        if held and not in_fence and (is_fence or _is_border(held, line)):
            yield held
            held = []
        if in_fence or is_fence or not _is_gap(held, line):
            held.append(line)
        in_fence ^= is_fence
        if is_fence and not in_fence:
            yield held
            held = []
    if held:
        yield held


def _is_gap(held: list[str], line: str) -> bool:
    """Whether a line has no words; one that underlines the line above it belongs to that."""
    return not line.strip() or (is_rule(line) and not (held and is_underline(line)))


def _is_border(held: list[str], line: str) -> bool:
    return _is_gap(held, line) or _is_row(line) != _is_row(held[-1])


def special(chunk: list[str]) -> list[tuple[BlockKind, str]]:
    """Chunks that are no text of the author's: code, tables, mail's heads and quotations."""
    if _FENCE.match(chunk[0]):
        return [(BlockKind.CODE, "\n".join(chunk[1:-1]))]
    if all(_QUOTED.match(line) for line in chunk):
        return [(BlockKind.QUOTE, " ".join(line.lstrip(" >").strip() for line in chunk))]
    if chunk[0].strip() == "--" or front.is_head(chunk) or _is_of_mail(chunk):
        return [(BlockKind.OTHER, " ".join(chunk))]
    if sum(map(_is_code, chunk)) * 2 > len(chunk):
        return [(BlockKind.CODE, "\n".join(chunk))]
    if all(map(_is_row, chunk)) or (
        len(chunk) > 1 and all(_COLUMNS.search(line) and not bullet_of(line) for line in chunk)
    ):
        rows = [re.sub(r"[|\s]+", " ", line) for line in chunk]
        return [(BlockKind.OTHER, row) for row in rows if re.search(r"\w", row)]
    return []


def _is_row(line: str) -> bool:
    """Whether a line is the row of a table that is drawn with bars."""
    return line.lstrip().startswith("|") and line.rstrip().endswith("|") and line.count("|") > 2


def _is_code(line: str) -> bool:
    end = line.rstrip()[-1:]
    return (
        end in ("{", "}")
        or (end == ";" and ("=" in line or "(" in line))
        or bool(_CODE.match(line))
    )


def _is_of_mail(chunk: list[str]) -> bool:
    return bool(_MAIL.match(chunk[0]) or _MAIL.match(" ".join(chunk[:2])))
