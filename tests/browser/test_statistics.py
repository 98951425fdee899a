"""The statistics pages shut nobody out, and the finding's link is reached by keyboard."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from quizzes import statistics
from quizzes.items import Kind
from tests import make
from tests.browser.test_access import cookies
from tests.statistics.answering import answered, by_chance


@pytest.fixture
def kept(db):
    quiz = make.quiz(
        [Kind.SINGLE, Kind.CLOZE, Kind.SINGLE, Kind.SHORT_TEXT, Kind.TRUE_FALSE, Kind.SINGLE]
    )
    rows = by_chance(quiz, 60)
    for i, row in enumerate(rows):
        row[5] = 2 if i % 3 else 1
    answered(quiz, rows)
    return statistics.refresh(quiz, now=timezone.now())


def paths(kept):
    of_quiz = f"/admin/quizzes/quiz/{kept.quiz_id}/statistics/"
    items = list(kept.items.all())
    yield of_quiz
    yield from (f"{of_quiz}{items[place].version_id}/" for place in (0, 3))
    yield f"/admin/quizzes/questionversion/{items[0].version_id}/statistics/"


def test_by_keyboard_from_a_finding_to_the_question(page, live_server, editor, kept):
    page.context.add_cookies(cookies(live_server, editor))
    page.goto(live_server.url + next(paths(kept)))
    link = page.locator(".findings a").first
    link.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Edit as a new version")).to_be_visible(
        timeout=30_000  # the linter reads the question first
    )
