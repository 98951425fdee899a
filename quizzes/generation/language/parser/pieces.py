"""Word pieces: what the encoder has learned vectors for (BERT's uncased English vocabulary)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

START, END, UNKNOWN, HIDDEN = "[CLS]", "[SEP]", "[UNK]", "[MASK]"
LONGEST = 12
"""A word of more pieces than this is cut: addresses and keys need no more to be seen as such."""

# The treebank types quotes and dashes plainly, articles typeset them.
_FOLDED = str.maketrans(
    {"‘": "'", "’": "'", "‛": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "--", "…": "..."}
)
_PART = re.compile(r"[^\W_]+|[^\w\s]|_")


class Pieces:
    """Cuts words into the longest pieces that a vocabulary lists."""

    def __init__(self, vocabulary: Path) -> None:
        lines = vocabulary.read_text(encoding="utf-8").split("\n")
        self._numbers = {piece: number for number, piece in enumerate(lines)}
        self.start, self.end = self._numbers[START], self._numbers[END]
        self._unknown, self.hidden = self._numbers[UNKNOWN], self._numbers[HIDDEN]
        self.of = lru_cache(maxsize=20_000)(self._of)

    def _of(self, word: str) -> tuple[int, ...]:
        """The numbers of a word's pieces, at least one."""
        plain = unicodedata.normalize("NFD", word.translate(_FOLDED).lower())
        plain = "".join(c for c in plain if unicodedata.category(c) not in {"Mn", "Cf", "Cc"})
        found = [number for part in _PART.findall(plain) for number in self._cut(part)]
        return tuple(found[:LONGEST]) or (self._unknown,)

    def _cut(self, part: str) -> list[int]:
        numbers: list[int] = []
        begin, prefix = 0, ""
        while begin < len(part):
            end = len(part)
            while prefix + part[begin:end] not in self._numbers:
                end -= 1
                if end == begin:
                    return [self._unknown]
            numbers.append(self._numbers[prefix + part[begin:end]])
            begin, prefix = end, "##"
        return numbers
