"""The lists of an article as they lie in each other, made from a flat row of blocks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from quizzes.generation import number_of

DEEPEST = 6
"""Lists that lie deeper than that are drawn as if they lay there."""


@dataclass
class List:
    """A list of a page: `style` as in HTML ("1", "a", "i"), empty where it has no numbers."""

    style: str
    start: int | None
    level: int
    items: list[Item] = field(default_factory=list)
    kind: str = "list"

    def takes(self, style: str, number: int | None) -> bool:
        """Whether an item goes on with this list: of the same style, and counting up."""
        last = self.items[-1].number
        return self.style == style and (number is None or last is None or number > last)


@dataclass
class Item:
    """An item with what lies in it; `value` where it does not count on from the one before."""

    block: dict[str, Any]
    number: int | None
    value: int | None
    below: list[Any] = field(default_factory=list)


def with_lists(blocks: Iterable[dict[str, Any]]) -> list[Any]:
    """The blocks, their list items gathered in `List`s; a paragraph of a list lies in its item."""
    made: list[Any] = []
    open_lists: list[List] = []
    for block in blocks:
        level = min(block["level"], DEEPEST)
        if block["kind"] == "list_item":
            _add(block, max(1, level), made, open_lists)
        elif block["kind"] == "paragraph" and level and open_lists:
            _close(open_lists, level)
            (open_lists[-1].items[-1].below if open_lists else made).append(block)
        else:
            open_lists.clear()
            made.append(block)
    return made


def _add(block: dict[str, Any], level: int, made: list[Any], open_lists: list[List]) -> None:
    _close(open_lists, level)
    so_far = open_lists[-1].style if open_lists and open_lists[-1].level == level else ""
    number, style = number_of(block["mark"], so_far) or (None, "")
    if open_lists and open_lists[-1].level == level and not open_lists[-1].takes(style, number):
        open_lists.pop()
    if not open_lists or open_lists[-1].level < level:
        around = open_lists[-1].items[-1].below if open_lists else made
        around.append(List(style, number, level))
        open_lists.append(around[-1])
    items = open_lists[-1].items
    before = items[-1].number if items else None
    counts_on = not items or number is None or (before is not None and number == before + 1)
    items.append(Item(block, number, None if counts_on else number))


def _close(open_lists: list[List], level: int) -> None:
    """Leave the lists that lie deeper."""
    while open_lists and open_lists[-1].level > level:
        open_lists.pop()
