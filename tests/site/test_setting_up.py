"""Before a migration the database is copied, and nothing is risked where it can't be."""

import sqlite3
from contextlib import closing

import pytest
from django.core.management import CommandError
from django.db import ConnectionHandler, OperationalError, connection

from quizzes.management import backups, setting_up


@pytest.fixture
def database(tmp_path):
    """A small SQLite database with one row, opened as Django opens it."""
    settings = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(tmp_path / "db.sqlite3")}
    handler = ConnectionHandler({"default": settings})
    with handler["default"].cursor() as cursor:
        cursor.execute("CREATE TABLE answer (text TEXT)")
        cursor.execute("INSERT INTO answer VALUES ('kept')")
    yield handler["default"]
    handler.close_all()


@pytest.fixture
def pending(monkeypatch):
    """A database that exists and waits for a migration."""
    monkeypatch.setattr(setting_up.MigrationExecutor, "migration_plan", lambda *a: ["a migration"])
    monkeypatch.setattr(connection, "vendor", "sqlite")


@pytest.mark.django_db
def test_a_backup_holds_the_rows_and_is_as_private_as_the_database(database, tmp_path):
    (tmp_path / "db.sqlite3").chmod(0o600)
    copy = backups.back_up(database, tmp_path / "backups")
    with closing(sqlite3.connect(copy)) as opened:
        assert opened.execute("SELECT text FROM answer").fetchall() == [("kept",)]
        assert opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert copy.stat().st_mode & 0o777 == 0o600


@pytest.mark.django_db
def test_the_newest_backups_are_kept(database, tmp_path):
    made = [backups.back_up(database, tmp_path / "backups") for _ in range(backups.KEPT + 2)]
    assert sorted((tmp_path / "backups").iterdir()) == made[2:]


@pytest.mark.django_db
def test_without_a_backup_nothing_is_migrated(pending, monkeypatch):
    def refuse(*args):
        raise OSError(28, "No space left on device")

    migrated = []
    monkeypatch.setattr(setting_up, "back_up", refuse)
    monkeypatch.setattr(setting_up, "call_command", lambda *a, **k: migrated.append(a))
    with pytest.raises(CommandError, match=r"No space left on device.*was not touched"):
        setting_up.migrate()
    assert not migrated


@pytest.mark.django_db
def test_a_failing_migration_names_the_backup(pending, monkeypatch, tmp_path):
    def fail(*args, **kwargs):
        raise OperationalError("no such column")

    monkeypatch.setattr(setting_up, "back_up", lambda *a: tmp_path / "before.sqlite3")
    monkeypatch.setattr(setting_up, "call_command", fail)
    with pytest.raises(CommandError, match=r"no such column.*before\.sqlite3"):
        setting_up.migrate()


@pytest.mark.django_db
def test_the_first_admin_does_not_take_over_an_account_that_is_named_so(django_user_model):
    django_user_model.objects.create_user("Admin", password="a long password")
    name, password = setting_up.make_first_admin()
    assert name.startswith("admin-")
    assert django_user_model.objects.get(username=name).check_password(password)
    assert setting_up.make_first_admin() is None
    assert not django_user_model.objects.get(username="Admin").is_superuser


def test_static_files_are_collected_again_only_when_one_changed(settings, tmp_path, monkeypatch):
    collected = []
    monkeypatch.setattr(setting_up, "call_command", lambda *a, **k: collected.append(a))
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "site.css").write_text("a {}")
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATICFILES_DIRS = [tmp_path / "ours"]
    setting_up.collect_static()
    setting_up.collect_static()
    assert len(collected) == 1
    (tmp_path / "ours" / "site.css").write_text("a { color: red }")
    setting_up.collect_static()
    assert len(collected) == 2
