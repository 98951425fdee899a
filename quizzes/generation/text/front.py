"""The head of a source: what site generators, editors and mail say before the text begins."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape

from . import fields
from .fields import Field
from .wordlists import words

_FENCES = {"---": ("---", "..."), "+++": ("+++",), ";;;": (";;;",)}
_HEAD = re.compile(r"([A-Za-z][\w -]{0,30}):(?:[ \t].*)?\Z")
_KNOWN = words(
    "title subject author authors date language lang locale tags category categories keywords "
    "slug layout from to cc bcc sent published updated description summary source url license "
    "licence status version type draft permalink id reply-to group"
)
_TITLES = ("title", "subject", "headline")
_MEASURED = 20
_LEFTOVER = re.compile(r"\{[{%][^{}]{0,300}\}+|<[^<>]{0,300}>")


@dataclass(frozen=True, slots=True)
class Front:
    """What stood at the head, and the text below it."""

    title: str
    body: str
    fields: tuple[Field, ...] = ()

    @property
    def holds_the_text(self) -> bool:
        """Whether nearly all words stand in the head, as in glossaries that a template prints."""
        if not self.fields:
            return False
        words = len(_LEFTOVER.sub(" ", self.body[:10_000]).split())
        return words == 0 or (
            words < _MEASURED and sum(len(field.value.split()) for field in self.fields) > 9 * words
        )


def split(text: str) -> Front:
    """Take off the head, where the text has one."""
    lines = text.split("\n")
    start = next((number for number, line in enumerate(lines) if line.strip()), len(lines))
    first = lines[start].strip() if start < len(lines) else ""
    if first in _FENCES:
        return _fenced(text, lines, start, first)
    if first.startswith("{") and not first.startswith(("{{", "{%")):
        return _json(text)
    return _bare(text, lines, start)


def _fenced(text: str, lines: list[str], start: int, fence: str) -> Front:
    ends = (
        number
        for number in range(start + 1, len(lines))
        if lines[number].rstrip() in _FENCES[fence]
    )
    end = next(ends, None)
    if end is None:
        return Front("", text)
    inner, body = lines[start + 1 : end], "\n".join(lines[end + 1 :])
    found = fields.of_json("\n".join(inner).strip()) if fence == ";;;" else None
    if found:
        return _front(found[0], body)
    if any(line.strip() for line in inner) and not fields.looks_like_fields(inner):
        return Front("", text)
    return _front(fields.of_lines(inner), body)


def _json(text: str) -> Front:
    source = text.lstrip()
    found = fields.of_json(source)
    return _front(found[0], source[found[1] :]) if found else Front("", text)


def _bare(text: str, lines: list[str], start: int) -> Front:
    """Fields without a fence: mail, and plain text with a head; two of them must be usual ones."""
    end, known = start, 0
    while end < len(lines):
        match = _HEAD.match(lines[end].rstrip())
        if not match and not (end > start and lines[end][:1] in " \t" and lines[end].strip()):
            break
        known += bool(match and match[1].lower() in _KNOWN)
        end += 1
    rest = lines[end].strip() if end < len(lines) else ""
    if known < 2 or (rest and rest not in _FENCES):
        return Front("", text)
    return _front(fields.of_lines(lines[start:end]), "\n".join(lines[end + bool(rest) :]))


def is_head(lines: list[str]) -> bool:
    """Whether lines are nothing but fields, as above a mail that somebody passed on."""
    matches = [_HEAD.match(line.strip()) for line in lines]
    known = sum(bool(match and match[1].lower() in _KNOWN) for match in matches)
    return known >= 2 and None not in matches


def _front(found: Iterable[Field], body: str) -> Front:
    kept = tuple(found)
    named = (
        field.value
        for key in _TITLES
        for field in kept
        if field.depth == 0 and field.key.lower() == key and field.value
    )
    return Front(unescape(next(named, "")), body, kept)
