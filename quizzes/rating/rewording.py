"""The same said in other words: how a wrong option becomes a second right one."""

from __future__ import annotations

import random
import re

from quizzes.generation import ConceptBase

# One direction each, so that no rule undoes another. Whole words, longest first.
_WORDS = {
    "do not need": "have no need of",
    "does not need": "has no need of",
    "at once": "right away",
    "immediately": "at once",
    "hang up": "end the call",
    "make sure": "see to it",
    "look up": "find out",
    "turn on": "switch on",
    "turn off": "switch off",
    "log in": "sign in",
    "logs in": "signs in",
    "report": "notify the team of",
    "refuse": "decline",
    "delete": "remove",
    "remove": "take away",
    "install": "set up",
    "use": "make use of",
    "keep": "retain",
    "check": "verify",
    "call": "phone",
    "change": "replace",
    "create": "make",
    "choose": "pick",
    "obtain": "get",
    "get": "obtain",
    "become": "turn into",
    "pay": "hand over money",
    "disclosed": "given away",
    "stolen": "taken by thieves",
    "attacker": "intruder",
    "attackers": "intruders",
    "criminal": "offender",
    "criminals": "offenders",
    "fraud": "deceit for money",
    "company": "firm",
    "people": "persons",
    "everyone": "everybody",
    "account": "user account",
    "email": "electronic mail",
    "phone": "telephone",
    "phones": "telephones",
    "app": "application",
    "apps": "applications",
    "device": "machine",
    "devices": "machines",
    "computer": "PC",
    "website": "internet site",
    "site": "website",
    "picture": "image",
    "careless": "thoughtless",
    "very little": "hardly anything",
}
_PHRASE = re.compile(
    rf"\b(?:{'|'.join(sorted(map(re.escape, _WORDS), key=len, reverse=True))})\b", re.IGNORECASE
)
_NUMERALS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "twelve": 12, "fifteen": 15, "twenty": 20,
}  # fmt: skip
_SPELLED = {value: word for word, value in _NUMERALS.items()}
_SMALLER = {"hour": ("minute", 60), "day": ("hour", 24), "week": ("day", 7), "year": ("month", 12)}
_QUANTITY = re.compile(rf"\b(\d{{1,3}}|{'|'.join(_NUMERALS)}) (hour|day|week|year)s?\b")
_NUMBER = re.compile(rf"^(\d{{1,2}}|{'|'.join(_NUMERALS)})\b(?![.,]\d)")


def reworded(text: str, base: ConceptBase | None, rng: random.Random) -> str:
    """Say an option's text in other words, or give an empty text where no rule knows how."""
    found = (
        _another_name(text, base, rng) if base else "",
        _QUANTITY.sub(_in_smaller_units, text, count=1),
        _NUMBER.sub(_spelled_otherwise, text, count=1),
        _by_table(text),
    )
    return next((other for other in found if other and other.casefold() != text.casefold()), "")


def _another_name(text: str, base: ConceptBase, rng: random.Random) -> str:
    """Put another alias where the text as a whole, but for an article, is a concept's name."""
    name = re.sub(r"^(?:an?|the) ", "", text, flags=re.IGNORECASE).casefold()
    for concept in base.concepts.values():
        names = list(dict.fromkeys((concept.label, *concept.aliases)))
        if name not in (known.casefold() for known in names):
            continue
        others = [other for other in names if not _alike(other.casefold(), name)]
        if others:
            chosen = rng.choice(others)
            return chosen[0].upper() + chosen[1:] if text[0].isupper() else chosen
    return ""


def _alike(first: str, second: str) -> bool:
    """Whether two names differ by no more than an ending or a hyphen."""
    a, b = (re.sub(r"[\W_]|s\b", "", name) for name in (first, second))
    return a == b


def _in_smaller_units(match: re.Match[str]) -> str:
    unit, factor = _SMALLER[match[2]]
    return f"{_value(match[1]) * factor} {unit}s"


def _spelled_otherwise(match: re.Match[str]) -> str:
    if match[1].isdigit():
        return _SPELLED.get(int(match[1]), match[1])
    return str(_NUMERALS[match[1]])


def _by_table(text: str) -> str:
    """Replace up to two phrases by others that mean the same."""

    def other(match: re.Match[str]) -> str:
        word = _WORDS[match[0].casefold()]
        return word[0].upper() + word[1:] if match[0][0].isupper() else word

    return _PHRASE.sub(other, text, count=2)


def _value(number: str) -> int:
    return int(number) if number.isdigit() else _NUMERALS[number]
