"""How an item is shown for a blind answer, and what an answer on a form means."""

from __future__ import annotations

import re
import string
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from quizzes.items import (
    Answer,
    Chosen,
    Item,
    Kind,
    Matched,
    MatchingKey,
    Number,
    NumberKey,
    Ordered,
    OrderingKey,
    TextKey,
    Typed,
)
from quizzes.rules.grading import grade

LETTERS = string.ascii_uppercase
UNSURE = "?"
"""What a rater writes who can't answer."""


class BadAnswer(ValueError):
    """The answer is none that the item can have; the message says which ones are."""


def choices(item: Item) -> tuple[str, ...]:
    """What is lettered A, B, C ...: options as generated; right sides and steps by the alphabet."""
    match item.key:
        case MatchingKey(pairs):
            return tuple(sorted({pair.right for pair in pairs}, key=_alphabet))
        case OrderingKey(order):
            return tuple(sorted(order, key=_alphabet))
    return tuple(option.text for option in item.options)


def how_to_answer(item: Item) -> str:
    """One sentence for the rater, by the kind of the item."""
    return {
        Kind.SINGLE: "One letter.",
        Kind.CLOZE: "One letter: which words belong in the blank.",
        Kind.TRUE_FALSE: "One letter.",
        Kind.MULTIPLE: "A list of letters: all that are right.",
        Kind.NUMERIC: "A number, without its unit.",
        Kind.SHORT_TEXT: "The missing word or words.",
        Kind.MATCHING: "A list of letters, one for each numbered side, in their order.",
        Kind.ORDERING: "A list of letters: the steps in their right order.",
    }[item.kind]


def key_on_paper(item: Item) -> str:
    """The key as the reveal prints it."""
    letters = choices(item)
    match item.key:
        case NumberKey(value, tolerance, unit):
            return f"{value} {unit}".strip() + (f" (± {tolerance})" if tolerance else "")
        case TextKey(accepted):
            return " / ".join(accepted)
        case MatchingKey(pairs):
            return ", ".join(
                f"{n}: {LETTERS[letters.index(p.right)]}" for n, p in enumerate(pairs, start=1)
            )
        case OrderingKey(order):
            return ", ".join(LETTERS[letters.index(step)] for step in order)
    return ", ".join(LETTERS[place] for place in item.keys)


def found_key(item: Item, answer: Any) -> bool:
    """Whether the answer of a form earns everything; raises BadAnswer."""
    if isinstance(answer, str) and answer.strip() == UNSURE:
        return False
    return grade(item, _meant(item, answer)).is_full


def _meant(item: Item, answer: Any) -> Answer:
    if item.kind is Kind.NUMERIC:
        return Number(_number(answer))
    if item.kind is Kind.SHORT_TEXT:
        if not isinstance(answer, str) or not answer.strip():
            raise BadAnswer("write the missing words as text")
        return Typed(answer)
    letters = choices(item)
    places = _places(answer, len(letters))
    match item.key:
        case MatchingKey(pairs):
            _require(len(places) == len(pairs), f"write {len(pairs)} letters, one for each side")
            rights = [pair.right for pair in pairs]
            given = enumerate(rights.index(letters[place]) for place in places)
            return Matched(frozenset(given))
        case OrderingKey(order):
            _require(sorted(places) == list(range(len(order))), "write each letter once, in order")
            return Ordered(tuple(order.index(letters[place]) for place in places))
    _require(item.kind is Kind.MULTIPLE or len(places) == 1, "write one letter")
    return Chosen(frozenset(places))


def _places(answer: Any, count: int) -> list[int]:
    """Positions of the letters: a list of letters, or letters in one text."""
    letters = re.findall(r"\w+", answer) if isinstance(answer, str) else answer
    known = LETTERS[:count]
    if not isinstance(letters, Sequence) or not letters:
        raise BadAnswer(f"write letters from {known[0]} to {known[-1]}")
    for letter in letters:
        if not isinstance(letter, str) or len(letter) != 1 or letter.upper() not in known:
            raise BadAnswer(f"{letter!r} is none of the letters {known[0]} to {known[-1]}")
    return [known.index(letter.upper()) for letter in letters]


def _number(answer: Any) -> Decimal:
    try:
        value = Decimal(str(answer).strip().replace(",", "").removesuffix("%").strip())
    except InvalidOperation:
        value = Decimal("NaN")
    if isinstance(answer, bool) or not value.is_finite():
        raise BadAnswer(f"{answer!r} is no number; write digits, or {UNSURE}")
    return value


def _alphabet(text: str) -> tuple[str, str]:
    return text.casefold(), text


def _require(condition: bool, message: str) -> None:
    if not condition:
        raise BadAnswer(message)
