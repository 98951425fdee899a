"""Text that is kept as terms and values, put into lines that a person can read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .fields import Field
from .wordlists import words

_TERMS = words("name term title word question label heading headline topic q")
_TEXTS = words(
    "description definition text content body answer value meaning summary explanation "
    "details detail paragraph intro introduction lead a desc excerpt markdown message note"
)
_NO_TEXT = words(
    "url link href image img src layout permalink date lang language locale tags categories "
    "category author authors slug template id class icon weight keywords redirect_from "
    "license licence aliases path version created updated type alt"
)
_PROSE, _NEAR = 4, 80
_MARKUP = re.compile(r"\s*(?:[#>|*+-]|\d+[.)]\s|```)")
_SPACE = re.compile(r"\s+")


def entry(term: str, definition: str) -> str:
    """A term with what it means, as Markdown: "Term: meaning", or below a heading of its own.

    It gets a heading where the meaning names the term at once ("Malware is software that ...").
    """
    term, definition = _SPACE.sub(" ", term).strip(" :"), definition.strip()
    if not term or not definition:
        return term or definition
    if names(definition[:_NEAR], term) or _MARKUP.match(definition):
        return f"#### {term}\n\n{definition}"
    return f"{term}: {definition}"


def names(text: str, term: str) -> bool:
    """Whether a text has a term, a hyphen or a space inside it making no difference."""
    return re.sub(r"[\W_]+", "", term).lower() in re.sub(r"[\W_]+", "", text).lower()


def as_markdown(fields: Iterable[Field]) -> str:
    """The prose of a page that was kept in its head, in the order in which it stands there."""
    return "\n\n".join(_parts(fields))


def _parts(fields: Iterable[Field]) -> Iterator[str]:
    held: Field | None = None
    for field in fields:
        key = field.key.lower()
        if not field.value.strip() or key in _NO_TEXT:
            continue
        if key in _TERMS:
            if held:
                yield _heading(held)
            held = field
            continue
        if held and held.depth == field.depth and key in _TEXTS:
            yield entry(held.value, field.value)
            held = None
        elif len(field.value.split()) >= _PROSE:
            if held:
                yield _heading(held)
                held = None
            yield _prose(field, key)
    if held:
        yield _heading(held)


def _heading(field: Field) -> str:
    level = "##" if field.depth == 0 else "###"
    return f"{level} {_SPACE.sub(' ', field.value)}"


def _prose(field: Field, key: str) -> str:
    if not key:
        return f"- {field.value}"
    is_a_term = field.depth > 0 and key not in _TEXTS and not re.search(r"\d", key)
    return entry(re.sub(r"[_-]+", " ", field.key), field.value) if is_a_term else field.value
