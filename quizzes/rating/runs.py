"""What is rated: articles with the items that were made for them, pooled over seeds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from quizzes.generation import Document, Generation, ItemFormatError, item_from_json, structure
from quizzes.items import Item


class RatingError(ValueError):
    """Something about a sheet, a form or a file is wrong; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Article:
    """The article as raters read it."""

    title: str
    text: str

    @property
    def sha256(self) -> str:
        """The checksum by which a file of items names its article."""
        return hashlib.sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Run:
    """Items for one article; `spares` were good enough but for the balance of the set."""

    article: Article
    items: tuple[Item, ...]
    spares: tuple[Item, ...] = ()


# Reasons that speak against the set, not against the item.
_OF_THE_SET = frozenset({"SET-FULL", "SET-FACT", "SET-BALANCE", "DUP", "LEAK"})


def run_of(document: Document, generation: Generation, title: str = "") -> Run:
    """What the generator made of a document."""
    spares = (d.item for d in generation.dropped if d.objection.code in _OF_THE_SET)
    article = Article(title or document.title, document.text)
    return Run(article, generation.items, tuple(spares))


def run_from_json(data: Any, name: str) -> Run:
    """What a file in the form of docs/item-format.md holds; `name` is for messages."""
    article = _article(data, name)
    if article is None or not article.text:
        raise RatingError(f"{name}: there is no article text in it; print it with --json again.")
    kept, spares = [], []
    for number, entry in enumerate(_entries(data, name)):
        item = item_of(entry, f"{name}: items.{number}")
        dropped = entry.get("dropped")
        if dropped is None:
            kept.append(item)
        elif dropped.get("code") in _OF_THE_SET:
            spares.append(item)
    return Run(article, tuple(kept), tuple(spares))


def human_from_json(data: Any, name: str) -> tuple[Article | None, tuple[Item, ...]]:
    """Items written by hand: a list of items, or the same form with an article or without."""
    entries = data if isinstance(data, list) else _entries(data, name)
    article = None if isinstance(data, list) else _article(data, name)
    items = tuple(item_of(entry, f"{name}: items.{n}") for n, entry in enumerate(entries))
    if not items:
        raise RatingError(f"{name}: there are no items in it; add some or leave the file out.")
    return article, items


def run_for(article: Article | None, runs: Sequence[Run]) -> Run | None:
    """The run whose article is meant: by text, else by title; any where there is only one."""
    if article is None or not (article.text or article.title):
        return runs[0] if len(runs) == 1 else None
    by_text = (run for run in runs if run.article.text == article.text)
    by_title = (run for run in runs if run.article.title == article.title)
    return next(by_text, None) or next(by_title, None)


def pooled(runs: Iterable[Run]) -> list[Run]:
    """One run for each article: the items of all seeds, each id once, in the order met."""
    found: dict[str, list[Run]] = {}
    for run in runs:
        found.setdefault(run.article.sha256, []).append(run)
    return [_merged(same) for same in found.values()]


def _merged(runs: Sequence[Run]) -> Run:
    items = {identity(item): item for run in runs for item in run.items}
    spares = {identity(item): item for run in runs for item in run.spares}
    # An item that another seed proposes is no spare.
    left = tuple(item for name, item in spares.items() if name not in items)
    return Run(runs[0].article, tuple(items.values()), left)


def identity(item: Item) -> str:
    """The item's id, or what it asks and answers where it has none."""
    answers = "|".join(sorted(f"{option.correct:d}{option.text}" for option in item.options))
    return item.id or f"{item.kind}|{item.stem}|{answers}|{item.key}"


def _article(data: Any, name: str) -> Article | None:
    article = _mapping(data, name).get("article")
    if not isinstance(article, Mapping):
        return None
    return Article(str(article.get("title", "")), str(article.get("text", "")))


def _entries(data: Any, name: str) -> list[Any]:
    entries = _mapping(data, name).get("items")
    if not isinstance(entries, list):
        raise RatingError(f"{name}: items: expected a list; see docs/item-format.md.")
    return entries


def item_of(entry: Any, place: str) -> Item:
    """Read an item that can be asked; raises RatingError with its place."""
    try:
        item = item_from_json(entry)
    except ItemFormatError as error:
        raise RatingError(f"{place}: {error}") from error
    for objection in structure(item):
        if objection.severity == "error":
            raise RatingError(f"{place}: {objection.message}")
    return item


def _mapping(data: Any, name: str) -> Mapping[str, Any]:
    if not isinstance(data, Mapping):
        raise RatingError(f"{name}: expected an object as generate_questions --json prints it.")
    return data
