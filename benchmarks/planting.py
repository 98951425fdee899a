"""Plants one flaw into a good item; each planter gives None where its flaw does not fit."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import replace

from sound import Sound

from quizzes.items import (
    Item,
    Kind,
    Option,
)

Planter = Callable[[Sound, random.Random], Item | None]
PLANTERS: list[tuple[str, Planter]] = []
ONE_KEY = (Kind.SINGLE, Kind.CLOZE)


def plants(code: str) -> Callable[[Planter], Planter]:
    """Say which code a planter's flaw has."""

    def register(planter: Planter) -> Planter:
        PLANTERS.append((code, planter))
        return planter

    return register


def with_option(item: Item, number: int, text: str) -> Item:
    """The item with another text of one option."""
    options = list(item.options)
    options[number] = replace(options[number], text=text)
    return replace(item, options=tuple(options))


def wrong_of(item: Item) -> list[int]:
    return [number for number, option in enumerate(item.options) if not option.correct]


def has_choice(item: Item) -> bool:
    return item.kind is not Kind.TRUE_FALSE and len(item.options) >= 3


def ends_in_question(item: Item) -> bool:
    return item.kind in (Kind.SINGLE, Kind.MULTIPLE) and item.stem.rstrip().endswith("?")


def asked(item: Item, question: str) -> Item:
    """The item with another question at the end of its stem."""
    told = re.split(r"(?<=[.!?])\s+", item.stem.strip())[:-1]
    return replace(item, stem=" ".join([*told, question]))


def small(text: str) -> str:
    return text[:1].lower() + text[1:]


def capitals(texts: list[str]) -> list[str]:
    return [text[:1].upper() + text[1:] for text in texts]


def options_of(texts: list[str]) -> tuple[Option, ...]:
    return tuple(Option(text, number == 0) for number, text in enumerate(texts))


def with_numbers(item: Item, texts: list[str]) -> Item:
    return replace(asked(item, "How long does it take at the most?"), options=options_of(texts))
