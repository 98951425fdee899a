"""What is said of an answer sent without JavaScript; choices that outlive trouble; the clock."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from quizzes.items import Kind
from quizzes.models import Attempt
from tests import make
from tests.browser.test_first_page import SHIFTS
from tests.browser.test_quiz import RIGHT, WRONG, begin, heading


def test_a_walk_without_javascript_says_after_each_send_what_is_saved(browser, live_server):
    quiz = make.quiz([Kind.SINGLE, Kind.SINGLE], feedback="at_end")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    begin(page, live_server, quiz)
    page.get_by_label(RIGHT).check()
    page.get_by_role("button", name="Save answer").click()
    expect(page.get_by_text("Question 1 is saved.")).to_be_visible()
    page.get_by_label(WRONG).check()
    page.get_by_role("button", name="Save answer").click()
    expect(page.get_by_text("Question 2 is saved.")).to_be_visible()
    page.go_back()
    page.get_by_label(WRONG).check()
    page.get_by_role("button", name="Save answer").click()  # from the old page: sent again
    expect(page.get_by_text(re.compile("saved", re.I)).first).to_be_visible()
    page.get_by_role("button", name="Finish and see your result").click()
    expect(page).to_have_url(re.compile("/result/"))
    context.close()
    responses = Attempt.objects.get().responses.all()
    assert [(r.is_right, r.chosen_options.count()) for r in responses] == [(True, 1), (False, 1)]


def test_how_sure_is_asked_once_something_is_chosen(page, live_server):
    begin(page, live_server, make.quiz())
    expect(page.get_by_label("fairly sure")).to_be_hidden()
    page.get_by_label(RIGHT).check()
    expect(page.get_by_label("fairly sure")).to_be_visible()
    expect(page.locator("#saved")).to_have_text("Chosen, not saved yet")


def test_a_choice_outlives_a_reload_and_is_gone_once_saved(page, live_server):
    begin(page, live_server, make.quiz())
    page.get_by_label(WRONG).check()
    page.get_by_label("fairly sure").check()
    page.reload()
    expect(page.get_by_label(WRONG)).to_be_checked()
    expect(page.get_by_label("fairly sure")).to_be_checked()
    expect(page.get_by_role("status")).to_contain_text("not saved yet")
    page.get_by_role("button", name="Check answer").click()
    expect(heading(page, "Not quite")).to_be_visible()
    drafts = 'Object.keys(sessionStorage).filter((key) => key.startsWith("draft:"))'
    for _wait in range(50):  # it goes once the page has settled, a moment after the heading shows
        if not page.evaluate(drafts):
            break
        page.wait_for_timeout(100)
    assert page.evaluate(drafts) == []


def test_a_server_that_is_away_is_asked_again_at_once_by_a_button(page, live_server):
    begin(page, live_server, make.quiz())
    page.get_by_label(RIGHT).check()
    page.route(
        "**/1/",
        lambda route: route.abort() if route.request.method == "POST" else route.continue_(),
    )
    page.get_by_role("button", name="Check answer").click()
    page.get_by_role("button", name="Check answer").click()
    expect(page.locator("#saved")).to_have_text(re.compile("Not saved yet"))
    expect(page.get_by_role("status").filter(has_text="Trying again in")).to_be_visible()
    page.unroute("**/1/")
    page.get_by_role("button", name="Try now").click()
    expect(heading(page, "Correct")).to_be_focused()
    expect(page.locator("#saved")).to_have_text(re.compile("Answer saved at"))
    assert Attempt.objects.get().responses.answered().count() == 1


@pytest.mark.parametrize("access", ["on_request", "beside"])
def test_the_sentence_is_marked_beside_on_a_desk_and_below_on_a_phone(page, live_server, access):
    article = make.article(text="# Long\n\n" + "Filler of the text. " * 200 + "\n\n" + make.TEXT)
    begin(page, live_server, make.quiz(of=article, article_access=access))
    page.get_by_label(RIGHT).check()
    page.wait_for_timeout(600)
    page.evaluate(SHIFTS)
    page.route("**/1/", lambda route: (page.wait_for_timeout(800), route.continue_()))
    page.get_by_role("button", name="Check answer").click()
    expect(heading(page, "Correct")).to_be_focused()
    page.wait_for_timeout(300)
    assert page.evaluate("window.shifts") == []
    verdict = heading(page, "Correct").bounding_box()
    if access == "beside":
        assert page.evaluate("CSS.highlights.get('evidence').size") == 1
        assert page.locator("#article").evaluate("e => e.scrollTop") > 100
    else:
        sentence = page.locator("aside mark").bounding_box()
        assert sentence["x"] > verdict["x"] + verdict["width"]
        assert sentence["y"] < 900
    page.set_viewport_size({"width": 390, "height": 844})
    below = page.locator("mark").last.bounding_box()
    assert below["y"] > heading(page, "Correct").bounding_box()["y"]
    assert below["x"] < 100


def test_time_is_told_at_thresholds_and_stands_still_in_a_pause(page, live_server):
    quiz = make.quiz(time_limit=timedelta(minutes=11), pauses_allowed=1)
    page.clock.install()
    begin(page, live_server, quiz)
    page.wait_for_load_state()  # the timer reads the clock when its script comes
    expect(page.get_by_role("status")).to_be_empty()
    page.clock.fast_forward("00:50")
    expect(page.get_by_role("status")).to_be_empty()
    page.clock.fast_forward("00:20")
    expect(page.get_by_role("status")).to_have_text(re.compile("10 minutes left"))
    page.get_by_role("button", name="Pause").click()
    expect(heading(page, "Paused")).to_be_visible()
    expect(page.get_by_text("Stem")).to_have_count(0)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("Question 1 of 2")).to_be_visible()
    expect(page.get_by_role("button", name="Pause")).to_have_count(0)
