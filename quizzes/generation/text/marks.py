"""The numbers and letters that stand before the items of an ordered list: "3", "b", "iv".

A mark is kept as a reader sees it, without its bracket or dot. An item of an unordered list has none.
"""

from __future__ import annotations

import re

MOST = 3999
"""Beyond it there is no Roman number, and no list that anybody reads."""
_ROMAN = re.compile(r"m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_VALUES = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
           (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_LETTERS = 26


def mark_of(number: int, style: str = "1") -> str:
    """The mark of a number in a style of HTML ("1", "a", "A", "i", "I"); empty where it has none there."""
    if style in ("a", "A"):
        letter = chr(ord("a") + number - 1) if 1 <= number <= _LETTERS else ""
        return letter.upper() if style == "A" else letter
    if style in ("i", "I"):
        roman = _roman(number) if 1 <= number <= MOST else ""
        return roman.upper() if style == "I" else roman
    return str(number) if 0 <= number <= MOST else ""


def number_of(mark: str, style: str = "") -> tuple[int, str] | None:
    """A mark's number and style; None where it is no mark of an ordered list.

    "v" may be a letter or a number: `style` is that of the list so far. Where that says nothing, "i" begins
    a list of Roman numbers, and another single letter one of letters.
    """
    if mark.isascii() and mark.isdecimal():
        return int(mark), "1"
    low = mark.lower()
    letter, roman = ("A", "I") if mark.isupper() else ("a", "i")
    found = {}
    if len(low) == 1 and "a" <= low <= "z":
        found[letter] = ord(low) - ord("a") + 1
    if low and _ROMAN.fullmatch(low):
        found[roman] = _number(low)
    likely = [style, *([roman] if low == "i" else []), letter, roman]
    return next(((found[name], name) for name in likely if name in found), None)


def _roman(number: int) -> str:
    made = ""
    for value, letters in _VALUES:
        times, number = divmod(number, value)
        made += letters * times
    return made


def _number(roman: str) -> int:
    total = 0
    for value, letters in _VALUES:
        while roman.startswith(letters):
            total, roman = total + value, roman[len(letters) :]
    return total
