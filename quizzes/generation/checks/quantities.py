"""Numbers, ranges and dates in options, read so that they can be compared."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30,
    "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90, "a": 1, "an": 1,
}  # fmt: skip
_SCALES = {
    "second": ("time", 1), "minute": ("time", 60), "hour": ("time", 3600), "day": ("time", 86400),
    "week": ("time", 604800), "fortnight": ("time", 1209600), "month": ("month", 1), "year": ("month", 12),
    "percent": ("%", 1), "per cent": ("%", 1), "%": ("%", 1),
    "kb": ("byte", 1_000), "mb": ("byte", 1_000_000), "gb": ("byte", 1_000_000_000), "tb": ("byte", 10**12),
}  # fmt: skip
_MONTH_NAMES = (
    "january february march april may june july august september october november december"
)
_DAY_NAMES = "monday tuesday wednesday thursday friday saturday sunday"
_MONTHS, _DAYS = _MONTH_NAMES.split(), _DAY_NAMES.split()
_NUMBER = (
    rf"\d{{1,3}}(?:,\d{{3}})+(?:\.\d{{1,9}})?|\d{{1,15}}(?:\.\d{{1,9}})?|\b(?:{'|'.join(_WORDS)})\b"
)
_TEXT = re.compile(
    rf"(?P<low>less than|fewer than|under|below|up to|at most|no more than|within)?"
    rf"(?P<high>more than|over|above|at least|no fewer than)?"
    rf"(?:between|from)?\s*(?P<money>[$€£]?)\s*(?P<first>{_NUMBER})"
    rf"(?:\s*(?P<to>-|–|—|\bto\b|\band\b)\s*[$€£]?(?P<last>{_NUMBER}))?"
    rf"(?P<more>\s*\+|\s+or (?:more|over|longer))?(?P<less>\s+or (?:less|fewer|under|shorter))?"
    rf"\s*(?P<unit>%|[a-z]{{1,20}}(?: [a-z]{{1,20}})?)?"
    rf"(?P<more2>\s+or (?:more|over|longer))?(?P<less2>\s+or (?:less|fewer|shorter))?"
)
_OPEN = frozenset({"less than", "fewer than", "under", "below", "more than", "over", "above"})
_DATE = re.compile(
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)? )?(?P<month>{'|'.join(_MONTHS)})"
    rf"(?: (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?)?(?:,? (?P<year>\d{{4}}))?"
)
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Quantity:
    """Numbers from `low` to `high`; None is no border; `open` leaves the border itself out."""

    low: Decimal | None
    high: Decimal | None
    unit: str
    open: bool = False

    @property
    def point(self) -> Decimal | None:
        """The number where it is a single one."""
        return self.low if self.low == self.high else None

    @property
    def middle(self) -> Decimal:
        """A number to sort by."""
        known = [border for border in (self.low, self.high) if border is not None]
        return sum(known, Decimal(0)) / max(len(known), 1)

    def intersects(self, other: Quantity) -> bool:
        """Whether a number lies in both; two borders on the same side are no two ranges.

        "At least 8" beside "at least 12" asks for the least, not for ranges.
        """
        if self.unit != other.unit or (self.point is not None and other.point is not None):
            return False
        if (self.low is None and other.low is None) or (self.high is None and other.high is None):
            return False
        return _below(self, other) and _below(other, self)


def _below(one: Quantity, two: Quantity) -> bool:
    """Whether `one` begins no later than `two` ends."""
    if one.low is None or two.high is None:
        return True
    return one.low < two.high or (one.low == two.high and not (one.open or two.open))


def quantity(text: str) -> Quantity | None:
    """Read an option that is a number or a range with its unit, and nothing else."""
    folded = " ".join(text.lower().split()).rstrip(".")
    match = _TEXT.fullmatch(folded) if len(folded) <= _LONGEST else None
    if match is None or (match["to"] == "and" and not folded.startswith("between")):
        return None
    unit, factor = _unit(match["unit"] or "", match["money"])
    first = _value(match["first"]) * factor
    last = _value(match["last"]) * factor if match["last"] else first
    is_open = (match["low"] or match["high"] or "") in _OPEN
    if match["low"] or match["less"] or match["less2"]:
        return Quantity(None, last, unit, is_open)
    if match["high"] or match["more"] or match["more2"]:
        return Quantity(first, None, unit, is_open)
    return Quantity(min(first, last), max(first, last), unit)


def place_in_time(text: str) -> tuple[int, int, int] | None:
    """Read an option that is a date, a month or a weekday: (year, month, day) to sort by."""
    folded = " ".join(text.lower().split()).rstrip(".")
    if folded in _DAYS:
        return (0, 0, _DAYS.index(folded))
    match = _DATE.fullmatch(folded)
    if match is None:
        return None
    day = match["day"] or match["day2"] or "0"
    return (int(match["year"] or 0), _MONTHS.index(match["month"]) + 1, int(day))


def _value(number: str) -> Decimal:
    return Decimal(_WORDS[number]) if number in _WORDS else Decimal(number.replace(",", ""))


def _unit(unit: str, money: str) -> tuple[str, int]:
    singular = unit if unit in _SCALES or len(unit) < 4 else unit.removesuffix("s")
    name, factor = _SCALES.get(singular, (singular, 1))
    return money + name, factor
