"""Stores the shipped concept base as rows, and brings up to date what no editor changed."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from quizzes import editors, entries
from quizzes.content import pool
from quizzes.generation import ConceptError


def add_pool_argument(parser: ArgumentParser) -> None:
    """How it is said that the practice pool waits for the next load."""
    parser.add_argument(
        "--without-pool", action="store_true", help="leave the practice pool as it is for now"
    )


class Command(BaseCommand):
    help = "Store the shipped concept base; what an editor changed is left as it is, and reported."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_pool_argument(parser)

    def handle(self, **options: Any) -> None:
        editors.ensure_editors()
        now = timezone.now()
        try:
            with transaction.atomic():
                told = entries.load(Path(settings.CONCEPTS_DIR), now=now)
                asked = pool.Followed() if options["without_pool"] else pool.follow(now=now)
        except ConceptError as error:
            raise CommandError(
                f"{error} Nothing was changed; mend this in {settings.CONCEPTS_DIR} and run it again."
            ) from error
        lines = [*told.lines(), *asked.lines()]
        for line in lines:
            self.stdout.write(line)
        if not lines and options["verbosity"] > 0:
            self.stdout.write("The concept base is as it is shipped, or as editors made it.")
