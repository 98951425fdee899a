"""Prints what editors decided on candidates, and why, as data without names."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from quizzes.reviews.export import FORMATS, export


class Command(BaseCommand):
    help = "Print the decisions of the review with their reasons; nobody is named."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--format", choices=FORMATS, default="jsonl", help="JSON Lines (jsonl) or csv"
        )

    def handle(self, **options: Any) -> None:
        for line in export(options["format"]):
            self.stdout.write(line, ending="")
