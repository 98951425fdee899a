"""Coming back in a real browser: by keyboard alone, without JavaScript, and for everyone."""

import datetime as dt

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from quizzes.models import Certificate
from tests import make
from tests.browser.test_access import RULES, cookies
from tests.returning import known

MONTH = dt.timedelta(days=30)


@pytest.fixture
def learner(client):
    """A guest who took three quizzes: one passed, one missed, one of which the answers came back."""
    learner = make.start(client, make.quiz(slug="door")).learner
    for i in range(3):
        versions = [
            known.version(known.concept(f"concept-{i}-{n}", f"topic-{i}"), stem=f"Stem {i} {n}?")
            for n in range(2)
        ]
        quiz = known.quiz(*versions, slug=f"quiz-{i}")
        known.take(quiz, learner, now=timezone.now() - MONTH, wrong=(1, 2) if i == 1 else ())
    learner.attempts.open().get().finish(now=timezone.now())
    return learner


@pytest.fixture
def certificate(learner):
    passed = learner.attempts.filter(passed=True).first()
    return Certificate.objects.issue(passed, name="A name", now=timezone.now())


@pytest.mark.answers(404)
@pytest.mark.parametrize(
    ("width", "scheme"), [(1280, "light"), (1280, "dark"), (320, "light"), (320, "dark")]
)
def test_no_page_of_coming_back_shuts_anybody_out(
    page, live_server, client, learner, certificate, width, scheme
):
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    page.context.add_cookies(cookies(live_server, client))
    paths = ["/history/", "/practice/", "/practice/topics/topic-1/", "/check/", "/check/nothing/"]
    paths += [f"/check/{certificate.code}/", f"/attempts/{certificate.attempt_id}/certificate/"]
    other = learner.attempts.filter(passed=True).exclude(pk=certificate.attempt_id).first()
    missed = learner.attempts.filter(passed=False).first()
    paths += [f"/attempts/{other.pk}/certificate/", f"/attempts/{missed.pk}/result/"]
    question = client.post("/practice/start/").url
    paths.append(question)
    faults = []
    for path in paths:
        page.goto(live_server.url + path)
        faults += looked_at(page, path)
    page.locator("label.option").first.click()
    page.get_by_role("button", name="Check answer").click()
    page.locator(".feedback").wait_for()
    faults += looked_at(page, "feedback")
    page.get_by_role("button", name="Stop here").click()
    page.get_by_role("heading", level=1).get_by_text("was right").wait_for()
    faults += looked_at(page, "the end of the practice")
    assert faults == []


def looked_at(page, path):
    found = Axe().run(page, options=RULES).response["violations"]
    scroll = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    faults = [(path, v["id"], v["nodes"][0]["html"][:120]) for v in found]
    return faults + ([(path, "sideways scroll", scroll)] if scroll > 0 else [])


def test_a_practice_by_keyboard_alone(page, live_server, client, learner):
    page.context.add_cookies(cookies(live_server, client))
    page.goto(f"{live_server.url}/practice/")
    reach(page, "Practise now")
    page.keyboard.press("Enter")
    page.locator("fieldset.question").wait_for()
    reach(page, "radio")
    page.keyboard.press("Space")
    reach(page, "Check answer")
    page.keyboard.press("Enter")
    page.locator(".feedback").wait_for()
    reach(page, "Stop here")
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1).get_by_text("of 1 answer was right").wait_for()


def reach(page, name):
    """Press Tab until what has the focus is so named, or is a control of that type."""
    for _ in range(40):
        page.keyboard.press("Tab")
        here = page.evaluate(
            "[document.activeElement.type, document.activeElement.value, document.activeElement.textContent].join(' ')"
        )
        if name in here:
            return
    raise AssertionError(f"Tab never reaches {name}")


def test_a_practice_and_a_certificate_without_javascript(browser, live_server, client, learner):
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies(cookies(live_server, client))
    page = context.new_page()
    page.goto(f"{live_server.url}/practice/")
    page.get_by_role("button", name="Practise now").click()
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="Check answer").click()
    assert page.locator(".feedback").count() == 1
    page.get_by_role("button", name="Continue").click()
    assert "Question 2 of at most" in page.content()
    page.goto(f"{live_server.url}/history/")
    page.get_by_text("The same as a table").click()
    page.get_by_role("link", name="The quiz-0").first.click()
    page.get_by_role("link", name="Get a certificate").click()
    page.get_by_role("button", name="Make the certificate").click()
    page.locator("main a[href*='/check/']").click()
    assert "This certificate is valid" in page.content()
    context.close()
