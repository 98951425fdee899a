#!/usr/bin/env python3
"""Are the right concepts found in a paragraph, and what it does with them? See README.md.

`sheet FILE... --out FOLDER` writes paragraphs and concepts for a reader who marks by hand, `record` puts
the marks into linking.yaml, `measure FILE...` compares what the linker finds with them. Marks hold no
text of the articles: a paragraph is named by the number and the checksum of its words (marks.py).
Each article belongs to a half: wordings are `tuned` on the one, the `unseen` one gives the honest figures.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from quizzes.generation import ConceptBase, Document, format_of, read  # noqa: E402
from quizzes.generation.language import language_of  # noqa: E402
from quizzes.generation.study import Study, study  # noqa: E402
from quizzes.rating.marks import checksum, locate, mark  # noqa: E402
from quizzes.rating.statistics import Share  # noqa: E402

HERE = Path(__file__).parent
MARKS = HERE / "linking.yaml"
BASE = ROOT / "fixtures" / "concepts"
STANCES = ("warns", "recommends")
LEAST_WORDS = 12
TUNED, UNSEEN = "tuned", "unseen"
GOALS = {"precision": 0.95, "recall": 0.80, "stance": 0.95}
HOW = """# Which concepts does a careful reader name?

For each paragraph write two lists of ids from the list of concepts at the end:

- `clear`: what the paragraph plainly speaks of, by name or in other words, with what it does:
  `mentions`, `warns` (of it, or of a danger to it), `recommends` (it, or something to do about it), or `both`.
- `also`: what one may name as well, but need not.

Answer as JSON: {"sheet": [{"mark": "...", "clear": {"phishing": "warns"}, "also": ["email"]}, ...]}
"""


@dataclass
class Counts:
    """Hits and all, for each figure."""

    hits: dict[str, int] = field(default_factory=lambda: dict.fromkeys(GOALS, 0))
    all: dict[str, int] = field(default_factory=lambda: dict.fromkeys(GOALS, 0))
    faults: list[str] = field(default_factory=list)

    def add(self, figure: str, hit: bool, fault: str) -> None:
        """Count one case of a figure."""
        self.hits[figure] += hit
        self.all[figure] += 1
        if not hit:
            self.faults.append(f"{figure}: {fault}")


def main() -> None:
    """Write a sheet, record marks, or measure; measuring ends with an error where a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    sheet = verbs.add_parser("sheet")
    sheet.add_argument("files", nargs="+", type=Path)
    sheet.add_argument("--out", required=True, type=Path)
    sheet.add_argument("--per-article", type=int, default=10)
    record = verbs.add_parser("record")
    record.add_argument("forms", nargs="+", type=Path)
    measure = verbs.add_parser("measure")
    measure.add_argument("files", nargs="+", type=Path)
    measure.add_argument("--faults", action="store_true", help="list what the tuned half missed")
    options = parser.parse_args()
    if options.verb == "sheet":
        _write_sheet(options)
    elif options.verb == "record":
        _record(options.forms)
    else:
        sys.exit(_measure(options))


def _write_sheet(options: argparse.Namespace) -> None:
    base = ConceptBase.load(BASE)
    concepts = "\n".join(f"- {c.id}: {c.label}: {c.definition}" for c in base.concepts.values())
    options.out.mkdir(parents=True, exist_ok=True)
    for path in options.files:
        document = _document(path)
        found = [
            document.block_text(number)
            for number, block in enumerate(document.blocks)
            if block.kind.teaches and len(document.block_text(number).split()) >= LEAST_WORDS
        ]
        lot = random.Random(path.name)  # noqa: S311 - a repeatable choice, no secret
        chosen = lot.sample(found, min(options.per_article, len(found)))
        told = "\n\n".join(f"## {mark(text)}\n\n{text}" for text in chosen)
        target = options.out / f"{path.stem}.md"
        digest = checksum(path.read_bytes())
        target.write_text(
            f"{HOW}\nsha256 of the article: {digest}\n\n{told}\n\n# Concepts\n\n{concepts}\n"
        )
        print(f"{target}: {len(chosen)} paragraphs")


def _record(forms: list[Path]) -> None:
    known = yaml.safe_load(MARKS.read_text()) if MARKS.exists() else {}
    articles = {entry["sha256"]: entry for entry in (known or {}).get("articles", [])}
    base = ConceptBase.load(BASE)
    for path in forms:
        form = json.loads(path.read_text())
        for entry in form["sheet"]:
            unknown = {*entry["clear"], *entry["also"]} - base.concepts.keys()
            if unknown:
                sys.exit(f"{path}: {entry['mark']}: no such concept: {', '.join(sorted(unknown))}.")
        half = articles.get(form["sha256"], {}).get("half", UNSEEN)
        articles[form["sha256"]] = {
            "sha256": form["sha256"],
            "half": half,
            "paragraphs": form["sheet"],
        }
    MARKS.write_text(_ABOUT + yaml.safe_dump({"articles": list(articles.values())}, width=120))


_ABOUT = """# Which concepts a careful reader names in paragraphs of the development articles, and what these do with them.
# Marked by reading, without seeing what the linker finds, by a language model; no person has checked the marks yet.
"""


def _measure(options: argparse.Namespace) -> int:
    marks = {e["sha256"]: e for e in yaml.safe_load(MARKS.read_text())["articles"]}
    base, paragraphs = ConceptBase.load(BASE), Counter[str]()
    counts = {TUNED: Counts(), UNSEEN: Counts()}
    for path in options.files:
        marked = marks.get(checksum(path.read_bytes()))
        if marked is None:
            print(f"{path.name}: nobody has marked it")
            continue
        document = _document(path)
        studied = study(document, base, language_of("en"))
        half = marked["half"]
        for entry in marked["paragraphs"]:
            paragraphs[half] += 1
            found = dict(_found(entry["mark"], document, studied))
            _compare(entry, found, counts[half], path.stem)
    missed = [_report(half, counts[half], n) for half, n in sorted(paragraphs.items())]
    if options.faults:
        print("\n".join(counts[TUNED].faults))
    return int(any(missed))


def _report(half: str, counts: Counts, paragraphs: int) -> bool:
    """Print the figures of one half; whether it misses a goal."""
    missed = False
    print(f"{half}: {paragraphs} paragraphs")
    for figure, goal in GOALS.items():
        share = Share(counts.hits[figure], counts.all[figure])
        value = share.value or 0.0
        missed |= value < goal
        print(f"  {figure}: {share.hits} of {share.n} = {value:.3f} (goal {goal})")
    return missed


def _found(name: str, document: Document, studied: Study) -> Iterator[tuple[str, set[str]]]:
    """The concepts that the linker finds in a paragraph, each with the stances of its sentences."""
    spans = locate(document, [name]).found
    if not spans:
        sys.exit(f"{name}: this paragraph is not in the article any more; mark it again.")
    found: dict[str, set[str]] = {}
    for passage in studied.passages:
        if passage.sentence.start < spans[0].end and spans[0].start < passage.sentence.end:
            for concept in passage.concepts:
                done = studied.stances_on(concept, passage)
                found.setdefault(concept, set()).update(done.intersection(STANCES))
    yield from found.items()


def _compare(
    entry: Mapping[str, Any], found: Mapping[str, set[str]], counts: Counts, where: str
) -> None:
    place = f"{where} {entry['mark']}"
    for concept, stances in found.items():
        counts.add(
            "precision", concept in entry["clear"] or concept in entry["also"], f"{place} {concept}"
        )
        told = entry["clear"].get(concept)
        for stance in sorted(stances):
            if told:
                counts.add(
                    "stance",
                    told in (stance, "both"),
                    f"{place} {concept}: {stance}, marked {told}",
                )
    for concept in entry["clear"]:
        counts.add("recall", concept in found, f"{place} {concept}")


def _document(path: Path) -> Document:
    return read(path.read_bytes(), format=format_of(path.name))


if __name__ == "__main__":
    main()
