"""The content that comes with the project: added where it is missing, never forced on an editor."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from quizzes import actions
from quizzes.generation import item_from_json
from quizzes.items import Item
from quizzes.models import Article, ArticleRevision, Question, QuestionVersion, Quiz
from quizzes.models.approving import approve_all


def add(folder: Path, *, now: dt.datetime) -> Iterator[str]:
    """Add the articles and quizzes of `folder/content.yaml` that are not there; a line for each one.

    A quiz that is there already is left exactly as it is, whatever editors made of it.
    """
    content = yaml.safe_load((folder / "content.yaml").read_text(encoding="utf-8"))
    known = set(Quiz.objects.filter(key__isnull=False).values_list("key", flat=True))
    missing = [entry for entry in content["quizzes"] if entry["key"] not in known]
    if not missing:
        return
    articles = {entry["slug"]: entry for entry in content["articles"]}
    for entry in missing:
        yield _add_quiz(entry, articles.get(entry.get("article", "")), folder, now)


def read_items(path: Path) -> list[Item]:
    """The items of a file in the form of docs/item-format.md."""
    data = json.loads(path.read_text(encoding="utf-8"))
    return [item_from_json(entry) for entry in data["items"]]


@transaction.atomic
def _add_quiz(
    entry: dict[str, Any], article: dict[str, Any] | None, folder: Path, now: dt.datetime
) -> str:
    revision = _article(article, folder) if article else None
    if article and revision is None:
        return f"Left out: the quiz “{entry['title']}”, because the text of its article was changed here."
    if Quiz.objects.filter(slug=entry["slug"]).exists():
        return f"Left out: the quiz “{entry['title']}”, because another one has its address, {entry['slug']}."
    items = read_items(folder / entry["items"])
    versions = _questions(items, entry["key"], revision, now)
    quiz = actions.make_quiz(
        title=entry["title"], slug=entry["slug"], key=entry["key"], description=entry["description"], versions=versions,
        articles=[revision.article] if revision else [], **entry.get("rules", {}),
    )  # fmt: skip
    quiz.publish(by=None, now=now)
    return f"Added: the quiz “{quiz}” with {len(versions)} questions."


def _article(entry: dict[str, Any], folder: Path) -> ArticleRevision | None:
    source = (folder / entry["file"]).read_bytes()
    about = {name: value for name, value in entry.items() if name not in {"file", "format", "slug"}}
    article = Article.objects.filter(slug=entry["slug"]).first() or Article(
        slug=entry["slug"], **about
    )
    if article.pk and article.current and bytes(article.current.original) != source:
        return None
    return actions.store_article(article, source=source, format=entry["format"], by=None)


def _questions(
    items: Sequence[Item], key: str, revision: ArticleRevision | None, now: dt.datetime
) -> list[QuestionVersion]:
    ids = {f"{key}/{item.id}": item for item in items}
    known = QuestionVersion.objects.filter(question__key__in=ids, number=1)
    versions = {v.question.key: v for v in known.select_related("question")}
    new = {name: item for name, item in ids.items() if name not in versions}
    article = revision.article if revision else None
    questions = [Question(key=name, article=article) for name in new]
    added = actions.add_items(new.values(), revision=revision, by=None, questions=questions)
    approve_all(added.versions, by=None, now=now)
    versions |= {version.question.key: version for version in added.versions}
    return [versions[name] for name in ids]
