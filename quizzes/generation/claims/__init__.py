"""What sentences claim: from trees to advice, definitions and effects."""

from __future__ import annotations

from collections.abc import Iterator

from quizzes.generation.language.trees import Tree

from .advice import advice
from .definition import definitions
from .effect import effects
from .values import Advice, Claim, Definition, Effect


def claims(tree: Tree, offset: int) -> Iterator[Claim]:
    """Everything that a sentence claims; `offset` is its place in the article."""
    yield from advice(tree, offset)
    yield from definitions(tree, offset)
    yield from effects(tree, offset)


__all__ = ["Advice", "Claim", "Definition", "Effect", "claims"]
