"""Fault 13: letters that look like others."""

import pytest
from django.utils import timezone

from quizzes import actions
from quizzes.items import Item, Kind, TextKey
from tests import make

pytestmark = pytest.mark.django_db

CYRILLIC_A = "\u0430"


def test_a_look_alike_letter_of_another_script_does_not_count_as_right(guest):
    attempt = make.start(guest, make.quiz([Kind.SHORT_TEXT]))
    fake = "phishing".replace("i", "\u0456", 1)
    guest.post(f"/attempts/{attempt.pk}/1/", {"sequence": 0, "answer": fake})
    response = attempt.responses.get()
    assert (response.text, response.mark) == (fake, 0)
    assert fake in guest.get(f"/attempts/{attempt.pk}/1/").content.decode()


def test_a_lesson_about_look_alikes_is_shown_letter_by_letter(guest, superuser):
    fake = f"p{CYRILLIC_A}yp{CYRILLIC_A}l.example"
    article = make.article(text=f"The address {fake} is not paypal.example.")
    item = Item(
        kind=Kind.SHORT_TEXT, stem=f"Whom does {fake} imitate?", key=TextKey(("paypal.example",))
    )
    version = actions.add_items([item], revision=article.current, by=None).versions[0]
    version.approve(by=None, now=timezone.now())
    quiz = actions.make_quiz(
        title=f"On {fake}", slug="fakes", versions=[version], articles=[article]
    )
    quiz.publish(by=None, now=timezone.now())
    attempt = make.start(guest, quiz)
    learners = ["/", "/quizzes/fakes/", f"/attempts/{attempt.pk}/1/", "/history/"]
    assert all(fake in guest.get(path).content.decode() for path in learners)
    guest.post(f"/attempts/{attempt.pk}/finish/")
    assert fake in guest.get("/articles/passwords/").content.decode()
    assert (
        fake
        in superuser.get(f"/admin/quizzes/questionversion/{version.pk}/change/").content.decode()
    )


@pytest.mark.parametrize("typed_as", ["ＰＨＩＳＨＩＮＧ", " Phishing. ", "“phishing”", "PHISHING"])
def test_width_case_and_quotes_make_no_difference(guest, typed_as):
    attempt = make.start(guest, make.quiz([Kind.SHORT_TEXT]))
    guest.post(f"/attempts/{attempt.pk}/1/", {"sequence": 0, "answer": typed_as})
    assert attempt.responses.get().mark == 1
