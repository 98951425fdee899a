"""Adds the shipped content that is missing; changes nothing that an editor changed."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from quizzes import editors, entries
from quizzes.content import pool, shipped
from quizzes.management.commands.load_concepts import add_pool_argument


class Command(BaseCommand):
    help = "Add the shipped concept base, articles and quizzes that are not there yet, and the editors' group."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_pool_argument(parser)

    def handle(self, **options: Any) -> None:
        editors.ensure_editors()
        told = False
        if not entries.is_up_to_date(Path(settings.CONCEPTS_DIR)):
            passed_on = {name: options[name] for name in ("verbosity", "without_pool")}
            call_command("load_concepts", **passed_on, stdout=self.stdout)
            told = True
        for line in shipped.add(Path(settings.CONTENT_DIR), now=timezone.now()):
            self.stdout.write(line)
            told = True
        if (
            not options["without_pool"] and not pool.is_filled()
        ):  # as in a database from before there was one
            for line in pool.follow(now=timezone.now()).lines():
                self.stdout.write(line)
                told = True
        if not told and options["verbosity"] > 1:
            self.stdout.write("All shipped content is there already.")
