"""Debris, and what a learner needs to read afterwards."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from quizzes.items import Item, NumberKey, gettext_noop

from .base import WARNING, Check, Context, Finding, check

_DEBRIS = {
    "two spaces": re.compile(r"\S {2,}\S"),
    "doubled punctuation": re.compile(r"[?!]\.|\.\?|,,|;;|\.{2}(?!\.)(?<!\.{3})"),
    "a tag": re.compile(r"</?[a-z][^>]{0,80}>", re.IGNORECASE),
    "an address": re.compile(r"https?://|www\.|[\w.]+@[\w.]+\.\w"),
    "a glued sentence": re.compile(r"[a-z]{2}\.[A-Z][a-z]+ "),
}
_PAIRS = ("“”", "()", "[]")


@check("STYLE", WARNING)
def debris(item: Item, context: Context) -> Iterator[Finding]:
    """Leftovers of cutting and pasting (RUBRIC A1)."""
    places = [("stem", item.stem), ("explanation", item.explanation)]
    places += [(f"options.{number}", option.text) for number, option in enumerate(item.options)]
    for place, text in places:
        for name, pattern in _DEBRIS.items():
            if pattern.search(text) and not (place == "explanation" and name == "an address"):
                yield Finding(place, gettext_noop("Remove %(name)s."), {"name": name})
        if any(text.count(pair[0]) != text.count(pair[1]) for pair in _PAIRS):
            yield Finding(place, gettext_noop("Close every quotation mark and bracket."))
        if not unicodedata.is_normalized("NFC", text):
            yield Finding(place, gettext_noop("Type the accented letters again as one character."))


@check("EXPL", WARNING)
def no_explanation(item: Item, context: Context) -> Iterator[Finding]:
    """Feedback is where a learner learns (RUBRIC B5; Butler, Godbole and Marsh 2013)."""
    if not item.explanation.strip():
        yield Finding("explanation", gettext_noop("Say why the right answer is right."))


@check("NUM-UNIT", WARNING)
def number_without_unit(item: Item, context: Context) -> Iterator[Finding]:
    """A bare number leaves open what is counted."""
    has_no_unit = isinstance(item.key, NumberKey) and not item.key.unit
    if has_no_unit and not re.search(r"how many|what number|per ?cent", item.stem, re.IGNORECASE):
        yield Finding("key", gettext_noop("Name the unit, or ask “how many”."))


STYLE: tuple[Check, ...] = (debris, no_explanation, number_without_unit)
