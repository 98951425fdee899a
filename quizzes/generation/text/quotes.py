"""What stands between quotation marks: somebody else's words, over several sentences perhaps."""

from __future__ import annotations

import re
from bisect import bisect_right

_QUOTED = re.compile(
    r"“[^“”]*”?|„[^„“”]*[“”]?|«[^«»]*»?"
    r"|(?<!\w)\"(?=\S)[^\"]*(?<=\S)\"(?!\w)"
    r"|(?<!\w)‘[^‘’]*(?:’(?=\w)[^‘’]*)*’(?!\w)|(?<!\w)'(?=\w)[^'\n]{0,600}(?:'(?=\w)[^'\n]{0,200}){0,4}(?<=[\w.!?,])'(?!\w)"
)
_WORDS = 4


class Quotes:
    """Where others speak in a block: quotations of four words and more, not terms in quotes."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self._spans = [
            match.span()
            for match in _QUOTED.finditer(text, start, end)
            if len(match.group()[:200].split()) >= _WORDS
        ]
        self._ends = [end for _, end in self._spans]

    def overlap(self, start: int, end: int) -> bool:
        """Whether a sentence shares a character with a quotation."""
        at = bisect_right(self._ends, start)
        return at < len(self._spans) and self._spans[at][0] < end
