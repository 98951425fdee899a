"""Has the concept base answered blind, and records in its files what the readers found."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from quizzes.generation import ConceptBase
from quizzes.generation.concepts import Review
from quizzes.rating import RatingError
from quizzes.rating.forms import KINDS
from quizzes.rating.reviewing import Asked, Verdict, paper, record, to_markdown, verdicts


class Command(BaseCommand):
    help = "Write papers for blind readers of the concept base, and record their answers (docs/rating.md)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        sheet = verbs.add_parser("sheet", help="write one paper a topic, without keys")
        sheet.add_argument("--out", required=True, type=Path, help="a folder for the papers")
        sheet.add_argument("--all", action="store_true", help="what was reviewed already, too")
        note = verbs.add_parser("record", help="write the readers' verdicts into the entries")
        note.add_argument("forms", nargs="+", type=Path, metavar="TOPIC.READER.json")
        note.add_argument("--kind", required=True, choices=KINDS, help="who the readers were")
        note.add_argument("--all", action="store_true", help="the papers were written with --all")

    def handle(self, **options: Any) -> None:
        base = ConceptBase.load(settings.CONCEPTS_DIR)
        topics = sorted({entry.topic for entry in base.scenarios.values()})
        papers = {topic: paper(base, topic, everything=options["all"]) for topic in topics}
        try:
            self._sheet(papers, options) if options["verb"] == "sheet" else self._record(
                papers, options
            )
        except RatingError as error:
            raise CommandError(str(error)) from error

    def _sheet(self, papers: dict[str, list[Asked]], options: dict[str, Any]) -> None:
        options["out"].mkdir(parents=True, exist_ok=True)
        for topic, asked in papers.items():
            if asked:
                path = options["out"] / f"{topic}.md"
                path.write_text(to_markdown(topic, asked), encoding="utf-8")
                self.stdout.write(f"{path}: {len(asked)} questions")

    def _record(self, papers: dict[str, list[Asked]], options: dict[str, Any]) -> None:
        found = verdicts(papers, options["forms"])
        today = timezone.localdate()
        reviews = {
            name: Review(verdict.readers, options["kind"], verdict.agreed, today)
            for name, verdict in found.items()
        }
        for topic, asked in papers.items():
            if any(question.entry.id in reviews for question in asked):
                path = Path(settings.CONCEPTS_DIR) / f"{topic}.yaml"
                path.write_text(record(path.read_text(encoding="utf-8"), reviews), encoding="utf-8")
        self._tell(list(found.items()))

    def _tell(self, found: Sequence[tuple[str, Verdict]]) -> None:
        passed = sum(v.readers >= 2 and v.agreed == v.readers for _, v in found)
        self.stdout.write(f"{len(found)} entries were read, {passed} of them passed.")
        for name, verdict in found:
            if verdict.agreed < verdict.readers or verdict.remarks:
                remarks = " / ".join(verdict.remarks)
                self.stdout.write(
                    f"- {name}: {verdict.agreed} of {verdict.readers} agreed. {remarks}"
                )
