"""Which elements of HTML are open, and what that says about the words inside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from .elements import HEADINGS, Role
from .marks import MOST, mark_of
from .tags import Opening
from .wordlists import words

_DEEPEST = 100
_BELOW_HEADINGS = words("p ul ol table blockquote pre") | frozenset(HEADINGS)
_LISTS = words("ul ol dir menu")
# What ends where another of its kind begins.
_ENDS_AT = {
    "li": words("li"),
    "dd": words("dd dt"),
    "dt": words("dd dt"),
    "td": words("td th"),
    "th": words("td th"),
}


@dataclass
class Element:
    """An open element; `told` once its first words were handed on.

    An ordered list knows the number of its next item and in which style it is shown, an item its mark.
    """

    name: str
    roles: tuple[Role, ...]
    told: bool = False
    next: int | None = None
    style: str = "1"
    mark: str = ""


@dataclass
class OpenElements:
    """The elements that are open, the innermost last; what lies too deep is only counted."""

    stack: list[Element] = field(default_factory=list)
    roles: dict[Role, int] = field(default_factory=lambda: dict.fromkeys(Role, 0))
    too_deep: dict[str, int] = field(default_factory=dict)

    def has(self, role: Role) -> bool:
        """Whether an open element has a role."""
        return self.roles[role] > 0

    def number(self, tag: Opening) -> None:
        """Note what the tag of the list or item that was opened last says of its numbers."""
        element = self.stack[-1]
        if element.name == "ol":
            # One that counts down from its length tells no number before its end.
            start = _whole(tag.attributes.get("start"))
            element.next = 1 if start is None else start
            element.next = None if "reversed" in tag.attributes else element.next
            element.style = tag.attributes.get("type", "1")
        elif element.name == "li":
            self._number_item(element, _whole(tag.attributes.get("value")))

    def _number_item(self, item: Element, given: int | None) -> None:
        above = next((e for e in reversed(self.stack[:-1]) if e.name in _LISTS), None)
        number = given if given is not None else above.next if above else None
        if above is None or above.name != "ol" or number is None:
            return
        item.mark, above.next = mark_of(number, above.style), number + 1

    def push(self, name: str, roles: tuple[Role, ...]) -> bool:
        """Open an element; say whether there was room for it."""
        if len(self.stack) >= _DEEPEST:
            self.too_deep[name] = self.too_deep.get(name, 0) + 1
            return False
        self.stack.append(Element(name, roles))
        for role in roles:
            self.roles[role] += 1
        return True

    def pop(self) -> None:
        """Close the innermost element."""
        for role in self.stack.pop().roles:
            self.roles[role] -= 1

    def closed_by(self, name: str) -> Iterator[Element]:
        """Yield, innermost first, the elements that an end tag closes; pop each meanwhile."""
        if self.too_deep.get(name):
            self.too_deep[name] -= 1
            return
        if not any(element.name == name for element in self.stack):
            return
        while True:
            element = self.stack[-1]
            yield element
            if element.name == name:
                return

    def ended_by_opening(self, name: str) -> str:
        """The innermost element's name, where it ends by itself when another opens."""
        top = self.stack[-1].name if self.stack else ""
        if top == "p" or (top in HEADINGS and name in _BELOW_HEADINGS):
            return top
        return top if top in _ENDS_AT.get(name, ()) else ""

    def innermost(self, names: frozenset[str]) -> Element | None:
        """The innermost open element with one of some names."""
        return next((e for e in reversed(self.stack) if e.name in names), None)


def _whole(text: str | None) -> int | None:
    """A whole number as HTML writes it, where it is one that a list may have."""
    text = (text or "").strip()
    return (
        int(text) if text.isascii() and text.isdecimal() and len(text) <= len(str(MOST)) else None
    )
