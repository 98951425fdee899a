"""HTML as a run of tags and words, in one pass whose time grows with the length alone.

Nothing is repaired and no tree is built: what is left open, or was never opened, harms nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape

_MARKUP = re.compile(r"<(?:(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9:-]{0,40})|(?P<other>[!?]))")
_ATTRIBUTE = re.compile(
    r"([a-zA-Z][\w:-]{0,40})(?:\s{0,9}=\s{0,9}(?:\"([^\"]*)\"?|'([^']*)'?|([^\s\"'>]+)))?"
)
_RAW = ("script", "style", "textarea", "title", "iframe", "xmp", "noembed", "noframes")
_RAW_ENDS = {name: re.compile(rf"</{name}\b[^>]{{0,99}}>?", re.IGNORECASE) for name in _RAW}
_LONGEST_DETOUR = 3_000


@dataclass(frozen=True, slots=True)
class Opening:
    """A tag that opens an element."""

    name: str
    source: str = ""

    @property
    def attributes(self) -> Mapping[str, str]:
        """The attributes, the first of a name counting."""
        found: dict[str, str] = {}
        for name, double, single, bare in _ATTRIBUTE.findall(self.source[:5_000]):
            found.setdefault(name.lower(), double or single or bare)
        return found


@dataclass(frozen=True, slots=True)
class Closing:
    """A tag that closes an element."""

    name: str


@dataclass(frozen=True, slots=True)
class Words:
    """Text between tags, its entities resolved."""

    text: str


@dataclass(frozen=True, slots=True)
class Raw:
    """What stands in an element that holds no tags, such as a script or the title."""

    name: str
    text: str


Part = Opening | Closing | Words | Raw


def scan(source: str) -> Iterator[Part]:
    """Yield the tags and words of a source."""
    return _Scanner(source).parts()


@dataclass
class _Scanner:
    source: str
    at: int = 0
    endless: set[str] = field(default_factory=set)

    def parts(self) -> Iterator[Part]:
        while self.at < len(self.source):
            match = _MARKUP.search(self.source, self.at)
            text = self.source[self.at : match.start() if match else len(self.source)]
            if text:
                yield Words(unescape(text))
            if not match:
                return
            self.at = match.end()
            if match["other"]:
                self._skip(match.start())
            else:
                yield from self._tag(match)

    def _skip(self, start: int) -> None:
        """Pass over a comment, a declaration or an instruction."""
        mark = "-->" if self.source.startswith("<!--", start) else ">"
        end = self.source.find(mark, start + 2)
        self.at = end + len(mark) if end >= 0 else len(self.source)

    def _tag(self, match: re.Match[str]) -> Iterator[Part]:
        name = match["name"].lower()
        end = self._end_of_tag(match.end())
        if end < 0:  # the rest of the source was cut off in the middle of a tag
            self.at = len(self.source)
            return
        inner = self.source[match.end() : end]
        self.at = end + 1
        if match["close"]:
            yield Closing(name)
        elif name in _RAW_ENDS:
            yield from self._raw(name)
        else:
            yield Opening(name, inner)
            if inner.endswith("/"):
                yield Closing(name)

    def _end_of_tag(self, start: int) -> int:
        """Where the tag's ">" stands; one inside a quoted value is none."""
        end = self.source.find(">", start)
        if end < 0 or self.source.count('"', start, end) % 2 == 0:
            return end
        close = self.source.find('"', end, end + _LONGEST_DETOUR)
        later = self.source.find(">", close, close + _LONGEST_DETOUR) if close >= 0 else -1
        return later if later >= 0 else end

    def _raw(self, name: str) -> Iterator[Part]:
        if name in self.endless:
            return
        end = _RAW_ENDS[name].search(self.source, self.at)
        if end:
            yield Raw(name, self.source[self.at : end.start()])
            self.at = end.end()
        else:
            self.endless.add(name)
