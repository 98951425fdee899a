"""Broken grammar that a few neighbouring words show, without a parser (RUBRIC A1)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizzes.items import BLANK, Item, gettext_noop

from .base import ERROR, WARNING, Check, Context, Finding, check
from .folding import listed
from .wordforms import is_plural, is_singular

_DOUBLED = re.compile(r"\b(?!(?:so|very|bye|ha|no)\b)([^\W\d_]+)\s+\1\b", re.IGNORECASE)
# "I know that that is so": right now and then.
_DOUBLE = listed("that had is")
_START = r"(?:^|[.?!,;:]\s+|\b(?:that|because|if|when|while|whether|although|unless)\s+)"
_MODAL = r"(?:can|could|should|must|will|would|may|might|cannot)"
_WRONG = (
    re.compile(rf"\b{_MODAL} (?:not )?(?:has|is|was|does|are|were)\b", re.IGNORECASE),
    re.compile(r"\b(?:should|must|could|would) to\b", re.IGNORECASE),
    re.compile(
        r"\b(?:to|does not|do not|did not|doesn['’]t|don['’]t|didn['’]t) (?:has|is|was|does|are)\b"
    ),
    re.compile(rf"{_START}(?:he|she|it) (?:have|are|do)\b", re.IGNORECASE),
    re.compile(r"\b(?<!of )(?:they|we) (?:has|is|was|does)\b", re.IGNORECASE),
)
_ONE_ARE = re.compile(
    rf"{_START}(?P<whole>(?:an?|each|every)(?: [\w’'-]+)? (?P<noun>[a-z-]+) (?:are|have|do))\b",
    re.IGNORECASE,
)
_MANY_IS = re.compile(
    rf"{_START}(?P<whole>(?:(?:the|your|these|those|many|most|some) )?(?P<noun>[a-z-]+) (?:is|has|was|does))\b",
    re.IGNORECASE,
)
_WHAT_ARE = re.compile(
    r"\bwhat (?P<verb>are|is) the (?:best |right |safest |first |main )?(?P<noun>[a-z-]+)\?",
    re.IGNORECASE,
)
# "A lot have", "a number are": one word for many.
_COLLECTIVE = listed(
    "lot number few majority minority couple dozen handful team staff police group"
)


@check("GRAM", WARNING, english=True)
def grammar_is_broken(item: Item, context: Context) -> Iterator[Finding]:
    """A doubled word, or a verb that does not agree with the word before it (RUBRIC A1)."""
    texts = list(_texts(item))
    # Most items are sound: one look at all texts together spares a look at each.
    everything = ". ".join(text for _, text in texts)
    if not [*_doubled(everything), *_disagreeing(everything)]:
        return
    for place, text in texts:
        for words, severity in (*_doubled(text), *_disagreeing(text)):
            yield Finding(
                place,
                gettext_noop("Mend the grammar of “%(words)s”."),
                {"words": words.strip(" .,;:?!")},
                severity,
            )


def _texts(item: Item) -> Iterator[tuple[str, str]]:
    yield "stem", item.stem.replace(BLANK, "…")
    yield from ((f"options.{number}", option.text) for number, option in enumerate(item.options))


def _doubled(text: str) -> Iterator[tuple[str, str]]:
    for match in _DOUBLED.finditer(text):
        yield match.group(), WARNING if match[1].lower() in _DOUBLE else ERROR


def _disagreeing(text: str) -> Iterator[tuple[str, str]]:
    yield from ((match.group(), WARNING) for wrong in _WRONG for match in wrong.finditer(text))
    for match in _ONE_ARE.finditer(text):
        if is_singular(match["noun"]) and match["noun"].lower() not in _COLLECTIVE:
            yield match["whole"], WARNING
    for match in _MANY_IS.finditer(text):
        if is_plural(match["noun"]):
            yield match["whole"], WARNING
    for match in _WHAT_ARE.finditer(text):
        if (is_singular if match["verb"].lower() == "are" else is_plural)(match["noun"]):
            yield match.group(), WARNING


GRAMMAR: tuple[Check, ...] = (grammar_is_broken,)
