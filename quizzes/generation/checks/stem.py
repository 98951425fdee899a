"""Flaws of the question itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizzes.items import BLANK, Item, Kind, Level, NumberKey, TextKey, gettext_noop

from .base import ERROR, WARNING, Check, Context, Finding, check
from .folding import listed, words

QUOTED = re.compile(r"“[^“”]*”|\"[^\"]*\"")
_SENTENCE_END = re.compile(r"(?<=[.!?])[”\"]?\s+")
_ENDS = ("?", "？", ":", "：", ".", "。", "?”", ".”", '?"', '."')
# What nearly every question says, so that it tells nothing of the topic.
ASKING = listed(
    "article text statement sentence true false correct right wrong follow following option answer "
    "say state question choose select apply accord name mention describe call list complete word "
    "thing way kind one"
)
_NEGATION = re.compile(
    r"\b(?:[Nn]ot|NOT|[Ee]xcept|EXCEPT|[Nn]ever|(?<!at )(?<!At )(?<!at the )(?<!At the )least|cannot|\w+n['’]t|"
    r"(?:is|are|be) (?:false|incorrect|wrong|untrue))\b"
)
_SHOUTED = re.compile(r"\b(?:NOT|EXCEPT|LEAST|NEVER|FALSE)\b")
_NEGATED = re.compile(r"\b(?:not|never|cannot|\w+n['’]t)\b", re.IGNORECASE)
# What hangs on a question may be negative: "... if you did not ask for it".
_ASIDE = re.compile(
    r"(?<=[\w,] )(?:if|when|that|who|because|although|unless|whose|where|whether|what|how)\b[^,?]*|: .*",
    re.IGNORECASE | re.DOTALL,
)
_AUXILIARY = re.compile(
    r"(?:is|are|was|were|do|does|did|can|could|should|must|will|would|has|have)(?:n['’]t)?\b",
    re.IGNORECASE,
)
_YES_NO = re.compile(r"(?:yes|no|true|false)\b(?=$|[,.;:!])", re.IGNORECASE)
_TIE = re.compile(
    r"\b(?:you|your|he|she|it|they|him|her|them|his|its|their|this|these|another|both|one)\b",
    re.IGNORECASE,
)
_LEAD = re.compile(r"(?:The article|According to)\b")
_LONG, _LONG_APPLIED, _KEY_WORDS = 45, 80, 4


def sentences(stem: str) -> list[str]:
    """The sentences of a stem; the last one asks."""
    return _SENTENCE_END.split(stem.strip())


@check("STEM-LONG", WARNING)
def stem_is_long(item: Item, context: Context) -> Iterator[Finding]:
    """Window dressing makes a reading test of a question (Haladyna and others 2002, rule 16)."""
    count = len(item.stem.split())
    limit = _LONG_APPLIED if item.level is Level.APPLY else _LONG
    if count > limit:
        yield Finding(
            "stem",
            gettext_noop("Shorten the question from %(words)s to %(limit)s words or fewer."),
            {"words": count, "limit": limit},
        )


@check("STEM-UNFOCUSED", WARNING)
def stem_asks_nothing(item: Item, context: Context) -> Iterator[Finding]:
    """The stem alone should say what is asked (SAQUET: unfocused stem)."""
    stem = item.stem.rstrip()
    if item.kind is Kind.TRUE_FALSE or not stem:
        return
    if not stem.endswith(_ENDS) and BLANK not in stem:
        yield Finding("stem", gettext_noop("End with a question mark, a colon or a blank."))
    if context.language is not None and context.stem.content <= ASKING:
        yield Finding("stem", gettext_noop("Say what the options are about."))


@check("STEM-NEG", WARNING, english=True)
def stem_is_negative(item: Item, context: Context) -> Iterator[Finding]:
    """Ask positively, or print the negation in capitals (Haladyna and others 2002, rule 17)."""
    if item.kind in (Kind.TRUE_FALSE, Kind.CLOZE):
        return
    question = _ASIDE.sub("", QUOTED.sub("", sentences(item.stem)[-1]))
    if not _NEGATION.search(question):
        return
    if any(_NEGATED.search(option.text) for option in item.options):
        yield Finding(
            "stem",
            gettext_noop("Ask positively: question and options together are a double negation."),
            {},
            ERROR,
        )
    elif not _SHOUTED.search(question):
        yield Finding(
            "stem", gettext_noop("Ask positively, or write the negation in capitals (NOT, EXCEPT).")
        )


@check("STEM-GRATUITOUS", WARNING, english=True)
def stem_tells_too_much(item: Item, context: Context) -> Iterator[Finding]:
    """A sentence on which nothing hangs makes the reader search for its use (SAQUET)."""
    told = [s for s in sentences(item.stem)[:-1] if s and not _LEAD.match(s)]
    if len(told) < 2 or item.kind is Kind.TRUE_FALSE or len(told) > _LONG:
        return
    said = " ".join([item.explanation, *(f"{o.text} {o.feedback}" for o in item.options)])
    reached = context.of(sentences(item.stem)[-1]).content | context.of(said).content
    # A pronoun ties a sentence to the one before, and the other way round.
    tied = [bool(_TIE.search(sentence)) for sentence in (*told, "")]
    loose = dict.fromkeys(s for n, s in enumerate(told) if not (tied[n] or tied[n + 1]))
    for _ in told:
        for sentence in list(loose):
            if context.of(sentence).content & reached or not context.of(sentence).content:
                reached |= context.of(sentence).content
                del loose[sentence]
    if loose:
        yield Finding(
            "stem",
            gettext_noop("Leave out “%(text)s”: neither question nor answer needs it."),
            {"text": next(iter(loose))},
        )


@check("STEM-YESNO", english=True)
def stem_wants_yes_or_no(item: Item, context: Context) -> Iterator[Finding]:
    """A yes/no question can't be answered by a list of things."""
    if item.kind not in (Kind.SINGLE, Kind.MULTIPLE):
        return
    question = sentences(item.stem)[-1]
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
    stem = f" {context.stem.words.strip().replace(BLANK, ' ')} "
    for place, key in _answers(item):
        folded = words(key)
        if folded.strip() and folded in stem:
            yield Finding(
                place,
                gettext_noop("The question already contains the answer “%(key)s”; reword it."),
                {"key": key},
            )
            return
    yield from _in_another_form(item, context)


def _answers(item: Item) -> Iterator[tuple[str, str]]:
    yield from ((f"options.{number}", item.options[number].text) for number in item.keys)
    if isinstance(item.key, TextKey):
        yield from (("key", form) for form in item.key.accepted)
    if isinstance(item.key, NumberKey) and item.key.value.is_finite():
        yield "key", str(item.key.value)


def _in_another_form(item: Item, context: Context) -> Iterator[Finding]:
    """ "Who reports?" with the key "reporting": all words of a short key, and of no other option."""
    if item.level is Level.APPLY or item.kind not in (Kind.SINGLE, Kind.MULTIPLE):
        return
    for number in item.keys:
        key = context.options[number].content
        others = [w.content for n, w in enumerate(context.options) if n not in item.keys]
        told = 0 < len(key) <= _KEY_WORDS and key <= context.stem.content - ASKING
        if told and not any(other & context.stem.content for other in others):
            yield Finding(
                f"options.{number}",
                gettext_noop("The question already contains the answer “%(key)s”; reword it."),
                {"key": item.options[number].text},
            )


STEM: tuple[Check, ...] = (
    stem_is_long,
    stem_asks_nothing,
    stem_is_negative,
    stem_tells_too_much,
    stem_wants_yes_or_no,
    key_stands_in_stem,
)
