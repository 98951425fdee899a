"""What all tests share: quick settings, no skipping in CI, somebody to act as."""

from __future__ import annotations

import os

import pytest
from django.test import Client

from tests import make


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """In CI nothing is skipped: what a test lacks there is a fault of the CI script."""
    report = yield
    if report.skipped and os.environ.get("CI") == "true" and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"Skipped in CI: {report.longrepr}"
    return report


@pytest.fixture(autouse=True)
def _quick(settings, tmp_path):
    settings.ERASURES_FILE = tmp_path / "erasures.jsonl"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    settings.WHITENOISE_AUTOREFRESH = (
        True  # looks files up when asked, instead of listing all first
    )
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


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
