"""How hard a question is to read, by the formula of Flesch and Kincaid."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from quizzes.items import BLANK, Item, gettext_noop

from .base import WARNING, Check, Context, Finding, check
from .stem import QUOTED, sentences

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_VOWELS = re.compile(r"[aeiouy]+")
_HIATUS = re.compile(r"(?<![tscgx])i[aou]|eo|ua[lt]|[aeo]i?ing\b")
_SILENT = re.compile(r"(?:[^aeiouyl]es|[^aeiouytd]ed|[^aeiouyl]e|[aeiouy]le?)$")
_GRADE, _TERM_SYLLABLES, _LEAST_WORDS = 14.0, 2, 8
# The formula was made for passages: a short question is judged as if usual words stood beside it.
_USUAL_WORDS, _USUAL_SYLLABLES = 10, 15


@check("READ", WARNING, english=True)
def stem_is_hard_to_read(item: Item, context: Context) -> Iterator[Finding]:
    """A question above school grade 14 tests reading (Kincaid and others 1975)."""
    # The article's own words and the terms that are to be learned can't be made easier.
    said = QUOTED.sub("", item.stem).replace(BLANK, "it")
    grade = _grade(said, context)
    if grade > _GRADE:
        yield Finding(
            "stem",
            gettext_noop("Use shorter sentences and words: it reads like grade %(grade)s."),
            {"grade": round(grade)},
        )


def _grade(text: str, context: Context) -> float:
    """The school grade that a text needs; 0 of a few words."""
    found = _WORD.findall(text)
    if len(found) < _LEAST_WORDS or context.language is None:
        return 0.0
    known = context.terms.words if context.terms else frozenset()
    total = sum(
        min(syllables(word.lower()), _TERM_SYLLABLES)
        if word.lower() in known
        else syllables(word.lower())
        for word in found
    )
    per_word = (total + _USUAL_SYLLABLES) / (len(found) + _USUAL_WORDS)
    return 0.39 * len(found) / len(sentences(text)) + 11.8 * per_word - 15.59


@lru_cache(maxsize=20_000)
def syllables(word: str) -> int:
    """About how many syllables an English word has: its groups of vowels, silent endings aside."""
    groups = len(_VOWELS.findall(word)) + len(_HIATUS.findall(word))
    if _SILENT.search(word) and not word.endswith(("le", "les")):
        groups -= 1
    return max(1, groups)


READABILITY: tuple[Check, ...] = (stem_is_hard_to_read,)
