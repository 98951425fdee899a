"""The first page in a real browser: answered at once, by mouse, by keyboard alone, without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from quizzes.models import Scenario
from tests.editing.conceptfiles import Files


@pytest.fixture
def base(tmp_path, settings):
    settings.CONCEPTS_DIR = tmp_path
    Files(tmp_path).load()


def key_of(page):
    name = page.locator("#today form").get_attribute("action").split("/")[2]
    return Scenario.objects.get(key=name).key_text


SHIFTS = """() => { window.shifts = []; new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      if (!entry.hadRecentInput) window.shifts.push([entry.value, entry.sources.map((s) => s.node?.nodeName)]);
}).observe({ type: "layout-shift" }); }"""


@pytest.mark.parametrize("size", [(390, 844), (1280, 900)], ids=["phone", "desk"])
def test_the_feedback_takes_the_questions_place_and_nothing_else_moves(
    page, live_server, base, size
):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(live_server.url)
    page.evaluate(SHIFTS)
    # Slow enough that no shift is excused by the click before it.
    page.route("**/today/**", lambda route: (page.wait_for_timeout(800), route.continue_()))
    page.get_by_label(key_of(page)).check()
    page.wait_for_timeout(600)
    page.get_by_role("button", name="Check answer").click()
    expect(page.get_by_role("heading", name="Correct")).to_be_focused()
    expect(page).to_have_url(re.compile(r"/\?another=0$"))
    page.wait_for_timeout(300)
    assert page.evaluate("window.shifts") == []
    page.get_by_role("link", name="Another question").click()
    expect(page.get_by_role("button", name="Check answer")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("button", name="Check answer")).to_be_visible()


def test_it_is_answered_by_keyboard_alone(page, live_server, base):
    page.goto(live_server.url)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    for _ in range(6):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "radio":
            break
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=re.compile("Correct|Not quite"))).to_be_focused()
    page.keyboard.press("Tab")  # the source
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Another question")).to_be_focused()


def test_it_is_answered_without_javascript(browser, live_server, base):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url)
    page.get_by_label(key_of(page)).check()
    page.get_by_role("button", name="Check answer").click()
    expect(page.get_by_role("heading", name="Correct")).to_be_visible()
    page.reload()  # sent again
    expect(page.get_by_role("heading", name="Correct")).to_be_visible()
    page.get_by_role("link", name="Another question").click()
    expect(page.get_by_role("button", name="Check answer")).to_be_visible()
    assert {c["name"] for c in context.cookies()} <= {"csrftoken"}
    context.close()


def test_nothing_comes_from_another_site(page, live_server, base):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    answer = page.goto(live_server.url)
    page.wait_for_load_state("networkidle")
    assert len(asked) > 4
    assert [url for url in asked if not url.startswith((live_server.url, "data:"))] == []
    assert "unsafe" not in answer.headers["content-security-policy"]
