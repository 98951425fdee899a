"""Django's `makemessages` with the habits of this house: every language, no line numbers, no dates."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.core.management.commands import makemessages

ELSEWHERE = ["tests", "benchmarks", "data", "build", "dist"]  # nothing that people read on a page
_DATE = re.compile(r'^"POT-Creation-Date: .*\n', re.MULTILINE)


class Command(makemessages.Command):
    """Collect what is to be translated into `locale/`; a language that is named with -l is begun."""

    # `_now` is gettext where a lazy `_` stands beside it.
    xgettext_options = [*makemessages.Command.xgettext_options, "--keyword=_now"]

    def add_arguments(self, parser: CommandParser) -> None:
        """Add Django's own arguments; what is always said here is their default."""
        super().add_arguments(parser)
        parser.set_defaults(no_location=True, no_obsolete=True, ignore_patterns=ELSEWHERE)

    def handle(self, *args: Any, **options: Any) -> None:
        """Collect, and leave out the time of day, which would change the file without need."""
        options["all"] = options["all"] or not (options["locale"] or options["exclude"])
        super().handle(*args, **options)
        for folder in settings.LOCALE_PATHS:
            for catalogue in Path(folder).glob("*/LC_MESSAGES/django.po"):
                catalogue.write_text(_DATE.sub("", catalogue.read_text("utf-8")), "utf-8")
