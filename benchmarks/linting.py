#!/usr/bin/env python3
"""How many planted flaws the linter finds, and how often it objects to good items; see docs/linter.md."""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

import planting_items
import planting_options
import planting_stems
import planting_texts
from planting import PLANTERS
from planting_sets import SET_PLANTERS
from sound import FIXTURES, Sound, sound_items

from quizzes.generation import ConceptBase, objections, set_objections
from quizzes.items import Item
from quizzes.rating.flaws import Flaw, plant

ROOMS = (planting_items, planting_stems, planting_options, planting_texts)
"""Imported for the planters that they add to PLANTERS."""

FOUND_GOAL, ALARM_GOAL = 0.95, 0.05
MOST = 60
"""At most so many items get a flaw of one kind."""


def main() -> None:
    """Print a line for each code; end with an error where a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", action="store_true", help="print JSON instead of the table")
    parser.add_argument("--missed", action="store_true", help="print what was not found as well")
    options = parser.parse_args()
    sound = list(sound_items(ConceptBase.load(FIXTURES / "concepts")))
    alarms, share, cost = _alarms(sound)
    planted, found, missed = Counter[str](), Counter[str](), []
    for code, planter, was_found, item in _planted(sound, options.seed):
        planted[code] += 1
        found[code] += was_found
        missed += [] if was_found else [(code, planter, item)]
    readers = _of_readers(sound, options.seed)
    figures = {"good_items": len(sound), "alarms": share, "milliseconds": cost,
               "codes": {c: {"planted": planted[c], "found": found[c], "alarms": alarms[c]} for c in sorted(planted | alarms)},
               "flaws_for_readers": readers}  # fmt: skip
    print(json.dumps(figures)) if options.json else _print(figures)
    for code, planter, item in missed if options.missed else ():
        print(f"{code} {planter}: {item}")
    total = sum(found.values()) / sum(planted.values())
    sys.exit(0 if total >= FOUND_GOAL and share <= ALARM_GOAL else 1)


def _alarms(sound: Sequence[Sound]) -> tuple[Counter[str], float, float]:
    """Good items with a warning or an error by code, their share, and milliseconds per item when warm."""
    alarms, blamed = Counter[str](), 0
    told = [objections(item, background=background) for item, background in sound]
    began = time.process_time()
    for item, background in sound:
        objections(item, background=background)
    cost = 1000 * (time.process_time() - began) / len(sound)
    for found in told:
        codes = {o.code for o in found if o.severity != "info"}
        alarms.update(codes)
        blamed += bool(codes)
    return alarms, blamed / len(sound), round(cost, 2)


def _planted(sound: Sequence[Sound], seed: int) -> Iterator[tuple[str, str, bool, str]]:
    """(code, planter, whether it was found, the item) for every flaw that fits an item."""
    for code, planter in PLANTERS:
        rng = random.Random(f"{seed}|{planter.__name__}")  # noqa: S311 - a repeatable choice
        count = 0
        for item, background in rng.sample(sound, len(sound)):
            flawed = planter(Sound(item, background), rng) if count < MOST else None
            if flawed is None or code in _codes(item, background):
                continue
            count += 1
            yield code, planter.__name__, code in _codes(flawed, background), _told(flawed)
    sets = _sets(sound, seed)
    for code, set_planter in SET_PLANTERS:
        rng = random.Random(f"{seed}|{set_planter.__name__}")  # noqa: S311 - a repeatable choice
        for items in sets:
            made = set_planter(items, rng)
            if made is not None and code not in {o.code for _, o in set_objections(items)}:
                hit = code in {o.code for _, o in set_objections(made)}
                yield code, set_planter.__name__, hit, f"{len(made)} items"


def _of_readers(sound: Sequence[Sound], seed: int) -> dict[str, dict[str, int]]:
    """What the linter says of the flaws that are planted for blind readers, which others wrote."""
    rng = random.Random(seed)  # noqa: S311 - a repeatable choice
    counts = {flaw.value: {"planted": 0, "found": 0} for flaw in Flaw}
    for item, background in sound:
        for flaw in Flaw:
            made = plant(item, flaw, rng, background.concepts)
            if made is not None:
                counts[flaw.value]["planted"] += 1
                new = _grave(made.item, background) - _grave(item, background)
                counts[flaw.value]["found"] += bool(new)
    return counts


def _grave(item: Item, background: object) -> set[tuple[str, str]]:
    found = objections(item, background=background)  # type: ignore[arg-type]
    return {(o.code, o.message) for o in found if o.severity != "info"}


def _sets(sound: Sequence[Sound], seed: int) -> list[list[Item]]:
    """Thirty quizzes of ten items, drawn at random."""
    rng = random.Random(seed)  # noqa: S311 - a repeatable choice
    families = defaultdict(list)
    for item, _ in sound:
        families[item.family].append(item)
    sets = []
    for _ in range(30):
        drawn = rng.sample(families["scenario"], 6) + rng.sample(families["misconception"], 4)
        sets.append(drawn)
    return sets


def _codes(item: Item, background: object) -> set[str]:
    return {o.code for o in objections(item, background=background)}  # type: ignore[arg-type]


def _told(item: Item) -> str:
    return f"{item.stem} {[('*' * o.correct) + o.text for o in item.options] or item.key} | {item.explanation[:90]}"


def _print(figures: dict[str, object]) -> None:
    codes: dict[str, dict[str, int]] = figures["codes"]  # type: ignore[assignment]
    print(f"{'code':<18}{'planted':>8}{'found':>8}{'share':>8}{'alarms':>8}")
    for code, row in codes.items():
        share = f"{row['found'] / row['planted']:.0%}" if row["planted"] else ""
        print(f"{code:<18}{row['planted']:>8}{row['found']:>8}{share:>8}{row['alarms']:>8}")
    planted = sum(row["planted"] for row in codes.values())
    found = sum(row["found"] for row in codes.values())
    print(f"{'all':<18}{planted:>8}{found:>8}{found / planted:>8.1%}  (goal {FOUND_GOAL:.0%})")
    print(
        f"alarms: {figures['alarms']:.1%} of {figures['good_items']} good items (goal {ALARM_GOAL:.0%})"
    )
    print(f"{figures['milliseconds']} ms of CPU per item\n\nflaws for blind readers")
    readers: dict[str, dict[str, int]] = figures["flaws_for_readers"]  # type: ignore[assignment]
    for flaw, row in readers.items():
        print(
            f"{flaw:<26}{row['planted']:>8}{row['found']:>8}{row['found'] / row['planted']:>8.0%}"
        )


if __name__ == "__main__":
    main()
