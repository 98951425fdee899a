"""A file of items as bytes -> items and their article, or one sentence that says what is wrong."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from quizzes.generation.parsing import ItemFormatError, item_from_json
from quizzes.generation.text import BlockKind, Document
from quizzes.items import Item

FILE_LIMIT = 50_000_000
"""A larger file is refused before it is read."""

_FORMAT = 1
_DIGITS, _TOLD = 100, 300
_LINE = re.compile(r"[^\n]+")


class UnreadableItems(ValueError):
    """A file holds no items; the message says where, what, and what to do."""


@dataclass(frozen=True, slots=True)
class ItemFile:
    """The items of a file in the form of docs/item-format.md, and its article where it has one."""

    items: tuple[Item, ...]
    document: Document | None = None


def read_items(raw: bytes) -> ItemFile:
    """Read a file of items, or a bare list of them; raises UnreadableItems."""
    if len(raw) > FILE_LIMIT:
        raise UnreadableItems(too_large(len(raw)))
    data = _loads(_decoded(raw))
    if isinstance(data, Mapping):
        if data.get("format", _FORMAT) != _FORMAT:
            raise UnreadableItems(f"format: {_short(data['format'])} is unknown; write {_FORMAT}.")
        document, entries = _document(data.get("article")), data.get("items")
    else:
        document, entries = None, data
    if not isinstance(entries, list):
        raise UnreadableItems(
            "There is no list of items; write one, or an object with “items” (docs/item-format.md)."
        )
    return ItemFile(tuple(_item(entry, n) for n, entry in enumerate(entries)), document)


def too_large(size: int) -> str:
    """What to say of a file that is over the limit."""
    return f"{size:,} bytes are more than {FILE_LIMIT:,}; split the file into smaller ones."


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableItems(
            f"Byte {error.start + 1} is no UTF-8; save the file again with the encoding UTF-8."
        ) from None


def _loads(text: str) -> Any:
    try:
        return json.loads(
            text, parse_constant=_no_number, parse_int=_whole, parse_float=_fractional
        )
    except json.JSONDecodeError as error:
        raise UnreadableItems(
            f"Line {error.lineno}, column {error.colno}: this is no JSON ({error.msg}); mend it."
        ) from None
    except RecursionError:
        raise UnreadableItems(
            "Lists or objects are nested too deeply; an item needs four levels at most."
        ) from None


def _no_number(name: str) -> NoReturn:
    raise UnreadableItems(f"{name} is no number that can be compared; write digits.")


def _whole(digits: str) -> int:
    if len(digits) > _DIGITS:
        _no_number(f"A number of {len(digits)} digits")
    return int(digits)


def _fractional(digits: str) -> float:
    value = float(digits)
    if not math.isfinite(value):
        _no_number(_short(digits))
    return value


def _document(article: Any) -> Document | None:
    if article is None:
        return None
    if not isinstance(article, Mapping):
        raise UnreadableItems(
            "article: expected an object with “text”; write one, or leave it out."
        )
    text = article.get("text") or ""
    if not isinstance(text, str):
        raise UnreadableItems("article.text: expected text; write the article's text here.")
    _whole_characters("article.text", text)
    return Document.from_blocks(text, tuple(_blocks(text))) if text.strip() else None


def _blocks(text: str) -> Iterator[tuple[str, int, int, int]]:
    """Every line is a block: the file keeps the article's text, not what its lines are."""
    for match in _LINE.finditer(text):
        if match.group().strip():
            yield BlockKind.PARAGRAPH.value, match.start(), match.end(), 0


def _item(entry: Any, number: int) -> Item:
    place = f"items.{number}"
    try:
        if isinstance(entry, Mapping):
            for name, value in entry.items():
                _whole_characters(f"{place}.{name}", json.dumps([name, value], ensure_ascii=False))
        return item_from_json(entry)
    except (ItemFormatError, RecursionError) as error:
        told = (
            str(error) if isinstance(error, ItemFormatError) else "nested too deeply; flatten it."
        )
        raise UnreadableItems(f"{place}: {_short(told)}") from None


def _whole_characters(place: str, text: str) -> None:
    """A lone surrogate is half a character; it can't be stored or printed."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise UnreadableItems(
            f"{_printable(place)}: half a character stands here (a lone surrogate); type it again."
        ) from None


def _short(value: Any) -> str:
    """A value for a message, not longer than a line or two."""
    text = _printable(value if isinstance(value, str) else repr(value))
    return text if len(text) <= _TOLD else f"{text[: _TOLD // 2]} … {text[-_TOLD // 2 :]}"


def _printable(text: str) -> str:
    return "".join(character if character.isprintable() else "·" for character in text)
