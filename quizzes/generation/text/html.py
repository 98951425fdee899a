"""HTML, as messy as it comes: the article's words, without scripts, menus and forms."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PreformattedString

from .document import BlockKind
from .pieces import Piece

_SILENT = [
    "script",
    "style",
    "template",
    "noscript",
    "svg",
    "math",
    "canvas",
    "iframe",
    "object",
    "embed",
    "audio",
    "video",
    "form",
    "button",
    "select",
    "textarea",
    "nav",
    "footer",
    "aside",
    "head",
    "figure",
    "dialog",
]
_BLOCKS = {
    **{f"h{level}": BlockKind.HEADING for level in range(1, 7)},
    "li": BlockKind.LIST_ITEM,
    "dd": BlockKind.LIST_ITEM,
    "blockquote": BlockKind.QUOTE,
    "pre": BlockKind.CODE,
    **dict.fromkeys(("p", "div", "section", "article", "main", "body"), BlockKind.PARAGRAPH),
    **dict.fromkeys(
        ("td", "th", "caption", "dt", "header", "address", "figcaption", "summary", "small"),
        BlockKind.OTHER,
    ),
}
_BREAKS = frozenset({"ul", "ol", "dl", "table", "tr", "hr", "tbody", "thead"})
_PROLOGUE = re.compile(r"^\s*<\?xml[^>]*>")


def pieces(source: str) -> Iterator[Piece]:
    """Yield the blocks of an HTML source."""
    soup = _soup(source)
    for tag in soup.find_all(_SILENT) + soup.find_all(_is_hidden):
        if not tag.decomposed:
            tag.decompose()
    held: list[str] = []
    current: tuple[int, BlockKind, int] = (0, BlockKind.PARAGRAPH, 0)
    for node in soup.descendants:
        if isinstance(node, Tag):
            if node.name == "br":
                held.append(" ")
            elif node.name in _BREAKS or node.name in _BLOCKS:
                yield Piece(current[1], "".join(held), current[2])
                held.clear()
        elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            home = _home(node)
            if home != current:
                yield Piece(current[1], "".join(held), current[2])
                held.clear()
                current = home
            held.append(str(node))
    yield Piece(current[1], "".join(held), current[2])


def title(source: str) -> str:
    """What the page calls itself."""
    match = re.search(r"<title[^>]*>([^<]{1,300})</title", source, re.IGNORECASE)
    return BeautifulSoup(f"<p>{match[1]}</p>", "html.parser").get_text() if match else ""


def _soup(source: str) -> BeautifulSoup:
    # The wrapping tag keeps Beautiful Soup from warning that a text looks like a file name.
    return BeautifulSoup(f"<div>{_PROLOGUE.sub('', source)}</div>", "html.parser")


def _is_hidden(tag: Tag) -> bool:
    return tag.has_attr("hidden") or tag.get("aria-hidden") == "true"


def _home(node: NavigableString) -> tuple[int, BlockKind, int]:
    """The block that a text belongs to, and how deep it lies."""
    depth = 0
    home: Tag | None = None
    for parent in node.parents:
        if home is None and parent.name in _BLOCKS:
            home = parent
        depth += parent.name in ("ul", "ol")
    if home is None:
        return 0, BlockKind.PARAGRAPH, 0
    kind = _BLOCKS[home.name]
    if kind is BlockKind.PARAGRAPH:
        kind = _inherited(home)
    return id(home), kind, int(home.name[1]) if kind is BlockKind.HEADING else depth


def _inherited(tag: Tag) -> BlockKind:
    """A paragraph inside a list item or a quote is part of it."""
    for parent in tag.parents:
        kind = _BLOCKS.get(parent.name, BlockKind.PARAGRAPH)
        if kind is not BlockKind.PARAGRAPH:
            return kind
    return BlockKind.PARAGRAPH
