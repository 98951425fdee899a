"""Does the article prove it? Evidence, key and distractors against the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizzes.generation.concepts import ConceptBase, Linker
from quizzes.generation.language import Language
from quizzes.items import BLANK, Item, Kind, Level, NumberKey, gettext_noop

from .base import ERROR, WARNING, Check, Context, Finding, check, fold, words

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_COPIED_WORDS = 14


@check("EVID-GONE")
def evidence_is_gone(item: Item, context: Context) -> Iterator[Finding]:
    """The passage must stand in the article where the item says (DESIGN: evidence)."""
    if context.document is None:
        return
    for number, passage in enumerate(item.evidence):
        if context.document.text[passage.start : passage.end] != passage.text:
            yield Finding(
                f"evidence.{number}",
                gettext_noop("The article no longer has “%(text)s” here; mark the passage again."),
                {"text": passage.text[:60]},
            )


@check("KEY-UNGROUNDED")
def key_is_not_in_evidence(item: Item, context: Context) -> Iterator[Finding]:
    """Where a fact is asked for, the evidence holds the key's content words (RUBRIC A3)."""
    if not item.evidence or context.language is None or not _asks_for_a_fact(item):
        return
    quoted = " ".join(passage.text for passage in item.evidence)
    for number in item.keys:
        text = item.options[number].text
        missing = context.language.content(text) - context.language.content(quoted)
        if not missing or _same_concept(text, quoted, context.concepts, context.language):
            continue
        wholly = missing == context.language.content(text) or any(map(str.isdigit, missing))
        yield Finding(
            f"options.{number}",
            gettext_noop("The evidence does not say “%(word)s”; mark the passage that proves it."),
            {"word": min(missing)},
            ERROR if wholly or item.family else WARNING,
        )


@check("NUM-UNGROUNDED")
def number_is_not_in_evidence(item: Item, context: Context) -> Iterator[Finding]:
    """A number asked for stands in the evidence (RUBRIC A3)."""
    if not isinstance(item.key, NumberKey) or not item.evidence or not item.key.value.is_finite():
        return
    quoted = " ".join(passage.text for passage in item.evidence)
    numbers = {match.replace(",", "") for match in _NUMBER.findall(quoted)}
    if not any(_equal(number, item.key) for number in numbers):
        yield Finding(
            "key",
            gettext_noop("The evidence does not contain the number %(value)s."),
            {"value": str(item.key.value)},
            ERROR if item.family else WARNING,
        )


@check("OPT-TRUE")
def distractor_is_also_right(item: Item, context: Context) -> Iterator[Finding]:
    """A wrong option that the evidence names beside the key is right too (RUBRIC A5)."""
    if not item.evidence or not _asks_for_a_fact(item):
        return
    quoted = words(" ".join(passage.text for passage in item.evidence))
    for number, option in enumerate(item.options):
        text = words(option.text)
        if not option.correct and text.strip() and text in quoted:
            yield Finding(
                f"options.{number}",
                gettext_noop("The evidence itself names “%(text)s”: it may be right as well."),
                {"text": option.text},
                ERROR if item.family else WARNING,
            )


@check("CLOZE-AMBIG")
def another_word_fits_the_blank(item: Item, context: Context) -> Iterator[Finding]:
    """No other option may stand in the same frame elsewhere in the article (VitalSource)."""
    if item.kind is not Kind.CLOZE or context.document is None or item.stem.count(BLANK) != 1:
        return
    before, after = item.stem.split(BLANK)
    frame_before, frame_after = words(before).split()[-2:], words(after).split()[:2]
    article = words(context.document.text)
    for number, option in enumerate(item.options):
        frame = " ".join([*frame_before, *words(option.text).split(), *frame_after])
        if not option.correct and f" {frame} " in article:
            yield Finding(
                f"options.{number}",
                gettext_noop("“%(text)s” fits the blank as well: the article says so elsewhere."),
                {"text": option.text},
            )


@check("TF-COPY", WARNING)
def statement_is_copied(item: Item, context: Context) -> Iterator[Finding]:
    """A true statement copied from the article asks for recognition only (SAQUET)."""
    if item.kind is not Kind.TRUE_FALSE or not item.keys or not item.evidence:
        return
    if fold(item.options[item.keys[0]].text) != "true":
        return
    stem = words(item.stem).split()
    quoted = words(" ".join(passage.text for passage in item.evidence))
    runs = (stem[at : at + _COPIED_WORDS] for at in range(len(stem) - _COPIED_WORDS + 1))
    if any(f" {' '.join(run)} " in quoted for run in runs):
        yield Finding("stem", gettext_noop("Say it in other words than the article does."))


def _asks_for_a_fact(item: Item) -> bool:
    """A scenario or a cited authority leaves the rest to the source (DESIGN, Check)."""
    choice = item.kind in (Kind.SINGLE, Kind.MULTIPLE, Kind.CLOZE)
    return (
        choice
        and item.level is not Level.APPLY
        and not item.authority
        and (item.level is Level.REMEMBER or item.family == "listing")
    )


def _same_concept(key: str, quoted: str, concepts: ConceptBase | None, language: Language) -> bool:
    """Whether key and evidence speak of one concept in different words."""
    if concepts is None:
        return False
    linker = Linker(concepts, language)
    named = {mention.concept for mention in linker.mentions(key)}
    return not named.isdisjoint(mention.concept for mention in linker.mentions(quoted))


def _equal(number: str, key: NumberKey) -> bool:
    try:
        return abs(type(key.value)(number) - key.value) <= key.tolerance
    except ArithmeticError:
        return False


GROUNDING: tuple[Check, ...] = (
    evidence_is_gone,
    key_is_not_in_evidence,
    number_is_not_in_evidence,
    distractor_is_also_right,
    another_word_fits_the_blank,
    statement_is_copied,
)
