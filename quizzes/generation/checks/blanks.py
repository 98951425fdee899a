"""Flaws of a sentence with a blank, whether its words are chosen or typed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizzes.items import BLANK, Item, Kind, TextKey, gettext_noop

from .base import WARNING, Check, Context, Finding, check
from .folding import words
from .wordforms import parts_of

_FRAME, _FILLER_WORDS, _PLACES = 3, 4, 20
_LETTERS = re.compile(r"[^\W\d_]+")


@check("CLOZE-AMBIG")
def another_option_fits_the_blank(item: Item, context: Context) -> Iterator[Finding]:
    """No other option may stand in the same frame elsewhere in the article (VitalSource)."""
    if item.kind is not Kind.CLOZE or context.article is None or item.stem.count(BLANK) != 1:
        return
    before, after = _frame(item)
    for number, option in enumerate(item.options):
        frame = " ".join([*before[-2:], *words(option.text).split(), *after[:2]])
        if not option.correct and f" {frame} " in context.article.words:
            yield Finding(
                f"options.{number}",
                gettext_noop("“%(text)s” fits the blank as well: the article says so elsewhere."),
                {"text": option.text},
            )


@check("CLOZE-AMBIG", english=True)
def article_fills_the_blank_otherwise(item: Item, context: Context) -> Iterator[Finding]:
    """The words around the blank stand in the article once, or the blank has two fillers."""
    keys = _keys(item)
    if not keys or context.article is None or item.stem.count(BLANK) != 1:
        return
    before, after = _frame(item)
    if len(before) < _FRAME or len(after) < _FRAME:
        return
    for filler in _fillers(context.article.words, before, after):
        if filler not in {words(key).strip() for key in keys}:
            yield Finding(
                "stem",
                gettext_noop("The article fills this blank with “%(words)s” as well; tell more."),
                {"words": filler},
            )
            return


@check("CLOZE-AMBIG", english=True)
def blank_hides_no_thing(item: Item, context: Context) -> Iterator[Finding]:
    """A missing "the", "quickly" or "improve" has many fillers; blank a thing (VitalSource)."""
    for key in _keys(item):
        found = _LETTERS.findall(key)
        parts = parts_of(found[0]) if len(found) == 1 else frozenset()
        small = bool(found) and not context.of(key).content and len(found) < 3
        if small or parts in ({"ADV"}, {"VERB"}):
            yield Finding(
                "stem",
                gettext_noop("Blank a thing instead of “%(word)s”, for which many words fit."),
                {"word": key},
            )
            return


@check("CLOZE-REPEAT", english=True)
def cloze_shows_its_key(item: Item, context: Context) -> Iterator[Finding]:
    """The missing words must not stand elsewhere in the sentence, in any form."""
    if BLANK not in item.stem:
        return
    stem = context.of(item.stem.replace(BLANK, " ")).content
    others = [context.of(option.text).content for option in item.options if not option.correct]
    for key in _keys(item):
        # A word that every option shares gives nothing away.
        shown = {
            word
            for word in context.of(key).content & stem
            if not others or not all(word in other for other in others)
        }
        if shown:
            yield Finding(
                "stem",
                gettext_noop("“%(word)s” stands in the sentence again; choose another blank."),
                {"word": min(shown)},
            )
            return


@check("CLOZE-FIRST", WARNING)
def cloze_begins_with_blank(item: Item, context: Context) -> Iterator[Finding]:
    """A reader needs some words before the blank to know what is asked (SAQUET)."""
    if item.kind in (Kind.CLOZE, Kind.SHORT_TEXT) and item.stem.lstrip(' “"').startswith(BLANK):
        yield Finding("stem", gettext_noop("Move the blank away from the beginning."))


def _keys(item: Item) -> list[str]:
    """The words that are missing, of a cloze with options or a typed one."""
    if item.kind is Kind.CLOZE:
        return [item.options[number].text for number in item.keys]
    typed = isinstance(item.key, TextKey) and BLANK in item.stem
    return list(item.key.accepted) if typed and isinstance(item.key, TextKey) else []


def _frame(item: Item) -> tuple[list[str], list[str]]:
    before, after = item.stem.split(BLANK)
    return words(before).split()[-_FRAME:], words(after).split()[:_FRAME]


def _fillers(text: str, before: list[str], after: list[str]) -> Iterator[str]:
    """What stands between the words before and after a blank, wherever the text has both."""
    first, last = f" {' '.join(before)} ", f" {' '.join(after)} "
    at = text.find(first)
    for _ in range(_PLACES):
        if at < 0:
            return
        rest = text[at + len(first) - 1 :][:200]
        filler = rest[: max(rest.find(last), 0)].split()
        if 0 < len(filler) <= _FILLER_WORDS:
            yield " ".join(filler)
        at = text.find(first, at + 1)


BLANKS: tuple[Check, ...] = (
    another_option_fits_the_blank,
    article_fills_the_blank_otherwise,
    blank_hides_no_thing,
    cloze_shows_its_key,
    cloze_begins_with_blank,
)
