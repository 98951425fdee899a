"""Flaws of the options: what gives the key away, and what makes an option no option."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from quizzes.items import BLANK, Item, Kind, gettext_noop

from .base import ERROR, WARNING, Check, Context, Finding, check, words

_ABOVE = re.compile(
    r"^(?:all|none|both|neither|any|some) of (?:the|these|them)\b|^all (?:the )?above|"
    r"^(?:both )?[a-h1-8] (?:and|&|or) [a-h1-8]\b|^(?:only )?[ivx1-8]+(?:, ?[ivx1-8]+)* and [ivx1-8]+$",
    re.IGNORECASE,
)
_ABSOLUTE = re.compile(
    r"\b(?:always|never|all|only|none|every|completely|entirely|nobody|100 ?%)\b", re.IGNORECASE
)
_VAGUE = re.compile(r"\b(?:often|usually|sometimes|frequently|rarely)\b", re.IGNORECASE)
_ARTICLE = re.compile(rf"\b(an?) (?:{BLANK}|[:?]?$)", re.IGNORECASE)
_ONE_KEY = (Kind.SINGLE, Kind.CLOZE)
_WARN_RATIO, _ERROR_RATIO, _SHORT = 1.5, 2.0, 12


@check("OPT-MANY", WARNING)
def unusual_number_of_options(item: Item, context: Context) -> Iterator[Finding]:
    """Three to five options for one key, four to six for several (Rodriguez 2005)."""
    wanted = {Kind.SINGLE: (3, 5), Kind.CLOZE: (3, 5), Kind.MULTIPLE: (4, 6)}.get(item.kind)
    if wanted and len(item.options) >= 2 and not wanted[0] <= len(item.options) <= wanted[1]:
        yield Finding(
            "options",
            gettext_noop("Give %(least)s to %(most)s options."),
            {"least": wanted[0], "most": wanted[1]},
        )


@check("OPT-ABOVE")
def all_of_the_above(item: Item, context: Context) -> Iterator[Finding]:
    """All or none of the above, and "A and B", test logic, not knowledge (SAQUET; K-type)."""
    for number, option in enumerate(item.options):
        if _ABOVE.match(option.text.strip()):
            yield Finding(
                f"options.{number}",
                gettext_noop("Replace “%(text)s” by an option that stands for itself."),
                {"text": option.text},
            )


@check("OPT-LEN", WARNING)
def key_is_longest(item: Item, context: Context) -> Iterator[Finding]:
    """Test-wise readers pick the longest option (Haladyna and others 2002, rule 24)."""
    if item.kind not in _ONE_KEY or len(item.keys) != 1 or len(item.options) < 3:
        return
    key = len(item.options[item.keys[0]].text)
    wrong = [len(option.text) for option in item.options if not option.correct]
    mean = sum(wrong) / len(wrong)
    if key > max(wrong) and key > _SHORT and key > _WARN_RATIO * mean:
        yield Finding(
            f"options.{item.keys[0]}",
            gettext_noop("Shorten the right option or lengthen the others: it stands out."),
            {},
            ERROR if key > _ERROR_RATIO * mean else WARNING,
        )


@check("OPT-PARALLEL", WARNING)
def options_look_unlike(item: Item, context: Context) -> Iterator[Finding]:
    """Options share their form, so that none stands out (Haladyna and others 2002, rule 23)."""
    texts = [option.text.strip() for option in item.options if option.text.strip()]
    if item.kind is Kind.TRUE_FALSE or len(texts) < 3:
        return
    ends = {text[-1] for text in texts if text[-1] in ".!?;"} | {
        "" for text in texts if text[-1] not in ".!?;"
    }
    if len(ends) > 1:
        yield Finding("options", gettext_noop("End all options alike, with or without a stop."))
    digits = [any(character.isdigit() for character in text) for text in texts]
    if len(item.keys) == 1 and digits.count(True) == 1 and digits[item.keys[0]]:
        yield Finding(
            "options", gettext_noop("Make the options alike: only the right one has a number.")
        )


@check("OPT-OVERLAP")
def option_contains_option(item: Item, context: Context) -> Iterator[Finding]:
    """If one option includes another, both are right or both wrong (SAQUET: logical cues)."""
    folded = [words(option.text) for option in item.options]
    for number, text in enumerate(folded):
        for other, longer in enumerate(folded):
            if number != other and text.strip() and text in longer and text != longer:
                yield Finding(
                    f"options.{other}",
                    gettext_noop(
                        "Option %(other)s contains option %(number)s; make them exclusive."
                    ),
                    {"other": other + 1, "number": number + 1},
                    ERROR
                    if item.options[number].correct != item.options[other].correct
                    else WARNING,
                )


@check("OPT-GRAMMAR")
def article_gives_key_away(item: Item, context: Context) -> Iterator[Finding]:
    """ "a" or "an" before the blank must fit every option (SAQUET: grammatical cues)."""
    match = _ARTICLE.search(item.stem.strip().rstrip('”"'))
    if context.language is None or not match or not item.kind.has_options:
        return
    for number, option in enumerate(item.options):
        if option.text.strip() and _a_or_an(option.text.strip().lower()) != match[1].lower():
            yield Finding(
                f"options.{number}",
                gettext_noop("“%(article)s” does not fit “%(text)s”; write a(n) in the question."),
                {"article": match[1], "text": option.text},
            )


@check("OPT-CLANG", WARNING)
def key_echoes_stem(item: Item, context: Context) -> Iterator[Finding]:
    """A word that stem and key share, and no distractor has, points to the key (SAQUET)."""
    if context.language is None or item.kind is not Kind.SINGLE or len(item.keys) != 1:
        return
    stem = context.language.content(item.stem)
    key = context.language.content(item.options[item.keys[0]].text) & stem
    wrong = [context.language.content(o.text) & stem for o in item.options if not o.correct]
    echoed = key - frozenset().union(*wrong, frozenset())
    if echoed and not any(wrong):
        yield Finding(
            f"options.{item.keys[0]}",
            gettext_noop("Only the right option repeats “%(word)s” from the question."),
            {"word": min(echoed)},
        )


@check("OPT-CONVERGE", WARNING)
def key_is_the_middle(item: Item, context: Context) -> Iterator[Finding]:
    """The option that shares most words with the others is often the key (SAQUET)."""
    if context.language is None or item.kind is not Kind.SINGLE or len(item.keys) != 1:
        return
    words = [context.language.content(option.text) for option in item.options]
    shared = [
        sum(len(own & other) for n, other in enumerate(words) if n != number)
        for number, own in enumerate(words)
    ]
    rest = [count for number, count in enumerate(shared) if number != item.keys[0]]
    if len(shared) > 3 and rest and shared[item.keys[0]] >= max(rest) + 2:
        yield Finding(
            f"options.{item.keys[0]}",
            gettext_noop("The right option shares more words with the others than any of them."),
        )


@check("OPT-ABS", WARNING)
def absolute_terms(item: Item, context: Context) -> Iterator[Finding]:
    """Options with "always" or "never" are known to be wrong (SAQUET: absolute terms)."""
    if context.language is None or item.kind is Kind.TRUE_FALSE or not item.keys:
        return
    wrong = [bool(_ABSOLUTE.search(option.text)) for option in item.options if not option.correct]
    right = [bool(_ABSOLUTE.search(item.options[number].text)) for number in item.keys]
    if len(wrong) > 1 and all(wrong) and not any(right):
        yield Finding(
            "options", gettext_noop("Only wrong options are absolute (always, only ...).")
        )


@check("OPT-VAGUE", WARNING)
def vague_terms(item: Item, context: Context) -> Iterator[Finding]:
    """Vague frequency words mean different things to different readers (SAQUET)."""
    if context.language is None or item.kind is Kind.TRUE_FALSE:
        return
    for number, option in enumerate(item.options):
        match = _VAGUE.search(option.text)
        if match and sum(bool(_VAGUE.search(other.text)) for other in item.options) == 1:
            yield Finding(
                f"options.{number}",
                gettext_noop("Say more exactly what “%(word)s” means."),
                {"word": match.group()},
            )


@cache
def _a_or_an(text: str) -> str:
    import inflect

    return inflect.engine().a(text).split()[0].lower()


OPTIONS: tuple[Check, ...] = (
    unusual_number_of_options,
    all_of_the_above,
    key_is_longest,
    options_look_unlike,
    option_contains_option,
    article_gives_key_away,
    key_echoes_stem,
    key_is_the_middle,
    absolute_terms,
    vague_terms,
)
