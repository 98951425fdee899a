"""A page is fetched from the public web only, whatever an address, a name or a redirect says."""

import functools
import http.server
import ipaddress
import socket
import threading
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.generation import UnreadableArticle
from quizzes.sources import from_web, web
from quizzes.sources.addresses import is_public

PAGE = b"<html><head><title>Leaks</title></head><body><p>The text of it is here.</p></body></html>"


class Site(http.server.BaseHTTPRequestHandler):
    """Answers by `pages`: a path's status, headers and body, or a function that sends it itself."""

    def do_GET(self):
        self.server.asked.append((self.path, dict(self.headers)))
        answer = self.server.pages.get(self.path, (404, {}, b""))
        if callable(answer):
            answer(self)
            return
        status, headers, body = answer
        self.send_response(status)
        for name, value in {"Content-Type": "text/html", **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *about):
        """Say nothing."""


@pytest.fixture
def site():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.daemon_threads = True
    server.pages, server.asked = {"/": (200, {}, PAGE)}, []
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    server.url = f"http://127.0.0.1:{server.server_port}"
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def here(address, port):
    """The tests' own server alone, beside what is public."""
    return address == "127.0.0.1" or web.is_allowed(address, port)


fetch = functools.partial(from_web, may_reach=here)


def refused(address, **more):
    with pytest.raises(UnreadableArticle) as refusal:
        fetch(address, **more)
    assert str(refusal.value)
    return refusal.value.code


def test_a_page_is_fetched_and_nothing_of_ours_goes_with_it(site):
    found = fetch(f"{site.url}/")
    assert (found.original, found.format, found.source_url) == (PAGE, "html", f"{site.url}/")
    [(_, headers)] = site.asked
    assert not {"Cookie", "Authorization", "Referer"} & set(headers)
    assert headers["Accept-Encoding"] == "identity"


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/", "http://localhost/", "http://127.1/", "http://2130706433/", "http://0x7f000001/",
        "http://0177.0.0.1/", "http://0/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://[::]/",
        "http://10.0.0.1/", "http://172.16.0.1/", "http://192.168.1.1/", "http://169.254.169.254/latest/",
        "http://100.64.0.1/", "http://[fe80::1]/", "http://[fd00::1]/", "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/", "http://224.0.0.1/", "http://255.255.255.255/", "http://0.0.0.0/",
        "http://93.184.216.34:22/", "http://93.184.216.34:8080/",
    ],
)  # fmt: skip
def test_what_is_not_public_is_not_asked(address, monkeypatch):
    monkeypatch.setattr(socket, "create_connection", lambda *a, **k: pytest.fail("it connected"))
    with pytest.raises(UnreadableArticle) as refusal:
        from_web(address)
    assert refusal.value.code == "not_public"


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd", "ftp://example.org/", "gopher://127.0.0.1/", "javascript:alert(1)", "//example.org",
        "example.org", "http://", "http:///path", "http://exa mple:x/", "http://example.org:99999/", "",
        "http://example.org/" + "a" * 600, "data:text/html,x", "http://[::1/",
    ],
)  # fmt: skip
def test_what_is_no_web_address_is_refused(address):
    assert refused(address) == "address"


@pytest.mark.parametrize("who", ["user@", "user:secret@", "@", ":@"])
def test_names_and_passwords_are_not_sent(who):
    assert refused(f"http://{who}example.org/") == "credentials"


@pytest.mark.parametrize(
    ("to", "code"),
    [
        ("http://10.0.0.1/", "not_public"),
        ("http://[::1]/", "not_public"),
        ("//192.168.0.1/x", "not_public"),
        ("file:///etc/passwd", "address"),
        ("http://user:secret@127.0.0.1/", "credentials"),
        ("/again", "redirects"),
        ("", "redirects"),
    ],
)
def test_every_redirect_is_checked_again_and_they_end(site, to, code):
    site.pages["/again"] = (302, {"Location": to}, b"")
    assert refused(f"{site.url}/again") == code
    assert len(site.asked) <= web.MOST_REDIRECTS + 1


def test_a_redirect_to_a_page_is_followed_and_its_address_kept(site):
    site.pages["/old"] = (301, {"Location": "/", "Set-Cookie": "a=b"}, b"")
    assert fetch(f"{site.url}/old").source_url == f"{site.url}/"
    assert all("Cookie" not in headers for _, headers in site.asked)


def test_a_name_is_resolved_once_and_the_checked_address_is_the_one_that_is_asked(
    site, monkeypatch
):
    answers = iter(["127.0.0.1", "10.0.0.1"])

    def resolve(host, port, *about, **more):
        if host != "rebind.example":
            return original(host, port, *about, **more)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

    original = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    found = fetch(f"http://rebind.example:{site.server_port}/")
    assert found.original == PAGE
    assert site.asked[0][1]["Host"] == f"rebind.example:{site.server_port}"
    assert next(answers) == "10.0.0.1"


def test_a_name_with_one_address_inside_is_not_asked(site, monkeypatch):
    both = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (a, 80)) for a in ("127.0.0.1", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: both)
    assert refused(f"http://mixed.example:{site.server_port}/") == "not_public"
    assert site.asked == []


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ((404, {}, b""), "status"),
        ((500, {}, b""), "status"),
        ((200, {"Content-Type": "image/png"}, b"x"), "type"),
        ((200, {"Content-Type": "application/octet-stream"}, b"x"), "type"),
        ((200, {"Content-Encoding": "gzip"}, b"x"), "type"),
        ((200, {}, b"a " * 1_500_000), "too_large"),
        ((200, {"Content-Length": "5000"}, PAGE), "unreachable"),
        ((200, {"Content-Type": "application/pdf"}, b"no PDF"), "damaged"),
    ],
)
def test_what_is_no_page_of_text_is_refused_with_the_reason(site, answer, code):
    site.pages["/x"] = answer
    assert refused(f"{site.url}/x") == code


def drip_body(handler):
    handler.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n")
    drip(handler)


def drip(handler):
    try:
        for _ in range(2400):
            handler.wfile.write(b"X")
            handler.wfile.flush()
            time.sleep(0.05)
    except OSError:
        return


@pytest.mark.parametrize("slow", [drip_body, drip, lambda handler: time.sleep(120)])
def test_a_server_that_takes_its_time_is_left(site, slow):
    site.pages["/slow"] = slow
    begun = time.monotonic()
    assert refused(f"{site.url}/slow", seconds=0.7) == "slow"
    assert time.monotonic() - begun < 60, "it waited for the end"


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("text/html; charset=iso-8859-1", "<p>Größe der Lücke.</p>".encode("latin-1")),
        ("text/html", b'<meta charset="windows-1252"><p>Gr\xf6\xdfe der L\xfccke.</p>'),
        ("text/html; charset=nonsense", "<p>Größe der Lücke.</p>".encode()),
        ("text/html; charset=hex", "<p>Größe der Lücke.</p>".encode()),
    ],
)
def test_a_page_in_another_encoding_is_read(site, kind, body):
    site.pages["/x"] = (200, {"Content-Type": kind}, body)
    assert "Größe der Lücke." in fetch(f"{site.url}/x").original.decode()


def test_a_name_that_nobody_knows_gets_a_sentence(monkeypatch):
    def unknown(*about, **more):
        raise socket.gaierror("unknown")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert refused("http://no-such-name.example/") == "unreachable"


@given(st.ip_addresses())
def test_no_address_is_public_that_the_library_calls_private(address):
    if is_public(str(address)):
        assert address.is_global
        assert not any([address.is_private, address.is_loopback, address.is_link_local])


@given(st.ip_addresses(v=4))
def test_an_old_address_in_new_clothes_is_never_public(address):
    packed = int(address)
    for network in ("::ffff:0:0", "::", "64:ff9b::", "64:ff9b:1::"):
        assert not is_public(
            str(ipaddress.IPv6Address(int(ipaddress.ip_address(network)) + packed))
        )
    assert not is_public(str(ipaddress.IPv6Address((0x2002 << 112) + (packed << 80))))
