"""The words of one line of Markdown, without its marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

_PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
_SPACE = re.compile(r"\s+")
_MARKS = re.compile(r"[\[\]*_`<!&\\~(]")
# The time that brackets and stars need grows with their square: long or dense lines go in parts.
_WINDOW, _DENSE_WINDOW, _DENSE, _NOISY = 8_000, 600, 10, 200
_TAG = re.compile(r"<(/?)(a|b|strong|i|em|s|del|br|img)\b", re.IGNORECASE)
_STYLES = {
    "a": "link", "b": "strong", "strong": "strong", "i": "em", "em": "em", "s": "s", "del": "s"
}  # fmt: skip
_SENTENCE_END = re.compile(r"[.!?][\"”’)]*\Z")


@dataclass(frozen=True, slots=True)
class Line:
    """A line's words and what they consist of."""

    text: str
    pictures: bool = False
    linked: float = 0.0
    bold: float = 0.0
    emphasised: float = 0.0

    @property
    def is_link(self) -> bool:
        """Whether it is nothing but links that lead elsewhere; a linked sentence is text."""
        return self.linked >= 0.9 and not _SENTENCE_END.search(self.text)

    @property
    def is_bold(self) -> bool:
        """Whether all of it is bold, as headings are that somebody made by hand."""
        return self.bold >= 0.95

    @property
    def is_emphasised(self) -> bool:
        """Whether all of it is set apart, as captions are."""
        return max(self.emphasised, self.bold) >= 0.95

    @property
    def is_picture(self) -> bool:
        """Whether it shows a picture and says nothing."""
        return self.pictures and not self.text


def words(content: str, env: dict[str, Any]) -> Line:
    """Read a line; pictures, struck words and tags say nothing."""
    counter = _Counter()
    for window in _windows(content):
        if _is_noise(window):
            counter.say(_MARKS.sub("", window))
            continue
        tokens: list[Token] = []
        _PARSER.inline.parse(window, _PARSER, env, tokens)
        for token in tokens:
            counter.take(token)
    return counter.line()


def _is_noise(window: str) -> bool:
    """Whether a third and more of a text are marks, which only a mischief-maker writes."""
    return len(window) > _NOISY and len(_MARKS.findall(window)) * 3 > len(window)


def _windows(content: str) -> Iterator[str]:
    marks = len(_MARKS.findall(content))
    size = _DENSE_WINDOW if marks * _DENSE > len(content) and marks > 200 else _WINDOW
    at = 0
    while len(content) - at > size:
        end = content.rfind(" ", at + size // 2, at + size) + 1 or at + size
        yield content[at:end]
        at = end
    yield content[at:]


class _Counter:
    """Collects words, and how many of their characters are linked, bold or emphasised."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._open = {"link": 0, "strong": 0, "em": 0, "s": 0}
        self._seen = {"all": 0, "link": 0, "strong": 0, "em": 0}
        self._pictures = False

    def take(self, token: Token) -> None:
        """Read one token."""
        name = token.type.rsplit("_", 1)[0]
        if name in self._open and token.nesting:
            self._open[name] = max(0, self._open[name] + token.nesting)
        elif token.type in ("text", "code_inline", "text_special"):
            self.say(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            self._parts.append(" ")
        elif token.type == "image":
            self._pictures = True
        elif token.type == "html_inline":
            self._tag(token.content.lower())

    def line(self) -> Line:
        """What was collected."""
        all_of = self._seen["all"] or 1
        return Line(
            _SPACE.sub(" ", "".join(self._parts)).strip(),
            self._pictures,
            self._seen["link"] / all_of,
            self._seen["strong"] / all_of,
            self._seen["em"] / all_of,
        )

    def say(self, content: str) -> None:
        if self._open["s"]:
            return
        self._parts.append(content)
        # What joins two links is no text of its own.
        length = len(content.strip(" \t|·•,/–—-:"))
        self._seen["all"] += length
        for name in ("link", "strong", "em"):
            self._seen[name] += length if self._open[name] else 0

    def _tag(self, source: str) -> None:
        match = _TAG.match(source)
        if not match:
            return
        name = match[2].lower()
        if name == "br":
            self._parts.append(" ")
        elif name == "img":
            self._pictures = True
        else:
            style = _STYLES[name]
            self._open[style] = max(0, self._open[style] + (-1 if match[1] else 1))
