"""`start --share` serves a class in a room: on one address of this machine, by plain http, honestly."""

import http.cookiejar
import re
import shutil
import socket
import urllib.error
import urllib.parse
import urllib.request

import pytest
from django.core.management import CommandError

from quizzes.management import sharing
from tests.site.running import PATIENCE, Site

ROOM = "127.0.0.2"  # stands for an address in a local network and never leaves this machine


@pytest.fixture(scope="module")
def shared(first, tmp_path_factory):
    data = shutil.copytree(first.data, tmp_path_factory.mktemp("shared") / "data")
    with Site(data, share=ROOM) as site:
        yield site


class Browser:
    """A pupil's: it keeps cookies by the rules, so a secure one would not come back over http."""

    def __init__(self, site):
        self.site, self.jar = site, http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    def ask(self, path, sent=None, **headers):
        body = urllib.parse.urlencode(sent).encode() if sent else None
        origin = {"Origin": self.site.address.rstrip("/")} if sent else {}
        request = urllib.request.Request(  # noqa: S310
            self.site.address + path, body, headers=origin | headers
        )
        try:
            with self.opener.open(request, timeout=PATIENCE) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()


def test_it_prints_the_address_a_qr_code_and_what_plain_http_means(shared):
    assert f"http://{ROOM}:{shared.port}/join/" in shared.said
    assert "█" in shared.said
    assert "plain http" in shared.said


def test_the_address_is_a_host_of_the_site_and_another_is_not(shared):
    assert Browser(shared).ask("")[0] == 200
    assert Browser(shared).ask("", Host="evil.example")[0] == 400
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", shared.port), timeout=PATIENCE)


def test_forms_and_cookies_work_over_plain_http(shared):
    browser = Browser(shared)
    _status, page = browser.ask("accounts/sign-up/")
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    word = "a long pass phrase"
    sent = {"csrfmiddlewaretoken": token, "username": "pupil", "password1": word, "password2": word}
    assert browser.ask("accounts/sign-up/", sent, Origin="http://evil.example")[0] == 403
    assert browser.ask("accounts/sign-up/", sent)[0] == 200
    assert "pupil" in browser.ask("accounts/")[1]
    assert {(cookie.name, cookie.secure) for cookie in browser.jar} >= {("sessionid", False)}


class TestTheAddress:
    def test_a_public_site_is_not_shared_over_plain_http(self, settings):
        settings.IS_PRODUCTION = True
        with pytest.raises(CommandError, match="has a public address already"):
            sharing.address_in_the_room("")

    @pytest.mark.parametrize("wish", ["mars", "300.1.1.1", "0.0.0.0", "::1", "quiz.example.org"])  # noqa: S104
    def test_a_wish_that_is_no_address_is_told(self, wish):
        with pytest.raises(CommandError, match="address"):
            sharing.address_in_the_room(wish)

    @pytest.mark.parametrize(
        ("own", "told"), [(None, "in no network"), ("198.41.0.4", "open to the whole internet")]
    )
    def test_without_a_local_network_nothing_is_shared(self, monkeypatch, own, told):
        monkeypatch.setattr(sharing, "_own_address", lambda: own)
        with pytest.raises(CommandError, match=told):
            sharing.address_in_the_room("")

    def test_an_address_of_another_machine_is_told_in_one_sentence(self, tmp_path):
        site = Site(tmp_path / "data", share="192.0.2.7")
        assert site.process.wait(PATIENCE) == 1
        assert len(site.said.strip().splitlines()) == 1, site.said
        assert "is no address of this machine" in site.said

    def test_a_terminal_without_blocks_gets_the_address_without_the_code(self):
        told = sharing.invitation("http://192.168.1.20:8000", "ascii")
        assert "http://192.168.1.20:8000/join/" in told
        assert told.isascii()
