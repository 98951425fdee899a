"""Debris of cutting and pasting, and spelling that changes its country."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from quizzes.items import Item, MatchingKey, OrderingKey, TextKey, gettext_noop

from .base import WARNING, Check, Context, Finding, check
from .spelling import AMERICAN, BRITISH
from .stem import QUOTED

_DEBRIS = {
    gettext_noop("two spaces"): re.compile(r"\S[ \t\xa0]{2,}\S"),
    gettext_noop("a space before the mark"): re.compile(r"\w [,;.?!](?:\s|$)"),
    gettext_noop("doubled punctuation"): re.compile(
        r"[?!]\.(?!\.)|\.\?|,,|;;|[?!]{2}|(?<!\.)\.{2}(?!\.)|,\.|\.,(?<!etc\.,)(?<!\.[a-z]\.,)"
    ),
    gettext_noop("a tag"): re.compile(
        r"</?[a-z][^<>]{0,80}>|&(?:[a-z]{2,8}|#\d{1,6});", re.IGNORECASE
    ),
    gettext_noop("marks of Markdown"): re.compile(r"\*\*\w|\]\(|(?m:^)#{1,6} |`"),
    gettext_noop("an address"): re.compile(r"https?://|www\.\w|\w@[\w-]{1,60}\.\w"),
    gettext_noop("a glued sentence"): re.compile(r"[a-z]{2}[.?!][A-Z][a-z]+ "),
    gettext_noop("an invisible character"): re.compile(
        "[\x00-\x08\x0b-\x1f\x7f\xad\u200b\u2028\u2029\u2060\ufeff\ufffd]"
    ),
}
_PAIRS = ("“”", "()", "[]")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
# Latin words in which a Cyrillic or Greek letter hides; whole words of these scripts are none.
_MIXED = re.compile(r"(?=[^\W\d_]*[a-z])[^\W\d_]*[\u0370-\u03ff\u0400-\u052f]", re.IGNORECASE)


@check("STYLE", WARNING)
def debris(item: Item, context: Context) -> Iterator[Finding]:
    """Leftovers of cutting and pasting (RUBRIC A1)."""
    texts = list(_texts(item))
    everything = "\n".join(text for _, text in texts)
    suspects = {name: p for name, p in _DEBRIS.items() if p.search(everything)}
    for place, text in texts:
        for name, pattern in suspects.items():
            if pattern.search(text) and not (place == "explanation" and name == "an address"):
                yield Finding(place, gettext_noop("Remove %(name)s."), {"name": name})
        unclosed = any(text.count(pair[0]) != text.count(pair[1]) for pair in _PAIRS)
        if unclosed or text.count('"') % 2:
            yield Finding(place, gettext_noop("Close every quotation mark and bracket."))


@check("STYLE", WARNING)
def letters_are_wrong(item: Item, context: Context) -> Iterator[Finding]:
    """Letters that look right and are others can't be searched, read aloud or compared."""
    for place, text in _texts(item):
        if text.isascii():
            continue
        if not unicodedata.is_normalized("NFC", text):
            yield Finding(place, gettext_noop("Type the accented letters again as one character."))
        mixed = next((word for word in _LETTERS.findall(text) if _MIXED.match(word)), "")
        if mixed:
            yield Finding(
                place,
                gettext_noop("Type “%(word)s” again: a letter of another alphabet is in it."),
                {"word": mixed},
            )


@check("STYLE", WARNING, english=True)
def spelling_changes_its_country(item: Item, context: Context) -> Iterator[Finding]:
    """One item spells one way: "colour" or "color" (RUBRIC A1)."""
    said = " ".join(QUOTED.sub("", text) for place, text in _texts(item)).lower()
    found = set(_LETTERS.findall(said))
    british, american = found & BRITISH, found & AMERICAN
    if british and american:
        yield Finding(
            "stem",
            gettext_noop("Spell in one way: “%(one)s” is British, “%(two)s” American."),
            {"one": min(british), "two": min(american)},
        )


def _texts(item: Item) -> Iterator[tuple[str, str]]:
    """All texts that a learner reads, each with its place."""
    yield "stem", item.stem
    yield "explanation", item.explanation
    for number, option in enumerate(item.options):
        yield f"options.{number}", option.text
        if option.feedback:
            yield f"options.{number}", option.feedback
    match item.key:
        case MatchingKey(pairs):
            yield from (("key", side) for pair in pairs for side in (pair.left, pair.right))
        case OrderingKey(order):
            yield from (("key", step) for step in order)
        case TextKey(accepted):
            yield from (("key", form) for form in accepted)


STYLE: tuple[Check, ...] = (debris, letters_are_wrong, spelling_changes_its_country)
