"""Flaws of statements that are to be judged true or false."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizzes.items import Item, Kind, gettext_noop

from .base import INFO, WARNING, Check, Context, Finding, check
from .folding import fold, words
from .stem import QUOTED

_HEDGE = re.compile(
    r"\b(?:usually|sometimes|often|frequently|perhaps|possibly|generally|maybe|probably|typically|"
    r"mostly|rarely|seldom|occasionally|in general|in (?:many|most|some) cases|tends? to|likely)\b",
    re.IGNORECASE,
)
_FINITE = r"(?:is|are|was|were|has|have|can|will|should|must|does|do|cannot|\w+n['’]t)"
_SUBJECT = (
    r"(?:it|they|you|he|she|we|there|this|that|these|those|nobody|everyone|"
    r"(?:the|a|an|your|their|its|his|her|every|each|all|no|most|some) (?:[\w-]+ ){1,4}?)"
)
_JOIN = r"(?:and|but|yet|while|whereas)"
_TWO_CLAIMS = re.compile(
    rf";\s|, {_JOIN} {_SUBJECT}\s?{_FINITE}\b|\b{_FINITE}\b.{{1,200}} (?:and|but) {_SUBJECT}\s?{_FINITE}\b",
    re.IGNORECASE,
)
_NEGATION = re.compile(
    r"\b(?:not|never|no|nobody|nothing|none|neither|cannot|\w+n['’]t)\b", re.IGNORECASE
)
_CLAUSE = re.compile(
    r"[,;:—–]|\b(?:because|although|though|so|but|and|or|than|even|who|which|that|"
    r"if|when|unless)\b"
)
_DOUBLE = re.compile(
    rf"{_NEGATION.pattern}(?:\s+[\w’'-]+){{0,4}}?\s+{_NEGATION.pattern}", re.IGNORECASE
)
_DENIED = re.compile(
    rf"\bnot (?:true|the case|false|wrong) that\b.*{_NEGATION.pattern}", re.IGNORECASE
)
_COPIED_WORDS = 12


@check("TF-HEDGE", WARNING, english=True)
def statement_is_vague(item: Item, context: Context) -> Iterator[Finding]:
    """A statement with "usually" is true and false at once (SAQUET: vague terms)."""
    match = _HEDGE.search(_said(item))
    if match:
        yield Finding(
            "stem",
            gettext_noop("Leave out “%(word)s”: the statement must be true or false."),
            {"word": match.group()},
        )


@check("TF-HEDGE", WARNING, english=True)
def statement_makes_two_claims(item: Item, context: Context) -> Iterator[Finding]:
    """Two claims can be one true, one false (SAQUET: true/false with more than one claim)."""
    if _TWO_CLAIMS.search(_said(item)):
        yield Finding("stem", gettext_noop("State one thing; make a second question of the other."))


@check("TF-HEDGE", INFO, english=True)
def statement_is_negative(item: Item, context: Context) -> Iterator[Finding]:
    """A denied negation is hard to judge, a doubled one a trick (Haladyna and others 2002)."""
    clauses = _CLAUSE.split(_said(item))
    if any(map(_DOUBLE.search, clauses)) or _DENIED.search(_said(item)):
        yield Finding("stem", gettext_noop("Say it without the double negation."), {}, WARNING)
    elif _NEGATION.search(clauses[0]):
        yield Finding("stem", gettext_noop("Say it positively, if that can be done."))


@check("TF-COPY", WARNING)
def statement_is_copied(item: Item, context: Context) -> Iterator[Finding]:
    """A true statement copied from the article asks for recognition only (SAQUET)."""
    if item.kind is not Kind.TRUE_FALSE or not item.keys or not item.evidence:
        return
    if fold(item.options[item.keys[0]].text) != "true":
        return
    stem = words(item.stem).split()
    quoted = context.evidence.words
    runs = (stem[at : at + _COPIED_WORDS] for at in range(len(stem) - _COPIED_WORDS + 1))
    if any(f" {' '.join(run)} " in quoted for run in runs):
        yield Finding("stem", gettext_noop("Say it in other words than the article does."))


def _said(item: Item) -> str:
    """What a statement says in its own words; nothing of another kind of item."""
    return QUOTED.sub("", item.stem) if item.kind is Kind.TRUE_FALSE else ""


STATEMENTS: tuple[Check, ...] = (
    statement_is_vague,
    statement_makes_two_claims,
    statement_is_negative,
    statement_is_copied,
)
