"""What a writer hands on: an item, where it comes from, and a plainer wording to fall back on."""

from __future__ import annotations

import re
from dataclasses import dataclass

from quizzes.generation.salience import Passage, Study
from quizzes.generation.text import Flag
from quizzes.items import Evidence, Item

_BORDER = re.compile(r"[,;:] |—|–")
_WORDS = 6
_CONJUNCTION = re.compile(r"^(?:and|but|or|so|while|whereas)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item on its way to the quiz.

    `plain` is the same item without the lead that may give another item away; two candidates
    with one `fact` are never asked together; `concept` is what the item is mainly about.
    """

    item: Item
    passage: Passage
    fact: str
    concept: str
    plain: Item | None = None


def evidence(study: Study, start: int, end: int) -> Evidence:
    """The passage between two offsets of the article's text."""
    return Evidence(start, end, study.document.text[start:end])


def clause(passage: Passage, start: int, end: int) -> tuple[int, int]:
    """Widen a span until it can be read alone: the sentence, or its clause where it is long."""
    sentence = passage.sentence
    if Flag.LONG not in sentence.flags:
        return sentence.start, sentence.end
    borders = [0, *(m.end() for m in _BORDER.finditer(sentence.text)), len(sentence.text)]
    first = max(b for b in borders if b <= start - sentence.start)
    last = min(b for b in borders if b >= end - sentence.start)
    while len(sentence.text[first:last].split()) < _WORDS and (first > 0 or last < borders[-1]):
        if first > 0:
            first = borders[borders.index(first) - 1]
        else:
            last = borders[borders.index(last) + 1]
    # "resulting in ..." hangs on what comes before it.
    if first > 0 and sentence.text[first:last].split()[0].endswith("ing"):
        first = borders[borders.index(first) - 1]
    conjunction = _CONJUNCTION.match(sentence.text[first:last])
    first += conjunction.end() if conjunction and first > 0 else 0
    text = sentence.text[first:last]
    last -= len(text) - len(text.rstrip(" ,;:—–"))
    return sentence.start + first, sentence.start + last


def capital(text: str) -> str:
    """Begin with a capital letter."""
    return text[:1].upper() + text[1:]
