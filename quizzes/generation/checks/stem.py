"""Flaws of the question itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizzes.items import BLANK, Item, Kind, Level, gettext_noop

from .base import ERROR, WARNING, Check, Context, Finding, check, fold, words

_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_NEGATION = re.compile(r"\b(?:not|except|least|never|n[o']t|isn['’]t|aren['’]t|false|incorrect)\b")
_DANGLING = re.compile(
    r"^(?:this|that|these|those|it|he|she|they|his|her|its|their|such|here|the above|the former|"
    r"the latter|the following|also|but|and|therefore|however)\b(?! is (?:necessary|important|"
    r"essential|crucial|vital)\b)",
    re.IGNORECASE,
)
_SPEAKER = re.compile(r"\b(?:[Ww]e|[Oo]ur|[Oo]urs|us|[Mm]y country)\b")
_WHEN = re.compile(
    r"\b(?:yesterday|last (?:year|month|week)|recently|this (?:year|month|week))\b", re.IGNORECASE
)
_NOBODY = re.compile(
    r"^(?:According to |What did |What does |Why did |How did )?[Tt]he (?:company|report|researchers?|"
    r"study|organi[sz]ation|speaker|minister)\b",
)
_AUXILIARY = re.compile(
    r"^(?:is|are|was|were|do|does|did|can|could|should|must|will|would|has|have)\b", re.IGNORECASE
)
_YES_NO = re.compile(r"^(?:yes|no|true|false)\b", re.IGNORECASE)
_HEDGE = re.compile(
    r"\b(?:usually|sometimes|often|frequently|perhaps|possibly|generally)\b", re.IGNORECASE
)
_LONG, _LONG_APPLIED = 45, 80


@check("STEM-LONG", WARNING)
def stem_is_long(item: Item, context: Context) -> Iterator[Finding]:
    """Window dressing makes a reading test of a question (Haladyna and others 2002, rule 16)."""
    words = len(item.stem.split())
    limit = _LONG_APPLIED if item.level is Level.APPLY else _LONG
    if words > limit:
        yield Finding(
            "stem",
            gettext_noop("Shorten the question from %(words)s to %(limit)s words or fewer."),
            {"words": words, "limit": limit},
        )


@check("STEM-UNFOCUSED", WARNING)
def stem_asks_nothing(item: Item, context: Context) -> Iterator[Finding]:
    """The stem alone should say what is asked (SAQUET: unfocused stem)."""
    stem = item.stem.rstrip()
    if item.kind is Kind.TRUE_FALSE or not stem:
        return
    if not stem.endswith(("?", "？", ":", "：", ".", "。")) and BLANK not in stem:
        yield Finding("stem", gettext_noop("End with a question mark, a colon or a blank."))
    if re.fullmatch(
        r"which (?:of (?:the following|these) )?(?:is|are) (?:true|correct)\?", fold(stem) + "?"
    ):
        yield Finding("stem", gettext_noop("Say what the options are about."))


@check("STEM-NEG", WARNING)
def stem_is_negative(item: Item, context: Context) -> Iterator[Finding]:
    """Ask positively, or print the negation in capitals (Haladyna and others 2002, rule 17)."""
    if context.language is None or item.kind is Kind.TRUE_FALSE:
        return
    question = _QUOTED.sub("", re.split(r"(?<=[.!?])\s+", item.stem.strip())[-1])
    if _NEGATION.search(question):
        doubled = any(_NEGATION.search(option.text) for option in item.options)
        yield Finding(
            "stem",
            gettext_noop("Ask positively, or write the negation in capitals (NOT, EXCEPT)."),
            {},
            ERROR if doubled and re.search(r"\bexcept\b", question) else WARNING,
        )


@check("STEM-DANGLING")
def stem_points_nowhere(item: Item, context: Context) -> Iterator[Finding]:
    """The question must be clear without the sentence it came from (RUBRIC A2)."""
    if context.language is None:
        return
    stem = item.stem.strip()
    said = _QUOTED.sub("", stem)
    statement = re.sub(r"^According to the article, ", "", stem)
    for pattern, text in ((_DANGLING, statement), (_SPEAKER, said), (_WHEN, said), (_NOBODY, stem)):
        match = pattern.search(text)
        if match:
            yield Finding(
                "stem",
                gettext_noop("Say who or what “%(words)s” means; the reader sees no context."),
                {"words": match.group()},
            )


@check("STEM-YESNO")
def stem_wants_yes_or_no(item: Item, context: Context) -> Iterator[Finding]:
    """A yes/no question can't be answered by a list of things."""
    if context.language is None or item.kind not in (Kind.SINGLE, Kind.MULTIPLE):
        return
    question = re.split(r"(?<=[.!?])\s+", item.stem.strip())[-1]
    answers = [option for option in item.options if _YES_NO.match(option.text)]
    if _AUXILIARY.match(question) and question.endswith("?") and not answers:
        yield Finding(
            "stem",
            gettext_noop("Begin with what, which, who or how: the options are no yes or no."),
        )


@check("KEY-IN-STEM")
def key_stands_in_stem(item: Item, context: Context) -> Iterator[Finding]:
    """The stem must not say the answer (SAQUET: logical cues)."""
    if item.kind is Kind.TRUE_FALSE:
        return
    stem = words(item.stem)
    for number in item.keys:
        key = words(item.options[number].text)
        if key.strip() and key in stem:
            yield Finding(
                f"options.{number}",
                gettext_noop("The question already contains the answer “%(key)s”; reword it."),
                {"key": item.options[number].text},
            )


@check("CLOZE-REPEAT")
def cloze_shows_its_key(item: Item, context: Context) -> Iterator[Finding]:
    """The missing words must not stand elsewhere in the sentence, in any form."""
    if item.kind is not Kind.CLOZE or context.language is None:
        return
    stem = context.language.content(item.stem.replace(BLANK, " "))
    others = [context.language.content(o.text) for o in item.options if not o.correct]
    for number in item.keys:
        key = context.language.content(item.options[number].text)
        # A word that every option shares gives nothing away.
        shown = {word for word in key & stem if not all(word in other for other in others)}
        if shown:
            yield Finding(
                "stem",
                gettext_noop("“%(word)s” stands in the sentence again; choose another blank."),
                {"word": min(shown)},
            )


@check("CLOZE-FIRST", WARNING)
def cloze_begins_with_blank(item: Item, context: Context) -> Iterator[Finding]:
    """A reader needs some words before the blank to know what is asked (SAQUET)."""
    if item.kind is Kind.CLOZE and item.stem.lstrip(' “"').startswith(BLANK):
        yield Finding("stem", gettext_noop("Move the blank away from the beginning."))


@check("TF-HEDGE", WARNING)
def statement_is_vague(item: Item, context: Context) -> Iterator[Finding]:
    """A statement with "usually" is true and false at once (SAQUET: vague terms)."""
    if item.kind is Kind.TRUE_FALSE and context.language is not None:
        match = _HEDGE.search(item.stem)
        if match:
            yield Finding(
                "stem",
                gettext_noop("Leave out “%(word)s”: the statement must be true or false."),
                {"word": match.group()},
            )


STEM: tuple[Check, ...] = (
    stem_is_long,
    stem_asks_nothing,
    stem_is_negative,
    stem_points_nowhere,
    stem_wants_yes_or_no,
    key_stands_in_stem,
    cloze_shows_its_key,
    cloze_begins_with_blank,
    statement_is_vague,
)
