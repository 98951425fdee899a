"""Signing in: what a stranger can't learn, guess or be led to."""

import pytest
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.core import mail

from quizzes.models import User
from tests import make
from tests.security.walking import everything

pytestmark = pytest.mark.django_db

WORD = "a long pass phrase"
SIGN_IN, SIGN_UP, RESET = "/accounts/sign-in/", "/accounts/sign-up/", "/accounts/password/reset/"
TRIES = 10


def sign_in(client, name="anna", word=WORD, **more):
    return client.post(SIGN_IN, {"username": name, "password": word} | more)


def is_signed_in(client):
    return SESSION_KEY in client.session


def session_key(client):
    """The session that the browser has now, made by a visitor's page where there is none."""
    client.session.save()
    return client.cookies["sessionid"].value if "sessionid" in client.cookies else None


def begun_session(client):
    session = client.session
    session["kept"] = "yes"
    session.save()
    return session.session_key


def test_the_session_gets_a_new_name_at_sign_in_and_keeps_its_content(client, anna):
    before = begun_session(client)
    sign_in(client)
    assert is_signed_in(client)
    assert client.session.session_key != before
    assert client.session["kept"] == "yes"
    assert not Session.objects.filter(pk=before).exists()


def test_the_session_gets_a_new_name_at_sign_up(client):
    before = begun_session(client)
    client.post(SIGN_UP, {"username": "eve", "password1": WORD, "password2": WORD})
    assert is_signed_in(client)
    assert client.session.session_key != before


def test_one_persons_session_is_not_handed_to_the_next(client, anna):
    make.user("boris")
    sign_in(client)
    begun_session(client)
    sign_in(client, "boris")
    assert "kept" not in client.session


def test_the_cookies_are_kept_from_scripts(client, anna):
    sign_in(client)
    for name in ("sessionid", "csrftoken"):
        assert client.cookies[name]["httponly"]
        assert client.cookies[name]["samesite"] == "Lax"


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(client, anna):
    answers = [
        everything(sign_in(client, name, "wrong")).replace(name, "") for name in ("anna", "nono")
    ]
    assert answers[0] == answers[1]
    assert answers[0].startswith("200")
    assert not is_signed_in(client)


def test_an_account_that_was_closed_gets_the_same_answer_too(client, anna):
    make.user("closed", is_active=False)
    answers = [
        everything(sign_in(client, name, WORD)).replace(name, "") for name in ("closed", "nobody")
    ]
    assert answers[0] == answers[1]


@pytest.mark.parametrize("name", ["anna", "ANNA", "Anna"])
def test_a_name_may_be_written_in_any_case(client, anna, name):
    sign_in(client, name)
    assert is_signed_in(client)


@pytest.mark.parametrize("names", [["anna"], ["nobody"], ["anna", "Anna", "aNNa", "ANNA", "annA"]])
def test_after_ten_wrong_passwords_even_the_right_one_is_refused_for_a_while(client, anna, names):
    for i in range(TRIES):
        answer = sign_in(client, names[i % len(names)], "wrong")
    assert answer.status_code == 429
    assert "Too many tries" in answer.content.decode()
    locked = sign_in(client, names[0])
    assert locked.status_code == 429
    assert not is_signed_in(client)


def test_the_admins_own_door_is_locked_alike(client):
    make.user("root", is_staff=True, is_superuser=True)
    for _ in range(TRIES):
        answer = client.post("/admin/login/", {"username": "root", "password": "wrong"})
    assert answer.status_code == 429
    assert sign_in(client, "root").status_code == 429


def test_one_persons_lock_leaves_the_others_alone(client, anna):
    make.user("boris")
    for _ in range(TRIES):
        sign_in(client, "anna", "wrong")
    sign_in(client, "boris")
    assert is_signed_in(client)


def test_a_right_password_forgets_the_wrong_ones(client, anna):
    for _ in range(3):
        for _ in range(TRIES - 1):
            assert sign_in(client, "anna", "wrong").status_code == 200
        assert sign_in(client).status_code == 302


EVIL = [
    "https://evil.example/", "//evil.example", "///evil.example", "http:evil.example", "javascript:alert(1)", r"\\evil.example",
    r"/\evil.example", "https:evil.example", " //evil.example", "http://testserver@evil.example/", "\x01//evil.example", "ftp://testserver/",
]  # fmt: skip


@pytest.mark.parametrize("evil", EVIL)
@pytest.mark.parametrize("how", ["address", "form"])
def test_nobody_is_led_to_another_site(client, anna, evil, how):
    address, more = (f"?next={evil}", {}) if how == "address" else ("", {"next": evil})
    sent = {"username": "anna", "password": WORD}
    assert client.post(f"{SIGN_IN}{address}", sent | more).headers["Location"] == "/"
    client.logout()
    sent = {"username": "eve", "password1": WORD, "password2": WORD}
    assert client.post(f"{SIGN_UP}{address}", sent | more).headers["Location"] == "/"
    if "\\" not in evil:
        out = client.post(f"/accounts/sign-out/{address}", more)
        assert out.headers["Location"] == "/"


@pytest.mark.parametrize("path", ["/history/", "/attempts/1/2/", "/quizzes/quiz/?page=2"])
def test_ones_own_page_is_where_one_comes_back_to(client, anna, path):
    assert sign_in(client, next=path).headers["Location"] == path
    client.logout()
    sent = {"username": "eve", "password1": WORD, "password2": WORD, "next": path}
    assert client.post(SIGN_UP, sent).headers["Location"] == path


def test_a_link_to_an_evil_page_is_not_shown_on_the_form_either(client):
    page = client.get(f'{SIGN_IN}?next="><script>alert(1)</script>').content.decode()
    assert "<script>alert" not in page
    page = client.get(f'{SIGN_UP}?next="><script>alert(1)</script>').content.decode()
    assert "<script>alert" not in page


def test_a_reset_for_an_unknown_address_gets_the_same_answer(client, settings):
    settings.EMAIL_IS_SET = True
    make.user("berta", email="berta@example.org")
    answers = [
        everything(client.post(RESET, {"email": f"{name}@example.org"}))
        for name in ("berta", "nobody")
    ]
    assert answers[0] == answers[1]
    assert [message.to for message in mail.outbox] == [["berta@example.org"]]


def test_the_password_is_kept_as_a_hash(client):
    client.post(SIGN_UP, {"username": "eve", "password1": WORD, "password2": WORD})
    assert WORD not in User.objects.get().password
