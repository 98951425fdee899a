"""Where sentences begin and end, and what stands against asking about one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

import nupunkt

# "important.With the": a full stop glued to the next sentence, which splitters miss. The word
# before is in lower case and the word after is a plain one, so that "Node.Js" stays whole.
_RUN_ON = re.compile(r"(?<![\w.])[a-z][a-z'’-]*[a-z][.!?](?=[“\"(]?[A-Z][a-z]*[\s,’'])")
_SHORTEST, _LONGEST = 6, 35
_WORD = re.compile(r"\w+(?:[-'’.]\w+)*")


class Flag(StrEnum):
    """Why a sentence, as it stands, may be no good to ask about."""

    QUESTION = "question"
    QUOTATION = "quotation"
    FIRST_PERSON = "first_person"
    DANGLING = "dangling"
    LONG = "long"
    SHORT = "short"
    HEDGED = "hedged"
    RELATIVE_TIME = "relative_time"
    HYPOTHETICAL = "hypothetical"
    UNFINISHED = "unfinished"


_PATTERNS = {
    Flag.QUESTION: re.compile(r"\?[\"”’)]*$"),
    Flag.QUOTATION: re.compile(r"^[\"“]|[\"“][^\"”]*\s[^\"”]*\s[^\"”]*\s[^\"”]*[\"”]"),
    Flag.FIRST_PERSON: re.compile(
        r"\b(?:I|[Ww]e|[Oo]ur|[Oo]urs|us|[Mm]y|me|mine|[Mm]yself|[Oo]urselves)\b(?!\.)"
    ),
    Flag.DANGLING: re.compile(
        r"^(?:(?:this|that|these|those|it|he|she|they|such|here|its|his|her|their|the above|"
        r"the former|the latter|the following|however|therefore|thus|hence|moreover|furthermore|"
        r"otherwise|instead|similarly|likewise|also|but|and|or|so|then|yet|nor|still|too|"
        r"in this|in that|for this|for that|because of this|as a result|at the same time|"
        r"on the (?:one|other) hand|in addition|for example|for instance|in other words|overall|"
        r"in particular|both|another|others?|some|one of|either|neither|first|second|third|"
        r"finally|next|again|indeed|of course|not only)\b)"
        r"(?! is (?:necessary|important|essential|crucial|vital) to\b)",
        re.IGNORECASE,
    ),
    Flag.HEDGED: re.compile(
        r"\b(?:may|might|could|perhaps|possibly|probably|seems?|likely|unlikely)\b", re.IGNORECASE
    ),
    Flag.RELATIVE_TIME: re.compile(
        r"\b(?:yesterday|today|tomorrow|recently|nowadays|(?:last|this|next) "
        r"(?:year|month|week|day|summer|autumn|winter|spring))\b",
        re.IGNORECASE,
    ),
    Flag.HYPOTHETICAL: re.compile(r"\b(?:imagine|suppose|would|what if)\b", re.IGNORECASE),
    Flag.UNFINISHED: re.compile(r"[^.!?][\"”’)\]]*$"),
}


def flags_of(sentence: str) -> frozenset[Flag]:
    """Say what stands against a sentence; an empty set means nothing does."""
    flags = {flag for flag, pattern in _PATTERNS.items() if pattern.search(sentence)}
    words = len(_WORD.findall(sentence))
    if words < _SHORTEST:
        flags.add(Flag.SHORT)
    elif words > _LONGEST:
        flags.add(Flag.LONG)
    if sentence.endswith((".", "!", "?")):
        flags.discard(Flag.UNFINISHED)
    return frozenset(flags)


def sentence_spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each sentence between `start` and `end`, without outer space."""
    for piece_start, piece_end in _pieces(text, start, end):
        for first, last in nupunkt.sent_spans(text[piece_start:piece_end]):
            span = _trimmed(text, piece_start + first, piece_start + last)
            if span[0] < span[1]:
                yield span


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in _RUN_ON.finditer(text, start, end):
        yield start, match.end()
        start = match.end()
    yield start, end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end
