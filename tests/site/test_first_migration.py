"""A new site gets all tables by one migration, and they are those that the single steps make."""

from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader

AT_ONCE, LAST_STEP = "0000_squashed_0023_names", "0023_names"


def changes(loader, before, after):
    """What would have to be changed to come from one migration's tables to another's."""
    states = [loader.project_state(("quizzes", name)) for name in (before, after)]
    return MigrationAutodetector(*states).changes(loader.graph)


def test_what_is_made_at_once_is_what_the_steps_make():
    loader = MigrationLoader(None, replace_migrations=False)
    assert changes(loader, AT_ONCE, LAST_STEP) == {}
    assert changes(loader, "0022_permission_groups", LAST_STEP), "the comparison sees a difference"


def test_it_stands_for_every_step():
    loader = MigrationLoader(None, replace_migrations=False)
    at_once = loader.disk_migrations["quizzes", AT_ONCE]
    steps = {
        key for key in loader.disk_migrations if key[0] == "quizzes" and key[1] <= LAST_STEP
    } - {("quizzes", AT_ONCE)}
    assert set(at_once.replaces) == steps
