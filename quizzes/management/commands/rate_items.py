"""Measures the generator: blind sheets for raters, what their forms say, yield and coverage."""

from __future__ import annotations

import json
from argparse import ArgumentTypeError
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from quizzes import rating
from quizzes.generation import (
    Document,
    Generation,
    UnreadableArticle,
    format_of,
    read,
)
from quizzes.items import Item
from quizzes.models import Article
from quizzes.rating.coverage import to_mapping as coverage_mapping
from quizzes.rating.coverage import to_markdown as coverage_markdown
from quizzes.tasks import concept_base, write_questions

MARKS = "benchmarks/teaching.yaml"


class Command(BaseCommand):
    help = "Write blind rating sheets, sum filled forms up, measure yield and coverage (docs/rating.md)."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        _sheet_arguments(verbs.add_parser("sheet", help="write papers and forms for raters"))
        _summary_arguments(verbs.add_parser("summary", help="sum filled forms up"))
        _coverage_arguments(verbs.add_parser("coverage", help="measure yield and coverage"))

    def handle(self, **options: Any) -> None:
        verb = {"sheet": self._sheet, "summary": self._summary, "coverage": self._coverage}
        try:
            verb[options["verb"]](options)
        except rating.RatingError as error:
            raise CommandError(str(error)) from error

    def _sheet(self, options: dict[str, Any]) -> None:
        runs = rating.pooled(
            run for name in options["articles"] for run in _runs(name, options["seeds"])
        )
        plan = rating.Plan(options["flaws"], options["per_article"], options["seed"])
        entries = rating.mixed(runs, _by_hand(options["human"], runs), plan, concept_base())
        if not entries:
            raise CommandError("There is no item to rate; name an article that has some.")
        files = rating.write_sheet(entries, Path(options["out"]))
        for path in files:
            self.stdout.write(str(path))
        counts = ", ".join(
            f"{sum(entry.origin is origin for entry in entries)} {origin.value}"
            for origin in rating.Origin
        )
        self.stdout.write(
            f"{len(entries)} items in {entries[-1].batch} batches: {counts}. Keep {files[0].name} "
            "from the raters; give each rater a copy of the form."
        )

    def _summary(self, options: dict[str, Any]) -> None:
        entries, forms = rating.read_forms(
            [Path(name) for name in options["forms"]], Path(options["folder"])
        )
        summary = rating.summarize(entries, forms)
        if options["json"]:
            self._print_json(rating.to_mapping(summary))
        else:
            self.stdout.write(rating.to_markdown(summary))

    def _coverage(self, options: dict[str, Any]) -> None:
        marks = rating.load_marks(Path(options["marks"]))
        if options["list"]:
            for name in options["articles"]:
                self._list_blocks(name, marks)
            return
        measured = [_measured(name, marks, options["seed"]) for name in options["articles"]]
        if options["json"]:
            self._print_json([coverage_mapping(one) for one in measured])
        else:
            self.stdout.write(coverage_markdown(measured))

    def _list_blocks(self, name: str, marks: dict[str, list[str]]) -> None:
        """Print every block that may teach with its mark, so that a person can choose."""
        content, document = _file(name)
        known = rating.marks_of(content, marks) or []
        self.stdout.write(f"# {Path(name).name}\n- sha256: {rating.checksum(content)}\n  teaching:")
        for block in document.blocks:
            text = document.text[block.start : block.end]
            mark = rating.mark(text)
            marked = "x" if mark in known else " "
            self.stdout.write(f'    - "{mark}"  # [{marked}] {block.kind}: {text[:60]}')

    def _print_json(self, value: Any) -> None:
        self.stdout.write(json.dumps(value, ensure_ascii=False, indent=1))


def _sheet_arguments(parser: CommandParser) -> None:
    parser.add_argument(
        "articles",
        nargs="+",
        metavar="FILE|SLUG",
        help="an article's file, a stored article, or a .json file of generate_questions --json",
    )
    parser.add_argument(
        "--human", nargs="+", default=[], metavar="ITEMS.json", help="items written by hand"
    )
    parser.add_argument(
        "--seeds", nargs="+", type=int, default=[0], help="pool what these seeds propose"
    )
    parser.add_argument(
        "--flaws", type=_share, default=0.2, help="planted flaws, as a share of the other items"
    )
    parser.add_argument("--per-article", type=_count, help="at most so many of our items of each")
    parser.add_argument("--seed", type=int, default=0, help="another seed shuffles otherwise")
    parser.add_argument("--out", required=True, metavar="FOLDER", help="a new folder")


def _summary_arguments(parser: CommandParser) -> None:
    parser.add_argument("folder", help="the folder that “sheet” wrote")
    parser.add_argument("forms", nargs="+", metavar="ANSWERS.json", help="the filled forms")
    parser.add_argument("--json", action="store_true", help="print JSON instead of Markdown")


def _coverage_arguments(parser: CommandParser) -> None:
    parser.add_argument("articles", nargs="+", metavar="FILE", help="articles' files")
    parser.add_argument(
        "--marks",
        default=str(Path(settings.BASE_DIR) / MARKS),
        help=f"which paragraphs teach (default: {MARKS})",
    )
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--list", action="store_true", help="print the blocks and their marks")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")


def _runs(name: str, seeds: list[int]) -> Iterator[rating.Run]:
    if name.endswith(".json"):
        yield rating.run_from_json(rating.read_json(Path(name)), name)
        return
    document, title = _article(name)
    for seed in seeds:
        made = _made(document, title, seed)
        yield rating.run_of(document, made, title or Path(name).name)


def _made(document: Document, title: str, seed: int) -> Generation:
    return write_questions(document, title=title, seed=seed)


def _article(name: str) -> tuple[Document, str]:
    if Path(name).is_file():
        document = _file(name)[1]
        return document, document.title
    article = Article.objects.filter(slug=name).first()
    if article is None or article.current is None:
        raise CommandError(f"There is no file and no stored article “{name}”; check the name.")
    return article.current.to_document(), article.title


def _file(name: str) -> tuple[bytes, Document]:
    try:
        content = Path(name).read_bytes()
        return content, read(content, format=format_of(name))
    except (OSError, UnreadableArticle) as error:
        raise CommandError(f"{name}: {error}") from error


def _by_hand(names: list[str], runs: list[rating.Run]) -> dict[str, list[Item]]:
    """Items written by hand, under the checksum of their article."""
    found: dict[str, list[Item]] = {}
    for name in names:
        article, items = rating.human_from_json(rating.read_json(Path(name)), name)
        run = rating.run_for(article, runs)
        if run is None:
            raise CommandError(
                f"{name}: it is not clear to which article these items belong; give the file an "
                "“article” with title or text as in docs/item-format.md."
            )
        found.setdefault(run.article.sha256, []).extend(items)
    return found


def _measured(name: str, marks: dict[str, list[str]], seed: int) -> rating.Coverage:
    content, document = _file(name)
    made = _made(document, document.title, seed)
    known = rating.marks_of(content, marks)
    marked = rating.locate(document, known) if known else None
    return rating.coverage(document, made.items, marked, Path(name).name)


def _share(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise ArgumentTypeError("write a share from 0 to 1, such as 0.2")
    return value


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError("write a whole number from 1 on")
    return int(text)
