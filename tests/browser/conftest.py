"""A real Chromium against the real app; where there is none, the reason is said."""

from __future__ import annotations

import os
import shutil

import pytest
from playwright.sync_api import expect

# Playwright's synchronous interface runs an event loop, in which Django would refuse the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

# Only what never comes takes so long, however busy the machine is.
PATIENCE = 60_000  # milliseconds
expect.set_options(timeout=PATIENCE)

CHROMIUM = (
    os.environ.get("CHROMIUM")
    or shutil.which("chromium")
    or shutil.which("chromium-browser")
    or shutil.which("google-chrome")
)
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/browser/" in str(item.path).replace(os.sep, "/"):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True))
            if not CHROMIUM:
                item.add_marker(
                    pytest.mark.skip(
                        reason="no Chromium was found; install it, or name it in CHROMIUM"
                    )
                )


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return browser_type_launch_args | {"executable_path": CHROMIUM, "args": QUIET}


@pytest.fixture(autouse=True)
def _nothing_fails_silently(request):
    """Every answer of the server is below 400, and the page breaks no rule of its own policy."""
    if "page" not in request.fixturenames:
        yield
        return
    page = request.getfixturevalue("page")
    page.set_default_timeout(PATIENCE)
    expected = {int(m.args[0]) for m in request.node.iter_markers("answers")}
    faults = []
    page.on(
        "response",
        lambda r: (
            faults.append(f"{r.status} {r.url}")
            if r.status >= 400 and r.status not in expected
            else None
        ),
    )
    # What axe tries out in the page has no address; the page's own code has one.
    page.on(
        "console",
        lambda m: (
            faults.append(m.text)
            if "Content Security Policy" in m.text and m.location["url"]
            else None
        ),
    )
    page.on("pageerror", lambda e: faults.append(str(e)))
    yield
    assert faults == []
