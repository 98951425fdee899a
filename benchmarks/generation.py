#!/usr/bin/env python3
"""What generating questions costs: time, memory, and how both grow; see README.md."""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SIZES = (10_000, 100_000, 300_000, 1_000_000)
TOO_LARGE = 10_000_000
FIRST = HERE / "articles" / "passwords.md"
MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Figure:
    """One measured figure beside its goal: at most so much."""

    name: str
    value: float
    unit: str
    goal: float | None = None
    aim: float | None = None

    @property
    def is_missed(self) -> bool:
        """Whether the figure is worse than its goal."""
        return self.goal is not None and self.value > self.goal


def main() -> None:
    """Measure in fresh processes, print the table, and end with an error where a goal is missed."""
    options = _options()
    figures: list[Figure] = []
    for figure in _figures(options):
        figures.append(figure)
        if not options.json:
            print(_line(figure), flush=True)
    if options.json:
        print(json.dumps([asdict(figure) | {"missed": figure.is_missed} for figure in figures]))
    missed = [figure.name for figure in figures if figure.is_missed]
    sys.exit(f"Missed: {', '.join(missed)}." if missed else 0)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, help="more articles to measure")
    parser.add_argument("--rounds", type=int, default=3, help="the median of so many counts (3)")
    parser.add_argument(
        "--sizes", nargs="*", type=int, default=SIZES, metavar="BYTES", help="sizes to compare"
    )
    parser.add_argument("--no-parser", action="store_true", help="without the families that parse")
    parser.add_argument("--json", action="store_true", help="print JSON instead of the table")
    return parser.parse_args()


def _figures(options: argparse.Namespace) -> Iterator[Figure]:
    yield from _cold(options)
    yield from _warm(options)
    yield from _growth(options)
    yield from _refusal(options)


def _cold(options: argparse.Namespace) -> Iterator[Figure]:
    """A fresh process: interpreter, imports, concept base, weights, first article."""
    told = min((_child("once", options, str(FIRST)) for _ in range(options.rounds)), key=_wall)
    yield Figure("cold start with the first article, wall", told["wall"], "s", goal=3.0)
    yield Figure("cold start with the first article, CPU", told["total_cpu"], "s")
    yield Figure("peak memory of the first article", told["memory"] / MEGABYTE, "MB", goal=400)


def _warm(options: argparse.Namespace) -> Iterator[Figure]:
    """CPU for 1,000 words after warm-up, article by article and together."""
    own = sorted((HERE / "articles").iterdir())
    files = [str(path) for path in (*own, *options.files)]
    told = _child("warm", options, str(options.rounds), *files)
    for name, words, cpu in told["articles"]:
        yield Figure(f"CPU per 1,000 words, {name} ({words} words)", 1000 * cpu / words, "s")
    words, cpu = (sum(article[n] for article in told["articles"]) for n in (1, 2))
    yield Figure("CPU per 1,000 words, together", 1000 * cpu / words, "s", goal=2.0, aim=1.0)
    yield Figure("peak memory after these articles", told["memory"] / MEGABYTE, "MB", goal=400)


def _growth(options: argparse.Namespace) -> Iterator[Figure]:
    """CPU by size; where time is linear, twice the text takes twice the time."""
    measured: list[tuple[int, float]] = []
    for size in options.sizes:
        told = _child("size", options, str(size))
        measured.append((size, told["cpu"]))
        name = f"{size // 1000} kB of text ({told['words']} words)"
        yield Figure(f"CPU, {name}", told["cpu"], "s")
        yield Figure(f"peak memory, {name}", told["memory"] / MEGABYTE, "MB", goal=400)
    for (small, before), (large, after) in pairwise(measured):
        ratio = (after / before) ** (1 / math.log2(large / small))
        name = f"for twice the text, {small // 1000} to {large // 1000} kB"
        # A tenth for noise and for what is done once, such as sorting.
        yield Figure(f"CPU {name}", ratio, "times", goal=2.2)


def _refusal(options: argparse.Namespace) -> Iterator[Figure]:
    told = _child("refuse", options, str(TOO_LARGE))
    if not told["refused"]:
        sys.exit(f"A text of {TOO_LARGE} bytes was not refused.")
    yield Figure(f"CPU to refuse {TOO_LARGE // MEGABYTE} MB", told["cpu"], "s", goal=0.5)


def _child(verb: str, options: argparse.Namespace, *arguments: str) -> dict[str, Any]:
    """Run a verb of measured.py in a fresh process; what it prints, and its wall time."""
    flags = ["--no-parser"] if options.no_parser else []
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, str(HERE / "measured.py"), *flags, verb, *arguments],
        capture_output=True,
        text=True,
    )
    if done.returncode:
        sys.exit(f"measured.py {verb} failed:\n{done.stderr}")
    return json.loads(done.stdout) | {"wall": time.perf_counter() - began}


def _wall(told: dict[str, Any]) -> float:
    return float(told["wall"])


def _line(figure: Figure) -> str:
    goal = f"   goal: at most {figure.goal:g}" if figure.goal is not None else ""
    aim = f", aim {figure.aim:g}" if figure.aim is not None else ""
    missed = "   MISSED" if figure.is_missed else ""
    return f"{figure.name:<70} {figure.value:>9.2f} {figure.unit:<5}{goal}{aim}{missed}"


if __name__ == "__main__":
    main()
