"""Forced colours and reduced motion: focus and every state stay visible, and nothing moves."""

import pytest
from playwright.sync_api import expect

from quizzes.items import Kind
from tests import make
from tests.browser.test_access import cookies
from tests.browser.test_quiz import RIGHT, WRONG, begin, heading

# What an eye tells apart where colours are forced: lines, their width, their style; not a background.
LINES = """e => { const s = getComputedStyle(e); return [s.borderTopWidth, s.borderTopStyle, s.borderTopColor,
  s.outlineStyle, s.outlineWidth, s.textDecorationLine].join(" "); }"""
OUTLINE = """() => {
  const here = document.activeElement, card = here.closest(".option") ?? here;
  const shown = [here, card].map((e) => getComputedStyle(e))
    .find((s) => s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2);
  const box = card.getBoundingClientRect();
  return [here.tagName, here.textContent.trim().slice(0, 30), !!shown, box.width > 1 && box.height > 1,
          shown?.outlineColor !== getComputedStyle(document.body).backgroundColor];
}"""


@pytest.fixture(params=["light", "dark"])
def forced(page, request):
    page.emulate_media(forced_colors="active", color_scheme=request.param)
    return page


def every_focus(page, most=60):
    """Go through the page by Tab; what has the focus each time, and whether it shows."""
    page.evaluate("document.activeElement.blur()")
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            return
        yield page.evaluate(OUTLINE)


def assert_every_focus_shows(page, least):
    found = list(every_focus(page))
    assert len(found) >= least
    assert [one for one in found if not all(one[2:])] == []


def test_with_forced_colours_the_focus_and_the_choice_show(forced, live_server):
    page = forced
    begin(page, live_server, make.quiz([Kind.SINGLE, Kind.MULTIPLE], feedback="at_end"))
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    assert_every_focus_shows(page, 10)
    page.get_by_label(WRONG).check()
    chosen, other = page.locator("label.option:has(:checked)"), page.locator("label.option").last
    page.get_by_role("button", name="Save answer").focus()
    assert chosen.first.evaluate(LINES) != other.evaluate(LINES)
    assert chosen.first.evaluate("e => getComputedStyle(e).borderTopWidth") == "3px"
    expect(page.locator("#saved")).to_have_text("Chosen, not saved yet")
    page.get_by_role("button", name="Save answer").click()
    expect(page.get_by_text("Question 1 is saved.")).to_be_visible()


def test_with_forced_colours_right_wrong_and_evidence_are_told_by_words_and_lines(
    forced, live_server
):
    page = forced
    begin(page, live_server, make.quiz(of=make.article(), article_access="after"))
    for answer, verdict in ((WRONG, "Not quite"), (RIGHT, "Correct")):
        page.get_by_label(answer).check()
        page.get_by_role("button", name="Check answer").press("Enter")  # by keys the focus shows
        expect(heading(page, verdict)).to_be_focused()
        feedback = page.locator(".feedback").first
        assert feedback.evaluate("e => getComputedStyle(e).borderTopStyle") == "solid"
        assert page.evaluate(OUTLINE)[2:] == [True, True, True]
        icon = feedback.locator("svg").first
        assert icon.evaluate("e => getComputedStyle(e).borderTopStyle") == "solid"
        assert icon.evaluate(
            "e => getComputedStyle(e).stroke !== getComputedStyle(e).backgroundColor"
        )
        own = page.locator(".option", has_text=answer)
        expect(own.locator(".tag")).to_have_text(
            "Your answer" if answer == WRONG else "Your answer, correct"
        )
        expect(own.locator("svg")).to_be_visible()
        assert_every_focus_shows(page, 8)
        if answer == WRONG:
            expect(page.locator(".option", has_text=RIGHT).locator(".tag")).to_have_text(
                "Correct answer"
            )
            page.get_by_role("link", name="Continue").click()
            expect(page.get_by_text("Question 2 of 2")).to_be_visible()
    mark = page.locator("mark").first
    assert mark.evaluate("e => getComputedStyle(e).borderBottomWidth") == "2px"


@pytest.mark.answers(422)
def test_with_forced_colours_a_fault_and_a_lost_connection_show(forced, live_server):
    page = forced
    begin(page, live_server, make.quiz())
    page.get_by_role("button", name="Check answer").press("Enter")
    problem = page.get_by_role("alert")
    expect(problem).to_be_focused()
    assert page.evaluate(OUTLINE)[2:] == [True, True, True]
    assert problem.evaluate("e => getComputedStyle(e).borderTopStyle") == "solid"
    page.get_by_label(RIGHT).check()
    page.context.set_offline(True)
    page.get_by_role("button", name="Check answer").press("Enter")
    strip = page.locator("#status")
    expect(strip.get_by_role("button", name="Try now")).to_be_visible()
    assert strip.evaluate("e => getComputedStyle(e).borderTopStyle") == "solid"
    page.context.set_offline(False)
    expect(heading(page, "Correct")).to_be_focused(timeout=15_000)


def test_with_forced_colours_an_editor_sees_focus_key_and_findings(forced, live_server, editor):
    page, version = forced, make.version(of=make.article(), approved=False)
    page.context.add_cookies(cookies(live_server, editor))
    page.goto(f"{live_server.url}/admin/quizzes/questionversion/{version.pk}/review/")
    assert_every_focus_shows(page, 10)
    expect(page.locator(".options .key .flag")).to_have_text("right answer")
    assert (
        page.locator(".options .key").evaluate("e => getComputedStyle(e).borderLeftWidth") == "4px"
    )


MOVES = """() => [...document.querySelectorAll("*")].filter((e) => [null, "::before", "::after"].some((part) => {
    const s = getComputedStyle(e, part);
    const long = (times) => times.split(",").some((t) => parseFloat(t) > 0);
    return (s.animationName !== "none" && long(s.animationDuration)) || long(s.transitionDuration) || s.scrollBehavior === "smooth";
  })).map((e) => e.outerHTML.slice(0, 80))"""


def test_nothing_moves_for_whoever_asks_for_less_motion(page, live_server, editor):
    quiz = make.quiz(of=make.article(), article_access="beside")
    page.emulate_media(reduced_motion="no-preference")
    begin(page, live_server, quiz)
    assert page.evaluate(MOVES) != []  # so that what follows can fail
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate(MOVES) == []
    page.get_by_label(RIGHT).check()
    page.get_by_role("button", name="Check answer").click()
    expect(heading(page, "Correct")).to_be_focused()
    assert page.evaluate(MOVES) == []
    assert page.evaluate("document.getAnimations().length") == 0
    page.context.add_cookies(cookies(live_server, editor))
    page.goto(f"{live_server.url}/admin/quizzes/questionversion/review/")
    assert page.evaluate(MOVES) == []
    for path in ("/", "/history/", "/groups/", "/practice/"):
        page.goto(live_server.url + path)
        assert page.evaluate(MOVES) == []
