"""Making an account: one name, one person."""

from functools import partial

import pytest
from django.test import Client

from quizzes.models import Attempt, Learner, User
from tests import make
from tests.faults.racing import at_once

WORD = "a long pass phrase"


def sign_up(client, name="anna", word=WORD, again=WORD, **more):
    return client.post(
        "/accounts/sign-up/", {"username": name, "password1": word, "password2": again} | more
    )


@pytest.mark.django_db
def test_whoever_signs_up_is_signed_in_and_welcomed(client):
    page = client.get(sign_up(client).headers["Location"]).content.decode()
    assert "Welcome." in page
    assert "anna" in page


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["anna", "Anna", "ANNA", "ａｎｎａ", " anna "])
def test_a_name_that_is_taken_is_told_however_it_is_written(client, anna, name):
    refused = sign_up(client, name)
    assert refused.status_code == 422
    assert "That name is taken; choose another." in refused.content.decode()
    assert User.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("names", [["anna"] * 8, ["anna", "Anna", "ANNA", "aNNa"] * 2])
def test_of_several_who_take_one_name_at_the_same_moment_one_gets_it(names):
    answers = at_once([partial(sign_up, Client(), name) for name in names])
    assert sorted(answer.status_code for answer in answers) == [302] + [422] * (len(names) - 1)
    told = next(answer for answer in answers if answer.status_code == 422).content.decode()
    assert "That name is taken; choose another." in told
    assert User.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("word", "again", "told"),
    [
        ("short", "short", "too short"),
        (WORD, "another pass phrase", "match"),
        ("password123", "password123", "too common"),
        ("anna-anna-anna", "anna-anna-anna", "similar"),
        ("", "", "required"),
    ],
)
def test_a_weak_or_mistyped_password_is_told(client, word, again, told):
    refused = sign_up(client, "anna-anna-anna", word, again)
    assert refused.status_code == 422
    assert told in refused.content.decode()
    assert not User.objects.exists()


@pytest.mark.django_db
def test_what_was_typed_stays_in_the_form_but_for_the_password(client, anna):
    page = sign_up(client, "anna", email="a@example.org").content.decode()
    assert 'value="anna"' in page
    assert 'value="a@example.org"' in page
    assert WORD not in page


@pytest.mark.django_db
def test_a_guests_result_belongs_to_the_account_that_was_made_for_it(guest):
    attempt = make.take(guest, make.quiz())
    page = guest.get(f"/attempts/{attempt.pk}/result/").content.decode()
    assert f"/accounts/sign-up/?next=/attempts/{attempt.pk}/result/" in page
    answer = sign_up(guest, next=f"/attempts/{attempt.pk}/result/")
    assert answer.headers["Location"] == f"/attempts/{attempt.pk}/result/"
    page = guest.get(answer.headers["Location"])
    assert "is now in your history" in page.content.decode()
    attempt.refresh_from_db()
    assert attempt.learner.user == User.objects.get()
    assert attempt.score == 2


@pytest.mark.django_db
def test_signing_up_ends_the_guest(guest):
    make.take(guest, make.quiz())
    sign_up(guest)
    assert guest.cookies["guest"].value == ""
    assert Learner.objects.count() == 1
    assert Attempt.objects.count() == 1


def test_whoever_was_signed_out_finds_the_way_back_from_a_page_that_is_not_there(client):
    page = client.get("/attempts/1/1/")
    assert page.status_code == 404
    assert 'href="/accounts/sign-in/?next=/attempts/1/1/"' in page.content.decode()
