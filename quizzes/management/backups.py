"""Copies of the SQLite database, made before a migration changes it."""

import os
import shutil
from pathlib import Path

from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone

KEPT = 5
PATTERN = "before-migration-*.sqlite3"


def back_up(connection: BaseDatabaseWrapper, folder: Path) -> Path:
    """Write a copy that is whole even while others write; keep the newest few."""
    folder.mkdir(parents=True, exist_ok=True)
    name = f"before-migration-{timezone.now():%Y%m%d-%H%M%S-%f}.sqlite3"
    part = folder / f"{name}.part"  # a cut copy must not look like a backup
    try:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(part)])
        shutil.copymode(connection.settings_dict["NAME"], part)
        os.replace(part, folder / name)
    finally:
        part.unlink(missing_ok=True)
    for old in sorted(folder.glob(PATTERN))[:-KEPT]:
        old.unlink()
    return folder / name
