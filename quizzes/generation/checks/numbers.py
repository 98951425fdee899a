"""Flaws of a question for a number: unit, tolerance, year, and whether the article gives one only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from quizzes.items import Item, NumberKey, gettext_noop

from .base import ERROR, WARNING, Check, Context, Finding, check
from .stem import ASKING

_NUMBER = re.compile(r"(?<![\w.,])\d{1,15}(?:,\d{3})*(?:\.\d{1,9})?(?![\w])")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_COUNTS = re.compile(
    r"\bhow (?:many|much|old|long|often)\b|what number|per ?cent|%|(?:what|which) year|in what year",
    re.IGNORECASE,
)
_ROUGH = re.compile(
    r"\b(?:about|around|nearly|almost|approximately|roughly|some|more than|over|up to|an estimated)\s+"
    r"[$€£]?$",
    re.IGNORECASE,
)
_ASKING = ASKING | {"many", "much", "number", "percent", "percentage", "year"}
_LEAST, _SHARE = 2, 0.75
# No number of an article is longer; Decimal takes forever over the exponents that it allows.
_DIGITS = 40


@check("NUM-UNIT")
def number_without_unit(item: Item, context: Context) -> Iterator[Finding]:
    """A bare number leaves open what is counted."""
    bare = isinstance(item.key, NumberKey) and not item.key.unit.strip()
    if bare and not _COUNTS.search(item.stem):
        yield Finding("key", gettext_noop("Name the unit, or ask “how many”."))


@check("NUM-TOL", WARNING)
def number_without_year(item: Item, context: Context) -> Iterator[Finding]:
    """A figure of some year is asked for with its year, or it will be wrong soon."""
    key = _key(item)
    if key is None or not _YEAR.search(context.evidence.text) or _YEAR.search(item.stem):
        return
    if not _YEAR.fullmatch(str(key.value)):
        yield Finding("stem", gettext_noop("Name the year or the day of the number."))


@check("NUM-TOL")
def tolerance_does_not_fit(item: Item, context: Context) -> Iterator[Finding]:
    """A rough number needs a tolerance; a tolerance as large as the number accepts nearly all."""
    key = _key(item)
    if key is None:
        return
    if key.value and key.tolerance >= abs(key.value):
        yield Finding("key", gettext_noop("Give a tolerance that is smaller than the number."))
    before = [
        item_text[: match.start()]
        for item_text in (passage.text for passage in item.evidence)
        for match in _NUMBER.finditer(item_text)
        if _value(match.group()) == key.value
    ]
    if before and key.tolerance == 0 and all(map(_ROUGH.search, before)):
        yield Finding("key", gettext_noop("The number is a rough one; give it a tolerance."))


@check("NUM-TOL", english=True)
def article_gives_two_numbers(item: Item, context: Context) -> Iterator[Finding]:
    """A number is asked for only where the article gives one for the measure (GENERATION 1.5)."""
    key = _key(item)
    if key is None or context.article is None or not key.unit or not item.evidence:
        return
    subject = context.stem.content - _ASKING - context.of(key.unit).content
    if len(subject) < _LEAST:
        return
    years = set(_YEAR.findall(item.stem))
    unit = re.compile(rf"\s?{re.escape(key.unit.rstrip('s'))}", re.IGNORECASE)
    for number in sorted(context.article.holding_most(subject, _SHARE)):
        text = context.article.sentences[number].text
        if years and years.isdisjoint(_YEAR.findall(text)):
            continue
        for match in _NUMBER.finditer(text):
            value = _value(match.group())
            if unit.match(text, match.end()) and abs(value - key.value) > key.tolerance:
                yield Finding(
                    "stem",
                    gettext_noop(
                        "The article gives “%(other)s” for this, too; say which you mean."
                    ),
                    {"other": match.group()},
                )
                return


@check("NUM-UNGROUNDED")
def number_is_not_in_evidence(item: Item, context: Context) -> Iterator[Finding]:
    """A number asked for stands in the evidence (RUBRIC A3)."""
    key = _key(item)
    if key is None or not item.evidence:
        return
    numbers = map(_value, _NUMBER.findall(context.evidence.text))
    if not any(abs(number - key.value) <= key.tolerance for number in numbers):
        yield Finding(
            "key",
            gettext_noop("The evidence does not contain the number %(value)s."),
            {"value": str(key.value)},
            ERROR if item.family else WARNING,
        )


def _key(item: Item) -> NumberKey | None:
    """The key where one can calculate with it."""
    key = item.key
    if not isinstance(key, NumberKey) or not (key.value.is_finite() and key.tolerance.is_finite()):
        return None
    sane = max(abs(key.value.adjusted()), abs(key.tolerance.adjusted())) < _DIGITS
    return key if sane else None


def _value(number: str) -> Decimal:
    return Decimal(number.replace(",", ""))


NUMBERS: tuple[Check, ...] = (
    number_without_unit,
    number_without_year,
    tolerance_does_not_fit,
    article_gives_two_numbers,
    number_is_not_in_evidence,
)
