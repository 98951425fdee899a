"""Stores the shipped concept base as rows, and brings up to date what no editor changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from quizzes import editors, entries
from quizzes.generation import ConceptError


class Command(BaseCommand):
    help = "Store the shipped concept base; what an editor changed is left as it is, and reported."

    def handle(self, **options: Any) -> None:
        editors.ensure_editors()
        try:
            told = entries.load(Path(settings.CONCEPTS_DIR), now=timezone.now())
        except ConceptError as error:
            raise CommandError(
                f"{error} Nothing was changed; mend this in {settings.CONCEPTS_DIR} and run it again."
            ) from error
        lines = list(told.lines())
        for line in lines:
            self.stdout.write(line)
        if not lines and options["verbosity"] > 0:
            self.stdout.write("The concept base is as it is shipped, or as editors made it.")
