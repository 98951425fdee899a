"""One small check per flaw; a runner collects all objections.

The same checks serve generated and hand-written items. Adding one touches one room here and its
table of cases in the tests. The codes are described in docs/linter.md.
"""

from __future__ import annotations

from quizzes.generation.concepts import ConceptBase
from quizzes.generation.text import Document
from quizzes.items import Item, Objection

from .agreement import AGREEMENT
from .base import ERROR, INFO, WARNING, Check
from .blanks import BLANKS
from .choices import CHOICES
from .context import Background, Context
from .cues import CUES
from .dangling import DANGLING
from .explaining import EXPLAINING
from .form import FORM
from .grammar import GRAMMAR
from .grounding import GROUNDING
from .matching import MATCHING
from .meaning import MEANING
from .numbers import NUMBERS
from .readability import READABILITY
from .remembered import background_of
from .sets import set_objections
from .statements import STATEMENTS
from .stem import STEM
from .structural import STRUCTURE
from .style import STYLE
from .truth import TRUTH

CHECKS: tuple[Check, ...] = (
    *STRUCTURE, *STEM, *DANGLING, *STATEMENTS, *BLANKS, *CHOICES, *MEANING, *CUES, *FORM,
    *AGREEMENT, *MATCHING, *NUMBERS, *GROUNDING, *TRUTH, *EXPLAINING, *READABILITY, *GRAMMAR, *STYLE,
)  # fmt: skip


def structure(item: Item) -> tuple[Objection, ...]:
    """Only what makes it no item at all: errors that no editor may save."""
    context = Context(item)
    return tuple(o for check in STRUCTURE for o in check.objections(item, context))


def objections(
    item: Item,
    *,
    document: Document | None = None,
    concepts: ConceptBase | None = None,
    background: Background | None = None,
) -> tuple[Objection, ...]:
    """Everything that the checks have against an item, structural errors first.

    Who checks many items of one article makes its `Background` once and hands it on; without
    one, that of the last article is used again.
    """
    context = Context(item, background or background_of(document, concepts))
    found = (o for check in CHECKS for o in check.objections(item, context))
    return tuple({(o.code, o.place, o.message): o for o in found}.values())


__all__ = [
    "CHECKS",
    "ERROR",
    "INFO",
    "WARNING",
    "Background",
    "Check",
    "objections",
    "set_objections",
    "structure",
]
