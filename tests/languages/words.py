"""What a page says: the words that somebody reads or hears, without content."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup, Comment, Doctype
from django.apps import apps
from django.db import models

# Attributes that are read out or shown, by themselves or by our scripts.
SAID = ("title", "alt", "placeholder", "aria-label", "aria-description", "label")
HELD = (
    "data-saving",
    "data-saved",
    "data-unsaved",
    "data-offline",
    "data-now",
    "data-chosen",
    "data-kept",
)
HELD += ("data-leave", "data-keys", "data-keys-off", "data-keys-help", "data-left", "data-over")
SILENT = ("script", "style", "template", "code", "kbd", "samp", "pre", "textarea", "bdi")
# Addresses, paths, and codes such as ABCD-EFGH.
_NO_WORDS = re.compile(
    r"(?:https?://|testserver)\S+|(?<!\w)/[\w./-]+/|\b[2-9A-Z]{4}(?:-[2-9A-Z]{4})+\b"
)
_SENTENCES = re.compile(r"(?<=[.!?])\s+|_{4}")
_WORD = re.compile(r"[A-Za-z]{2,}")

# What the admin's own templates leave in English, whatever the catalogue holds.
OF_PACKAGES = {"Search", "None"}
_RELATIONS = (
    "Group-permission relationship"  # on the page on which one deletes a group of permissions
)


def said(html: str) -> Iterator[str]:
    """Every text of a page but what is marked as content: an element with `lang` or translate="no"."""
    page = BeautifulSoup(html, "html.parser")
    for element in [
        *page.find_all(SILENT),
        *page.select(".hidden, #id_user_permissions, #id_permissions"),
    ]:
        element.decompose()
    for element in page.select("[lang]:not(html), [translate=no]"):
        element.decompose()
    for text in page.find_all(string=True):
        if not isinstance(text, Comment | Doctype) and text.strip():
            yield " ".join(text.split())
    for element in page.find_all(True):
        for name in SAID + HELD:
            if element.get(name):
                yield " ".join(str(element[name]).split())
        if element.name == "input" and element.get("type") in {"submit", "button", "reset"}:
            yield element.get("value", "")


def stored() -> list[str]:
    """What somebody wrote: every text in the database, by lines and sentences, the longest first."""
    found: set[str] = set()
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if not isinstance(field, models.CharField | models.TextField) or field.choices:
                continue
            for value in model._default_manager.values_list(field.name, flat=True).distinct():
                for line in str(value or "").splitlines():
                    found |= {" ".join(part.split()) for part in (line, *_SENTENCES.split(line))}
    return sorted((text for text in found if _WORD.search(text)), key=len, reverse=True)


def content(extra: tuple[str, ...] = ()) -> re.Pattern[str]:
    """A pattern of everything that is content, as whole words."""
    texts = sorted([*stored(), *extra], key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, texts)) + r")(?!\w)")


def untranslated(html: str, of_content: re.Pattern[str]) -> list[str]:
    """The texts of a page in which a plain word is left."""
    return [
        text
        for text in said(html)
        if text not in OF_PACKAGES
        and not text.startswith(_RELATIONS)
        and _WORD.search(of_content.sub("", _NO_WORDS.sub("", text)))
    ]
