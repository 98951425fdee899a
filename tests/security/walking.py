"""Where one can go: every route with what it takes, found in the URLconf itself."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse

# What an address holds, where any will do. A route whose address holds something new puts it here.
PARTS: dict[str, Any] = {
    "pk": 1,
    "position": 1,
    "slug": "quiz",
    "uidb64": "MQ",
    "token": "set-password",
    "topic": "backups",
    "group": 1,
    "member": 1,
    "leader": 1,
    "assignment": 1,
    "form": "csv",
    "code": "ABCDEFGH",
    "article": "passwords",
    "passkey": 1,
    "state": "7-",
    "rest": "1/",
}


def routes(namespace: str = "") -> dict[str, list[str]]:
    """Every route's name, with the names of what its address holds; the learner's or a namespace's."""
    resolver = get_resolver()
    if namespace:
        resolver = resolver.namespace_dict[namespace][1]
    prefix = f"{namespace}:" if namespace else ""
    found = {
        name: resolver.reverse_dict.getlist(name)
        for name in resolver.reverse_dict
        if isinstance(name, str)
    }
    return {prefix + name: possible[-1][0][-1][1] for name, possible in found.items()}


def address(name: str, **parts: Any) -> str:
    """The address of a learner's route, with those of the parts that it takes."""
    parts = PARTS | parts
    return reverse(name, kwargs={part: parts[part] for part in routes()[name]})


@contextmanager
def as_if_first(browser: Client) -> Iterator[None]:
    """Nothing that a browser does inside is left behind, so that the next route meets the same."""
    cookies = deepcopy(browser.cookies)
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    browser.cookies = cookies


_MOMENT = re.compile(r"\w{3}, \d\d[ -]\w{3}[ -]\d{4} \d\d:\d\d:\d\d GMT")


def everything(answer: Any) -> str:
    """All that a browser gets of an answer: status, headers, cookies, an empty line, the body.

    The form's token, which differs from page to page, is left out, and so is the time of day in
    headers and cookies: two answers may lie on both sides of a second. Of an archive, what its files say.
    """
    head = "".join(f"{name}: {value}\n" for name, value in answer.headers.items())
    body = re.sub(r'value="\w{64}"', "", _text(answer))
    head = _MOMENT.sub("(a moment)", f"{head}{answer.cookies.output()}")
    return f"{answer.status_code}\n{head}\n\n{body}"


def _text(answer: Any) -> str:
    if answer.headers.get("Content-Type") != "application/zip":
        return str(answer.content.decode())
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        return "\n".join(f"{name}\n{archive.read(name).decode()}" for name in archive.namelist())


def seen(client: Client, path: str) -> str:
    """Everything that a browser gets where it asks for a page."""
    return everything(client.get(path))
