"""Where sentences begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator

import nupunkt

Span = tuple[int, int]

# Words that begin a sentence; after a number, an acronym or a bracket only they tell a lost space
# from a name such as "Node.Js".
_BEGINNERS = (
    "The|This|That|These|Those|It|They|If|When|While|With|For|In|On|At|As|By|To|From|Since|Because|"
    "You|Your|We|Our|He|She|A|An|And|But|So|However|Also|There|Here|What|How|Why|Who|Most|Many|Some|"
    "All|Never|Always|Do|Don[’']t|Use|Make|Be|Not|No|Once|After|Before|Even|Only|Although|One|Keep"
)
# "important.With the": a full stop glued to the next sentence, which splitters miss. The word
# before is in lower case and the word after is a plain one, so that "Node.Js" stays whole.
_RUN_ON = re.compile(
    r"(?<![\w.@/])[a-z][a-z'’-]{0,40}[a-z][.!?](?=[“\"(]?[A-Z][a-z]*[\s,’'])"
    rf"|(?<=[\w)”’\"%])[.!?][”’\"]?(?<!\d\.\d)(?=(?:{_BEGINNERS})[\s,])"
)
_LONGEST_PIECE, _DENSE = 3_000, 8
_BORDER = re.compile(r"[.!?][\"”’)\]]{0,3}\s+(?=[A-Z“\"(])")
_ASKS = re.compile(
    r"[\W_]*(?:what|how|why|when|who|whom|whose|where|which|is|are|was|were|am|can|could|do|does|did|"
    r"should|will|would|have|has|had|may|might|must|shall|and|but|or|so|if|ever|not|want|need|still|"
    r"sound|ready|got|isn|aren|don|doesn|didn|can|won|wouldn|couldn|shouldn|haven|hasn)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(r"\W*(?:\d{1,3}|[A-Za-z])[.)]\Z|\W+\Z")
_ABBREVIATED = re.compile(
    r"(?:(?-i:[A-Z0-9]{2,})|[A-Za-z]+\.[A-Za-z.]+|\b(?:etc|esp|incl|approx|resp|vs|cf|viz|al|fig|ca|min|max|dept|ext|tel|ref)|e\.g|i\.e)\.[\"”’)\]]*\Z",
    re.IGNORECASE,
)
_LOST_SIGN = re.compile(r"\s\?\Z|(?:^|\s)\?\w[^?]*\?\Z")


def sentence_spans(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield (start, end) of each sentence between `start` and `end`, without outer space."""
    held: Span | None = None
    for span in _split(text, start, end):
        if held and _is_one(text[held[0] : held[1]], text[span[0] : span[1]]):
            held = (held[0], span[1])
            continue
        if held:
            yield held
        held = span
    if held:
        yield held


def _is_one(before: str, after: str) -> bool:
    """Whether a splitter cut one sentence in two."""
    if len(before) > _LONGEST_PIECE:
        return False
    if _LABEL.match(before[-20:]) and len(before) < 6:
        return True
    if before.endswith("?") and _LOST_SIGN.search(before[-200:]) and not _ASKS.match(before):
        return True
    if not after[:1].islower():
        return False
    is_open = before.count("(") > before.count(")")
    return (
        is_open
        or before.endswith(("?", "!", "…", "..."))
        or bool(_ABBREVIATED.search(before[-40:]))
    )


def _split(text: str, start: int, end: int) -> Iterator[Span]:
    for piece_start, piece_end in _pieces(text, start, end):
        piece = text[piece_start:piece_end]
        marks = piece.count(".") + piece.count("?") + piece.count("!")
        # The splitter's time grows with the square of marks in a row, and nobody writes so.
        is_dense = marks * _DENSE > len(piece) and len(piece) > 200
        spans = [(0, len(piece))] if is_dense else nupunkt.sent_spans(piece)
        for first, last in spans:
            span = _trimmed(text, piece_start + first, piece_start + last)
            if span[0] < span[1]:
                yield span


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    for match in _RUN_ON.finditer(text, start, end):
        yield from _windows(text, start, match.end())
        start = match.end()
    yield from _windows(text, start, end)


def _windows(text: str, start: int, end: int) -> Iterator[Span]:
    """Cut what is too long for the splitter, between sentences or words where there are any."""
    while end - start > _LONGEST_PIECE:
        limit = start + _LONGEST_PIECE
        borders = [
            match.end() for match in _BORDER.finditer(text, start + _LONGEST_PIECE // 2, limit)
        ]
        cut = borders[-1] if borders else text.rfind(" ", start + 1, limit) + 1 or limit
        yield start, cut
        start = cut
    yield start, end


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end
