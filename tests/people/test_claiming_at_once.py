"""A claim at the same moment as something else: nothing is lost, doubled or a fault of the server."""

from functools import partial

import pytest
from django.test import Client
from django.utils import timezone

from quizzes.items import Kind
from quizzes.models import Attempt, Learner
from tests import make
from tests.faults.racing import at_once
from tests.people.sittings import begun, finished

pytestmark = pytest.mark.django_db(transaction=True)

SIGN_IN = {"username": "anna", "password": "a long pass phrase"}


@pytest.fixture
def quiz(db):
    return make.quiz([Kind.SINGLE] * 4)


def test_a_claim_in_two_tabs_at_once_moves_each_attempt_once(anna, quiz):
    visiting, key = Learner.objects.new_guest()
    finished(quiz, visiting, 1)
    begun(quiz, visiting, 2)
    tabs = [Client() for _ in range(6)]
    for tab in tabs:
        tab.cookies["guest"] = key
    answers = at_once([partial(tab.post, "/accounts/sign-in/", SIGN_IN) for tab in tabs])
    assert {answer.status_code for answer in answers} == {302}
    assert sorted(Attempt.objects.values_list("learner__user", "number")) == [
        (anna.pk, 1),
        (anna.pk, 2),
    ]
    assert Learner.objects.count() == 1


def test_a_claim_that_races_with_the_accounts_own_start_leaves_one_open_attempt(anna, quiz):
    own = make.learner(anna)
    for _ in range(6):
        visiting, key = Learner.objects.new_guest()
        begun(quiz, visiting, 1)
        tab, desk = Client(), make.browser_of(anna)
        tab.cookies["guest"] = key
        answers = at_once([
            partial(tab.post, "/accounts/sign-in/", SIGN_IN),
            partial(desk.post, f"/quizzes/{quiz.slug}/start/"),
        ])  # fmt: skip
        assert {answer.status_code for answer in answers} == {302}
        assert own.attempts.open().count() == 1
        numbers = list(own.attempts.order_by("number").values_list("number", flat=True))
        assert numbers == list(range(1, len(numbers) + 1))
        own.attempts.open().get().finish(now=timezone.now())


def test_a_claim_that_races_with_the_guests_own_answer_or_start_loses_nothing(anna, quiz):
    for i in range(4):
        visiting, key = Learner.objects.new_guest()
        attempt = begun(make.quiz(slug=f"quiz-{i}"), visiting)
        sent = make.posted(
            attempt.responses.first(), make.right(attempt.responses.first().version.to_item())
        )
        tabs = [Client() for _ in range(3)]
        for tab in tabs:
            tab.cookies["guest"] = key
        signed_in, answered, started = at_once([
            partial(tabs[0].post, "/accounts/sign-in/", SIGN_IN),
            partial(tabs[1].post, f"/attempts/{attempt.pk}/1/", sent),
            partial(tabs[2].post, f"/quizzes/{quiz.slug}/start/"),
        ])  # fmt: skip
        assert signed_in.status_code == 302
        assert max(answered.status_code, started.status_code) < 500
        stored = attempt.responses.get(position=1).is_answered
        was_told_stored = answered.status_code == 302 and "sign-in" not in answered.url
        assert stored == was_told_stored
