"""Says which attempts would lose their names now, and takes them with --apply."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from quizzes import privacy


class Command(BaseCommand):
    help = (
        "Say which attempts are kept with a name for too long (a dry run); --apply takes the names."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--apply", action="store_true", help="do it, instead of only saying so")

    def handle(self, **options: Any) -> None:
        now = timezone.now()
        for due in privacy.due(now):
            self.stdout.write(
                f"{due.title}: attempts {due.attempts}, people {due.people}, oldest {due.oldest:%Y-%m-%d}"
            )
        if not options["apply"]:
            self.stdout.write("Nothing was changed. --apply takes the names from these attempts.")
            return
        total = 0
        while count := privacy.keep_no_longer(now=now):
            total += count
        self.stdout.write(f"Attempts that nobody is named by any more: {total}.")
