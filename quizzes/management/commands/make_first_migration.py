"""Makes anew the migration by which a new site gets all its tables at once."""

from __future__ import annotations

import importlib
import sys
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db.migrations import Migration, RunPython, RunSQL
from django.db.migrations.writer import MigrationWriter

from quizzes import migrations
from quizzes.migrations._together import Together

FOLDER = Path(migrations.__path__[0])
# Stands behind the first step by name: what depends on an app's "__first__" is to mean that step,
# or a site that has a part of the steps could not be brought up to date.
AT_ONCE = "all_squashed_"
HEAD = '"""All that the migrations below make, at once; a site that has those already notices nothing."""\n\n'


class Command(BaseCommand):
    help = "Make the migration of new sites anew from the models; it replaces all single steps."
    requires_migrations_checks = False

    def handle(self, **options: Any) -> None:
        call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)
        steps = sorted(path.stem for path in FOLDER.glob("[0-9]*.py"))
        refuse_what_fills_tables(steps)
        made = first_migration(steps)
        for old in FOLDER.glob(f"{AT_ONCE}*.py"):
            old.unlink()
        text = MigrationWriter(made, include_header=False).as_string()
        (FOLDER / f"{made.name}.py").write_text(HEAD + text, encoding="utf-8")
        self.stdout.write(f"Made {made.name}; commit it, and leave the steps in place.")


def refuse_what_fills_tables(steps: list[str]) -> None:
    """What a new site needs of a step's code would be lost; raises CommandError."""
    for step in steps:
        for operation in importlib.import_module(
            f"{migrations.__name__}.{step}"
        ).Migration.operations:
            if isinstance(operation, (RunPython, RunSQL)) and not operation.elidable:
                raise CommandError(
                    f"{step} runs code; mark it elidable where an empty database needs none of it."
                )


def first_migration(steps: list[str]) -> Migration:
    """The migration from no table to all tables."""
    app, found = migrations.__name__.split(".")[0], _from_nothing()
    made = Migration(f"{AT_ONCE}{steps[-1]}", app)
    made.initial, made.dependencies = True, found.dependencies
    made.replaces = [(app, step) for step in steps]
    made.operations = [Together(list(found.operations))]
    return made


def _from_nothing() -> Any:
    app, usual = migrations.__name__.split(".")[0], settings.MIGRATION_MODULES
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "from_nothing").mkdir()
        (Path(folder) / "from_nothing" / "__init__.py").touch()
        sys.path.insert(0, folder)
        settings.MIGRATION_MODULES = usual | {app: "from_nothing"}
        try:
            call_command("makemigrations", app, verbosity=0)
            importlib.invalidate_caches()
            return importlib.import_module("from_nothing.0001_initial").Migration
        finally:
            settings.MIGRATION_MODULES = usual
            sys.path.remove(folder)
