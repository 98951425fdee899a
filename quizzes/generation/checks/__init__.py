"""One small check per flaw; a runner collects all objections.

The same checks serve generated and hand-written items. Adding one touches one room here and its
table of cases in the tests.
"""

from __future__ import annotations

from quizzes.generation.concepts import ConceptBase
from quizzes.generation.text import Document
from quizzes.items import Item, Objection

from .base import Check, Context, context_for
from .grounding import GROUNDING
from .options import OPTIONS
from .sets import set_objections
from .stem import STEM
from .structural import STRUCTURE
from .style import STYLE

CHECKS: tuple[Check, ...] = (*STRUCTURE, *STEM, *OPTIONS, *GROUNDING, *STYLE)


def structure(item: Item) -> tuple[Objection, ...]:
    """Only what makes it no item at all: errors that no editor may save."""
    context = Context()
    return tuple(o for check in STRUCTURE for o in check.objections(item, context))


def objections(
    item: Item, *, document: Document | None = None, concepts: ConceptBase | None = None
) -> tuple[Objection, ...]:
    """Everything that the checks have against an item, structural errors first."""
    context = context_for(item, document, concepts)
    return tuple(o for check in CHECKS for o in check.objections(item, context))


__all__ = ["CHECKS", "Check", "objections", "set_objections", "structure"]
