"""Words and their lemmas, behind a small protocol: one room per language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

from .trees import Analyser, Embedder, Tree, Word

_MODEL = Path(__file__).with_name("model")


@dataclass(frozen=True, slots=True)
class Token:
    """A word with its place in the text it was taken from and the form that a lexicon lists."""

    start: int
    end: int
    text: str
    lemma: str


class AnalyserMissing(LookupError):
    """The analyser that the settings name can't be used; the message says what to do."""


class Language(Protocol):
    """What generation asks of a language."""

    def __hash__(self) -> int: ...

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


def _use_one_thread() -> None:
    """Let numpy multiply in one thread: for a sentence's small matrices, several only wait for each other."""
    from threadpoolctl import threadpool_limits

    threadpool_limits(limits=1, user_api="blas")


@cache
def shipped() -> Analyser:
    """Give the parser that ships with the package; its weights are read at the first call."""
    from .parser import Parser

    _use_one_thread()
    return Parser(_MODEL / "english.safetensors", _MODEL / "vocabulary.txt", "shipped-en-1")


@cache
def analyser_named(name: str) -> Analyser:
    """Give the analyser that a setting names: "" is the shipped one, else a pipeline of spaCy.

    Raises AnalyserMissing.
    """
    if not name:
        return shipped()
    from .pipelines import load

    return load(name)


@cache
def shipped_embedder() -> Embedder:
    """Give the sentence encoder that ships with the package; its weights are read at the first call."""
    from .embedding import Sentences

    _use_one_thread()
    return Sentences(
        _MODEL / "sentences.safetensors",
        _MODEL / "english.safetensors",
        _MODEL / "vocabulary.txt",
        "shipped-en-1",
    )


__all__ = [
    "Analyser",
    "AnalyserMissing",
    "Embedder",
    "Language",
    "Token",
    "Tree",
    "Word",
    "analyser_named",
    "language_of",
    "shipped",
    "shipped_embedder",
]
