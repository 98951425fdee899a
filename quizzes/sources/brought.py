"""What came, as bytes."""

from __future__ import annotations

from dataclasses import dataclass

from quizzes.generation import LIMIT

LIMIT_OF_FILES = 10_000_000
"""The most bytes of a Word or PDF file, most of which are pictures; of a text it is `LIMIT`."""

LIMIT_OF_TEXT = LIMIT


@dataclass(frozen=True, slots=True)
class Brought:
    """The bytes as they came, and what the reader reads where it can't read those."""

    original: bytes
    format: str
    extract: bytes | None = None
    extract_format: str = ""
    name: str = ""
    source_url: str = ""
