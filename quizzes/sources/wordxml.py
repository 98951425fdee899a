"""The parts of a Word document, read in one pass over their XML."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.parsers import expat

from quizzes.generation import UnreadableArticle
from quizzes.items import gettext_noop

MOST_ELEMENTS, DEEPEST = 600_000, 200
_HEADING = re.compile(r"heading ([1-6])\Z")
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main|"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main|"
_FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006|Fallback"


class Part:
    """What is done with the elements of a part; `parse` calls these."""

    def opened(self, name: str, given: dict[str, str]) -> None:
        """An element of Word's own begins; its name and attributes come without namespaces."""

    def closed(self, name: str) -> None:
        """It ends."""

    def said(self, text: str) -> None:
        """Text."""


def parse(source: bytes, part: Part) -> None:
    """Read a part; raises UnreadableArticle where it is no harmless XML."""
    if not source:
        return
    parser = expat.ParserCreate(namespace_separator="|")
    parser.buffer_text = True
    depth = count = silent = 0

    def start(name: str, given: dict[str, str]) -> None:
        nonlocal depth, count, silent
        depth, count = depth + 1, count + 1
        if depth > DEEPEST or count > MOST_ELEMENTS:
            raise _refused()
        silent += name == _FALLBACK
        if not silent:
            part.opened(_plain(name), {_plain(key): value for key, value in given.items()})

    def end(name: str) -> None:
        nonlocal depth, silent
        depth -= 1
        if not silent:
            part.closed(_plain(name))
        silent -= name == _FALLBACK

    def doctype(*_declared: object) -> None:
        raise _refused()

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = lambda text: None if silent else part.said(text)
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(source, True)
    except expat.ExpatError as error:
        raise _refused() from error


def _plain(name: str) -> str:
    if name.startswith((_WORD, _STRICT)):
        return name.rpartition("|")[2]
    return name.rpartition("|")[2] if "purl.org/dc/" in name else name


def _refused() -> UnreadableArticle:
    return UnreadableArticle(
        "hostile",
        gettext_noop(
            "The inside of this Word file is not as a word processor writes it; "
            "open it in one and save it again as .docx, or paste the text."
        ),
    )


@dataclass
class Properties(Part):
    """What the document says about itself."""

    title: str = ""
    author: str = ""
    _in: str = ""

    def opened(self, name: str, given: dict[str, str]) -> None:
        self._in = name

    def closed(self, name: str) -> None:
        self._in = ""

    def said(self, text: str) -> None:
        if self._in == "title":
            self.title = (self.title + text)[:300]
        elif self._in == "creator":
            self.author = (self.author + text)[:300]


@dataclass
class Styles(Part):
    """Each paragraph style's id with what it makes of a paragraph: "h1", "li", "blockquote" ..."""

    names: dict[str, str] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)
    _id: str = ""

    def opened(self, name: str, given: dict[str, str]) -> None:
        value = given.get("val", "")
        if name == "style":
            self._id = given.get("styleId", "")
        elif name == "name" and self._id:
            self.names[self._id] = value.lower()
        elif name == "basedOn" and self._id:
            self.parents[self._id] = value

    @property
    def found(self) -> dict[str, str]:
        """The tag of each style that has one, by its own name or by that of one it is based on."""
        return {style: tag for style in self.names if (tag := self._tag(style))}

    def _tag(self, style: str) -> str:
        for _ in range(10):
            if tag := tag_of(self.names.get(style, "")):
                return tag
            style = self.parents.get(style, "")
        return ""


def tag_of(name: str) -> str:
    """What a style's English name, which Word writes in every language, makes of a paragraph."""
    if heading := _HEADING.match(name):
        return f"h{heading[1]}"
    if name.startswith("toc "):
        return "nav"
    known = {
        "title": "h1",
        "caption": "figcaption",
        "quote": "blockquote",
        "intense quote": "blockquote",
    }
    return known.get(name, "li" if name.startswith("list ") else "")
