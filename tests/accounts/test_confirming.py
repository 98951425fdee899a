"""Confirming an address: by a link that ends and a button, and never by whoever only reads the mail."""

import datetime as dt
import re

import pytest
import time_machine
from django.contrib.auth import SESSION_KEY
from django.core import mail
from django.test import Client
from django.utils import timezone

from quizzes.models import Attempt, User
from tests import make

pytestmark = pytest.mark.django_db

WORD = "a long pass phrase"
ASK = "/accounts/confirm/"


@pytest.fixture(params=["optional", "mandatory"])
def asked(request, settings):
    settings.EMAIL_IS_SET, settings.EMAIL_VERIFICATION = True, request.param


@pytest.fixture
def mandatory(settings):
    settings.EMAIL_IS_SET, settings.EMAIL_VERIFICATION = True, "mandatory"


@pytest.fixture
def optional(settings):
    settings.EMAIL_IS_SET, settings.EMAIL_VERIFICATION = True, "optional"


def sign_up(client, name="eve", email="eve@example.org", **more):
    sent = {"username": name, "password1": WORD, "password2": WORD, "email": email}
    return client.post("/accounts/sign-up/", sent | more)


def sign_in(client, name="eve", word=WORD, **more):
    return client.post("/accounts/sign-in/", {"username": name, "password": word} | more)


def is_signed_in(client):
    return SESSION_KEY in client.session


def link():
    """The page that the last mail leads to."""
    return re.search(r"http://[^/]+(/accounts/confirm/\S+)", mail.outbox[-1].body).group(1)


def is_confirmed(name="eve"):
    return User.objects.get(username=name).has_confirmed_address


def test_the_button_of_the_mails_page_confirms_and_opening_it_does_not(client, asked):
    sign_up(client)
    assert mail.outbox[-1].to == ["eve@example.org"]
    assert "Yes, the address is mine" in client.get(link()).content.decode()
    assert not is_confirmed()
    client.post(link())
    assert is_confirmed()
    assert is_signed_in(client)
    assert "is confirmed" in client.get("/accounts/").content.decode()


def test_without_the_setting_there_is_nothing_of_it(signed_in, settings):
    assert settings.EMAIL_VERIFICATION == "none"
    assert signed_in.get(ASK).status_code == 404
    assert "onfirm" not in signed_in.get("/accounts/").content.decode()
    sign_up(Client())
    assert mail.outbox == []


def test_whoever_only_reads_the_mail_confirms_nothing(asked, anna):
    """A stranger made an account with her address, hoping that she presses the button."""
    sign_up(Client())
    for reader in (Client(), make.browser_of(anna)):
        page = reader.get(link()).content.decode()
        assert "the address is mine" not in page
        assert "eve" not in page
        reader.post(link())
        assert not is_confirmed()


def test_where_it_is_optional_one_is_let_in_at_once_and_need_not_give_an_address(client, optional):
    sign_up(client, email="")
    assert is_signed_in(client)
    assert mail.outbox == []


def test_where_it_is_mandatory_an_address_is_asked_for(client, mandatory):
    refused = sign_up(client, email="")
    assert refused.status_code == 422
    assert "(optional)" not in refused.content.decode()
    assert not User.objects.exists()


def test_where_it_is_mandatory_nobody_comes_in_before(client, mandatory):
    assert sign_up(client).url == ASK
    assert not is_signed_in(client)
    assert "as good as in, eve" in client.get(ASK).content.decode()
    other = Client()
    assert sign_in(other).url == ASK
    assert not is_signed_in(other)
    assert other.get("/accounts/").status_code == 302


def test_an_older_account_without_an_address_gives_one_and_comes_in(client, anna, mandatory):
    make.take(client, make.quiz())
    assert sign_in(client, "anna", next="/history/").url == ASK
    assert mail.outbox == []
    assert client.post(ASK, {"email": ""}).status_code == 422
    client.post(ASK, {"email": "anna@example.org"})
    assert client.post(link()).url == "/history/"
    assert is_signed_in(client)
    assert Attempt.objects.get().learner.user == anna, "the guest's attempt came along"
    assert client.cookies["guest"].value == ""


def test_a_new_account_takes_the_guests_attempts_when_it_comes_in(client, mandatory):
    attempt = make.take(client, make.quiz())
    there = f"/attempts/{attempt.pk}/result/"
    sign_up(client, next=there)
    assert Attempt.objects.get().learner.user is None
    assert client.post(link()).url == there
    assert Attempt.objects.get().learner.user.username == "eve"
    assert "Welcome. What you had answered" in client.get(there).content.decode()


def test_a_mistyped_address_is_corrected_while_waiting(client, mandatory):
    sign_up(client, email="eev@example.org")
    first = link()
    client.post(ASK, {"email": "eve@example.org"})
    assert "another address" in client.get(first).content.decode()
    client.post(first)
    assert not is_confirmed()
    client.post(link())
    assert is_confirmed()


def test_the_wait_opens_nothing_but_itself_and_ends(client, mandatory):
    sign_up(client)
    for path in ("/accounts/password/", "/accounts/", "/admin/"):
        assert client.get(path).status_code == 302
    with time_machine.travel(timezone.now() + dt.timedelta(hours=3)):
        assert "Sign in first" in client.get(link()).content.decode()


def test_a_new_password_ends_the_waiting_of_others(client, mandatory):
    sign_up(client)
    eve = User.objects.get()
    eve.set_password("another long phrase")
    eve.save()
    client.post(link())
    assert not is_confirmed()


def test_a_link_ends_after_three_days(client, asked):
    sign_up(client)
    first = link()
    with time_machine.travel(timezone.now() + dt.timedelta(days=3, minutes=1)):
        sign_in(client)
        page = client.get(first)
        assert page.status_code == 200
        assert "too old" in page.content.decode()
        client.post(first)
    assert not is_confirmed()


@pytest.mark.parametrize("token", ["nothing", "1-abc", "1-abc:1:x"])
def test_a_made_up_link_is_nothing(client, asked, token):
    assert client.get(f"{ASK}{token}/").status_code == 404


def test_another_address_is_not_confirmed_however_it_came(signed_in, anna, optional):
    signed_in.post("/accounts/", {"email": "anna@example.org"})
    signed_in.post(link())
    assert is_confirmed("anna")
    signed_in.post("/accounts/", {"email": "Anna@example.org"})
    assert is_confirmed("anna"), "only written in another way"
    signed_in.post("/accounts/", {"email": "other@example.org"})
    assert not is_confirmed("anna")
    assert mail.outbox[-1].to == ["other@example.org"]
    assert "not confirmed yet" in signed_in.get("/accounts/").content.decode()


def test_nobodys_post_box_is_filled(asked):
    for number in range(5):
        sign_up(Client(), f"eve{number}", "berta@example.org")
    assert len(mail.outbox) == 3
    client = Client()
    sign_up(client, "eve9", "carla@example.org")
    for number in range(9):
        client.post(ASK, {"email": f"victim{number}@example.org"})
    assert len(mail.outbox) == 3 + 6


def test_where_mail_does_not_leave_the_account_is_there_and_says_so(client, asked, settings):
    settings.EMAIL_BACKEND = "tests.accounts.test_confirming.Broken"
    page = client.get(sign_up(client).url).content.decode()
    assert "could not be sent" in page
    assert User.objects.exists()


class Broken:
    def __init__(self, *args, **kwargs):
        pass

    def send_messages(self, messages):
        raise ConnectionRefusedError("no mail here")


def test_a_password_set_by_mail_confirms_the_address(client, asked):
    make.user("berta", email="berta@example.org")
    client.post("/accounts/password/reset/", {"email": "berta@example.org"})
    page = re.search(r"http://testserver(/\S+)", mail.outbox[-1].body).group(1)
    form = client.get(page).url
    client.post(form, {"new_password1": "another long phrase", "new_password2": "another long phrase"})  # fmt: skip
    assert is_confirmed("berta")


def test_the_admins_own_form_is_no_way_past_it(client, mandatory):
    make.user("root", is_staff=True, is_superuser=True, email="root@example.org")
    door = client.post("/admin/login/?next=/admin/quizzes/quiz/", {"username": "root", "password": WORD})  # fmt: skip
    assert door.url == "/accounts/sign-in/?next=/admin/quizzes/quiz/"
    assert not is_signed_in(client)
    sign_in(client, "root", next="/admin/quizzes/quiz/")
    assert not is_signed_in(client)
    assert client.post(link()).url == "/admin/quizzes/quiz/"
    assert client.get("/admin/quizzes/quiz/").status_code == 200
    assert client.get("/admin/login/").url == "/admin/"


def test_whoever_may_not_edit_is_told_so_at_the_door(signed_in, mandatory):
    page = signed_in.get("/admin/", follow=True).content.decode()
    assert "signed in as anna, who may not see that page" in page
