"""A real Chromium against the real app; where there is none, the reason is said."""

from __future__ import annotations

import os
import re
import shutil

import pytest
from playwright.sync_api import expect

from tests.browser import hands

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
HISTORY = re.compile(r"/admin/.*/history/$")
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
    faults = watched(request.getfixturevalue("page"), request.node)
    yield
    assert faults == []


def watched(page, test):
    """The list in which what goes wrong on a page will stand, but for what the test expects."""
    page.set_default_timeout(PATIENCE)
    expected = {int(m.args[0]) for m in test.iter_markers("answers")}
    faults = []

    def look_at(response):
        if response.status >= 400 and response.status not in expected:
            faults.append(f"{response.status} {response.url}")

    def listen_to(message):
        # What axe tries out in the page has no address; the page's own code has one. A border that
        # simple_history draws inline is refused, to no harm.
        place = message.location["url"]
        if "Content Security Policy" in message.text and place and not HISTORY.search(place):
            faults.append(f"{place}: {message.text}")

    page.on("response", look_at)
    page.on("console", listen_to)
    page.on("pageerror", lambda error: faults.append(str(error)))
    return faults


@pytest.fixture(params=[hands.Keys, hands.Plain], ids=["by keys alone", "without scripts"])
def person(request, browser, live_server):
    """Somebody who has no mouse, and somebody who has no JavaScript, on one and the same way."""
    context = browser.new_context(java_script_enabled=request.param is hands.Keys)
    someone = request.param(context, live_server.url)
    faults = watched(someone.page, request.node)
    yield someone
    context.close()
    assert faults == []
