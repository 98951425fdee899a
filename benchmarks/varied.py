"""Texts of any size: the paragraphs of our own articles, again and again, each time a bit different."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

from quizzes.generation import format_of, read

ARTICLES = sorted((Path(__file__).parent / "articles").iterdir())
_EXCHANGED = {
    "office": ("office", "clinic", "school", "library", "shop", "workshop", "town hall", "studio"),
    "colleague": ("colleague", "nurse", "teacher", "visitor", "trainee", "volunteer", "clerk"),
    "help desk": ("help desk", "IT team", "service desk", "security team"),
    "people": ("people", "learners", "customers", "members", "guests", "neighbours"),
    "criminals": ("criminals", "thieves", "fraudsters", "attackers"),
    "account": ("account", "mailbox", "profile", "calendar", "shop account"),
    "company": ("company", "bank", "insurer", "landlord", "travel agency"),
    "message": ("message", "email", "letter", "text message"),
    "laptop": ("laptop", "tablet", "work phone", "notebook"),
    "device": ("device", "laptop", "phone", "tablet"),
}
_PLACES = (
    "clinic",
    "school",
    "library",
    "shop",
    "museum",
    "harbour",
    "theatre",
    "town hall",
    "farm",
)
_TOWNS = (
    "Leeds", "Galway", "Ghent", "Porto", "Turku", "Aarhus", "Gdansk", "Trieste", "Bristol", "Exeter",
    "Malaga", "Lyon", "Bergen", "Graz", "Split", "Cork", "Dublin", "Lagos", "Accra", "Nairobi",
    "Pune", "Manila", "Lima", "Quito", "Hanoi", "Osaka", "Perth", "Halifax", "Denver", "Tampa",
)  # fmt: skip
_STOP = re.compile(r"(?<=[a-z])(?=\.(?:\s|$))")
_WORD = re.compile(rf"\b(?:{'|'.join(_EXCHANGED)})\b")
_NUMBER = re.compile(r"\b\d+\b")


def varied(size: int, seed: int = 0) -> str:
    """At least `size` bytes of plain text, in which few sentences stand twice."""
    rng = random.Random(seed)  # noqa: S311 - a repeatable text, no secret
    parts: list[str] = []
    length = 0
    for paragraph in _paragraphs(rng):
        if length >= size:
            break
        parts.append(paragraph)
        length += len(paragraph.encode()) + 2
    return "\n\n".join(parts)


def _paragraphs(rng: random.Random) -> Iterator[str]:
    paragraphs = [
        document.block_text(number)
        for path in ARTICLES
        for document in [read(path.read_bytes(), format=format_of(path.name))]
        for number, block in enumerate(document.blocks)
        if block.kind.teaches
    ]
    while True:
        for paragraph in rng.sample(paragraphs, len(paragraphs)):
            exchanged = _WORD.sub(lambda match: rng.choice(_EXCHANGED[match[0]]), paragraph)
            numbered = _NUMBER.sub(lambda _: str(rng.randint(2, 99)), exchanged)
            yield _STOP.sub(lambda _: _somewhere(rng), numbered)


def _somewhere(rng: random.Random) -> str:
    """Words at a sentence's end that make it another sentence."""
    return f" at the {rng.choice(_PLACES)} in {rng.choice(_TOWNS)}"
