#!/usr/bin/env python3
"""Does a question outlive the words that proved it? See README.md."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

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
from quizzes.items import Item  # noqa: E402
from quizzes.rating import (  # noqa: E402
    Mutation,
    Remembering,
    Violation,
    apply,
    mutations,
    run_of,
    violations,
)

FOUNDING = ROOT / "fixtures" / "articles" / "founding.txt"
CONCEPTS = ConceptBase.load(ROOT / "fixtures" / "concepts")
ANALYSER = Remembering(shipped_analyser())
SUFFIXES = (".txt", ".md", ".html")


def main() -> None:
    """Change every cited number, name and "not" once, and print what should not have survived."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="*", type=Path, help="files or folders of articles")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--most", type=int, help="at most so many changes for each article")
    parser.add_argument("--json", action="store_true", help="print JSON instead of lines")
    options = parser.parse_args()
    tried: Counter[str] = Counter()
    found: list[tuple[Path, Violation]] = []
    for path in _files(options.paths or [FOUNDING]):
        for mutation, outlived in _tried(path, options.seed, options.most):
            tried[mutation.change] += 1
            found += [(path, violation) for violation in outlived]
    if options.json:
        print(json.dumps({"changes": tried, "outlived": [_plain(*entry) for entry in found]}))
    else:
        _print(tried, found)
    sys.exit(1 if found else 0)


def _files(paths: list[Path]) -> Iterator[Path]:
    for path in paths:
        inside = sorted(path.iterdir()) if path.is_dir() else [path]
        yield from (file for file in inside if path.is_file() or file.suffix in SUFFIXES)


def _tried(path: Path, seed: int, most: int | None) -> Iterator[tuple[Mutation, list[Violation]]]:
    try:
        document = read(path.read_bytes(), format=format_of(path.name))
    except UnreadableArticle as error:
        sys.exit(f"{path}: {error}")
    before = _items(document)
    for mutation in list(mutations(document, before, seed))[:most]:
        after = _items(apply(document, mutation))
        yield mutation, list(violations(mutation, before, after))


def _items(document: Document) -> tuple[Item, ...]:
    """All items that pass the checks, those too that only the balance of the set keeps out."""
    made = generate(document, title=document.title, concepts=CONCEPTS, analyser=ANALYSER)
    run = run_of(document, made)
    return run.items + run.spares


def _plain(path: Path, violation: Violation) -> dict[str, str]:
    mutation = violation.mutation
    return {
        "article": path.name,
        "change": f"{mutation.old} -> {mutation.new}",
        "sentence": mutation.sentence.text,
        "item": violation.item.stem,
        "reason": violation.reason,
    }


def _print(tried: Counter[str], found: list[tuple[Path, Violation]]) -> None:
    for entry in found:
        print("\n".join(f"{name}: {text}" for name, text in _plain(*entry).items()), end="\n\n")
    kinds = ", ".join(f"{count} of a {kind}" for kind, count in sorted(tried.items()))
    print(f"{tried.total()} changes ({kinds or 'none'}); {len(found)} questions outlived theirs.")


if __name__ == "__main__":
    main()
