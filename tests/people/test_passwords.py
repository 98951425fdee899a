"""A forgotten password, with mail and without; a new one; one's own settings."""

import re

import pytest
from django.core import mail
from django.test import Client

from quizzes.models import User
from tests import make

pytestmark = pytest.mark.django_db

OLD, NEW = "a long pass phrase", "another long phrase"
RESET = "/accounts/password/reset/"


@pytest.fixture
def berta(db, settings):
    """Somebody with an address, at a site that sends mail."""
    settings.EMAIL_IS_SET = True
    return make.user("berta", email="berta@example.org")


def can_sign_in(word, name="berta"):
    return (
        Client().post("/accounts/sign-in/", {"username": name, "password": word}).status_code == 302
    )


def link_of(client, email="berta@example.org"):
    """The address in the mail that came."""
    client.post(RESET, {"email": email})
    return re.search(r"http://testserver(/\S+)", mail.outbox[-1].body).group(1)


def set_password(client, link, word=NEW):
    form = client.get(link, follow=True).redirect_chain[-1][0]
    return client.post(form, {"new_password1": word, "new_password2": word}, follow=True)


def test_the_link_in_the_mail_sets_a_new_password(client, berta):
    done = set_password(client, link_of(client))
    assert "Your password is set" in done.content.decode()
    assert (can_sign_in(NEW), can_sign_in(OLD)) == (True, False)
    assert "berta" in mail.outbox[0].body
    assert mail.outbox[0].subject.startswith("A new password for")


def test_a_link_works_once(client, berta):
    link = link_of(client)
    set_password(client, link)
    page = client.get(link, follow=True).content.decode()
    assert "This link was used already or is too old." in page


def test_a_link_dies_when_its_owner_signs_in(client, berta):
    link = link_of(client)
    assert can_sign_in(OLD)
    assert "used already or is too old" in client.get(link, follow=True).content.decode()


def test_the_token_is_in_no_address_that_another_site_could_be_told(client, berta):
    link = link_of(client)
    landed = client.get(link, follow=True).redirect_chain[-1][0]
    assert link.split("/")[-2] not in landed


def test_a_weak_new_password_is_told(client, berta):
    page = set_password(client, link_of(client), "short").content.decode()
    assert "too short" in page
    assert can_sign_in(OLD)


def test_a_new_password_ends_the_other_sessions(client, berta):
    elsewhere = make.browser_of(berta)
    set_password(client, link_of(client))
    assert elsewhere.get("/accounts/").status_code == 302


def test_a_new_password_opens_a_door_that_wrong_ones_had_closed(client, berta):
    for _ in range(10):
        can_sign_in("wrong")
    assert not can_sign_in(OLD)
    set_password(client, link_of(client))
    assert can_sign_in(NEW)


def test_without_mail_the_page_says_that_nothing_is_sent_and_what_to_do(client, berta, settings):
    settings.EMAIL_IS_SET = False
    page = client.get(RESET).content.decode()
    assert "This site sends no mail" in page
    assert "Ask whoever runs it" in page
    assert 'name="email"' not in page


def test_without_mail_a_form_that_is_sent_anyway_gets_the_same_page(client, berta, settings):
    settings.EMAIL_IS_SET = False
    answer = client.post(RESET, {"email": "berta@example.org"})
    assert "This site sends no mail" in answer.content.decode()
    assert not mail.outbox


def test_mail_that_cannot_be_delivered_is_no_fault_of_the_page(client, berta, monkeypatch):
    def refuse(*args, **kwargs):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", refuse)
    assert client.post(RESET, {"email": "berta@example.org"}).status_code == 302


def test_somebody_signed_in_changes_the_password_and_stays_signed_in(signed_in, anna):
    form = {"old_password": OLD, "new_password1": NEW, "new_password2": NEW}
    page = signed_in.post("/accounts/password/", form, follow=True)
    assert "Your password was changed." in page.content.decode()
    assert can_sign_in(NEW, "anna")


def test_changing_the_password_takes_the_old_one(signed_in, anna):
    form = {"old_password": "wrong", "new_password1": NEW, "new_password2": NEW}
    signed_in.post("/accounts/password/", form)
    assert can_sign_in(OLD, "anna")


def test_a_time_zone_is_known_or_told(signed_in, anna):
    refused = signed_in.post("/accounts/", {"email": "", "time_zone": "Mars/Olympus"})
    assert refused.status_code == 422
    assert "There is no time zone “Mars/Olympus”" in refused.content.decode()
    signed_in.post("/accounts/", {"email": "a@example.org", "time_zone": "Asia/Tokyo"})
    assert User.objects.values_list("email", "time_zone").get() == ("a@example.org", "Asia/Tokyo")


def test_times_are_shown_in_the_persons_zone_which_the_page_names(signed_in, anna):
    User.objects.update(time_zone="Asia/Tokyo")
    make.start(signed_in, make.quiz())
    assert "Asia/Tokyo" in signed_in.get("/history/").content.decode()


@pytest.mark.parametrize("path", ["/accounts/", "/accounts/password/"])
def test_ones_own_settings_are_for_whoever_is_signed_in(client, path):
    assert client.get(path).headers["Location"] == f"/accounts/sign-in/?next={path}"
