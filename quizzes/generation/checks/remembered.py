"""The background of the last article, for callers that ask item by item."""

from __future__ import annotations

from quizzes.generation.concepts import ConceptBase
from quizzes.generation.text import Document

from .context import Background

_last = Background()


def background_of(document: Document | None, concepts: ConceptBase | None) -> Background:
    """The same background as last time where article and base are the very same values."""
    global _last
    last = _last
    if last.document is not document or last.concepts is not concepts:
        last = _last = Background(document, concepts)
    return last
