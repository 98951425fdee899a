"""A new site gets all tables by one migration, and they are those that the single steps make."""

import pytest
from django.core.management import CommandError
from django.db import connection
from django.db.migrations import RunPython
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from quizzes.management.commands import make_first_migration as making

[AT_ONCE] = [path.stem for path in making.FOLDER.glob(f"{making.AT_ONCE}*.py")]


@pytest.fixture
def disk():
    """All migrations as they lie there, none in the place of another."""
    return MigrationLoader(None, replace_migrations=False)


@pytest.fixture
def steps(disk):
    """Those that the first migration stands for, in their order."""
    return [name for _app, name in disk.disk_migrations["quizzes", AT_ONCE].replaces]


def changes(loader, before, after):
    """What would have to be changed to come from one migration's tables to another's."""
    states = [loader.project_state(("quizzes", name)) for name in (before, after)]
    return MigrationAutodetector(*states).changes(loader.graph)


def test_what_is_made_at_once_is_what_the_steps_make(disk, steps):
    assert changes(disk, AT_ONCE, steps[-1]) == {}
    assert changes(disk, steps[-2], steps[-1]), "the comparison sees a difference"


def test_it_stands_for_every_step_up_to_its_last(disk, steps):
    every = sorted(name for app, name in disk.disk_migrations if app == "quizzes")
    assert steps == [name for name in every if name <= steps[-1]]
    assert AT_ONCE.endswith(steps[-1])


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 15, -1, None])
def test_a_site_that_has_some_of_the_steps_or_all_goes_on_from_there(
    disk, steps, count, monkeypatch
):
    has = {("quizzes", name) for name in steps[:count]}
    has |= {key for key in disk.disk_migrations if key[0] != "quizzes"}
    monkeypatch.setattr(MigrationRecorder, "applied_migrations", lambda self: dict.fromkeys(has))
    loader = MigrationLoader(connection)
    loader.check_consistent_history(connection)
    [leaf] = loader.graph.leaf_nodes("quizzes")
    plan = loader.graph.forwards_plan(leaf)
    left = [name for app, name in plan if app == "quizzes" and (app, name) not in has]
    left = [name for name in left if name != AT_ONCE or count is not None]
    every = sorted(name for app, name in disk.disk_migrations if app == "quizzes")
    assert left == [name for name in every if ("quizzes", name) not in has and name != AT_ONCE]


def test_a_step_that_fills_tables_is_not_passed_over(monkeypatch):
    filling = type("Migration", (), {"operations": [RunPython(RunPython.noop)]})
    module = type("Module", (), {"Migration": filling})
    monkeypatch.setattr(making.importlib, "import_module", lambda _name: module)
    with pytest.raises(CommandError, match="0007_fills runs code"):
        making.refuse_what_fills_tables(["0007_fills"])
