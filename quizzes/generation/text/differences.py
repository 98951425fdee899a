"""What differs between two sentences, and between two texts, for a person to look at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from .document import Document

_WORD = re.compile(r"\S+\s*|\s+")
_MOST_WORDS = 2_000
"""Of longer texts only that they differ is told: comparing takes the square of this."""
_LIKE, _WINDOW = 50.0, 20


class Kind(StrEnum):
    """Which of the two texts has it."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Words:
    """A run of words that are the same, were removed or were added."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """Blocks that stayed (`count` of them), or one that was removed, added or changed."""

    kind: Kind
    words: tuple[Words, ...] = ()
    count: int = 1


def differences(old: str, new: str) -> tuple[Words, ...]:
    """Word by word: what is the same and removed makes the old text, same and added the new."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    if max(len(before), len(after)) > _MOST_WORDS and old != new:
        return (Words(Kind.REMOVED, old), Words(Kind.ADDED, new))
    found: list[Words] = []
    gone = come = ""
    for code in Indel.opcodes(before, after):
        if code.tag == "equal":
            found += _replaced(gone, come)
            gone = come = ""
            found.append(Words(Kind.SAME, "".join(before[code.src_start : code.src_end])))
        gone += "".join(before[code.src_start : code.src_end]) if code.tag == "delete" else ""
        come += "".join(after[code.dest_start : code.dest_end]) if code.tag == "insert" else ""
    return (*found, *_replaced(gone, come))


def _replaced(gone: str, come: str) -> Iterator[Words]:
    """What stood there first, then what stands there now."""
    if gone:
        yield Words(Kind.REMOVED, gone)
    if come:
        yield Words(Kind.ADDED, come)


def changes(old: Document, new: Document) -> list[Change]:
    """Block by block, in reading order; runs of blocks that stayed are counted."""
    before = [old.block_text(n) for n in range(len(old.blocks))]
    after = [new.block_text(n) for n in range(len(new.blocks))]
    found: list[Change] = []
    gone: list[str] = []
    come: list[str] = []
    for code in Indel.opcodes(before, after):
        if code.tag == "equal":
            found += _paired(gone, come)
            gone, come = [], []
            found.append(Change(Kind.SAME, count=code.src_end - code.src_start))
        gone += before[code.src_start : code.src_end] if code.tag == "delete" else []
        come += after[code.dest_start : code.dest_end] if code.tag == "insert" else []
    return [*found, *_paired(gone, come)]


def _paired(gone: Sequence[str], come: Sequence[str]) -> Iterator[Change]:
    """Of what went and came at one place, set side by side what is like each other."""
    at = 0
    for text in gone:
        ahead = come[at : at + _WINDOW]
        likeness = [fuzz.ratio(text, other) for other in ahead]
        best = max(likeness, default=0.0)
        if best < _LIKE:
            yield Change(Kind.REMOVED, (Words(Kind.REMOVED, text),))
            continue
        match = likeness.index(best)
        for other in ahead[:match]:
            yield Change(Kind.ADDED, (Words(Kind.ADDED, other),))
        yield Change(Kind.CHANGED, differences(text, ahead[match]))
        at += match + 1
    for other in come[at:]:
        yield Change(Kind.ADDED, (Words(Kind.ADDED, other),))
