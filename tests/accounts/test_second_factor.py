"""A second factor: set up with the password, asked for at every door, lost and got back."""

import datetime as dt
import json
import time
from functools import partial

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.contrib.auth import SESSION_KEY
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from quizzes.models import Attempt, User
from quizzes.models.waysin import factors
from tests import make
from tests.accounts.codes import ASK, OFF, ON, RECOVERY, SIGN_IN, WORD, code_of, set_up
from tests.accounts.test_sso import come_back
from tests.faults.racing import at_once
from tests.people.test_own_data import unzipped, whole_database

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on(settings):
    settings.MFA = "on"


@pytest.fixture
def annas(signed_in):
    """Anna's browser, her secret and her recovery codes; a while after she set them up."""
    with time_machine.travel(timezone.now() - dt.timedelta(minutes=5)):
        return signed_in, *set_up(signed_in)


def sign_in(client, name="anna", **more):
    return client.post(SIGN_IN, {"username": name, "password": WORD} | more)


def is_signed_in(client):
    return SESSION_KEY in client.session


def test_the_codes_of_the_tests_are_those_of_the_paper():
    """RFC 6238, appendix B, the last six digits."""
    assert code_of("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", 59) == "287082"
    assert code_of("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", 1_111_111_109) == "081804"


def test_without_the_setting_there_is_nothing_of_it(signed_in, settings):
    settings.MFA = "off"
    for path in ("/accounts/security/", ON, OFF, RECOVERY):
        assert signed_in.get(path).status_code == 404
    assert Client().get(ASK).url == SIGN_IN
    assert "second factor" not in signed_in.get("/accounts/").content.decode()


def test_the_way_in_leads_by_the_code(annas):
    _browser, secret, _codes = annas
    client = Client()
    assert sign_in(client, next="/history/").url == ASK
    assert not is_signed_in(client)
    assert client.get("/accounts/").status_code == 302
    assert client.post(ASK, {"code": code_of(secret)}).url == "/history/"
    assert is_signed_in(client)
    assert client.get(ASK).url == SIGN_IN, "nobody waits any more"


def test_a_guests_attempts_come_along(annas):
    client = Client()
    make.take(client, make.quiz())
    sign_in(client)
    assert Attempt.objects.get().learner.user is None
    client.post(ASK, {"code": code_of(annas[1])})
    assert Attempt.objects.get().learner.user.username == "anna"


def test_the_session_gets_a_new_name_at_each_step(annas):
    client = Client()
    sign_in(client)
    between = client.cookies["sessionid"].value
    client.post(ASK, {"code": code_of(annas[1])})
    assert client.cookies["sessionid"].value != between


@pytest.mark.parametrize("code", ["", "000000", "12345", "abcdef", "１", "x" * 200, "0 0 0"])
def test_a_wrong_code_is_told(annas, code):
    client = Client()
    sign_in(client)
    assert client.post(ASK, {"code": code}).status_code == 422
    assert not is_signed_in(client)


def test_a_code_passes_once(annas):
    _browser, secret, _codes = annas
    code = code_of(secret)
    for passes in (True, False):
        client = Client()
        sign_in(client)
        client.post(ASK, {"code": code})
        assert is_signed_in(client) is passes


@pytest.mark.parametrize(
    ("off", "passes"), [(-90, False), (-30, True), (0, True), (30, True), (90, False)]
)
def test_a_clock_may_be_half_a_minute_off(annas, off, passes):
    client = Client()
    with time_machine.travel(dt.datetime(2030, 1, 1, 12, 0, 15, tzinfo=dt.UTC), tick=False):
        sign_in(client)
        client.post(ASK, {"code": code_of(annas[1], time.time() + off)})
        assert is_signed_in(client) is passes


def test_code_and_spaces_and_full_width_digits_are_read(annas):
    client = Client()
    sign_in(client)
    code = code_of(annas[1])
    wide = "".join(chr(ord(c) + 0xFEE0) for c in code)
    client.post(ASK, {"code": f" {wide[:3]} {wide[3:]}"})
    assert is_signed_in(client)


def test_after_eight_wrong_codes_even_the_right_one_is_refused_for_a_while(annas):
    client = Client()
    sign_in(client)
    for _ in range(8):
        client.post(ASK, {"code": "000000"})
    refused = client.post(ASK, {"code": code_of(annas[1])})
    assert "Too many wrong codes" in refused.content.decode()
    other = Client()
    sign_in(other)
    other.post(ASK, {"code": code_of(annas[1])})
    assert not is_signed_in(other)
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=16)):
        sign_in(other)
        other.post(ASK, {"code": code_of(annas[1])})
        assert is_signed_in(other)


def test_the_wait_for_a_code_ends(annas):
    client = Client()
    sign_in(client)
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=11)):
        assert client.post(ASK, {"code": code_of(annas[1])}).url == SIGN_IN


def test_a_new_password_ends_the_waiting_of_whoever_has_the_old_one(annas):
    thief = Client()
    sign_in(thief)
    anna = User.objects.get()
    anna.set_password("another long phrase")
    anna.save()
    assert thief.post(ASK, {"code": code_of(annas[1])}).url == SIGN_IN


def test_each_recovery_code_passes_once(annas):
    browser, _secret, codes = annas
    assert len(set(codes)) == 10
    for passes in (True, False):
        client = Client()
        sign_in(client)
        client.post(ASK, {"code": codes[3]})
        assert is_signed_in(client) is passes
    assert "9 recovery codes are left" in browser.get("/accounts/security/").content.decode()


def test_new_recovery_codes_take_the_place_of_the_old_ones(annas):
    browser, _secret, codes = annas
    assert browser.post(RECOVERY, {"password": "wrong"}).status_code == 422
    page = browser.post(RECOVERY, {"password": WORD}).content.decode()
    assert codes[0] not in page
    client = Client()
    sign_in(client)
    client.post(ASK, {"code": codes[0]})
    assert not is_signed_in(client)


def test_an_open_browser_alone_neither_sets_it_up_nor_switches_it_off(annas, db):
    berta = make.browser_of(make.user("berta"))
    berta.get(ON)
    assert berta.post(ON, {"code": "000000"}).status_code == 422
    browser, _secret, _codes = annas
    for sent in ({}, {"password": "wrong"}):
        assert browser.post(OFF, sent).status_code in {200, 422}
    assert factors(type="totp").count() == 1
    assert browser.post(OFF, {"password": WORD}).url == "/accounts/security/"
    assert not factors().exists()
    client = Client()
    sign_in(client)
    assert is_signed_in(client)


def test_it_is_not_on_before_its_first_code_was_right(signed_in):
    assert signed_in.post(ON, {"code": "000000", "password": WORD}).status_code == 422
    assert not factors().exists()
    assert "Set it up" in signed_in.get("/accounts/security/").content.decode()


def test_secrets_are_not_in_the_database(annas):
    _browser, secret, codes = annas
    whole = whole_database()
    assert secret.casefold() not in whole
    assert not [code for code in codes if code.replace(" ", "") in whole]


def test_under_another_secret_key_no_code_passes_and_nothing_breaks(annas, settings, caplog):
    settings.SECRET_KEY = "another key " * 5
    browser = make.browser_of(User.objects.get())
    assert browser.get("/accounts/security/").status_code == 200
    client = Client()
    sign_in(client)
    assert client.post(ASK, {"code": code_of(annas[1])}).status_code == 422
    assert "sealed under another SECRET_KEY" in caplog.text


def test_the_admins_own_form_is_no_way_past_it(client):
    root = make.user("root", is_staff=True, is_superuser=True)
    with time_machine.travel(timezone.now() - dt.timedelta(minutes=5)):
        secret, _codes = set_up(make.browser_of(root))
    client.post("/admin/login/?next=/admin/", {"username": "root", "password": WORD})
    assert not is_signed_in(client)
    assert sign_in(client, "root", next="/admin/").url == ASK
    assert client.get("/admin/").status_code == 302
    assert client.post(ASK, {"code": code_of(secret)}).url == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_where_editors_must_have_one_the_admin_opens_to_nobody_else(client, settings):
    settings.MFA = "editors"
    make.user("root", is_staff=True, is_superuser=True)
    sign_in(client, "root", next="/admin/")
    assert is_signed_in(client)
    door = client.get("/admin/quizzes/quiz/", follow=True)
    assert door.redirect_chain[-1][0] == "/accounts/security/"
    assert "Editing takes a second factor here" in door.content.decode()
    set_up(client)
    assert client.get("/admin/quizzes/quiz/").status_code == 200
    make.user("anna")
    other = Client()
    sign_in(other)
    assert is_signed_in(other), "learners need none"


def test_the_provider_is_no_way_past_it(annas, provider, client):
    from quizzes.models.waysin import identities

    identities().create(provider=provider.address, uid="u-1", user=User.objects.get())
    assert come_back(client, next="/history/").url == ASK
    assert not is_signed_in(client)
    assert client.post(ASK, {"code": code_of(annas[1])}).url == "/history/"


def test_a_confirmed_address_comes_first(annas, settings):
    settings.EMAIL_IS_SET, settings.EMAIL_VERIFICATION = True, "mandatory"
    client = Client()
    assert sign_in(client).url == "/accounts/confirm/"
    User.objects.get().confirm_address()
    User.objects.update(email="anna@example.org", confirmed_email="anna@example.org")
    assert sign_in(client).url == ASK


def test_a_superuser_takes_it_away_from_whoever_lost_it(annas, superuser):
    anna = User.objects.get(username="anna")
    page = superuser.get(f"/admin/quizzes/user/{anna.pk}/change/").content.decode()
    assert "Take away the second factor" in page
    superuser.post(f"/admin/quizzes/user/{anna.pk}/do/forget/")
    assert not factors().exists()
    assert LogEntry.objects.filter(object_id=str(anna.pk)).exists()
    client = Client()
    sign_in(client)
    assert is_signed_in(client)


def test_an_editor_takes_it_away_from_nobody(annas, editor):
    anna = User.objects.get(username="anna")
    assert editor.post(f"/admin/quizzes/user/{anna.pk}/do/forget/").status_code in {302, 403}
    assert factors(user=anna).exists()


def test_the_operator_takes_it_away_where_nobody_else_can(annas, capsys):
    call_command("forget_second_factor", "ANNA")
    assert "Taken away from anna: 1." in capsys.readouterr().out
    assert not factors().exists()
    with pytest.raises(CommandError, match="no account nobody"):
        call_command("forget_second_factor", "nobody")


def test_ones_data_tells_of_it_without_its_secret_and_erasing_takes_it_along(annas):
    browser, secret, _codes = annas
    whole = unzipped(browser.get("/accounts/data/export.zip"))["data.json"]
    kinds = [f["kind"] for f in json.loads(whole)["account"]["second_factors"]]
    assert kinds == ["TOTP Authenticator", "Recovery codes"]
    assert secret not in whole
    browser.post("/accounts/data/erase/", {"sure": "on", "password": WORD})
    assert not factors().exists()


def test_the_key_of_a_new_one_is_long_and_random(client, anna):
    secrets = set()
    for _ in range(5):
        browser = make.browser_of(anna)
        page = browser.get(ON).content.decode()
        assert "otpauth://totp/Quizsite:anna?secret=" in page
        secrets.add(page.split("secret=")[1].split("&")[0])
    assert len(secrets) == 5
    assert all(len(secret) == 32 for secret in secrets)


@pytest.mark.django_db(transaction=True)
def test_a_code_that_is_sent_eight_times_at_once_passes_once(settings):
    settings.MFA = "on"
    browser = make.browser_of(make.user("anna"))
    with time_machine.travel(timezone.now() - dt.timedelta(minutes=5)):
        _secret, codes = set_up(browser)
    clients = [Client() for _ in range(8)]
    for client in clients:
        sign_in(client)
    at_once([partial(client.post, ASK, {"code": codes[0]}) for client in clients])
    assert [is_signed_in(client) for client in clients].count(True) == 1
