"""Prints the candidate questions of an article, or stores them for review."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from quizzes import actions
from quizzes.generation import (
    AnalyserMissing,
    Document,
    Generation,
    UnreadableArticle,
    format_of,
    read,
    to_json,
)
from quizzes.items import Item
from quizzes.models import Article, ArticleRevision
from quizzes.tasks import concept_base, write_questions


class Command(BaseCommand):
    help = "Print the candidate questions of an article with their evidence."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "article",
            metavar="FILE|SLUG",
            help="a .txt, .md or .html file, or the address of a stored article",
        )
        parser.add_argument(
            "--json", action="store_true", help="print one JSON object (docs/item-format.md)"
        )
        parser.add_argument(
            "--all", action="store_true", help="with --json: the dropped items, too"
        )
        parser.add_argument(
            "--save",
            action="store_true",
            help="store the questions as candidates; needs a stored article",
        )
        parser.add_argument(
            "--seed", type=int, default=0, help="another seed may choose among equals otherwise"
        )
        parser.add_argument(
            "--beyond",
            action="store_true",
            help="top a short quiz up to ten with scenarios on what the article only names",
        )
        parser.add_argument("--limit", type=int, help="at most so many questions")

    def handle(self, **options: Any) -> None:
        document, title, revision = self._find(options["article"])
        if options["save"] and revision is None:
            raise CommandError(
                "--save needs a stored article: add the file in the admin first, then give its address here."
            )
        try:
            made = self._make(document, title, options)
        except AnalyserMissing as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self.stdout.write(
                json.dumps(
                    to_json(made, document, title=title, all=options["all"]),
                    ensure_ascii=False,
                    indent=1,
                )
            )
        else:
            self._print(made)
        if options["save"] and revision is not None:
            actions.add_concepts(concept_base())
            added = actions.add_items(made.items, revision=revision, by=None)
            self.stderr.write(
                f"{len(added.versions)} new candidates stored, {added.known} were there already."
            )

    def _make(self, document: Document, title: str, options: dict[str, Any]) -> Generation:
        wishes = {name: options[name] for name in ("seed", "limit", "beyond")}
        return write_questions(document, title=title, **wishes)

    def _find(self, name: str) -> tuple[Document, str, ArticleRevision | None]:
        path = Path(name)
        if path.is_file():
            try:
                document = read(path.read_bytes(), format=format_of(path.name))
            except UnreadableArticle as error:
                raise CommandError(f"{path}: {error}") from error
            return document, document.title, None
        article = Article.objects.filter(slug=name).first()
        revision = article.current if article else None
        if article is None or revision is None:
            known = ", ".join(Article.objects.values_list("slug", flat=True)[:10]) or "none yet"
            raise CommandError(
                f"There is no file and no stored article “{name}”. Stored articles: {known}."
            )
        return revision.to_document(), article.title, revision

    def _print(self, made: Generation) -> None:
        for number, item in enumerate(made.items, start=1):
            beyond = ", beyond the article" if item.beyond else ""
            self.stdout.write(
                f"{number}. [{item.kind}, {item.level}, {item.family}{beyond}] {item.stem}\n{_answers(item)}"
            )
            for passage in item.evidence:
                self.stdout.write(f"   evidence {passage.start}–{passage.end}: {passage.text}")
            for source in item.authority:
                self.stdout.write(f"   source: {source.org}, {source.title}, {source.url}")
            self.stdout.write(f"   because: {item.explanation}\n")
        self.stdout.write(made.report.message or f"{len(made.items)} questions.")


def _answers(item: Item) -> str:
    if item.options:
        return "\n".join(f"   {'(x)' if o.correct else '( )'} {o.text}" for o in item.options)
    return f"   key: {item.key}"
