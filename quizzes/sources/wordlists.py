"""The numbers of a Word document's lists: how each list counts, and how far it is."""

from __future__ import annotations

from dataclasses import dataclass, field

from .wordxml import Part

STYLES = {
    "decimal": "1",
    "decimalZero": "1",
    "lowerLetter": "a",
    "upperLetter": "A",
    "lowerRoman": "i",
    "upperRoman": "I",
}
"""Word's names of the styles that HTML has; every other one is shown as a bullet."""
DEEPEST = 9


@dataclass
class Numbering(Part):
    """What `numbering.xml` says: for each list and level its style and its first number."""

    levels: dict[tuple[str, int], tuple[str, int]] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    _abstract: str = ""
    _num: str = ""
    _level: int = 0

    def opened(self, name: str, given: dict[str, str]) -> None:
        value = given.get("val", "")
        if name == "abstractNum":
            self._abstract, self._num = given.get("abstractNumId", ""), ""
        elif name == "num":
            self._num, self._abstract = given.get("numId", ""), ""
        elif name == "abstractNumId" and self._num:
            self.lists[self._num] = value
        elif name == "lvl":
            self._level = level_of(given.get("ilvl", ""))
        elif name in {"numFmt", "start"} and self._abstract:
            self._note(name, value)

    def _note(self, name: str, value: str) -> None:
        key = self._abstract, self._level
        style, start = self.levels.get(key, ("", 1))
        if name == "numFmt":
            style = STYLES.get(value, "")
        elif value.isascii() and value.isdecimal() and len(value) < DEEPEST:
            start = int(value)
        self.levels[key] = style, start


@dataclass
class Counting:
    """How far each list is, while the paragraphs go by."""

    numbering: Numbering
    _at: dict[str, dict[int, int]] = field(default_factory=dict)

    def tags(self, num: str, level: int) -> tuple[str, str]:
        """What opens and what closes an item of that list and level; each item is a list of its own."""
        kind = self.numbering.lists.get(num, "")
        style, start = self.numbering.levels.get((kind, level), ("", 1))
        around = "<ul>" * level, "</ul>" * level
        if not style:
            return f"{around[0]}<ul><li>", f"</li></ul>{around[1]}"
        at = self._at.setdefault(kind, {})
        number = at[level] = at.get(level, start - 1) + 1
        for deeper in [known for known in at if known > level]:
            del at[deeper]
        return f'{around[0]}<ol type="{style}" start="{number}"><li>', f"</li></ol>{around[1]}"


def level_of(text: str) -> int:
    """The depth of an item, from 0."""
    return (
        min(int(text), DEEPEST)
        if text.isascii() and text.isdecimal() and len(text) < DEEPEST
        else 0
    )
