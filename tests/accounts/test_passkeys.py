"""Passkeys: made after the password, good alone, of one site and one person."""

import json

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import SESSION_KEY
from django.test import Client

from quizzes.models import Attempt, User
from quizzes.models.waysin import factors, identities
from tests import make
from tests.accounts.codes import ASK, SIGN_IN, WORD, set_up
from tests.accounts.device import Device
from tests.people.test_own_data import unzipped

pytestmark = pytest.mark.django_db

MAKE, COME, BEGIN = "/accounts/security/passkeys/make/", "/accounts/passkey/", "/accounts/passkey/begin/"  # fmt: skip


@pytest.fixture(autouse=True)
def _on(settings):
    settings.PASSKEYS = True


def options_of(browser):
    """What the page tells the browser, after the password."""
    browser.post(MAKE, {"password": WORD})
    page = BeautifulSoup(browser.get(MAKE).content, "html.parser")
    return json.loads(page.select_one("#passkey-options").text)


def made(browser, device=None, **sent):
    """A device with a passkey of the browser's account."""
    device = device or Device()
    answer = browser.post(MAKE, {"credential": device.make(options_of(browser))} | sent)
    assert answer.status_code == 302, answer.content
    return device


@pytest.fixture
def device(signed_in):
    return made(signed_in, name="my phone")


def come(client, device, **sent):
    options = json.loads(client.post(BEGIN).content)
    return client.post(COME, {"credential": device.sign(options)} | sent)


def is_signed_in(client):
    return SESSION_KEY in client.session


def assert_is_refused(client, answer):
    assert answer.url == SIGN_IN
    assert "passkey was not accepted" in client.get(SIGN_IN).content.decode()
    assert not is_signed_in(client)


def test_without_the_setting_there_is_nothing_of_it(signed_in, settings):
    settings.PASSKEYS = False
    for path in (MAKE, COME, BEGIN, "/accounts/security/passkeys/1/remove/"):
        assert signed_in.post(path).status_code == 404
    assert "passkey" not in Client().get(SIGN_IN).content.decode()


def test_a_passkey_is_a_way_in_that_needs_no_name_and_no_password(client, device):
    assert come(client, device, next="/history/").url == "/history/"
    assert User.objects.get(pk=client.session[SESSION_KEY]).username == "anna"
    page = client.get("/accounts/security/").content.decode()
    assert "my phone" in page
    assert "Last used" in page


def test_a_guests_attempts_come_along(client, device):
    make.take(client, make.quiz())
    come(client, device)
    assert Attempt.objects.get().learner.user.username == "anna"


def test_the_session_gets_a_new_name(client, device):
    options = json.loads(client.post(BEGIN).content)
    before = client.cookies["sessionid"].value
    client.post(COME, {"credential": device.sign(options)})
    assert client.cookies["sessionid"].value != before


def test_it_needs_no_code_of_a_second_factor_and_opens_the_admin(client, settings):
    settings.MFA = "editors"
    root = make.browser_of(make.user("root", is_staff=True, is_superuser=True))
    device = made(root)
    set_up(root)
    assert come(client, device, next="/admin/").url == "/admin/"
    assert client.get("/admin/").status_code == 200
    other = Client()
    assert other.post(SIGN_IN, {"username": "root", "password": WORD}).url == ASK


def test_an_open_browser_alone_makes_none(signed_in):
    page = signed_in.get(MAKE).content.decode()
    assert "Your password" in page
    assert "passkey-options" not in page
    assert signed_in.post(MAKE, {"password": "wrong"}).status_code == 422
    signed_in.post(MAKE, {"credential": "{}"})
    assert not factors().exists()


def test_what_is_signed_is_good_once(client, device):
    options = json.loads(client.post(BEGIN).content)
    signed = device.sign(options)
    client.post(COME, {"credential": signed})
    assert is_signed_in(client)
    other = Client()
    other.post(BEGIN)
    assert_is_refused(other, other.post(COME, {"credential": signed}))
    third = Client()
    assert_is_refused(third, third.post(COME, {"credential": signed}))


@pytest.mark.parametrize(
    "wrong",
    [
        {"origin": "https://evil.example"},
        {"origin": "http://testserver"},
        {"verifies": False},
        {"key": Device().key},
        {"name": b"a passkey of somebody else"},
    ],
    ids=lambda wrong: str(next(iter(wrong.items())))[:40],
)
def test_a_passkey_of_another_site_or_key_or_without_its_person_is_refused(client, device, wrong):
    for field, value in wrong.items():
        setattr(device, field, value)
    assert_is_refused(client, come(client, device))


def test_nobody_comes_in_as_somebody_else(client, device):
    berta = made(make.browser_of(make.user("berta")), Device(name=b"another passkey"))
    berta.owner = device.owner
    assert_is_refused(client, come(client, berta))


@pytest.mark.parametrize(
    "sent",
    [
        "", "{}", "[]", "null", "1", '"x"', "{", '{"response": {}}', '{"response": []}', '{"id": 1, "rawId": 1}',
        '{"response": {"userHandle": "!"}}', "[" * 50_000, '{"id": "YQ", "rawId": "YQ", "type": "public-key", "response": {"userHandle": null}}',
    ],
    ids=lambda sent: sent[:30],
)  # fmt: skip
def test_anything_else_is_refused(client, signed_in, device, sent):
    client.post(BEGIN)
    assert_is_refused(client, client.post(COME, {"credential": sent}))
    options_of(signed_in)
    assert signed_in.post(MAKE, {"credential": sent}).status_code == 422
    assert factors().count() == 1


def test_a_passkey_is_not_made_where_nobody_showed_that_it_is_them(signed_in):
    answer = Device(verifies=False).make(options_of(signed_in))
    assert signed_in.post(MAKE, {"credential": answer}).status_code == 422
    assert not factors().exists()


def test_a_closed_account_stays_closed(client, device):
    User.objects.update(is_active=False)
    assert_is_refused(client, come(client, device))


def test_it_is_removed_by_its_owner_with_the_password(signed_in, client, device):
    remove = f"/accounts/security/passkeys/{factors().get().pk}/remove/"
    stranger = make.browser_of(make.user("berta"))
    for ask in (stranger.get, stranger.post):
        assert ask(remove).status_code == 404
    assert "my phone" in signed_in.get(remove).content.decode()
    assert signed_in.post(remove, {"password": "wrong"}).status_code == 422
    assert factors().exists()
    assert signed_in.post(remove, {"password": WORD}).url == "/accounts/security/"
    assert not factors().exists()
    assert_is_refused(client, come(client, device))


def test_the_only_way_in_is_not_removed(client, settings):
    anna = make.user("anna")
    anna.set_unusable_password()
    anna.save()
    browser = make.browser_of(anna)
    assert browser.get(MAKE).status_code == 302, "there is no password to ask for"
    page = BeautifulSoup(browser.get(MAKE).content, "html.parser")
    device = Device()
    browser.post(MAKE, {"credential": device.make(json.loads(page.select_one("#passkey-options").text))})  # fmt: skip
    remove = f"/accounts/security/passkeys/{factors().get().pk}/remove/"
    assert "Set a password first" in browser.post(remove, follow=True).content.decode()
    identities().create(provider="p", uid="u", user=anna)
    browser.post(remove)
    assert not factors().exists()


def test_there_is_an_end_to_how_many_one_has(signed_in, monkeypatch):
    from quizzes.identities import passkeys

    monkeypatch.setattr(passkeys, "MOST", 1)
    made(signed_in)
    assert "twenty passkeys" in signed_in.get(MAKE, follow=True).content.decode()


def test_a_confirmed_address_is_wanted_here_too(client, device, settings):
    settings.EMAIL_IS_SET, settings.EMAIL_VERIFICATION = True, "mandatory"
    assert come(client, device).url == "/accounts/confirm/"
    assert not is_signed_in(client)


def test_ones_data_tells_of_it_and_erasing_takes_it_along(signed_in, client, device):
    whole = unzipped(signed_in.get("/accounts/data/export.zip"))["data.json"]
    (passkey,) = json.loads(whole)["account"]["second_factors"]
    assert passkey["name"] == "my phone"
    signed_in.post("/accounts/data/erase/", {"sure": "on", "password": WORD})
    assert not factors().exists()
    assert_is_refused(client, come(client, device))


def test_the_device_is_told_the_sites_name_and_the_accounts_and_no_address(signed_in, anna):
    User.objects.update(email="anna@example.org")
    key = options_of(signed_in)["publicKey"]
    assert key["rp"] == {"id": "testserver", "name": "Quizsite"}
    assert key["user"]["name"] == key["user"]["displayName"] == "anna"
    assert "example.org" not in json.dumps(key)
    assert key["authenticatorSelection"]["userVerification"] == "required"
    assert key["authenticatorSelection"]["residentKey"] == "required"


def test_the_pages_say_that_it_needs_javascript(signed_in):
    options_of(signed_in)
    for browser, path in ((Client(), SIGN_IN), (signed_in, MAKE)):
        page = BeautifulSoup(browser.get(path).content, "html.parser")
        assert "needs JavaScript" in page.select_one("noscript").text
        assert page.select_one("form[data-passkey]").has_attr("hidden")


@pytest.mark.parametrize("count", [1, 6])
def test_the_page_of_many_takes_as_few_statements(signed_in, settings, count, django_assert_num_queries):  # fmt: skip
    settings.MFA = "on"
    set_up(signed_in)
    for number in range(count):
        made(signed_in, Device(name=f"passkey {number}".encode()))
    signed_in.get("/accounts/security/")
    with django_assert_num_queries(5):
        signed_in.get("/accounts/security/")
