"""Plants one flaw into a good set of items; a planter gives None where its flaw does not fit."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace

from quizzes.items import Item, Kind, Option

SetPlanter = Callable[[Sequence[Item], random.Random], list[Item] | None]
SET_PLANTERS: list[tuple[str, SetPlanter]] = []


def plants(code: str) -> Callable[[SetPlanter], SetPlanter]:
    """Say which code a planter's flaw has."""

    def register(planter: SetPlanter) -> SetPlanter:
        SET_PLANTERS.append((code, planter))
        return planter

    return register


@plants("DUP")
def twin(items: Sequence[Item], rng: random.Random) -> list[Item] | None:
    one = rng.choice(items)
    ways = [
        one.stem.upper(),
        f"{one.stem} ",
        one.stem.replace("the ", "a ", 1),
        f"Well: {one.stem}",
    ]
    return [*items, replace(one, stem=rng.choice(ways), explanation="Something else.")]


@plants("LEAK")
def told(items: Sequence[Item], rng: random.Random) -> list[Item] | None:
    one = rng.choice([item for item in items if item.kind is Kind.SINGLE])
    other = Item(
        Kind.SINGLE, f"Somebody thinks: {one.options[one.keys[0]].text}. Who is it?",
        tuple(Option(text, n == 0) for n, text in enumerate(("A guest", "A clerk", "A judge"))), explanation="It is so.",
    )  # fmt: skip
    return [*items, other]


@plants("KEY-POS")
def one_place(items: Sequence[Item], rng: random.Random) -> list[Item] | None:
    place, made = rng.randrange(3), []
    for item in items:
        if item.kind is Kind.SINGLE:
            options = [o for o in item.options if not o.correct]
            options.insert(place, item.options[item.keys[0]])
            item = replace(item, options=tuple(options))
        made.append(item)
    return made


@plants("KEY-POS")
def longest_keys(items: Sequence[Item], rng: random.Random) -> list[Item] | None:
    return [
        replace(item, options=tuple(replace(o, text=f"{o.text}, and tell a colleague") if o.correct else o for o in item.options))
        if item.kind is Kind.SINGLE
        else item
        for item in items
    ]  # fmt: skip


@plants("TF-BALANCE")
def one_truth(items: Sequence[Item], rng: random.Random) -> list[Item] | None:
    truth = rng.random() < 0.5
    return [
        replace(item, options=(Option("True", truth), Option("False", not truth)))
        if item.kind is Kind.TRUE_FALSE
        else item
        for item in items
    ]
