"""Does the article prove it? Evidence and key against the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizzes.items import Item, Kind, Level, TextKey, gettext_noop

from .base import ERROR, WARNING, Check, Context, Finding, check
from .folding import fold

_CHOICE = (Kind.SINGLE, Kind.MULTIPLE, Kind.CLOZE)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@check("EVID-GONE")
def evidence_is_gone(item: Item, context: Context) -> Iterator[Finding]:
    """The passage must stand in the article where the item says (DESIGN: evidence)."""
    if context.document is None:
        return
    for number, passage in enumerate(item.evidence):
        if context.document.text[max(passage.start, 0) : max(passage.end, 0)] != passage.text:
            yield Finding(
                f"evidence.{number}",
                gettext_noop("The article no longer has “%(text)s” here; mark the passage again."),
                {"text": passage.text[:60]},
            )


@check("KEY-UNGROUNDED", english=True)
def key_is_not_in_evidence(item: Item, context: Context) -> Iterator[Finding]:
    """Where a fact is asked for, the evidence holds the key's content words (RUBRIC A3)."""
    if not item.evidence or not asks_for_a_fact(item):
        return
    for number in item.keys:
        text = item.options[number].text
        content = context.options[number].content
        missing = content - context.evidence.content
        if not missing or _same_concept(text, context):
            continue
        wholly = missing == content or any(map(str.isdigit, "".join(missing)))
        yield Finding(
            f"options.{number}",
            gettext_noop("The evidence does not say “%(word)s”; mark the passage that proves it."),
            {"word": min(missing)},
            ERROR if wholly or item.family else WARNING,
        )


@check("KEY-UNGROUNDED", english=True)
def typed_key_is_not_in_evidence(item: Item, context: Context) -> Iterator[Finding]:
    """One of the accepted answers stands in the evidence (RUBRIC A3)."""
    if not isinstance(item.key, TextKey) or not item.evidence or item.authority:
        return
    forms = [form for form in item.key.accepted if form.strip()]
    said = context.evidence.content
    if forms and not any(
        context.of(form).content <= said or _same_concept(form, context) for form in forms
    ):
        yield Finding(
            "key",
            gettext_noop("The evidence does not say “%(word)s”; mark the passage that proves it."),
            {"word": forms[0]},
            ERROR if item.family else WARNING,
        )


@check("KEY-UNGROUNDED", english=True)
def evidence_is_about_something_else(item: Item, context: Context) -> Iterator[Finding]:
    """A scenario or a statement leans on a passage that holds what it hangs on (DESIGN, Check)."""
    if not item.evidence or (item.kind in _CHOICE and asks_for_a_fact(item)):
        return
    said = f"{item.stem} {item.explanation} {' '.join(option.text for option in item.options)}"
    if context.evidence.content & context.of(said).content or _mentions_a_concept(item, context):
        return
    yield Finding(
        "evidence",
        gettext_noop("The passage has nothing to do with the question; mark another one."),
        {},
        ERROR if item.family else WARNING,
    )


@check("KEY-UNGROUNDED", english=True)
def number_of_a_statement_is_not_in_evidence(item: Item, context: Context) -> Iterator[Finding]:
    """A true statement names no number that its passage does not name (RUBRIC A3)."""
    if item.kind is not Kind.TRUE_FALSE or not item.keys or not item.evidence or item.authority:
        return
    if fold(item.options[item.keys[0]].text) != "true":
        return
    quoted = set(_NUMBER.findall(context.evidence.text))
    missing = [number for number in _NUMBER.findall(item.stem) if number not in quoted]
    if missing:
        yield Finding(
            "stem",
            gettext_noop("The evidence does not say “%(word)s”; mark the passage that proves it."),
            {"word": missing[0]},
        )


def asks_for_a_fact(item: Item) -> bool:
    """A scenario or a cited authority leaves the rest to the source (DESIGN, Check)."""
    return (
        item.kind in _CHOICE
        and item.level is not Level.APPLY
        and not item.authority
        and (item.level is Level.REMEMBER or item.family == "listing")
    )


def _same_concept(key: str, context: Context) -> bool:
    """Whether key and evidence speak of one concept in different words."""
    if context.terms is None:
        return False
    named = context.named_by(context.of(key)) or {
        mention.concept for mention in context.terms.linker.mentions(key)
    }
    return any(_mentions(concept, context) for concept in sorted(named))


def _mentions_a_concept(item: Item, context: Context) -> bool:
    """Whether the evidence mentions one of the item's concepts, or another of their topics."""
    if context.terms is None:
        return False
    concepts = context.terms.base.concepts
    known = [concept for concept in item.concepts if concept in concepts]
    if any(_mentions(concept, context) for concept in known):
        return True
    # "MFA" and "authenticator apps" are two concepts, and one matter.
    topics = {concepts[concept].topic for concept in known}
    found = context.terms.linker.mentions(context.evidence.text)
    return any(concepts[mention.concept].topic in topics for mention in found)


def _mentions(concept: str, context: Context) -> bool:
    """By one of its names, or by a pattern that only the linker knows."""
    if context.terms is None:
        return False
    said = f" {' '.join(context.evidence.lemmas)} "
    if any(f" {' '.join(name)} " in said for name in context.terms.aliases(concept)):
        return True
    found = context.terms.linker.mentions(context.evidence.text)
    return any(mention.concept == concept for mention in found)


GROUNDING: tuple[Check, ...] = (
    evidence_is_gone,
    key_is_not_in_evidence,
    typed_key_is_not_in_evidence,
    evidence_is_about_something_else,
    number_of_a_statement_is_not_in_evidence,
)
