"""What a source says about itself: title, authors, date, language, address, licence."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

from .blocks import BlockKind
from .document import Document
from .fields import Field
from .front import Front
from .pieces import even
from .tags import Opening, Raw, scan

_AUTHORS = ("author", "authors", "by", "byline", "creator", "dc.creator", "article:author")
_DATES = (
    "datepublished", "article:published_time", "published", "publisheddate", "publish_date",
    "pubdate", "date", "dc.date", "dcterms.date", "datecreated",
)  # fmt: skip
_LICENCES = ("license", "licence", "rights", "dc.rights", "dcterms.license")
_ADDRESSES = ("canonical", "og:url", "source", "url", "original_url", "link")
_LANGUAGES = ("lang", "language", "locale", "og:locale")
_MONTHS = {
    name: number
    for number, names in enumerate(
        [
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ],
        start=1,
    )
    for name in names.split()
}
_ISO = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)? ([A-Za-z]{3,9})\.?,? (\d{4})\b")
_MONTH_FIRST = re.compile(r"\b([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b")
_BY = re.compile(
    r"(?:[Bb]y|BY|[Ww]ritten by|[Pp]osted by|[Aa]uthors?)\b:? {0,3}((?:[A-Z][\w.’'-]*|and|&|de|van|von|,)(?: ?,? (?:[A-Z][\w.’'-]*|and|&|de|van|von))*)"
)
_COMMONS = re.compile(r"creativecommons\.org/licenses/(by(?:-nc)?(?:-sa|-nd)?)/(\d\.\d)")
_QUOTES = re.compile(r"(?:(?<=, )|\A)[\"']|[\"'](?=, |\Z)")
_HEAD_BLOCKS, _LONGEST, _PARTS, _LONGEST_DATA = 8, 300, 4_000, 100_000


@dataclass(frozen=True, slots=True)
class About:
    """What was found; "" and None for what was not. A guess, for a person to correct."""

    title: str = ""
    authors: str = ""
    published_on: dt.date | None = None
    language: str = ""
    source_url: str = ""
    licence: str = ""


def about_of(head: Front, document: Document) -> About:
    """Look in the source's head, then in a page's own data, then at the lines below the title."""
    said = [*head.fields, *(_of_page(head.body) if "<" in head.body[:2_000] else ())]
    top = [
        document.block_text(number)
        for number, block in enumerate(document.blocks[:_HEAD_BLOCKS])
        if block.kind in (BlockKind.BYLINE, BlockKind.OTHER)
    ]
    return About(
        document.title,
        _authors(said) or _author_in(top),
        _date(said) or next(filter(None, map(date_in, top)), None),
        _named(said, _LANGUAGES)[:12],
        _address(said),
        _licence(_named(said, _LICENCES))[:120],
    )


def date_in(text: str) -> dt.date | None:
    """The first date of a line that is written so that day and month can't be mistaken."""
    for pattern, order in ((_ISO, (1, 2, 3)), (_DAY_FIRST, (3, 2, 1)), (_MONTH_FIRST, (3, 1, 2))):
        for match in pattern.finditer(text[:_LONGEST]):
            year, month, day = (match[place] for place in order)
            number = int(month) if month.isdigit() else _MONTHS.get(month.lower(), 0)
            try:
                return dt.date(int(year), number, int(day))
            except ValueError:
                continue
    return None


def _of_page(source: str) -> Iterator[Field]:
    """The data of an HTML page, as fields; its head comes first, so a long page is not read whole."""
    for number, part in enumerate(scan(source)):
        if number > _PARTS:
            return
        if isinstance(part, Raw) and part.name == "script" and "schema.org" in part.text[:2_000]:
            yield from _of_data(part.text[:_LONGEST_DATA])
        elif isinstance(part, Opening) and part.name in {"meta", "link", "html", "time", "a"}:
            yield from _of_tag(part)


def _of_data(source: str) -> Iterator[Field]:
    """The data that search engines read, by a stack of our own however deep they lie."""
    try:
        waiting = [json.loads(source)]
    except (ValueError, RecursionError):
        return
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting += value
        elif isinstance(value, dict):
            for name in _names_in(value.get("author")):
                yield Field(0, "author", name)
            for key in ("datePublished", "license", "inLanguage"):
                if isinstance(value.get(key), str):
                    yield Field(0, {"inLanguage": "lang"}.get(key, key), value[key])
            waiting += [inner for key, inner in value.items() if key != "author"]


def _names_in(author: Any) -> list[str]:
    """An author is a name, a person with one, or a list of these."""
    some = author if isinstance(author, list) else [author]
    names = [one.get("name") if isinstance(one, dict) else one for one in some]
    return [name for name in names if isinstance(name, str)]


def _of_tag(tag: Opening) -> Iterator[Field]:
    given = {name: unescape(value) for name, value in tag.attributes.items()}
    if tag.name == "html" and given.get("lang"):
        yield Field(0, "lang", given["lang"])
    elif tag.name == "time" and given.get("datetime"):
        yield Field(0, "date", given["datetime"])
    elif tag.name == "meta":
        yield Field(0, given.get("name") or given.get("property", ""), given.get("content", ""))
    elif given.get("rel", "").lower() in {"canonical", "license"}:
        yield Field(0, given["rel"], given.get("href", ""))


def _licence(said: str) -> str:
    """A licence of Creative Commons by its usual name, any other as it is."""
    if match := _COMMONS.search(said):
        return f"CC {match[1].upper()} {match[2]}"
    return "CC0 1.0" if "creativecommons.org/publicdomain/zero/1.0" in said else said


def _address(said: Iterable[Field]) -> str:
    """The page's own address; one further down is that of its author or of a link."""
    own = [field for field in said if field.depth == 0]
    addresses = _all_named(own, _ADDRESSES)
    return next((a for a in addresses if re.match(r"https?://\S{1,490}\Z", a)), "")


def _all_named(said: Iterable[Field], names: tuple[str, ...]) -> list[str]:
    kept = [(field.key.lower(), even(field.value)) for field in said if field.value.strip()]
    return [value for name in names for key, value in kept if key == name]


def _named(said: Iterable[Field], names: tuple[str, ...]) -> str:
    return next(iter(_all_named(said, names)), "")


def _date(said: Iterable[Field]) -> dt.date | None:
    return next(filter(None, map(date_in, _all_named(said, _DATES))), None)


def _authors(said: list[Field]) -> str:
    """Names behind a key for authors, or in the fields below it ("authors:", "- name: ...")."""
    names: list[str] = []
    above: int | None = None
    for field in said:
        if field.key.lower() in _AUTHORS:
            above = field.depth
            names.append(field.value)
        elif above is not None and field.depth > above:
            names += [field.value] * (field.key.lower() in {"", "name"})
        else:
            above = None
    told = dict.fromkeys(_QUOTES.sub("", even(n).strip("[]")) for n in names)
    return ", ".join(n for n in told if n and not n.startswith(("http", "@")))[:_LONGEST]


def _author_in(lines: Iterable[str]) -> str:
    matches = (_BY.match(line) for line in lines)
    return next((match[1].strip(" ,")[:_LONGEST] for match in matches if match), "")
