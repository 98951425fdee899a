"""Which paragraphs of an article teach: marked by hand, found again by the checksum of their words.

A mark is "words:digits": how many words the paragraph has, and the first digits of the sha256 of
these words, folded. So marks hold no text of the articles, and they are found wherever the words
stand, however reading cuts the text into blocks.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from quizzes.generation import Document

from .runs import RatingError

_WORD = re.compile(r"\w+")
_DIGITS = 12
_MARK = re.compile(rf"(\d+):([0-9a-f]{{{_DIGITS}}})")


@dataclass(frozen=True, slots=True)
class Span:
    """A marked paragraph's place: code points of the document's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Marked:
    """The teaching paragraphs that were found, and the marks that were not."""

    found: tuple[Span, ...]
    lost: tuple[str, ...]


def load_marks(path: Path) -> dict[str, list[str]]:
    """Read a file of marks: the sha256 of an article's file, then its marks."""
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise RatingError(f"{path}: can't be read as YAML: {error}") from error
    articles = data.get("articles") if isinstance(data, Mapping) else None
    if not isinstance(articles, list):
        raise RatingError(f"{path}: expected a list under “articles”; see benchmarks/README.md.")
    return dict(_entry(entry, f"{path}: articles.{n}") for n, entry in enumerate(articles))


def marks_of(content: bytes, marks: Mapping[str, list[str]]) -> list[str] | None:
    """The marks of an article's file; None where nobody has marked it."""
    return marks.get(checksum(content))


def checksum(content: bytes) -> str:
    """The sha256 of an article's file, by which marks name it."""
    return hashlib.sha256(content).hexdigest()


def mark(text: str) -> str:
    """The mark of a paragraph."""
    words = [word for word, _ in _words(text)]
    return f"{len(words)}:{_digits(words)}"


def locate(document: Document, marks: Sequence[str]) -> Marked:
    """Find the marked paragraphs in a text; one that stands there twice is one paragraph."""
    words = list(_words(document.text))
    wanted: dict[int, set[str]] = defaultdict(set)
    for entry in marks:
        count, _, named = entry.partition(":")
        wanted[int(count)].add(named)
    found: dict[str, Span] = {}
    for length, known in wanted.items():
        for at in range(len(words) - length + 1):
            here = words[at : at + length]
            digits = _digits([word for word, _ in here])
            if digits in known:
                found.setdefault(f"{length}:{digits}", Span(here[0][1].start, here[-1][1].end))
    spans = sorted(found.values(), key=lambda span: span.start)
    return Marked(tuple(spans), tuple(entry for entry in marks if entry not in found))


def _words(text: str) -> Iterator[tuple[str, Span]]:
    """The words, folded, with their places: quotes, dashes and spaces make no difference."""
    for match in _WORD.finditer(text):
        folded = unicodedata.normalize("NFKC", match[0]).casefold()
        yield folded, Span(match.start(), match.end())


def _digits(words: Sequence[str]) -> str:
    return hashlib.sha256(" ".join(words).encode()).hexdigest()[:_DIGITS]


def _entry(entry: Any, place: str) -> tuple[str, list[str]]:
    if not isinstance(entry, Mapping) or not isinstance(entry.get("sha256"), str):
        raise RatingError(f"{place}: expected “sha256” (of the file) and “teaching”.")
    marks = entry.get("teaching")
    if not isinstance(marks, list) or not marks:
        raise RatingError(f"{place}.teaching: expected a list of marks.")
    for text in marks:
        if not isinstance(text, str) or not _MARK.fullmatch(text):
            raise RatingError(
                f"{place}.teaching: {text!r} is no mark; “coverage --list” prints them."
            )
    return entry["sha256"], marks
