"""What a writer hands on: an item, and where it comes from."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from quizzes.generation.concepts import Behaviour, ConceptBase
from quizzes.generation.study import Passage, Study
from quizzes.generation.text import Flag
from quizzes.items import Authority, Evidence, Item, entry_name

_BORDER = re.compile(r"[,;:] |—|–")
_WORDS = 6
_CONJUNCTION = re.compile(r"^(?:and|but|or|so|while|whereas)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item on its way to the quiz.

    Two candidates with a fact in common (`fact`, or one of `facts`) are never asked together;
    `concept` is what the item is mainly about; `after` says that its story begins when the harm is
    done.
    """

    item: Item
    passage: Passage
    fact: str
    concept: str
    facts: frozenset[str] = frozenset()
    after: bool = False

    @property
    def all_facts(self) -> frozenset[str]:
        """Everything that the item asks for, by name."""
        return self.facts | {self.fact}


def scored(
    item: Item, prior: float, passage: Passage, *, authority: tuple[Authority, ...] = ()
) -> Item:
    """The item with its sources and its rank: how good its family is, times what the passage is worth."""
    return replace(item, authority=authority, score=round(prior * (0.5 + passage.score / 2), 3))


def authorities(base: ConceptBase, sources: tuple[str, ...]) -> tuple[Authority, ...]:
    """The cited sources, as an item carries them."""
    found = (base.sources[source] for source in sources)
    return tuple(Authority(source.org, source.title, source.url) for source in found)


def named(habit: Behaviour) -> str:
    """The behaviour as an option names it."""
    return entry_name("behaviour", habit.id)


def evidence(study: Study, start: int, end: int) -> Evidence:
    """The passage between two offsets of the article's text."""
    return Evidence(start, end, study.document.text[start:end])


def cited(study: Study, passage: Passage) -> tuple[Evidence, ...]:
    """The passage, and what introduces its list where it says something else without it."""
    own = evidence(study, passage.sentence.start, passage.sentence.end)
    lead = passage.lead
    return (own, evidence(study, lead.start, lead.end)) if lead else (own,)


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
