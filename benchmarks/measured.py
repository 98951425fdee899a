"""What generation.py runs in a fresh process: one verb, one line of JSON."""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from quizzes.generation import (  # noqa: E402
    ConceptBase,
    Document,
    UnreadableArticle,
    format_of,
    generate,
    read,
    shipped_analyser,
)

Making = Callable[[Document], None]


def main() -> None:
    """Do what the command line says, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("verb", choices=["once", "warm", "size", "refuse"])
    parser.add_argument("arguments", nargs="*")
    parser.add_argument("--no-parser", action="store_true")
    options = parser.parse_args()
    verbs = {"once": once, "warm": warm, "size": size, "refuse": refuse}
    told = verbs[options.verb](_making(not options.no_parser), *options.arguments)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps(told | {"memory": peak, "total_cpu": time.process_time()}))


def _making(with_parser: bool) -> Making:
    concepts = ConceptBase.load(ROOT / "fixtures" / "concepts")
    analyser = shipped_analyser() if with_parser else None

    def make(document: Document) -> None:
        generate(document, title=document.title, concepts=concepts, analyser=analyser)

    return make


def once(make: Making, path: str) -> dict[str, Any]:
    """The first article of a process."""
    make(_document(path))
    return {}


def warm(make: Making, rounds: str, *paths: str) -> dict[str, Any]:
    """The median CPU time of each article, reading included, when everything is loaded."""
    for path in paths[:2]:
        make(_document(path))
    articles = []
    for path in paths:
        times = [_cpu(partial(_read_and_make, make, path)) for _ in range(int(rounds))]
        articles.append((Path(path).name, len(_document(path).text.split()), median(times)))
    return {"articles": articles}


def size(make: Making, wanted: str) -> dict[str, Any]:
    """One text of so many bytes."""
    from varied import varied

    make(read(varied(5_000, seed=1)))  # until everything is loaded
    text = varied(int(wanted))
    return {"cpu": _cpu(lambda: make(read(text))), "words": len(text.split())}


def refuse(make: Making, wanted: str) -> dict[str, Any]:
    """A text that is too large is refused before anything is made of it."""
    content = b"Locks protect doors. " * (int(wanted) // 21 + 1)
    began = time.process_time()
    try:
        read(content)
    except UnreadableArticle:
        return {"refused": True, "cpu": time.process_time() - began}
    return {"refused": False, "cpu": time.process_time() - began}


def _read_and_make(make: Making, path: str) -> None:
    make(_document(path))


def _document(path: str) -> Document:
    return read(Path(path).read_bytes(), format=format_of(path))


def _cpu(do: Callable[[], None]) -> float:
    began = time.process_time()
    do()
    return time.process_time() - began


if __name__ == "__main__":
    main()
