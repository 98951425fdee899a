"""Adds the shipped content that is missing; changes nothing that an editor changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from quizzes import editors, entries
from quizzes.content import shipped


class Command(BaseCommand):
    help = "Add the shipped concept base, articles and quizzes that are not there yet, and the editors' group."

    def handle(self, **options: Any) -> None:
        editors.ensure_editors()
        told = False
        if not entries.is_up_to_date(Path(settings.CONCEPTS_DIR)):
            call_command("load_concepts", verbosity=options["verbosity"], stdout=self.stdout)
            told = True
        for line in shipped.add(Path(settings.CONTENT_DIR), now=timezone.now()):
            self.stdout.write(line)
            told = True
        if not told and options["verbosity"] > 1:
            self.stdout.write("All shipped content is there already.")
