"""References that lead nowhere once the question stands alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizzes.items import BLANK, Item, Kind, Level, gettext_noop

from .base import Check, Context, Finding, check
from .folding import listed
from .stem import QUOTED, sentences

_FIRST = re.compile(
    r"^(?:this(?! (?:morning|afternoon|evening))|that|these|those|it|he|she|they|his|her|its|their|"
    r"such|here|the above|the former|the latter|the following|also|but|and|therefore|however|thus|moreover)\b",
    re.IGNORECASE,
)
# "It is safe to open a file when ...": this "it" stands for what follows.
_DUMMY = re.compile(
    r"it (?:is|was|takes|helps|makes|costs|matters|seems|pays)\b.*\b(?:if|when|whether|that|to)\b",
    re.IGNORECASE,
)
_POINTER = re.compile(
    r"\b(?:(?:mentioned|shown|described|listed|stated|said|explained) (?:above|below|earlier|before)|"
    r"(?:see|as) (?:above|below)|"
    r"the (?:above|former|latter|aforementioned|previous (?:paragraph|section|sentence))|"
    r"(?:above|below)[.,?!]?$|click here|in the (?:next|last|previous) (?:section|chapter|paragraph))"
    r"(?![\w-])",
    re.IGNORECASE,
)
_SPEAKER = re.compile(
    r"\b(?:[Ww]e|[Oo]ur|[Oo]urs|us|[Mm]y (?:country|company|team|organi[sz]ation))\b"
)
_WHEN = re.compile(
    r"\b(?:yesterday|tomorrow|(?:last|next|this) (?:year|month|week)|recently|nowadays|to(?:day|night))\b",
    re.IGNORECASE,
)
_SOMEBODY = re.compile(
    r"\b[Tt]he (?P<noun>compan(?:y|ies)|firms?|reports?|stud(?:y|ies)|surveys?|researchers?|"
    r"organi[sz]ations?|agency|speakers?|minister|conference|incident|event)\b"
    r"(?! (?:of|that|who|which|where|in|from|for|behind|by|with|called|named)\b|['’]s? \w+ (?:of|in)\b)"
)
_THIS = re.compile(r"\b(?<!of )(?:[Tt]his|[Tt]hese|[Tt]hose) (?P<noun>[a-z]{3,})\b")
_POINTS_WITHIN = listed(
    "situation case way moment time article question statement list text quiz word term sentence is "
    "are was were can may should must will means mean happen tell day one reason point page people person ones "
    "morning afternoon evening night week month year summer autumn winter spring"
)
_TAIL = re.compile(
    r"\b(?:of|about|against|from|by|with|to|for|does|did|do|is|are|was) "
    r"(?P<word>it|this|that|them|those|these|he|she|they)(?: (?:say|mean|do|cause|lead to|recommend))?\s*[?:.]$"
)
_OF_THIS = re.compile(
    r"\b(?:of|about|against|from|by|with|for|in) (?P<word>this|these|those)(?=\s*[,.?:;]|$)"
)
_SUBJECT = re.compile(
    r"(?:what|why|how(?: \w+)?|when|where|whom?|which \w+) (?:do|does|did|is|are|was|were|can|could|should|"
    r"must|will|would|has|have) (?P<word>it|they|he|she|these|those)\b(?!.*\b(?:when|if|that|to)\b)",
    re.IGNORECASE,
)


@check("STEM-DANGLING", english=True)
def stem_points_nowhere(item: Item, context: Context) -> Iterator[Finding]:
    """The question must be clear without the sentence it came from (RUBRIC A2)."""
    stem = item.stem.strip()
    said = QUOTED.sub("", stem)
    for match in (
        _first_word(stem),
        _POINTER.search(said),
        _SPEAKER.search(said),
        _when(item, said),
    ):
        if match:
            yield _dangling(match.group())
    yield from _nobody(said, context)
    if item.kind is not Kind.CLOZE:
        yield from _tail(said, context)


def _dangling(words: str) -> Finding:
    template = gettext_noop("Say who or what “%(words)s” means; the reader sees no context.")
    return Finding("stem", template, {"words": words.strip(" .,?!")})


def _first_word(stem: str) -> re.Match[str] | None:
    """A stem that begins with "It" or "This", if not "It is safe to ..."."""
    quoted = re.search(rf"“(?P<said>[^“”]*{BLANK}[^“”]*)”", stem)
    said = quoted["said"] if quoted else re.sub(r"^According to the article, ", "", stem)
    return None if _DUMMY.match(said) else _FIRST.match(said)


def _when(item: Item, said: str) -> re.Match[str] | None:
    """A time that counts from the day of writing; a story may have its own today."""
    return None if item.level is Level.APPLY else _WHEN.search(said)


def _nobody(said: str, context: Context) -> Iterator[Finding]:
    """ "The company", "these attacks", of whom nothing was said before."""
    for match in (*_SOMEBODY.finditer(said), *_THIS.finditer(said)):
        noun = match["noun"]
        if noun in _POINTS_WITHIN or re.search(r"[.!?]\s", said[: match.start()]):
            continue
        before = context.of(said[: match.start()]).content
        if not before & context.of(noun).content and not _has_a_name(said[: match.start()]):
            yield _dangling(match.group())


def _has_a_name(text: str) -> bool:
    """Whether a word amid the text is capitalised: perhaps the very company."""
    return bool(re.search(r"(?<=[a-z,] )(?!I\b|The\b)[A-Z]\w+", text))


def _tail(said: str, context: Context) -> Iterator[Finding]:
    """ "Why do they ask?", "What is a sign of it?": a short question that says not of what."""
    question = sentences(said)
    if len(question) > 1:
        return
    match = _SUBJECT.match(question[0]) or _TAIL.search(question[0])
    if match and not re.search(r",|\b(?:[Ii]f|[Ww]hen|who|that|and)\b", said[: match.start()]):
        yield _dangling(match["word"])
        return
    match = _OF_THIS.search(question[0])
    if match and not re.search(r"\b(?:[Ii]f|[Ww]hen)\b", said[: match.start()]):
        yield _dangling(match["word"])


DANGLING: tuple[Check, ...] = (stem_points_nowhere,)
