"""Options in one form, without a parser: how they begin, how they end, how they are written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from quizzes.items import Item, Kind, gettext_noop

from .base import WARNING, Check, Context, Finding, check
from .folding import listed
from .wordforms import parts_of

_STOPS = ".!?;"
# A number of its own, not that in "the 3-2-1 rule".
_NUMBER = re.compile(r"(?<![\w-])\d[\d.,]*(?![\w-])")
_FIRST = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_CLAUSE = listed("i you he she it we they there nobody everybody everyone somebody someone")
_FIRST_PERSON = listed("i we my our")
_DETERMINERS = listed("a an the this that these those your his her its their my our")
_PREPOSITIONS = listed(
    "by in with from of at on for into through without after before during between"
)
_REASONS = listed("because since if when unless although while")
_QUESTION = listed("what which who whom whose why how where")
_AUXILIARIES = listed(
    "is are was were do does did can could should must will would has have may might"
)
_NOT_GERUND = listed(
    "nothing something anything everything thing string bring spring during morning evening"
)
_NEXT_TO_GERUND = _DETERMINERS | _PREPOSITIONS | _CLAUSE | {"them", "him", "us", "all", "to", "up"}
_NOUN_WORDS = 3


@check("OPT-PARALLEL", WARNING)
def options_end_unlike(item: Item, context: Context) -> Iterator[Finding]:
    """Options share their form, so that none stands out (Haladyna and others 2002, rule 23)."""
    texts = _texts(item)
    if len({text[-1] if text[-1] in _STOPS else "" for text in texts}) > 1:
        yield Finding("options", gettext_noop("End all options alike, with or without a stop."))
    digits = [bool(_NUMBER.search(option.text)) for option in item.options]
    if len(texts) and len(item.keys) == 1 and digits.count(True) == 1 and digits[item.keys[0]]:
        yield Finding(
            "options", gettext_noop("Make the options alike: only the right one has a number.")
        )


@check("OPT-PARALLEL", WARNING)
def options_begin_unlike(item: Item, context: Context) -> Iterator[Finding]:
    """Options begin all with a capital or all without one (Haladyna and others 2002, rule 23)."""
    texts = [text for text in _texts(item) if text[0].isalpha()]
    small = [text for text in texts if text[0].islower() and text[:2].islower()]
    large = [text for text in texts if text[0].isupper()]
    # Among small terms a name or an abbreviation may stand: "phishing", "HTTPS", "Bluetooth".
    named = all(len(text.split()) == 1 or not text[1:2].islower() for text in large)
    if small and large and (len(small) < len(large) or not named):
        yield Finding(
            "options", gettext_noop("Begin all options alike, with a capital or without.")
        )


@check("OPT-PARALLEL", WARNING, english=True)
def options_are_built_unlike(item: Item, context: Context) -> Iterator[Finding]:
    """Options share their grammar: all orders, all things, all "to ..." or all "...ing" (rule 23)."""
    shapes = Counter(shape for shape in map(_shape, _texts(item)) if shape)
    if len(shapes) > 1:
        usual, rare = shapes.most_common()[0][0], shapes.most_common()[-1][0]
        yield Finding(
            "options",
            gettext_noop("Build all options alike: one is %(rare)s, another is %(usual)s."),
            {"rare": rare, "usual": usual},
        )
    persons = {_first(text) in _FIRST_PERSON for text in _texts(item) if _is_clause(text)}
    if len(persons) > 1:
        yield Finding("options", gettext_noop("Say “you” or “I” in all options, not both."))


def _texts(item: Item) -> list[str]:
    """The options that can be compared: three or more, true and false aside."""
    texts = [option.text.strip() for option in item.options if option.text.strip()]
    return texts if item.kind is not Kind.TRUE_FALSE and len(texts) >= 3 else []


def _words(text: str) -> list[str]:
    found = _FIRST.findall(text[:200])
    # "Shadow IT" is no order to shadow it.
    return [word if word.isupper() and len(word) > 1 else word.lower() for word in found]


def _first(text: str) -> str:
    return next(iter(_words(text)), "")


def _is_clause(text: str) -> bool:
    return _first(text) in _CLAUSE


def _shape(text: str) -> str:
    """How an option is built, where a few words tell it surely; otherwise an empty text."""
    words = _words(text)
    first, second = [*words, "", ""][:2]
    if first == "to" and "VERB" in parts_of(second) and second not in _DETERMINERS:
        return gettext_noop("“to ...”")
    if _is_gerund(first, second):
        return gettext_noop("“...ing”")
    if first in _AUXILIARIES and text.rstrip().endswith("?"):
        return gettext_noop("a question")
    if first in _CLAUSE and len(words) > 2:
        return gettext_noop("a sentence")
    if first in _REASONS and len(words) > 2:
        return gettext_noop("a reason or condition")
    if _is_order(first, second, words):
        return gettext_noop("an order")
    if first in _DETERMINERS and len(words) <= _NOUN_WORDS and not _AUXILIARIES & set(words):
        return gettext_noop("a thing")
    return ""


def _is_gerund(first: str, second: str) -> bool:
    """ "Clicking the link", and not "Phishing messages"."""
    is_form = first.endswith("ing") and len(first) > 4 and first not in _NOT_GERUND
    return is_form and second in _NEXT_TO_GERUND


def _is_order(first: str, second: str, words: list[str]) -> bool:
    """ "Ask the sender", "Do not pay": a verb that is listed as nothing else, or stands like one."""
    if first in ("do", "don't", "don’t") and second in ("not", *words[1:2]):
        return second == "not" or first != "do"
    parts = parts_of(first)
    if first.endswith(("ing", "ed", "s")) or "VERB" not in parts:
        return False
    return parts == {"VERB"} or second in _DETERMINERS | {"it", "them", "him", "her", "up", "out"}


FORM: tuple[Check, ...] = (options_end_unlike, options_begin_unlike, options_are_built_unlike)
