"""Every page in a language that nobody speaks: no word of it is left in English."""

from copy import deepcopy

import pytest
from bs4 import BeautifulSoup
from django.db import transaction
from django.urls import resolve

from tests import everywhere
from tests.languages import words
from tests.security.walking import routes

pytestmark = pytest.mark.django_db

# Names, units and abbreviations, which no catalogue changes.
NAMES = (
    "Quizsite", "QR", "CSV", "XLSX", "PDF", "HTML", "JSONL", "Markdown", "UTC", "CET", "CEST", "Europe/Berlin",
    "Axes", "Tasks Database Backend", "Task Results", "testserver", "Example Login", "My telephone",
)  # fmt: skip


@pytest.fixture
def house(tmp_path, settings):
    settings.EMAIL_IS_SET = True
    return everywhere.furnish(tmp_path, settings)


def test_every_page_is_walked_through_and_none_is_left_untranslated(house, speak):
    walked = {name for _who, name, _path in house.pages}
    assert set(routes()) - walked == everywhere.NO_PAGES
    speak("en-xa")
    content, faults, asked = words.content(NAMES), {}, set()
    for who, _name, path in house.pages:
        answer = house.browsers[who].get(path, follow=True)
        told = [answer, *sent_empty(house.browsers[who], answer, who, asked)]
        told = [one for one in told if one["Content-Type"].startswith("text/html")]
        for text in [t for a in told for t in words.untranslated(a.content.decode(), content)]:
            faults.setdefault(text, (who, path))
    assert not faults, "\n".join(f"{where}: {text}" for text, where in faults.items())


def sent_empty(browser, answer, who, asked):
    """What each form of a page says where nothing was filled in; nothing of it is kept."""
    page = BeautifulSoup(answer.content, "html.parser")
    for form in page.find_all("form", method="post"):
        path = form.get("action") or answer.request["PATH_INFO"]
        hidden = {i["name"]: i.get("value", "") for i in form.select("input[type=hidden][name]")}
        button = form.select_one("button[name], input[type=submit][name]")
        act = {button["name"]: button.get("value", "")} if button else {}
        what = (who, resolve(path.partition("?")[0]).url_name, *act)
        if what in asked:
            continue
        asked.add(what)
        cookies = deepcopy(browser.cookies)
        with transaction.atomic():
            yield browser.post(path, hidden | act, follow=True)
            transaction.set_rollback(True)
        browser.cookies = cookies
