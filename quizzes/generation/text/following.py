"""Where passages of a text stand in a changed one, and which of them a person has to look at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from rapidfuzz import fuzz, process

from .document import Document, Sentence
from .flags import Flag

_NEAR = 55.0
"""Below this likeness (0 to 100) two sentences have little but common words between them."""
_MOST_OCCURRENCES = 50


class Fate(StrEnum):
    """What became of a passage."""

    MOVED = "moved"
    CONTEXT = "context"
    CHANGED = "changed"
    VANISHED = "vanished"

    @property
    def needs_a_look(self) -> bool:
        """Whether only a person can tell that the passage still proves what it proved."""
        return self is not Fate.MOVED


@dataclass(frozen=True, slots=True)
class Followed:
    """The passage's place in the new text: its own, or the nearest one; none where it vanished."""

    fate: Fate
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True)
class Follower:
    """Follows passages from an old text into a new one."""

    old: Document
    new: Document

    def follow(self, start: int, end: int) -> Followed:
        """Tell what became of the passage `old.text[start:end]`.

        It has moved where the same words stand in the same whole sentences; where these lean on what
        stands before them (or on the line above their list), that must be the same too.
        """
        text, sentences = self.old.text[start:end], _around(self.old, start, end)
        places = [(at, at + len(text)) for at in _occurrences(self.new.text, text)]
        whole = [p for p in places if self._is_whole(sentences, self._counterparts(*p), *p, start)]
        if not whole:
            return self._nearest(sentences, text)
        place = min(whole, key=lambda p: self._distance(start, p[0]))
        alike = [p for p in whole if self._same_context(sentences, p)]
        if alike:
            return Followed(Fate.MOVED, *min(alike, key=lambda p: self._distance(start, p[0])))
        return Followed(Fate.CONTEXT, *place)

    def _counterparts(self, start: int, end: int) -> list[Sentence]:
        return _around(self.new, start, end)

    def _is_whole(
        self, before: list[Sentence], after: list[Sentence], at: int, end: int, start: int
    ) -> bool:
        """Whether the words stand in the same sentences, at the same place in them."""
        if [s.text for s in before] != [s.text for s in after]:
            return False
        if before:
            return at - after[0].start == start - before[0].start
        return _block_text(self.old, start) == _block_text(self.new, at)

    def _same_context(self, sentences: list[Sentence], place: tuple[int, int]) -> bool:
        after = self._counterparts(*place)
        if not sentences:
            return True
        old, new = sentences[0], after[0]
        if _lead(self.old, old) != _lead(self.new, new):
            return False
        return Flag.DANGLING not in old.flags or _before(self.old, old) == _before(self.new, new)

    def _distance(self, start: int, at: int) -> float:
        return abs(start / max(1, len(self.old.text)) - at / max(1, len(self.new.text)))

    def _nearest(self, sentences: list[Sentence], text: str) -> Followed:
        wanted = [s.text for s in sentences] or [text]
        found = [self._like(one) for one in wanted]
        known = [n for n in found if n is not None]
        if not known:
            return Followed(Fate.VANISHED)
        first, last = min(known), max(known)
        if last - first >= len(wanted):  # torn apart: the longest sentence's place tells most
            longest = max(range(len(wanted)), key=lambda n: (found[n] is not None, len(wanted[n])))
            first = last = found[longest] or 0
        new = self.new.sentences
        return Followed(Fate.CHANGED, new[first].start, new[last].end)

    def _like(self, sentence: str) -> int | None:
        found = process.extractOne(
            sentence, self._texts, scorer=fuzz.ratio, score_cutoff=_NEAR, processor=str.casefold
        )
        return found[2] if found else None

    @cached_property
    def _texts(self) -> list[str]:
        return [s.text for s in self.new.sentences]


def _occurrences(text: str, words: str) -> Iterator[int]:
    at = text.find(words) if words else -1
    for _ in range(_MOST_OCCURRENCES):
        if at < 0:
            return
        yield at
        at = text.find(words, at + 1)


def _around(document: Document, start: int, end: int) -> list[Sentence]:
    """The sentences that a passage touches."""
    return [s for s in document.sentences if s.start < end and s.end > start]


def _block_text(document: Document, at: int) -> str:
    blocks: Iterable[int] = range(len(document.blocks))
    inside = (n for n in blocks if document.blocks[n].start <= at < document.blocks[n].end)
    return next((document.block_text(n) for n in inside), "")


def _lead(document: Document, sentence: Sentence) -> str:
    number = document.lead_of(sentence.block)
    return "" if number is None else document.block_text(number)


def _before(document: Document, sentence: Sentence) -> str:
    """The sentence before it, if there is one in the same or the previous block."""
    earlier = [s for s in document.sentences if s.end <= sentence.start]
    return earlier[-1].text if earlier and earlier[-1].block >= sentence.block - 1 else ""
