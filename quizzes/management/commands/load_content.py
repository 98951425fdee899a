"""Adds the shipped content that is missing; changes nothing that is there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from quizzes import actions, shipped


class Command(BaseCommand):
    help = "Add the shipped articles and quizzes that are not there yet, and the editors' group."

    def handle(self, **options: Any) -> None:
        actions.ensure_editors()
        lines = shipped.add(
            Path(settings.CONTENT_DIR), concepts=Path(settings.CONCEPTS_DIR), now=timezone.now()
        )
        told = False
        for line in lines:
            self.stdout.write(line)
            told = True
        if not told and options["verbosity"] > 1:
            self.stdout.write("All shipped content is there already.")
