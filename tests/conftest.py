"""What all tests share: quick settings, no skipping in CI, somebody to act as."""

from __future__ import annotations

import os

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.test import Client, override_settings

from tests import make


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Whatever asks the database is marked so: the rest need not be run on a second one."""
    for item in items:
        asks = {"db", "transactional_db", "live_server"} & set(item.fixturenames)
        if asks or item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.database)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """In CI nothing is skipped: what a test lacks there is a fault of the CI script."""
    report = yield
    if report.skipped and os.environ.get("CI") == "true" and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"Skipped in CI: {report.longrepr}"
    return report


@pytest.fixture(scope="session", autouse=True)
def _quick():
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        TASKS={"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}},
        WHITENOISE_AUTOREFRESH=True,  # looks files up when asked, instead of listing all first
        STORAGES=settings.STORAGES | {"staticfiles": plain},
    ):
        yield


@pytest.fixture(autouse=True)
def _own_erasures(settings, tmp_path):
    settings.ERASURES_FILE = tmp_path / "erasures.jsonl"


@pytest.fixture(scope="module")
def shipped_content(_quick, django_db_setup, django_db_blocker):
    """What `load_content` stores, once for all tests of a module; a test's own changes are taken back."""
    with django_db_blocker.unblock():
        held = transaction.atomic()
        held.__enter__()
        call_command("load_content", verbosity=0)
        make.known_to_the_planner()
    yield
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        held.__exit__(None, None, None)


@pytest.fixture
def guest(client) -> Client:
    """A browser that has no account."""
    return client


@pytest.fixture
def anna(db):
    return make.user("anna")


@pytest.fixture
def signed_in(anna) -> Client:
    """Anna's browser."""
    return make.browser_of(anna)


@pytest.fixture
def editor(db) -> Client:
    """The browser of an editor, who is no superuser."""
    from quizzes import editors

    user = make.user("editor", is_staff=True)
    user.groups.add(editors.ensure_editors())
    return make.browser_of(user)


@pytest.fixture
def superuser(db) -> Client:
    return make.browser_of(make.user("root", is_staff=True, is_superuser=True))
