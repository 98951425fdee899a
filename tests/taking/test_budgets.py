"""What a page may weigh, measured on the shipped content as a browser would get it: compressed."""

import gzip
import re

import pytest

from quizzes.models import Quiz
from tests import make

pytestmark = pytest.mark.django_db

FIRST_PAGE, ANSWER = 30_000, 6_000
SWAPPED = {"HX-Request": "true", "HX-Boosted": "true"}


def weight(answer):
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return len(gzip.compress(body, 6))


def loaded_by(page):
    """The addresses of everything that a page loads by itself."""
    head = re.findall(r'<(?:link|script|img)\b[^>]*\b(?:href|src)="([^"]+)"', page)
    return list(dict.fromkeys(head))


def test_the_first_page_with_all_it_loads_is_light(guest, shipped_content):
    page = guest.get("/")
    html = page.content.decode()
    assert "Today" in html
    weights = {"/": weight(page)} | {path: weight(guest.get(path)) for path in loaded_by(html)}
    assert {path for path in weights if not path.startswith("/")} == set()
    assert len(weights) > 4
    assert sum(weights.values()) <= FIRST_PAGE, weights


def test_an_answer_to_todays_question_is_light(guest, shipped_content):
    form = re.search(r'action="(/today/[^"]+)"', guest.get("/").content.decode())
    edit = re.search(r'name="edit" value="(\d+)"', guest.get("/").content.decode())
    sent = {"answer": "1", "edit": edit[1], "another": "0"}
    part = guest.post(form[1], sent, headers=SWAPPED | {"HX-Target": "today"})
    assert part.status_code == 200
    assert weight(part) <= ANSWER


@pytest.mark.parametrize("slug", ["lesson-phishing", "network-civilization-and-network-security"])
@pytest.mark.parametrize("headers", [SWAPPED, {}], ids=["swapped", "without JavaScript"])
def test_every_answer_and_its_feedback_are_light(guest, shipped_content, slug, headers):
    attempt = make.start(guest, Quiz.objects.get(slug=slug))
    weights = {}
    for response in attempt.responses.select_related("version"):
        path = f"/attempts/{attempt.pk}/{response.position}/"
        weights[path, "question"] = weight(guest.get(path, headers=headers))
        make.send(guest, response, make.wrong(response.version.to_item()))
        weights[path, "feedback"] = weight(guest.get(path, headers=headers))
    assert max(weights.values()) <= ANSWER, weights


def test_pages_travel_compressed_where_the_browser_can_read_that(guest, shipped_content):
    answer = guest.get("/", headers={"accept-encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert b"Today" in gzip.decompress(answer.content)
    assert len(answer.content) < len(guest.get("/").content) / 2
