"""The review as an editor walks it: by keys, by keyboard alone, without JavaScript; open to everybody."""

import pytest
from playwright.sync_api import expect

from quizzes.models import GenerationNote, GenerationRun, QuestionVersion
from tests import make
from tests.browser.test_access import cookies

REVIEW = "/admin/quizzes/questionversion/review/"


@pytest.fixture
def walk(page, live_server, editor):
    """Opens a page of the admin as an editor."""

    def go(path):
        page.context.add_cookies(cookies(live_server, editor))
        page.goto(live_server.url + path)
        return page

    return go


@pytest.fixture
def run(db):
    article = make.article()
    made = GenerationRun.objects.create(revision=article.current, state="finished", added=2)
    for i in range(2):
        make.version(approved=False, of=article, stem=f"Which word is number {i}?")
    QuestionVersion.objects.update(run=made, family="scenario")
    note(made, "Use a different password for every account.", "CLOZE-REPEAT", "cloze")
    note(made, "An update closes holes that are known.", "NO-CONCEPT", "")
    return made


def note(run, quote, code, family):
    start = run.revision.text.index(quote)
    about = {"start": start, "end": start + len(quote), "code": code, "message": "Why."}
    GenerationNote.objects.create(run=run, family=family, **about)


def states():
    return list(QuestionVersion.objects.order_by("pk").values_list("state", flat=True))


def test_candidates_are_decided_by_single_keys(walk, run):
    page = walk(f"/admin/quizzes/generationrun/{run.pk}/change/")
    page.get_by_role("link", name="Review the 2 candidates").click()
    expect(page.get_by_role("heading", name="Which word is number 0?")).to_be_visible()
    page.keyboard.press("a")
    expect(page.get_by_role("heading", name="Which word is number 1?")).to_be_visible()
    assert states() == ["approved", "candidate"]
    page.keyboard.press("u")
    expect(page.get_by_role("heading", name="Which word is number 0?")).to_be_visible()
    assert states() == ["candidate", "candidate"]
    page.keyboard.press("r")
    expect(page.get_by_role("radio").first).to_be_focused()
    page.keyboard.press("6")
    expect(page.get_by_label("It is not worth knowing")).to_be_checked()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Which word is number 1?")).to_be_visible()
    assert states() == ["retired", "candidate"]


def test_letters_that_are_typed_decide_nothing_and_the_keys_can_be_switched_off(walk, run):
    page = walk(f"{REVIEW}next/")
    page.keyboard.press("r")
    page.get_by_label("Note (optional)").click()
    page.keyboard.type("a note: an ape")
    assert states() == ["candidate", "candidate"]
    page.get_by_role("button", name="Switch single keys off").click()
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    page.reload()
    page.keyboard.press("a")
    expect(page.get_by_role("button", name="Switch single keys on")).to_be_visible()
    assert states() == ["candidate", "candidate"]


def test_the_linter_answers_while_one_types(walk, run):
    page = walk(f"{REVIEW}next/")
    page.keyboard.press("e")
    page.get_by_label("Option 1", exact=True).fill("All of the above")
    expect(page.locator("#findings")).to_contain_text("“All of the above” or the like")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Changed: options.")).to_be_visible()


def tab_to(page, place):
    for _ in range(60):
        page.keyboard.press("Tab")
        if place.evaluate("e => e === document.activeElement"):
            return
    raise AssertionError(f"{place} can't be reached by the keyboard")


def test_the_keyboard_alone_is_enough(walk, run):
    page = walk(f"{REVIEW}next/")
    page.evaluate("localStorage.setItem('review-keys', 'off')")
    page.reload()
    tab_to(page, page.locator("summary"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("radio").first)
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Another option is right as well")).to_be_checked()
    tab_to(page, page.get_by_role("button", name="Reject", exact=True))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Which word is number 1?")).to_be_visible()
    assert QuestionVersion.objects.order_by("pk").first().decisions.get().reason == "second_key"


def test_everything_works_without_javascript(browser, live_server, editor, run):
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies(cookies(live_server, editor))
    page = context.new_page()
    page.goto(f"{live_server.url}/admin/quizzes/generationrun/{run.pk}/change/")
    page.get_by_role("link", name="Review the 2 candidates").click()
    page.get_by_role("link", name="Edit", exact=True).click()
    page.get_by_label("Option 1", exact=True).fill("All of the above")
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator("#findings")).to_contain_text("“All of the above” or the like")
    page.get_by_label("Option 1", exact=True).fill("Something better")
    page.get_by_role("button", name="Save and accept").click()
    expect(page.get_by_role("heading", name="Which word is number 1?")).to_be_visible()
    page.locator("summary").click()
    page.get_by_label("Something else").check()
    page.get_by_label("Note (optional)").fill("A note.")
    page.get_by_role("button", name="Reject", exact=True).click()
    expect(page.get_by_text("No candidate waits here")).to_be_visible()
    page.get_by_role("button", name="Take back the last decision").click()
    expect(page.get_by_role("button", name="Accept")).to_be_visible()
    assert states() == ["approved", "candidate"]
    context.close()


def test_a_run_is_watched_to_its_end_and_cancelled(walk, run):
    GenerationRun.objects.filter(pk=run.pk).update(state="running", percent=40)
    page = walk(f"/admin/quizzes/generationrun/{run.pk}/change/")
    expect(page.get_by_role("progressbar")).to_have_attribute("value", "40")
    GenerationRun.objects.filter(pk=run.pk).update(percent=70)
    expect(page.get_by_role("progressbar")).to_have_attribute("value", "70")
    GenerationRun.objects.filter(pk=run.pk).update(state="finished", percent=100)
    expect(page.get_by_role("link", name="Review the 2 candidates")).to_be_visible()
    other = GenerationRun.objects.create(revision=run.revision, state="running")
    page.goto(page.url.replace(f"/{run.pk}/", f"/{other.pk}/"))
    page.get_by_role("button", name="Cancel this run").click()
    expect(page.get_by_text("editor cancelled it")).to_be_visible()
    expect(page.get_by_role("button", name="Try again")).to_be_visible()


def test_times_are_said_in_words(walk, run):
    page = walk(REVIEW)
    expect(page.locator(".sitting")).to_contain_text("2 candidates left · 0 decided in 0 minutes")
