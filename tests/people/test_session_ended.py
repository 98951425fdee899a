"""An answer that is sent after the session ended is kept, and the page says plainly that it is not stored."""

import pytest
from django.test import Client

from quizzes.items import Kind
from quizzes.models import Learner, Response
from tests import make

pytestmark = pytest.mark.django_db

WORD = "a long pass phrase"
KINDS = list(Kind)


def sign_in(client, name="anna", follow=True, **more):
    return client.post(
        "/accounts/sign-in/", {"username": name, "password": WORD} | more, follow=follow
    )


def left_open(client, kind, **rules):
    """The response whose page was open when the session ended, and what its form will send."""
    attempt = make.start(client, make.quiz([kind, Kind.SINGLE], **rules))
    response = attempt.responses.select_related("version").get(position=1)
    client.logout()
    return response, make.posted(response, make.right(response.version.to_item()))


def values(page):
    """What the page's form would send."""
    form = page.context["form"]
    return {
        name: form[name].value() for name in form.fields if form[name].value() not in (None, "")
    }


@pytest.mark.parametrize("kind", KINDS)
def test_the_answer_is_put_back_into_the_form_after_signing_in(signed_in, anna, kind):
    response, sent = left_open(signed_in, kind)
    path = f"/attempts/{response.attempt_id}/1/"
    refused = signed_in.post(path, sent | {"confidence": "2"}, follow=True)
    told = refused.content.decode()
    assert (
        refused.redirect_chain[-1][0]
        == f"/accounts/sign-in/?next=/attempts/{response.attempt_id}/1/"
    )
    assert "your answer was not stored yet" in told
    assert not Response.objects.answered().exists()
    page = sign_in(signed_in, next=path)
    assert page.redirect_chain[-1][0] == path
    assert "It is not stored yet: look at it and send it." in page.content.decode()
    put_back = values(page)
    for name, value in sent.items():
        given = put_back[name] if isinstance(value, list) else str(put_back[name])
        assert given in (value, str(value), *([value[0]] if isinstance(value, list) else []))
    assert str(put_back["confidence"]) == "2"
    signed_in.post(path, put_back)
    response.refresh_from_db()
    assert (response.mark, response.confidence, response.sequence) == (1, 2, 1)


def test_it_is_put_back_once(signed_in, anna):
    response, sent = left_open(signed_in, Kind.SHORT_TEXT)
    path = f"/attempts/{response.attempt_id}/1/"
    signed_in.post(path, sent)
    told = "was kept while you were signed out"
    assert told in sign_in(signed_in, next=path).content.decode()
    assert told not in signed_in.get(path).content.decode()


def test_it_waits_until_its_own_question_is_opened(signed_in, anna):
    response, sent = left_open(signed_in, Kind.SHORT_TEXT)
    path = f"/attempts/{response.attempt_id}/"
    signed_in.post(f"{path}1/", sent)
    sign_in(signed_in)
    assert "phishing" not in signed_in.get(f"{path}2/").content.decode()
    assert 'value="phishing"' in signed_in.get(f"{path}1/").content.decode()


def test_it_is_not_handed_to_somebody_else_at_the_same_browser(signed_in, anna):
    response, sent = left_open(signed_in, Kind.SHORT_TEXT)
    make.user("boris")
    path = f"/attempts/{response.attempt_id}/1/"
    signed_in.post(path, sent)
    assert sign_in(signed_in, "boris", next=path).status_code == 404
    assert not Response.objects.answered().exists()


def test_an_answer_that_was_stored_before_shows_as_stored(signed_in, anna):
    response, sent = left_open(signed_in, Kind.SHORT_TEXT)
    phone = make.browser_of(anna)
    path = f"/attempts/{response.attempt_id}/1/"
    phone.post(path, {"sequence": 0, "answer": "whaling"})
    signed_in.post(path, sent)
    page = sign_in(signed_in, next=path).content.decode()
    assert "whaling" in page
    assert Response.objects.get(pk=response.pk).text == "whaling"


def test_a_changed_answer_of_a_quiz_with_feedback_at_the_end_is_put_back_over_the_stored_one(
    signed_in, anna
):
    attempt = make.start(signed_in, make.quiz([Kind.SHORT_TEXT], feedback="at_end"))
    path = f"/attempts/{attempt.pk}/1/"
    signed_in.post(path, {"sequence": 0, "answer": "first"})
    signed_in.logout()
    signed_in.post(path, {"sequence": 1, "answer": "second"})
    page = sign_in(signed_in, next=path)
    assert values(page) == {"sequence": 1, "answer": "second"}
    assert attempt.responses.get().text == "first"


@pytest.mark.parametrize("part", ["1/flag/", "1/article/open/", "finish/"])
def test_what_is_no_answer_is_not_kept(part):
    nobody = Client()
    assert nobody.post(f"/attempts/1/{part}", {"answer": "1"}).status_code == 404
    assert "unsent_answer" not in nobody.session


def test_a_visitor_cannot_fill_the_session_store():
    nobody = Client()
    fields = {f"answer_{i}": "x" * 5_000 for i in range(150)} | {
        "other": "x" * 100_000,
        "answer": ["x" * 900] * 80,
    }
    nobody.post("/attempts/1/1/", fields)
    assert len(str(nobody.session["unsent_answer"])) < 70_000
    assert "other" not in nobody.session["unsent_answer"]["fields"]


def test_signing_out_ends_the_session_and_says_nothing_of_it_to_the_next(signed_in, anna):
    attempt = make.start(signed_in, make.quiz())
    out = signed_in.post("/accounts/sign-out/")
    assert (out.status_code, out.headers["Location"]) == (302, "/")
    assert signed_in.get(f"/attempts/{attempt.pk}/").status_code == 404
    assert "anna" not in signed_in.get("/").content.decode()
    assert signed_in.get("/history/").context["page"].paginator.count == 0
    assert Learner.objects.count() == 1


def test_signing_out_twice_is_harmless(signed_in):
    for _ in range(2):
        assert signed_in.post("/accounts/sign-out/").status_code == 302
