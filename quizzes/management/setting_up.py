"""What `start` does before it serves; each step does nothing where nothing is to be done."""

import hashlib
import secrets
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from quizzes.management.backups import back_up


def migrate() -> Path | None:
    """Bring the database up to date; return the backup, where there was something to lose."""
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return None
    existed = bool(executor.loader.applied_migrations) and connection.vendor == "sqlite"
    backup = _back_up() if existed else None
    try:
        call_command("migrate", interactive=False, verbosity=0, skip_checks=True)
    except DatabaseError as error:
        raise CommandError(
            f"A migration failed ({error}): put that right and run this again"
            + (f"; the database as it was is in {backup}." if backup else ".")
        ) from error
    return backup


def make_first_admin() -> tuple[str, str] | None:
    """Make a superuser where there is none; return the name and the password."""
    users = get_user_model()._default_manager
    if users.filter(is_superuser=True).exists():
        return None
    name = "admin"
    while users.filter(username__iexact=name).exists():
        name = f"admin-{secrets.token_hex(2)}"
    password = secrets.token_urlsafe(12)
    users.create_superuser(name, password=password)
    return name, password


def collect_static() -> None:
    """Copy and compress the static files where one of them changed."""
    stamp = Path(settings.STATIC_ROOT).with_suffix(".stamp")
    now = _digest_of_static_files()
    if stamp.is_file() and stamp.read_text() == now:
        return
    call_command("collectstatic", interactive=False, clear=True, verbosity=0, skip_checks=True)
    stamp.write_text(now)


def _back_up() -> Path:
    try:
        return back_up(connection, settings.DATA_DIR / "backups")
    except (OSError, DatabaseError) as error:
        raise CommandError(
            f"No backup could be made ({error}), so the database was not touched: "
            f"make room in {settings.DATA_DIR / 'backups'} and run this again."
        ) from error


def _digest_of_static_files() -> str:
    files = sorted(
        (path, storage.path(path)) for finder in get_finders() for path, storage in finder.list([])
    )
    digest = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for path, place in files:
        stat = Path(place).stat()
        digest.update(f"{path}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()
