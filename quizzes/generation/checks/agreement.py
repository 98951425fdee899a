"""Does every option fit the stem by grammar? Articles, number, doubled words (SAQUET)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizzes.items import BLANK, Item, Kind, gettext_noop

from .base import Check, Context, Finding, check
from .wordforms import article_for, is_plural, is_singular

_ARTICLE = re.compile(rf"\b(an?) (?:{BLANK}|[:?]?$)", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SOUND = re.compile(r"[^\W_]+")
_AFTER = r"(?=\s*(?:$|[.,;:!?”\"]|(?:of|in|on|at|for|to|from|by|with|is|are|was|were|has|have|can|that|who)\b))"
# The blank is the whole of what the word before it belongs to, or of what the verb after it says.
_WANTS_ONE = re.compile(
    rf"\b(?:an?|this|that|each|every|another|one) {BLANK}{_AFTER}|"
    rf"(?:^|[.,;:“\"] ?)(?:(?:the|an?|your|his|her|their) )?{BLANK} (?:is|was|has|does)\b",
    re.IGNORECASE,
)
_WANTS_MANY = re.compile(
    rf"\b(?:these|those|many|several|few|both|two|three|four|five) {BLANK}{_AFTER}|"
    rf"(?:^|[.,;:“\"] ?)(?:(?:the|your|his|her|their) )?{BLANK} (?:are|were|have|do)\b",
    re.IGNORECASE,
)
_ARE = re.compile(r"which (?:(?:ones )?of (?:these|the following) |ones )?are\b", re.IGNORECASE)
_ONE = re.compile(r"which one\b", re.IGNORECASE)
_COUNTED = re.compile(
    r"\b(?:which|choose|select|name|mark|what are the) (?:the )?(?P<n>two|three|four|five)\b(?![-’'])(?! or)",
    re.IGNORECASE,
)
_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5}
_TERM_WORDS = 3


@check("OPT-GRAMMAR", english=True)
def article_gives_key_away(item: Item, context: Context) -> Iterator[Finding]:
    """ "a" or "an" before the blank must fit every option (SAQUET: grammatical cues)."""
    match = _ARTICLE.search(item.stem.strip().rstrip('”"'))
    if not match or not item.kind.has_options:
        return
    for number, option in enumerate(item.options):
        word = next(iter(_SOUND.findall(option.text)), "")
        # "MFA" is spelled out, "Apple" is not.
        if word and article_for(word if word.isupper() else word.lower()) != match[1].lower():
            yield Finding(
                f"options.{number}",
                gettext_noop("“%(article)s” does not fit “%(text)s”; write a(n) in the question."),
                {"article": match[1], "text": option.text},
            )


@check("OPT-GRAMMAR", english=True)
def number_gives_key_away(item: Item, context: Context) -> Iterator[Finding]:
    """Singular and plural beside the blank must fit every option (SAQUET: grammatical cues)."""
    one, many = _WANTS_ONE.search(item.stem), _WANTS_MANY.search(item.stem)
    if item.kind is not Kind.CLOZE or bool(one) == bool(many):
        return
    for number, option in enumerate(item.options):
        found = _WORD.findall(option.text)
        if not 0 < len(found) <= _TERM_WORDS or found[-1] != option.text.strip()[-len(found[-1]) :]:
            continue
        if is_plural(found[-1]) if one else is_singular(found[-1]):
            yield Finding(
                f"options.{number}",
                gettext_noop("“%(text)s” does not fit the blank: singular and plural differ."),
                {"text": option.text},
            )


@check("OPT-GRAMMAR", english=True)
def number_of_keys_is_told_wrongly(item: Item, context: Context) -> Iterator[Finding]:
    """ "Which are" asks for several, "which one is" for one, "which two" for two."""
    question = re.split(r"(?<=[.!?])\s+", item.stem.strip())[-1]
    counted = _COUNTED.search(question)
    if item.kind is Kind.SINGLE and len(item.keys) == 1 and _ARE.match(question):
        yield Finding("stem", gettext_noop("Ask for one thing (“is”): only one option is right."))
    if item.kind is not Kind.MULTIPLE or len(item.keys) < 2:
        return
    if _ONE.match(question):
        yield Finding("stem", gettext_noop("Ask for several things (“are”): several are right."))
    if counted and _COUNTS[counted["n"].lower()] != len(item.keys):
        yield Finding(
            "stem",
            gettext_noop("The question asks for %(asked)s, but %(keys)s options are right."),
            {"asked": counted["n"].lower(), "keys": len(item.keys)},
        )


@check("OPT-GRAMMAR", english=True)
def option_doubles_a_word(item: Item, context: Context) -> Iterator[Finding]:
    """An option begins or ends with the very word that stands beside the blank."""
    if item.kind is not Kind.CLOZE or item.stem.count(BLANK) != 1:
        return
    before, after = map(_WORD.findall, item.stem.lower().split(BLANK))
    for number, option in enumerate(item.options):
        found = _WORD.findall(option.text.lower())
        doubled = found and (found[:1] == before[-1:] or found[-1:] == after[:1])
        if doubled and len(found) > 1:
            yield Finding(
                f"options.{number}",
                gettext_noop("With “%(text)s” a word stands twice beside the blank."),
                {"text": option.text},
            )


AGREEMENT: tuple[Check, ...] = (
    article_gives_key_away,
    number_gives_key_away,
    number_of_keys_is_told_wrongly,
    option_doubles_a_word,
)
