"""A form that another site sends in somebody's name is refused, and the page says that nothing was stored."""

import pytest
from django.test import Client
from django.urls import reverse

from quizzes.models import Attempt, User
from tests import make
from tests.security.test_other_peoples_things import MATRIX
from tests.security.walking import address, as_if_first, routes

pytestmark = pytest.mark.django_db


@pytest.fixture
def strict(anna):
    client = Client(enforce_csrf_checks=True)
    client.force_login(anna, backend="quizsite.accounts.Backend")
    return client


def assert_refused(answer):
    assert answer.status_code == 403
    assert "nothing was stored" in answer.content.decode()


@pytest.mark.parametrize("sent", [{}, {"csrfmiddlewaretoken": "x" * 64}])
def test_every_route_refuses_a_form_without_its_token(strict, sent, subtests):
    make.quiz()
    for name in MATRIX:
        with subtests.test(name), as_if_first(strict):
            answer = strict.post(address(name), sent)
            assert answer.status_code == 405 or assert_refused(answer) is None
            assert not Attempt.objects.exists()


def test_the_admin_refuses_it_too(superuser):
    superuser.handler.enforce_csrf_checks = True
    refused = 0
    for name, takes in routes("admin").items():
        if takes in ([], ["object_id"]):
            answer = superuser.post(reverse(name, kwargs=dict.fromkeys(takes, "1")))
            assert answer.status_code in {403, 404, 405}
            refused += answer.status_code == 403
    assert refused > 20


def test_a_token_of_another_origin_does_not_help(strict):
    make.quiz()
    token = strict.get("/quizzes/quiz/").context["csrf_token"]
    headers = {"origin": "https://evil.example"}
    assert_refused(
        strict.post("/quizzes/quiz/start/", {"csrfmiddlewaretoken": str(token)}, headers=headers)
    )


def test_the_pages_own_form_passes(strict):
    make.quiz()
    token = strict.get("/quizzes/quiz/").context["csrf_token"]
    assert (
        strict.post("/quizzes/quiz/start/", {"csrfmiddlewaretoken": str(token)}).status_code == 302
    )


def test_a_page_that_was_open_before_signing_in_is_refused_and_says_so(anna):
    client = Client(enforce_csrf_checks=True)
    make.quiz()
    old = str(client.get("/quizzes/quiz/").context["csrf_token"])
    page = str(client.get("/accounts/sign-in/").context["csrf_token"])
    sent = {"csrfmiddlewaretoken": page, "username": "anna", "password": "a long pass phrase"}
    assert client.post("/accounts/sign-in/", sent).status_code == 302
    assert_refused(client.post("/quizzes/quiz/start/", {"csrfmiddlewaretoken": old}))


def test_signing_out_takes_a_form(signed_in):
    assert signed_in.get("/accounts/sign-out/").status_code == 405
    assert signed_in.get("/history/").context["user"] == User.objects.get()
