"""Words and their lemmas, behind a small protocol: one room per language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Token:
    """A word with its place in the text it was taken from and the form that a lexicon lists."""

    start: int
    end: int
    text: str
    lemma: str


class Language(Protocol):
    """What generation asks of a language."""

    def tokens(self, text: str) -> tuple[Token, ...]:
        """Split a text into words."""
        ...

    def content(self, text: str) -> frozenset[str]:
        """The lemmas that carry meaning, function words left out."""
        ...


@cache
def language_of(code: str) -> Language:
    """Give the language with this code; only English ("en") is known so far."""
    if code != "en":
        raise LookupError(f"No language {code!r}; known is 'en'.")
    from .english import English

    return English()


__all__ = ["Language", "Token", "language_of"]
