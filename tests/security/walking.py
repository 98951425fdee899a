"""Where one can go: every route with what it takes, found in the URLconf itself."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client
from django.urls import get_resolver, reverse


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
    return reverse(name, kwargs={part: parts[part] for part in routes()[name]})


_MOMENT = re.compile(r"\w{3}, \d\d[ -]\w{3}[ -]\d{4} \d\d:\d\d:\d\d GMT")


def everything(answer: Any) -> str:
    """All that a browser gets of an answer: status, headers, cookies, an empty line, the body.

    The form's token, which differs from page to page, is left out, and so is the time of day in
    headers and cookies: two answers may lie on both sides of a second.
    """
    head = "".join(f"{name}: {value}\n" for name, value in answer.headers.items())
    body = re.sub(r'value="\w{64}"', "", answer.content.decode())
    head = _MOMENT.sub("(a moment)", f"{head}{answer.cookies.output()}")
    return f"{answer.status_code}\n{head}\n\n{body}"


def seen(client: Client, path: str) -> str:
    """Everything that a browser gets where it asks for a page."""
    return everything(client.get(path))
