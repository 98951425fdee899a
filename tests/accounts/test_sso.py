"""Signing in by an OpenID provider: a real one on this machine, and all that it can get wrong."""

import datetime as dt
import json
import logging
from http.client import HTTPConnection
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.contrib.auth import SESSION_KEY
from django.core import mail
from django.test import Client
from django.utils import timezone

from quizzes import privacy
from quizzes.models import Attempt, User
from quizzes.models.waysin import identities
from tests import make
from tests.accounts.codes import set_up
from tests.accounts.provider import OTHER_KEY
from tests.people.test_own_data import unzipped

pytestmark = pytest.mark.django_db

START, MEET = "/accounts/sso/start/", "/accounts/sso/meet/"
WORD = "a long pass phrase"
CONFIRMED = {"sub": "u-1", "preferred_username": "ada", "email": "ada@example.org", "email_verified": True}  # fmt: skip


def leave(client, **sent):
    """Press the button; where the page leads on to."""
    page = client.post(START, sent)
    assert page.status_code == 200, page.content
    soup = BeautifulSoup(page.content, "html.parser")
    leads = soup.select_one("main a.button")["href"]
    assert soup.select_one("meta[http-equiv=refresh]")["content"] == f"0; url={leads}"
    return leads


def at_provider(leads):
    """What the browser does there; the address that it is sent back to."""
    split = urlsplit(leads)
    connection = HTTPConnection(split.netloc, timeout=5)
    connection.request("GET", f"{split.path}?{split.query}")
    back = connection.getresponse().headers["Location"]
    connection.close()
    return back.removeprefix("http://testserver")


def come_back(client, **sent):
    return client.get(at_provider(leave(client, **sent)))


def is_signed_in(client):
    return SESSION_KEY in client.session


def who(client):
    return User.objects.get(pk=client.session[SESSION_KEY]).username


def test_without_a_provider_there_is_nothing_of_it(client, signed_in, settings):
    assert settings.SSO is None
    for path in (START, MEET, "/accounts/sso/back/", "/accounts/sso/disconnect/"):
        for ask in (signed_in.get, signed_in.post):
            assert ask(path).status_code in {404, 405}
    assert "sso" not in client.get("/accounts/sign-in/").content.decode()


def test_somebody_new_gets_an_account_and_comes_back_to_it(client, provider):
    provider.person = CONFIRMED | {"given_name": "Ada", "family_name": "Lovelace"}
    assert "Sign in with Example Login" in client.get("/accounts/sign-in/").content.decode()
    assert come_back(client, next="/history/").url == "/history/"
    ada = User.objects.get()
    assert (ada.username, ada.email, ada.first_name) == ("ada", "ada@example.org", "Ada")
    assert ada.has_confirmed_address
    assert not ada.has_usable_password()
    assert "Welcome." in client.get("/history/").content.decode()
    other = Client()
    provider.person = {"sub": "u-1"}
    come_back(other)
    assert who(other) == "ada"
    assert User.objects.count() == 1


def test_nothing_more_is_kept_than_which_identity_it_was(client, provider):
    provider.person = CONFIRMED | {"picture": "https://example.org/a.png", "phone_number": "1"}
    for _ in range(2):
        come_back(client)
    row = identities().get()
    assert (row.provider, row.uid, row.extra_data) == (provider.address, "u-1", {})


def test_a_guests_attempts_come_along(client, provider):
    attempt = make.take(client, make.quiz())
    provider.person = CONFIRMED
    come_back(client)
    assert Attempt.objects.get().learner.user.username == "ada"
    assert client.cookies["guest"].value == ""
    assert client.get(f"/attempts/{attempt.pk}/result/").status_code == 200


def test_the_session_gets_a_new_name(client, provider):
    leads = leave(client)
    before = client.cookies["sessionid"].value
    client.get(at_provider(leads))
    assert client.cookies["sessionid"].value != before


@pytest.mark.parametrize("confirmed", [False, None, "false", 1])
def test_an_address_that_the_provider_did_not_confirm_opens_nobodys_account(client, provider, confirmed):  # fmt: skip
    """Whoever may write any address into their profile there is not let into the account of its owner."""
    ada = make.user("ada", email="ada@example.org")
    ada.confirm_address()
    provider.person = CONFIRMED | {"sub": "thief", "email_verified": confirmed}
    come_back(client)
    assert who(client) == "ada-2"
    thief = User.objects.get(username="ada-2")
    assert not thief.has_confirmed_address
    assert not identities(user=ada).exists()


def test_an_address_that_was_not_confirmed_here_opens_no_account_either(client, provider):
    """Somebody may have made it with her address, to have her results and her identity come into it."""
    planted = make.user("planted", email="ADA@example.org")
    provider.person = CONFIRMED
    assert come_back(client).url == MEET
    assert not is_signed_in(client)
    assert not identities().exists()
    page = client.get(MEET).content.decode()
    assert "ada@example.org" in page
    assert "planted" not in page
    assert client.post(MEET).url == "/"
    assert who(client) == "ada"
    assert not identities(user=planted).exists()
    assert client.get(MEET).url == "/accounts/"


def test_whoever_has_its_password_connects_it(client, provider):
    ada = make.user("ada", email="ada@example.org")
    provider.person = CONFIRMED
    come_back(client)
    client.post("/accounts/sign-in/", {"username": "ada", "password": WORD, "next": MEET})
    assert not identities().exists()
    assert "comes into your account ada" in client.get(MEET).content.decode()
    assert not identities().exists(), "opening the page connects nothing"
    client.post(MEET)
    assert identities().get().user == ada
    other = Client()
    come_back(other)
    assert who(other) == "ada"


def test_the_meeting_is_forgotten_after_a_while(client, provider):
    make.user("ada", email="ada@example.org")
    provider.person = CONFIRMED
    come_back(client)
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=16)):
        assert client.post(MEET).url == "/accounts/sign-in/"
    assert User.objects.count() == 1


def test_an_address_that_both_confirmed_opens_the_account_and_says_so(client, provider):
    ada = make.user("ada", email="ada@example.org")
    ada.confirm_address()
    provider.person = CONFIRMED
    come_back(client)
    assert who(client) == "ada"
    assert "connected with Example Login" in client.get("/").content.decode()
    provider.person = {"sub": "u-1"}
    come_back(client)
    assert who(client) == "ada"


def test_nobody_is_made_an_editor_by_an_address(client, provider):
    root = make.user("root", email="ada@example.org", is_staff=True, is_superuser=True)
    root.confirm_address()
    provider.person = CONFIRMED
    assert come_back(client).url == MEET


def test_an_account_with_a_second_factor_is_connected_by_whoever_passes_it(client, provider, settings):  # fmt: skip
    settings.MFA = "on"
    ada = make.user("ada", email="ada@example.org")
    ada.confirm_address()
    set_up(make.browser_of(ada))
    provider.person = CONFIRMED
    assert come_back(client).url == MEET
    assert not identities().exists()


def test_two_accounts_with_one_address_are_told_apart_by_a_password(client, provider):
    for name in ("ada", "eve"):
        make.user(name, email="ada@example.org").confirm_address()
    provider.person = CONFIRMED
    assert come_back(client).url == MEET


def test_a_provider_that_does_not_say_so_can_be_trusted_with_addresses(client, provider, settings):
    make.user("ada", email="ada@example.org").confirm_address()
    provider.person = {"sub": "u-1", "email": "ada@example.org"}
    settings.SSO = type(settings.SSO)(**{**vars(settings.SSO), "trusts_addresses": True})
    come_back(client)
    assert who(client) == "ada"


def test_the_same_person_at_another_provider_is_somebody_else(client, provider, settings):
    come_back(client)
    settings.SSO = type(settings.SSO)(**{**vars(settings.SSO), "server": provider.address + "/"})
    assert not identities(provider=settings.SSO.server).exists()


@pytest.mark.parametrize(
    ("person", "name"),
    [
        ({"preferred_username": "Ada"}, "Ada-2"),
        ({"preferred_username": "ada lovelace <b>"}, "adalovelaceb"),
        ({"email": "grace@example.org"}, "grace"),
        ({}, "learner"),
        ({"preferred_username": "x" * 500}, "x" * 140),
        ({"preferred_username": ["a", 1]}, "a1"),
        ({"email": "no address"}, "noaddress"),
    ],
)
def test_a_name_is_made_of_what_the_provider_says(client, provider, person, name):
    make.user("ada")
    provider.person = {"sub": "u-1"} | person
    come_back(client)
    assert who(client) == name
    User.objects.get(username=name).full_clean(exclude=["password"])


def wrong(provider, what):
    now = timezone.now().timestamp()
    match what:
        case "an expired token":
            provider.token = {"exp": int(now) - 60}
        case "a token of another key":
            provider.key = OTHER_KEY
        case "a token for another site":
            provider.token = {"aud": "another-site"}
        case "a token of another provider":
            provider.token = {"iss": "https://evil.example"}
        case "a token of another handshake":
            provider.token = {"nonce": "x"}
        case "two people":
            provider.told_of = "u-2"
        case "nobody":
            provider.person = {"sub": ""}
        case _:
            provider.broken = what


@pytest.mark.parametrize(
    "what",
    [
        "an expired token", "a token of another key", "a token for another site", "a token of another provider",
        "a token of another handshake", "two people", "nobody", "/token", "/keys", "/userinfo",
    ],
)  # fmt: skip
def test_what_cannot_be_trusted_lets_nobody_in_and_gets_a_kind_page(client, provider, what, caplog):
    wrong(provider, what)
    caplog.set_level(logging.CRITICAL, "quizzes")
    caplog.set_level(logging.CRITICAL, "django")
    answer = come_back(client)
    assert answer.status_code == 503
    assert "Signing in did not work" in answer.content.decode()
    assert not is_signed_in(client)
    assert not User.objects.exists()


@pytest.mark.parametrize("what", ["gone", "/.well-known/openid-configuration"])
def test_where_the_provider_is_down_the_page_says_so(client, provider, settings, what):
    provider.broken = what
    if what == "gone":
        settings.SSO = type(settings.SSO)(**{**vars(settings.SSO), "server": "http://127.0.0.1:9"})
    answer = client.post(START)
    assert answer.status_code == 503
    assert "Example Login can’t be reached" in answer.content.decode()


def test_a_way_back_that_began_in_another_browser_is_refused(client, provider):
    """Nobody is signed in to a stranger's account by a link."""
    back = at_provider(leave(Client()))
    for path in (back, "/accounts/sso/back/", back.replace("state=", "state=x")):
        answer = client.get(path)
        assert answer.status_code == 400
        assert "in another browser" in answer.content.decode()
    assert not is_signed_in(client)


def test_a_way_back_is_good_once_and_for_ten_minutes(client, provider):
    back = at_provider(leave(client))
    client.get(back)
    assert client.get(back).status_code == 400
    other = Client()
    back = at_provider(leave(other))
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=11)):
        assert other.get(back).status_code == 400
    assert not is_signed_in(other)


def test_whoever_declines_there_is_back_at_the_form(client, provider):
    provider.denies = True
    page = client.get(at_provider(leave(client)), follow=True).content.decode()
    assert "did not sign in at Example Login" in page
    assert not is_signed_in(client)


def test_a_visit_does_not_begin_it_and_nobody_is_led_elsewhere(client, provider):
    assert client.get(START).status_code == 405
    assert come_back(client, next="https://evil.example/").url == "/"


def test_what_the_provider_is_asked_holds_no_secret(client, provider):
    asked = parse_qs(urlsplit(leave(client)).query)
    assert "client_secret" not in asked
    assert asked["redirect_uri"] == ["http://testserver/accounts/sso/back/"]


def test_an_account_that_was_closed_stays_closed(client, provider):
    come_back(client)
    User.objects.update(is_active=False)
    other = Client()
    assert come_back(other).status_code == 403
    assert not is_signed_in(other)


def test_an_account_connects_and_disconnects(signed_in, anna, provider):
    provider.person = CONFIRMED
    assert "Connect with Example Login" in signed_in.get("/accounts/").content.decode()
    come_back(signed_in, process="connect")
    assert identities().get().user == anna
    assert "opens this account." in signed_in.get("/accounts/").content.decode()
    anna.refresh_from_db()
    assert anna.email == "", "the account keeps its own address"
    signed_in.post("/accounts/sso/disconnect/")
    assert not identities().exists()


def test_an_identity_opens_one_account(signed_in, provider):
    come_back(Client())
    come_back(signed_in, process="connect")
    assert "connected with that identity already" in signed_in.get("/accounts/").content.decode()
    assert identities().get().user.username == "learner"


def test_the_only_way_in_is_not_taken_away_until_there_is_a_password(client, provider):
    come_back(client)
    page = client.post("/accounts/sso/disconnect/", follow=True).content.decode()
    assert "Set a password first" in page
    assert identities().exists()
    client.post("/accounts/password/", {"new_password1": WORD, "new_password2": WORD})
    client.post("/accounts/sso/disconnect/")
    assert not identities().exists()


def test_the_admin_is_entered_by_the_same_door(client, provider):
    root = make.user("root", is_staff=True, is_superuser=True)
    identities().create(provider=provider.address, uid="u-1", user=root)
    door = client.get("/admin/", follow=True)
    assert "Sign in with Example Login" in door.content.decode()
    assert come_back(client, next="/admin/").url == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_a_confirmed_address_is_wanted_of_everybody(client, provider, settings):
    settings.EMAIL_IS_SET, settings.EMAIL_VERIFICATION = True, "mandatory"
    provider.person = CONFIRMED | {"email_verified": False}
    assert come_back(client).url == "/accounts/confirm/"
    assert not is_signed_in(client)
    assert mail.outbox[-1].to == ["ada@example.org"]
    other = Client()
    provider.person = CONFIRMED | {"sub": "u-2", "email": "eve@example.org"}
    come_back(other)
    assert is_signed_in(other)


def test_ones_data_tells_of_it_and_erasing_takes_it_along(client, provider):
    come_back(client)
    account = json.loads(unzipped(client.get("/accounts/data/export.zip"))["data.json"])["account"]
    (identity,) = account["identities"]
    assert (identity["provider"], identity["known_as"]) == (provider.address, "u-1")
    assert "Your password" not in client.get("/accounts/data/erase/").content.decode()
    assert client.post("/accounts/data/erase/", {"sure": "on"}).url == "/accounts/data/erased/"
    assert not identities().exists()
    assert not User.objects.exists()


def test_erasing_somebody_takes_the_identity_with_the_account(client, provider):
    come_back(client)
    privacy.erase(make.learner(User.objects.get()), now=timezone.now())
    assert not identities().exists()


def test_the_admin_has_no_list_of_it(superuser):
    page = superuser.get("/admin/").content.decode()
    for label in ("account", "socialaccount", "mfa"):
        assert f"/admin/{label}/" not in page
        assert superuser.get(f"/admin/{label}/").status_code == 404
