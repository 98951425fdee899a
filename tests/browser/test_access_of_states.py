"""States that a page has only for a moment, and the pages of errors: they shut nobody out either."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.utils import timezone
from playwright.sync_api import expect

from quizzes.items import Kind
from tests import make
from tests.browser import looking
from tests.browser.test_access import cookies
from tests.editing.conceptfiles import Files
from tests.returning import known


@pytest.fixture
def look(page, live_server):
    """Go to a page, if one is named, and collect what is wrong with what stands there."""
    faults = []

    def look_at(path="", **how):
        if path:
            page.goto(live_server.url + path)
        faults.extend(looking.faults_of(page, **how))

    yield look_at
    assert faults == [], "\n".join(map(str, faults))


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


LIST = "Name;E-mail\nPupil 1;p1@example.org\nNew;new@example.org\n"


@pytest.mark.answers(422)
def test_a_group_in_its_states(look, page, live_server, anna):
    group = make.group("Class 7b", anna, join_code="ABCDEFGH", guests_join=True)
    for i in range(3):
        make.member(group, f"Pupil {i}", make.learner())
    page.context.add_cookies(cookies(live_server, make.browser_of(anna)))
    for text in (LIST, "Name;E-mail\nTom;tom\n"):
        page.goto(f"{live_server.url}/groups/{group.pk}/members/import/")
        page.fill("#id_text", text)
        page.click("main form [type=submit]")
        look()
    page.context.clear_cookies()
    page.goto(f"{live_server.url}/join/ABCDEFGH/")
    page.fill("#id_name", "Zoë")
    page.click("main form [type=submit]")
    expect(page.locator(".code")).to_be_visible()
    look()
    for path in ("/groups/", "/join/ABCDEFGH/?as=new", f"/groups/{group.pk}/leave/"):
        look(path)


def test_a_practice_to_its_end(look, page, live_server, client):
    learner = make.start(client, make.quiz(slug="door")).learner
    versions = [
        known.version(known.concept(f"one-{n}", "topic"), stem=f"Stem {n}?") for n in (1, 2)
    ]
    month = timedelta(days=30)
    known.take(
        known.quiz(*versions, slug="known"), learner, now=timezone.now() - month, wrong=(1, 2)
    )
    learner.attempts.open().get().finish(now=timezone.now())
    page.context.add_cookies(cookies(live_server, client))
    page.goto(f"{live_server.url}/practice/")
    page.get_by_role("button", name="Practise now").click()
    look()
    page.locator("label.option").first.click()
    page.get_by_role("button", name="Check answer").click()
    page.locator(".feedback").wait_for()
    look()
    page.get_by_role("button", name="Stop here").click()
    page.get_by_role("heading", level=1).get_by_text("was right").or_(
        page.get_by_role("heading", level=1).get_by_text("were right")
    ).wait_for()
    look()


@pytest.mark.urls("tests.browser.style_urls")
def test_every_component_in_every_state(look, page):
    look("/style/")
    expect(page.locator(".card").first).to_have_css("border-top-left-radius", "12px")
