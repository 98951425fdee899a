"""Learners without JavaScript: they fetch pages, send forms and follow redirects as a browser does."""

from __future__ import annotations

import gzip
import html
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

from content import FACTS, KEY, SLUG

FORM = re.compile(r"<main.*?<form([^>]*)>(.*?)</form>", re.DOTALL)
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
CHOICE = re.compile(r'<input type="\w+" name="answer" value="(\d+)".*?<span>(.*?)</span>')
STEM = re.compile(r"<h1[^>]*>(.*?)</h1>")
ACTION = re.compile(r'action="([^"]*)"')
BUTTON = re.compile(r'<a class="button" href="([^"]+)"')


class Browser:
    """One visitor: a connection, cookies, the page that is open."""

    def __init__(self, port: int) -> None:
        self.host = f"127.0.0.1:{port}"
        self.connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies: dict[str, str] = {}
        self.requests = 0
        self.path = self.page = ""

    def get(self, path: str) -> None:
        """Open an address, and what it leads to."""
        self._send("GET", path, None)

    def press(self, *more: tuple[str, str]) -> None:
        """Send the page's form with these fields beside its hidden ones."""
        attributes, fields = self._form()
        action = ACTION.search(attributes)
        body = urlencode(HIDDEN.findall(fields) + list(more))
        self._send("POST", html.unescape(action[1]) if action else self.path, body)

    def follow_button(self) -> None:
        """Follow the page's main link."""
        self.get(_first(BUTTON, self.page))

    def choices(self) -> dict[str, str]:
        """What the form's answers say, and what is sent for each."""
        return {html.unescape(text): value for value, text in CHOICE.findall(self._form()[1])}

    def heading(self) -> str:
        """The page's h1 as text."""
        return html.unescape(re.sub("<[^>]*>", "", _first(STEM, self.page)))

    def _form(self) -> tuple[str, str]:
        found = FORM.search(self.page)
        assert found, f"no form on {self.path}"
        return found[1], found[2]

    def _send(self, method: str, path: str, body: str | None) -> None:
        self.connection.request(method, path, body, self._headers(body))
        answer = self.connection.getresponse()
        came = answer.read()
        if answer.headers.get("Content-Encoding") == "gzip":
            came = gzip.decompress(came)
        self.path, self.page = path, came.decode()
        self.requests += 1
        for field in answer.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(field).items()}
        if answer.status == 302:
            self.get(urlsplit(answer.headers["Location"]).path)
        elif answer.status != 200:
            raise AssertionError(f"{method} {path} was answered with {answer.status}: {self.page}")

    def _headers(self, body: str | None) -> dict[str, str]:
        headers = {"Accept": "text/html", "Accept-Encoding": "gzip", "User-Agent": "benchmark"}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers["Origin"] = f"http://{self.host}"
        return headers


def take_quiz(port: int) -> int:
    """A new guest reads the article and answers everything rightly; how many requests that took."""
    browser = Browser(port)
    browser.get(f"/quizzes/{SLUG}/")
    browser.follow_button()  # to the article
    browser.press()  # starts the quiz
    for number in range(1, len(FACTS) + 1):
        values = browser.choices()
        browser.press(*(("answer", values[text]) for text in KEY[browser.heading()]))
        assert "The article says it in these words" in browser.page, "no feedback came"
        browser.follow_button() if number < len(FACTS) else browser.press()
    assert "100 %" in browser.heading(), browser.heading()
    browser.connection.close()
    return browser.requests


def visit(port: int, requests: int) -> int:
    """Somebody asks the bare app for its page so many times."""
    browser = Browser(port)
    for _ in range(requests):
        browser.get("/pages/1/")
        assert 2_900 < len(browser.page) < 3_200, f"the page has {len(browser.page)} characters"
    browser.connection.close()
    return browser.requests


def at_once(learners: int, times: int, act: Callable[[], int]) -> int:
    """Do something so many times, by so many people at once; the sum of requests."""
    with ThreadPoolExecutor(learners) as people:
        return sum(people.map(lambda _: act(), range(times)))


def _first(pattern: re.Pattern[str], page: str) -> str:
    found = pattern.search(page)
    assert found, f"{pattern.pattern} is not on the page: {page}"
    return html.unescape(found[1])
