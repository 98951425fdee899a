"""Every connection has the options on which "an answer acknowledged is stored" rests.

They are read back from the database, on either one; SQLite's figures are in RELIABILITY.
"""

import time
from functools import partial

import pytest
from django.db import connection, connections, transaction

from quizzes.models import Concept
from tests.faults.racing import at_once

pytestmark = pytest.mark.django_db(transaction=True)

SAFE = {
    "sqlite": {"journal_mode": "wal", "synchronous": 2, "busy_timeout": 20_000, "foreign_keys": 1},
    "postgresql": {"synchronous_commit": "on", "default_transaction_isolation": "read committed"},
}


def options():
    """What the thread's own connection says of itself."""
    ask = "PRAGMA {}" if connection.vendor == "sqlite" else "SHOW {}"
    with connection.cursor() as cursor:
        return {
            name: cursor.execute(ask.format(name)).fetchone()[0] for name in SAFE[connection.vendor]
        }


def test_a_connection_has_the_safe_options():
    assert options() == SAFE[connection.vendor]


def test_a_connection_that_was_closed_comes_back_with_them():
    connection.close()
    assert options() == SAFE[connection.vendor]


def test_each_thread_gets_them_too():
    assert at_once([options] * 4) == [SAFE[connection.vendor]] * 4


def test_foreign_keys_and_checks_are_held_by_the_database():
    assert connection.features.supports_foreign_keys
    assert connection.features.supports_table_check_constraints


def count_up(concept, pause):
    """Read, think, write back: what loses an update where readers may become writers later."""
    with transaction.atomic():
        row = Concept.objects.select_for_update().get(pk=concept.pk)
        time.sleep(pause)
        row.label = str(int(row.label) + 1)
        row.save()


def test_a_transaction_that_reads_and_then_writes_never_loses_anothers_write():
    concept = Concept.objects.create(key="one", topic="t", label="0")
    at_once([partial(count_up, concept, 0.01)] * 8)
    concept.refresh_from_db()
    assert concept.label == "8"


def test_a_transaction_begins_as_a_writer_on_sqlite():
    """IMMEDIATE: the second writer waits at once, instead of failing after it has read."""

    def is_locked():
        other = connections["default"]
        if other.vendor != "sqlite":
            return True  # PostgreSQL locks rows, which the test above sees
        with other.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout = 0")
            try:
                cursor.execute("BEGIN IMMEDIATE")
            except Exception as error:
                return "locked" in str(error)
            cursor.execute("ROLLBACK")
            return False

    with transaction.atomic():
        assert at_once([is_locked]) == [True]
