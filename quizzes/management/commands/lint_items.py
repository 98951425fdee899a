"""Tells what the checks have against questions: those of a file, or all that are stored."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Prefetch

from quizzes.generation import set_objections
from quizzes.generation.checks import ERROR, INFO, WARNING, Background, objections
from quizzes.generation.checks.files import FILE_LIMIT, UnreadableItems, read_items, too_large
from quizzes.items import Item, Objection
from quizzes.models import ArticleRevision, QuestionVersion, Quiz
from quizzes.models.kinds import State
from quizzes.tasks import concept_base

SEVERITIES = (ERROR, WARNING, INFO)
_STEM = 100


class Told(NamedTuple):
    """A question, or a set of them, and what stands against it."""

    name: str
    stem: str
    found: tuple[Objection, ...]
    is_set: bool = False


class Command(BaseCommand):
    help = (
        "Print what the checks have against questions. Exit code 0: no errors, 1: errors found, "
        "2: the questions can't be read."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("file", nargs="?", help="a file in the form of docs/item-format.md")
        which.add_argument(
            "--all",
            action="store_true",
            help="all stored questions (candidates and approved), and the quizzes as sets",
        )
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.add_argument(
            "--severity",
            choices=SEVERITIES,
            default=INFO,
            help="print findings of this severity and graver ones (default: all)",
        )
        parser.add_argument(
            "--strict", action="store_true", help="exit code 1 for warnings as well"
        )

    def handle(self, **options: Any) -> None:
        told = _of_the_database() if options["all"] else _of_a_file(Path(options["file"]))
        counts: Counter[str] = Counter()
        printing = self._print_json if options["json"] else self._print
        shown = SEVERITIES[: SEVERITIES.index(options["severity"]) + 1]
        printing(_counted(told, counts), shown, counts)
        if counts[ERROR] or (options["strict"] and counts[WARNING]):
            sys.exit(1)

    def _print(self, told: Iterable[Told], shown: tuple[str, ...], counts: Counter[str]) -> None:
        for name, stem, found, _ in told:
            lines = [o for o in found if o.severity in shown]
            if lines:
                self.stdout.write(_plain(f"{name}: {stem}" if stem else name))
            for o in lines:
                self.stdout.write(
                    _plain(f"  {o.severity:<8}{o.code:<16}{o.place or '-':<14}{o.message}")
                )
        self.stdout.write(
            f"{counts['questions']} questions: {counts[ERROR]} errors, {counts[WARNING]} warnings, "
            f"{counts[INFO]} hints."
        )

    def _print_json(
        self, told: Iterable[Told], shown: tuple[str, ...], counts: Counter[str]
    ) -> None:
        # Written piece by piece: all questions of a site together may be many.
        self.stdout.write('{"format": 1, "findings": [', ending="")
        comma = ""
        for name, stem, found, is_set in told:
            entry = {
                "set" if is_set else "question": name,
                "stem": stem,
                "findings": [
                    {
                        "severity": o.severity,
                        "code": o.code,
                        "place": o.place,
                        "message": o.message,
                    }
                    for o in found
                    if o.severity in shown
                ],
            }
            self.stdout.write(f"{comma}\n{json.dumps(entry, ensure_ascii=False)}", ending="")
            comma = ","
        summary = {name: counts[name] for name in ("questions", *SEVERITIES)}
        self.stdout.write(f'\n], "summary": {json.dumps(summary)}}}')


def _counted(told: Iterable[Told], counts: Counter[str]) -> Iterator[Told]:
    for entry in told:
        counts["questions"] += not entry.is_set
        counts.update(o.severity for o in entry.found)
        if entry.found or not entry.is_set:
            yield entry


def _of_a_file(path: Path) -> Iterator[Told]:
    """The questions of a file, one by one, then the set that they are."""
    try:
        size = path.stat().st_size
        if size > FILE_LIMIT:
            raise UnreadableItems(too_large(size))
        content = read_items(path.read_bytes())
    except OSError as error:
        raise CommandError(
            f"{path}: {error.strerror}. Name a file that can be read.", returncode=2
        ) from error
    except UnreadableItems as error:
        raise CommandError(f"{path}: {error}", returncode=2) from None
    background = Background(content.document, concept_base())
    for number, item in enumerate(content.items, start=1):
        name = item.id or f"question {number}"
        yield Told(name, _short(item), objections(item, background=background))
    yield from _of_a_set(path.name, content.items)


def _of_the_database() -> Iterator[Told]:
    """All current versions, article by article, then every quiz; in a constant number of queries."""
    approved: dict[int, Item] = {}
    base = concept_base()
    for _, versions in groupby(_current(), key=_revision):
        group = list(versions)
        revision = _revision(group[0])
        document = revision.to_document() if revision else None
        background = Background(document, base)
        for version in group:
            item = version.to_item()
            if version.state == State.APPROVED:
                approved[version.question_id] = item
            name = f"question {version.question_id}, version {version.number} ({version.state})"
            yield Told(name, _short(item), objections(item, background=background))
    for quiz in Quiz.objects.filter(archived_at__isnull=True).prefetch_related("quiz_questions"):
        chosen = [approved.get(row.question_id) for row in quiz.quiz_questions.all()]
        items = [item for item in chosen if item is not None]
        yield from _of_a_set(f"quiz {quiz.slug}", items, shuffled=quiz.shuffle_options)


def _current() -> list[QuestionVersion]:
    """Candidates and approved versions with their articles; each article's text is read once."""
    texts = Prefetch("evidence__revision", ArticleRevision.objects.defer("original"))
    versions = QuestionVersion.objects.exclude(state=State.RETIRED).prefetch_related(
        "options", "accepted_answers", "pairs", "steps", "citations", "concepts", "evidence", texts,
        "evidence__revision__blocks",
    )  # fmt: skip
    return sorted(versions, key=_by_article)


def _by_article(version: QuestionVersion) -> tuple[int, int, int]:
    revision = _revision(version)
    return (revision.pk if revision else 0, version.question_id, version.number)


def _revision(version: QuestionVersion) -> ArticleRevision | None:
    return next((passage.revision for passage in version.evidence.all()), None)


def _of_a_set(name: str, items: Iterable[Item], *, shuffled: bool = False) -> Iterator[Told]:
    chosen = list(items)
    found: dict[int, list[Objection]] = {}
    for place, objection in set_objections(chosen, shuffled=shuffled):
        found.setdefault(place, []).append(objection)
    for place in sorted(found):
        told = f"{name}, question {place + 1}" if place >= 0 else f"{name}, as a set"
        stem = _short(chosen[place]) if place >= 0 else ""
        yield Told(told, stem, tuple(found[place]), is_set=True)


def _short(item: Item) -> str:
    stem = " ".join(item.stem.split())
    return stem if len(stem) <= _STEM else f"{stem[:_STEM]}…"


def _plain(text: str) -> str:
    """Without characters that would move the cursor or change the terminal."""
    return "".join(character if character.isprintable() else "·" for character in text)
