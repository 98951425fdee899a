"""A page from the web, asked for so that nobody can use us to look into our own network.

http and https only, on their own ports. A name is resolved once; every address must be public, and the
connection is made to the very address that was checked, so that no second answer of the name's server
counts. Each redirect goes through the same checks. No cookies, no credentials, no proxy. Bounded in
time and size.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from quizzes.generation import UnreadableArticle
from quizzes.items import gettext_noop

from . import files
from .addresses import is_public
from .brought import LIMIT_OF_FILES, LIMIT_OF_TEXT, Brought
from .charset import as_utf8
from .connection import Pinned

SECONDS = 15.0
MOST_REDIRECTS = 5
LONGEST_ADDRESS = 500
_FORMATS = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
    "text/markdown": "markdown",
    "application/pdf": "pdf",
}
_PORTS = {"http": 80, "https": 443}
_REDIRECTS = {301, 302, 303, 307, 308}
MayReach = Callable[[str, int], bool]


def is_allowed(address: str, port: int) -> bool:
    """Whether a connection to this address may be made: public, and at the web's own ports."""
    return port in _PORTS.values() and is_public(address)


@dataclass(frozen=True)
class _Target:
    scheme: str
    host: str
    port: int
    path: str


def from_web(
    address: str, *, may_reach: MayReach = is_allowed, seconds: float = SECONDS
) -> Brought:
    """Fetch a page; raises UnreadableArticle with a sentence that says what to do instead.

    `may_reach` is for tests alone, which talk to a server of their own on this machine: the app never
    gives it, and no setting changes it.
    """
    deadline = time.monotonic() + seconds
    for _ in range(MOST_REDIRECTS + 1):
        target = _target(address)
        connection = _connection(target, may_reach, deadline)
        try:
            answer = connection.ask(target.path, accept=", ".join(_FORMATS))
            if answer.status not in _REDIRECTS:
                return _brought(address, answer, connection)
            address = urljoin(address, answer.getheader("Location") or "")
        except (OSError, http.client.HTTPException, ValueError) as error:
            if isinstance(error, UnreadableArticle):
                raise
            raise _unreachable(target.host, connection.is_over) from error
        finally:
            connection.finish()
    raise UnreadableArticle(
        "redirects",
        gettext_noop(
            "The address leads on and on to other addresses; give the one of the page itself."
        ),
    )


def _target(address: str) -> _Target:
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
        name = host if ":" in host else host.encode("idna").decode()
    except ValueError:
        raise _no_address() from None
    if parts.scheme not in _PORTS or not host or len(address) > LONGEST_ADDRESS:
        raise _no_address()
    if parts.username is not None or parts.password is not None:
        raise UnreadableArticle(
            "credentials",
            gettext_noop(
                "The address holds a name or password; give it without, or paste the text."
            ),
        )
    path = quote(parts.path or "/", safe="/%:=&~+!$,;'@()*")
    query = f"?{quote(parts.query, safe='/%:=&~+!$,;@()*?')}" if parts.query else ""
    return _Target(parts.scheme, name, port or _PORTS[parts.scheme], path + query)


def _connection(target: _Target, may_reach: MayReach, deadline: float) -> Pinned:
    try:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise _unreachable(target.host, False) from error
    addresses = list(dict.fromkeys(str(info[4][0]) for info in found))
    # One address that is not public is enough to mistrust the name.
    if not addresses or not all(may_reach(address, target.port) for address in addresses):
        raise UnreadableArticle(
            "not_public",
            gettext_noop(
                "%(host)s is no public web address at a usual port, so it is not asked; paste the text instead."
            ),
            host=target.host[:100],
        )
    secure = ssl.create_default_context() if target.scheme == "https" else None
    return Pinned(target.host, target.port, addresses[0], secure, deadline)


def _brought(address: str, answer: http.client.HTTPResponse, connection: Pinned) -> Brought:
    if answer.status != 200:
        raise UnreadableArticle(
            "status",
            gettext_noop(
                "The server answered %(status)s instead of a page; look at the address in a browser."
            ),
            status=answer.status,
        )
    format = _FORMATS.get(answer.headers.get_content_type())
    if format is None or answer.getheader("Content-Encoding", "identity").lower() != "identity":
        raise UnreadableArticle(
            "type",
            gettext_noop(
                "The address leads to %(type)s and not to a page of text; paste the text, or upload a file."
            ),
            type=answer.headers.get_content_type()[:60],
        )
    most = LIMIT_OF_FILES if format == "pdf" else LIMIT_OF_TEXT
    data = connection.read(answer, most + 1)
    if len(data) > most:
        raise UnreadableArticle(
            "too_large",
            gettext_noop("The page is larger than %(limit)s MB; paste the part that matters."),
            limit=most // 1_000_000,
        )
    if format == "pdf":
        taken = files.from_file("page.pdf", data)
        return Brought(data, "pdf", taken.extract, taken.extract_format, source_url=address)
    text = as_utf8(data, answer.headers.get_content_charset())
    return Brought(text, format, source_url=address)


def _no_address() -> UnreadableArticle:
    return UnreadableArticle(
        "address",
        gettext_noop(
            "Give the whole web address of a page, such as https://example.org/article, in at most %(most)s characters."
        ),
        most=LONGEST_ADDRESS,
    )


def _unreachable(host: str, is_over: bool) -> UnreadableArticle:
    if is_over:
        told = gettext_noop("%(host)s did not send the page in time; try again, or paste the text.")
        return UnreadableArticle("slow", told, host=host[:100])
    told = gettext_noop(
        "%(host)s could not be reached or gave no proper answer; look at the address in a browser, or paste the text."
    )
    return UnreadableArticle("unreachable", told, host=host[:100])
