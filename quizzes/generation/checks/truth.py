"""Is a distractor right as well? What the article says of it (RUBRIC A5)."""

from __future__ import annotations

from collections.abc import Iterator

from quizzes.items import Item, Kind, gettext_noop

from .base import ERROR, WARNING, Check, Context, Finding, check
from .grounding import asks_for_a_fact
from .stem import ASKING

_LEAST, _SHARE, _FEW = 2, 0.75, 3


@check("OPT-TRUE")
def evidence_names_a_distractor(item: Item, context: Context) -> Iterator[Finding]:
    """A wrong option that the evidence names beside the key is right too (RUBRIC A5)."""
    if not item.evidence or not asks_for_a_fact(item):
        return
    for number, option in enumerate(item.options):
        text = context.options[number].words
        if not option.correct and text.strip() and text in context.evidence.words:
            yield _may_be_right(number, item)


@check("OPT-TRUE", english=True)
def article_says_it_of_a_distractor(item: Item, context: Context) -> Iterator[Finding]:
    """A sentence elsewhere that holds the stem's subject and a distractor may make it right."""
    if context.article is None or item.kind is Kind.TRUE_FALSE or not asks_for_a_fact(item):
        return
    subject = context.stem.content - ASKING
    if len(subject) < _LEAST:
        return
    about = context.article.holding_most(subject, _SHARE if len(subject) > _FEW else 1.0)
    for number, option in enumerate(item.options):
        if option.correct or context.options[number].words in context.evidence.words:
            continue
        if any(about & context.article.holding(name) for name in _names(number, context)):
            yield _may_be_right(number, item)


def _names(number: int, context: Context) -> set[tuple[str, ...]]:
    """An option's own lemmas, and the other names of the concept that it names."""
    names = {context.options[number].lemmas}
    if context.terms is not None:
        for concept in context.named_by(context.options[number]):
            names |= context.terms.aliases(concept)
    return {name for name in names if name}


def _may_be_right(number: int, item: Item) -> Finding:
    return Finding(
        f"options.{number}",
        gettext_noop("The article itself says “%(text)s” of this: it may be right as well."),
        {"text": item.options[number].text},
        ERROR if item.family else WARNING,
    )


TRUTH: tuple[Check, ...] = (evidence_names_a_distractor, article_says_it_of_a_distractor)
