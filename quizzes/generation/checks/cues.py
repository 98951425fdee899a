"""Cues by which a test-wise reader finds the key without knowing it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizzes.items import Item, Kind, gettext_noop

from .base import ERROR, INFO, WARNING, Check, Context, Finding, check

_ONE_KEY = (Kind.SINGLE, Kind.CLOZE)
_STRONG = re.compile(
    r"\b(?:always|never|completely|entirely|totally|absolutely|guaranteed|impossible|"
    r"under no circumstances|in every case)\b|100 ?(?:%|per ?cent)",
    re.IGNORECASE,
)
_ABSOLUTE = re.compile(
    rf"\b(?:all|only|none|every|any|nobody|no one|everybody|everyone)\b|{_STRONG.pattern}",
    re.IGNORECASE,
)
# "The one you often use" says which one; it is no claim.
_VAGUE = re.compile(
    r"(?<!you )(?<!they )(?<!that )(?<!which )(?<!who )\b(?:often|usually|sometimes|frequently|rarely|seldom|occasionally|generally|typically|"
    r"normally)\b",
    re.IGNORECASE,
)
_SOFT = re.compile(
    rf"\b(?:probably|perhaps|possibly|maybe|in (?:most|many|some) cases)\b|{_VAGUE.pattern}",
    re.IGNORECASE,
)
_MARKS = {
    gettext_noop("a reason"): (re.compile(r"\b(?:because|since)\b", re.IGNORECASE), WARNING),
    gettext_noop("a bracket"): (re.compile(r"[(\[]"), WARNING),
    gettext_noop("a comma"): (re.compile(r",\s"), INFO),
}
_TERM_WORDS, _SHORT = 3, 12
_RATIOS, _TERM_RATIOS = (1.35, 1.8), (1.8, 2.5)
_SPREAD, _SPREAD_FROM = 2.5, 25


@check("OPT-LEN", WARNING)
def key_is_longest(item: Item, context: Context) -> Iterator[Finding]:
    """Test-wise readers pick the longest option (Haladyna and others 2002, rule 24)."""
    if item.kind not in _ONE_KEY or len(item.keys) != 1 or len(item.options) < 3:
        return
    key = len(item.options[item.keys[0]].text)
    wrong = [len(option.text) for option in item.options if not option.correct]
    ratio = key / max(1.0, sum(wrong) / len(wrong))
    # A term is as long as it is; nobody can shorten "multi-factor authentication".
    terms = all(
        len(wording.text.split()) <= _TERM_WORDS or context.named_by(wording)
        for wording in context.options
    )
    mild, grave = _TERM_RATIOS if terms else _RATIOS
    if key > max(wrong) and key > _SHORT and ratio > mild:
        yield Finding(
            f"options.{item.keys[0]}",
            gettext_noop("Shorten the right option or lengthen the others: it stands out."),
            {},
            (WARNING if terms else ERROR) if ratio > grave else (INFO if terms else WARNING),
        )


@check("OPT-LEN", WARNING)
def options_differ_in_length(item: Item, context: Context) -> Iterator[Finding]:
    """Options of one length hide the key (Haladyna and others 2002, rule 24)."""
    texts = [option.text.strip() for option in item.options if option.text.strip()]
    if item.kind is Kind.TRUE_FALSE or len(texts) < 3:
        return
    chars, counts = sorted(map(len, texts)), sorted(len(text.split()) for text in texts)
    wide = chars[-1] > _SPREAD * chars[0] and counts[-1] > _SPREAD * counts[0]
    if wide and chars[-1] >= _SPREAD_FROM and counts[-1] > _TERM_WORDS:
        yield Finding("options", gettext_noop("Make the options about equally long."))


@check("OPT-LEN", WARNING)
def key_alone_is_qualified(item: Item, context: Context) -> Iterator[Finding]:
    """A comma, a bracket or a reason in the key alone marks it as carefully worded (SAQUET)."""
    if item.kind not in _ONE_KEY or len(item.keys) != 1 or len(item.options) < 3:
        return
    for name, (pattern, severity) in _MARKS.items():
        marked = [bool(pattern.search(option.text)) for option in item.options]
        if marked.count(True) == 1 and marked[item.keys[0]]:
            yield Finding(
                f"options.{item.keys[0]}",
                gettext_noop("Only the right option has %(name)s; word all options alike."),
                {"name": name},
                severity,
            )
            return


@check("OPT-CLANG", WARNING, english=True)
def key_echoes_stem(item: Item, context: Context) -> Iterator[Finding]:
    """A word that stem and key share, and no distractor has, points to the key (SAQUET)."""
    if item.kind is not Kind.SINGLE or len(item.keys) != 1:
        return
    stem = context.stem.content
    key = context.options[item.keys[0]].content & stem
    wrong = [
        context.options[number].content & stem
        for number, option in enumerate(item.options)
        if not option.correct
    ]
    if key and wrong and not any(wrong):
        yield Finding(
            f"options.{item.keys[0]}",
            gettext_noop("Only the right option repeats “%(word)s” from the question."),
            {"word": min(key)},
        )


@check("OPT-CONVERGE", WARNING, english=True)
def key_is_the_middle(item: Item, context: Context) -> Iterator[Finding]:
    """The option that shares most words with the others is often the key (SAQUET)."""
    if item.kind is not Kind.SINGLE or len(item.keys) != 1:
        return
    words = [wording.content for wording in context.options]
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


@check("OPT-ABS", WARNING, english=True)
def absolute_terms(item: Item, context: Context) -> Iterator[Finding]:
    """Options with "always" or "never" are known to be wrong (SAQUET: absolute terms)."""
    if item.kind is Kind.TRUE_FALSE or not item.keys:
        return
    wrong = [option.text for option in item.options if not option.correct]
    right = [item.options[number].text for number in item.keys]
    strong = any(map(_STRONG.search, wrong)) and not any(map(_ABSOLUTE.search, right))
    weak = len(wrong) > 1 and all(map(_ABSOLUTE.search, wrong))
    if strong or (weak and not any(map(_ABSOLUTE.search, right))):
        yield Finding(
            "options",
            gettext_noop("Only wrong options are absolute (always, only ...); soften them."),
        )
    elif any(map(_STRONG.search, right)) and not any(map(_ABSOLUTE.search, wrong)):
        yield Finding(
            "options", gettext_noop("Only the right option is absolute (always, never ...).")
        )


@check("OPT-VAGUE", WARNING, english=True)
def vague_terms(item: Item, context: Context) -> Iterator[Finding]:
    """Vague frequency words mean different things to different readers (SAQUET)."""
    if item.kind is Kind.TRUE_FALSE:
        return
    if not _SOFT.search("\n".join(option.text for option in item.options)):
        return
    vague = [_VAGUE.search(option.text) for option in item.options]
    soft = [_SOFT.search(option.text) for option in item.options]
    if len(item.keys) == 1 and len(soft) - soft.count(None) == 1:
        # A key that alone is hedged is the one that can't be wrong.
        vague[item.keys[0]] = soft[item.keys[0]]
    found = [(number, match) for number, match in enumerate(vague) if match]
    # "How often ...?" is answered by such words.
    if found and not re.search(r"\bhow (?:often|likely)\b", item.stem, re.IGNORECASE):
        number, match = found[0]
        yield Finding(
            f"options.{number}",
            gettext_noop("Say more exactly what “%(word)s” means."),
            {"word": match.group()},
        )


CUES: tuple[Check, ...] = (
    key_is_longest,
    options_differ_in_length,
    key_alone_is_qualified,
    key_echoes_stem,
    key_is_the_middle,
    absolute_terms,
    vague_terms,
)
