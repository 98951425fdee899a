"""States that a page has only for a moment, and the pages of errors: they shut nobody out either."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from playwright.sync_api import expect

from quizzes.items import Kind
from tests import make
from tests.browser.test_access import RULES, cookies
from tests.editing.conceptfiles import Files

# 320 by 256 is what is left of 1280 by 1024 at 400 %.
SIGHTS = [(1280, 1024, "light"), (1280, 1024, "dark"), (320, 256, "light"), (320, 256, "dark")]


@pytest.fixture(params=SIGHTS, ids=lambda sight: f"{sight[0]} {sight[2]}")
def look(page, live_server, request):
    """Go to a page, if one is named, and collect what is wrong with what stands there."""
    width, height, scheme = request.param
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    faults = []

    def look_at(path=""):
        if path:
            page.goto(live_server.url + path)
        found = Axe().run(page, options=RULES).response["violations"]
        faults.extend((page.url, v["id"], v["nodes"][0]["html"][:120]) for v in found)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            faults.append((page.url, "sideways scroll"))

    yield look_at
    assert faults == []


@pytest.mark.answers(422)
def test_the_first_page_in_its_states(look, page, tmp_path, settings):
    settings.CONCEPTS_DIR = tmp_path
    Files(tmp_path).load()
    make.quiz(slug="lesson-mfa", key="lesson-mfa", of=make.article())
    look("/")
    page.get_by_role("button", name="Check answer").click()
    expect(page.get_by_role("alert")).to_be_focused()
    look()
    page.locator("#today").get_by_role("radio").first.check()
    look()
    page.get_by_role("button", name="Check answer").click()
    expect(page.locator(".feedback [data-focus]")).to_be_focused()
    look()


@pytest.mark.answers(422)
def test_the_flow_in_its_states(look, page, live_server, client):
    quiz = make.quiz(
        [Kind.SINGLE, Kind.MULTIPLE],
        of=make.article(),
        time_limit=timedelta(minutes=20),
        pauses_allowed=1,
    )
    attempt = make.start(client, quiz)
    page.context.add_cookies(cookies(live_server, client))
    look(f"/attempts/{attempt.pk}/1/")
    page.get_by_role("radio").first.check()
    look()
    page.context.set_offline(True)
    page.get_by_role("button", name="Check answer").click()
    expect(page.get_by_role("button", name="Try now")).to_be_visible()
    look()
    page.context.set_offline(False)
    expect(page.locator(".feedback [data-focus]")).to_be_focused(timeout=15_000)
    look()
    look(f"/attempts/{attempt.pk}/1/report/")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("alert")).to_be_visible()
    look()
    page.goto(f"{live_server.url}/attempts/{attempt.pk}/2/")
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("heading", name="Paused")).to_be_visible()
    look()


@pytest.mark.answers(403)
@pytest.mark.answers(404)
@pytest.mark.answers(500)
@pytest.mark.answers(503)
def test_the_pages_of_errors(look, page, monkeypatch):
    look("/no-such-page/")
    for fault, said in (
        (PermissionDenied, "not open to you"),
        (ZeroDivisionError, "broke on our side"),
        (OperationalError, "back in a moment"),
    ):

        def fail(*_args, fault=fault, **_kwargs):
            raise fault

        monkeypatch.setattr("quizzes.views.home.scenario_of", fail)
        look("/")
        expect(page.get_by_role("heading", level=1)).to_contain_text(said)
