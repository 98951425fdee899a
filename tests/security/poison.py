"""Texts that want to be more than text, items made of them, and what a page must not hold then."""

import re

from bs4 import BeautifulSoup

from quizzes.items import (
    Authority,
    Item,
    Kind,
    MatchingKey,
    NumberKey,
    Option,
    OrderingKey,
    Pair,
    TextKey,
)

PAYLOADS = [
    "\"'><script>alert(1)</script><img src=x onerror=alert(1)>",
    "</title></option><iframe src=javascript:alert(1)><style>*{}</style><a href=javascript:x onclick=x>",
    "{{ 7|add:42000 }}{% debug %} %(name)s %s {0} ${7*7} &lt;b&gt; ]]><!--",
]
ALLOWED_SCRIPTS = re.compile(r"/static/[\w./-]+$|/admin/jsi18n/$")


def assert_harmless(page, where):
    """No element or attribute that the site itself did not put there."""
    soup = BeautifulSoup(page, "html.parser")
    for script in soup.find_all("script"):
        is_data = script.get("type") == "application/json"
        assert is_data or ALLOWED_SCRIPTS.match(script.get("src", "")), f"{where}: {script}"
    assert not soup.find_all(["iframe", "style", "object", "embed"]), where
    assert not [image for image in soup.find_all("img") if image.get("src") == "x"], where
    for element in soup.find_all(True):
        assert not [name for name in element.attrs if name.startswith("on")], f"{where}: {element}"
        for name in ("href", "src", "action"):
            assert not str(element.get(name, "")).lower().startswith(("javascript:", "data:")), (
                f"{where}: {element}"
            )
    assert "42007" not in page, where


def items(text, evidence):
    """One item of each kind in which everything that can be written is the text."""
    about = {
        "stem": f"{text} ____?",
        "explanation": text,
        "evidence": evidence,
        "authority": (Authority(text, text, "https://example.org/"),),
    }
    keys = [
        (Kind.NUMERIC, NumberKey(1, 0, text[:40])),
        (Kind.SHORT_TEXT, TextKey((text,))),
        (Kind.MATCHING, MatchingKey((Pair(text, f"1 {text}"), Pair(f"2 {text}", f"3 {text}")))),
        (Kind.ORDERING, OrderingKey((f"1 {text}", f"2 {text}", f"3 {text}"))),
    ]
    options = tuple(Option(f"{letter} {text}", letter == "A", text) for letter in "ABC")
    yield from (Item(kind=kind, key=key, **about) for kind, key in keys)
    yield from (Item(kind=kind, options=options, **about) for kind in (Kind.SINGLE, Kind.CLOZE))
    yield Item(kind=Kind.MULTIPLE, options=options, **about)
    yield Item(kind=Kind.TRUE_FALSE, options=options[:2], **about)
