"""Makes the generated part of the shipped content anew: the founding quiz, and what `loaddata` takes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from quizzes.generation import format_of, generate, read, to_json
from quizzes.tasks import shipped_base

MADE_AT = "2026-11-24T00:00:00Z"
"""Stands for every moment in the fixture, so that making it twice gives the same file."""

LEFT_OUT = (
    "historical", "user", "learner", "attempt", "response", "chosen", "generation",
    "behaviour", "misconception", "scenario", "distractor", "source", "conceptload", "offeredpermission",
)  # fmt: skip
"""The entries of the concept base are left out, too: `load_concepts` stores them from their files, and fills
the practice pool from them. What *Editors* were offered is noted by `migrate`, under numbers that differ from site to site."""

NAMES = {"quizzes.concept": {"key", "topic", "label", "definition"}}
"""What is kept of a concept: enough for the questions that point to it."""


class Command(BaseCommand):
    help = "Generate fixtures/items/founding.json and fixtures/demo.json anew."

    def handle(self, **options: Any) -> None:
        folder = Path(settings.CONTENT_DIR)
        write_json(folder / "items" / "founding.json", founding_items(folder))
        write_json(folder / "demo.json", demo_rows())
        self.stdout.write(
            "Made founding.json and demo.json; look at the difference before you commit it."
        )


def founding_items(folder: Path) -> dict[str, Any]:
    """What the pipeline makes of the founding article, in the form of docs/item-format.md."""
    path = folder / "articles" / "founding.txt"
    document = read(path.read_bytes(), format=format_of(path.name))
    title = "Network civilization and network security"
    # Without parser and encoder, whose sums differ between processors: this has to be the same anywhere.
    made = generate(document, title=title, concepts=shipped_base())
    # Only the items are shipped; the report can be printed at any time.
    return {
        name: value
        for name, value in to_json(made, document, title=title).items()
        if name != "report"
    }


def demo_rows() -> list[dict[str, Any]]:
    """All rows that `load_content` makes in an empty database, as `loaddata` takes them."""
    with tempfile.TemporaryDirectory() as folder:
        here = {
            "DATA_DIR": folder,
            "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
            "DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"],
        }
        for arguments in (["migrate", "-v0"], ["load_content", "--without-pool"]):
            _manage(arguments, here)
        rows = json.loads(_manage(["dumpdata", "quizzes"], here))
    kept = [row for row in rows if not row["model"].split(".")[1].startswith(LEFT_OUT)]
    for row in kept:
        names = NAMES.get(row["model"], row["fields"].keys())
        row["fields"] = {
            name: _settled(name, value) for name, value in row["fields"].items() if name in names
        }
    return kept


def _settled(name: str, value: Any) -> Any:
    is_moment = name == "at" or name.endswith("_at")
    return MADE_AT if is_moment and value else value


def _manage(arguments: list[str], environment: dict[str, str]) -> str:
    command = [sys.executable, "-m", "django", *arguments]
    done = subprocess.run(  # noqa: S603  (our own words)
        command, env=os.environ | environment, cwd=settings.BASE_DIR, capture_output=True, text=True
    )
    if done.returncode:
        raise CommandError(f"{' '.join(arguments)} failed: {done.stderr}")
    return done.stdout


def write_json(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
