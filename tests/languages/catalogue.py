"""The catalogue of all texts, collected afresh from a copy of the sources."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import django
from django.conf import settings

MISSING = shutil.which("msgfmt") is None
CATALOGUE = Path("LC_MESSAGES", "django.po")
PLACES = ("quizzes", "quizsite", "templates", "locale")


def gettext_tool(name: str, *arguments: object) -> str:
    """What one of GNU's gettext tools prints; a fault of its is raised with its words."""
    done = subprocess.run([name, *map(str, arguments)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def collect(into: Path) -> Path:
    """Copy the sources and collect there as a developer does; the folder of catalogues that this gives.

    A copy, since `makemessages` leaves files beside the templates while it works, and two suites
    may run in one checkout.
    """
    for place in PLACES:
        shutil.copytree(
            settings.BASE_DIR / place,
            into / place,
            ignore=lambda folder, names: [
                name
                for name in names
                if Path(folder, name).is_file()
                and not name.endswith((".py", ".html", ".txt", ".po", ".mo"))
            ],
        )
    shutil.copy(settings.BASE_DIR / "manage.py", into)
    done = subprocess.run(
        [sys.executable, "manage.py", "makemessages"],
        cwd=into,
        env=os.environ | {"DATA_DIR": str(into / "data"), "SITE_URL": "http://localhost:8000"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return into / "locale"


def sorted_texts(catalogue: Path) -> str:
    """A catalogue's entries in an order of their own, without what depends on the tools' versions."""
    lines = gettext_tool("msgcat", "--no-wrap", "--sort-output", "--no-location", catalogue)
    return lines.partition("\n\n")[2]  # the head


def of_packages() -> list[Path]:
    """Catalogues that name all texts of Django and of the packages that draw parts of the admin."""
    home = Path(django.__file__).parent
    parts = ["conf", "contrib/admin", "contrib/auth", "contrib/contenttypes", "contrib/humanize"]
    found = [home / part / "locale" / "en" / CATALOGUE for part in parts]
    for package in ("simple_history", "axes"):  # these have no English catalogue, and none is whole
        found += sorted((home.parent / package / "locale").glob(f"*/{CATALOGUE}"))
    return found
