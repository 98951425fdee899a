"""Markdown by the CommonMark rules, with the leftovers of site generators taken out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from . import html
from .document import BlockKind
from .pieces import Piece

# Shortcodes of Hugo, Jekyll and others, attribute lists, footnote marks, admonition fences.
_LEFTOVERS = re.compile(
    r"\{\{[<%].*?[%>]\}\}|\{%.*?%\}|\{\{.*?\}\}|\{:[^}\n]*\}|\{#[\w-]+\}|\[\^[^\]\s]{1,40}\]"
)
_FENCES = re.compile(r"^\s*(?::::+|!!!|\?\?\?\+?)[^\n]*$", re.MULTILINE)
_PARSER = MarkdownIt("commonmark").enable("table")


def pieces(text: str) -> Iterator[Piece]:
    """Yield the blocks of a Markdown text."""
    text = _FENCES.sub("", _LEFTOVERS.sub("", text))
    kinds: list[BlockKind] = []
    depth = level = 0
    for token in _PARSER.parse(text):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            depth += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            depth -= 1
        elif token.nesting and token.type.rsplit("_", 1)[0] in _CONTAINERS:
            if token.nesting > 0:
                kinds.append(_CONTAINERS[token.type.rsplit("_", 1)[0]])
                level = int(token.tag[1]) if token.type == "heading_open" else level
            else:
                kinds.pop()
        elif token.type == "html_block":
            yield from html.pieces(token.content)
        elif token.type in ("fence", "code_block"):
            yield Piece(BlockKind.CODE, token.content)
        elif token.type == "inline":
            kind = kinds[-1] if kinds else BlockKind.PARAGRAPH
            yield Piece(kind, _inline(token), level if kind is BlockKind.HEADING else depth)


_CONTAINERS = {
    "heading": BlockKind.HEADING,
    "list_item": BlockKind.LIST_ITEM,
    "blockquote": BlockKind.QUOTE,
    "th": BlockKind.OTHER,
    "td": BlockKind.OTHER,
}


def _inline(token: Token) -> str:
    """The words of a line; pictures and tags say nothing."""
    parts = []
    for child in token.children or ():
        if child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak") or (
            child.type == "html_inline" and child.content.lower().startswith("<br")
        ):
            parts.append(" ")
    return "".join(parts)
