"""Reads a treebank in the CoNLL-U format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Sentence:
    """A sentence as people have analysed it; heads count from 1, 0 is the root."""

    text: str
    words: tuple[str, ...]
    parts: tuple[str, ...]
    tags: tuple[str, ...]
    heads: tuple[int, ...]
    relations: tuple[str, ...]


def read(path: Path) -> tuple[Sentence, ...]:
    """All sentences of a file."""
    blocks = path.read_text(encoding="utf-8").split("\n\n")
    return tuple(_sentence(block) for block in blocks if block.strip())


def _sentence(block: str) -> Sentence:
    lines = block.strip().split("\n")
    text = next((line[9:] for line in lines if line.startswith("# text = ")), "")
    rows = list(_rows(lines))
    return Sentence(
        text,
        words=tuple(row[1] for row in rows),
        parts=tuple(row[3] for row in rows),
        tags=tuple(row[4] for row in rows),
        heads=tuple(int(row[6]) for row in rows),
        relations=tuple(row[7] for row in rows),
    )


def _rows(lines: list[str]) -> Iterator[list[str]]:
    """The fields of each word; fused words (1-2) and words left out (1.1) are no words of the tree."""
    for line in lines:
        fields = line.split("\t")
        if fields[0].isdigit():
            yield fields
