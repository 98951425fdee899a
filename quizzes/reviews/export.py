"""What editors decided on generated and written candidates, as data; without anybody's name.

For improving the generator: which ways of asking are refused, and why.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from django.db.models import Prefetch

from quizzes.generation import item_to_json
from quizzes.models import Decision, QuestionVersion
from quizzes.reviews.findings import give_texts

CHUNK = 200
Row = dict[str, Any]


def rows() -> Iterator[Row]:
    """Every decision of the review that stands, the oldest first; a chunk is in memory at a time."""
    wanted = QuestionVersion.objects.without_texts().select_related("question__article")
    wanted = wanted.prefetch_related("decisions")
    found = Decision.objects.on_candidates().order_by("at", "pk")
    decisions = found.prefetch_related(Prefetch("version", wanted)).iterator(CHUNK)
    while chunk := list(islice(decisions, CHUNK)):
        versions = [d.version for d in chunk if d.version]
        give_texts(versions)
        for decision, version in zip(chunk, versions, strict=True):
            yield _row(decision, version)


def _row(decision: Decision, version: QuestionVersion) -> Row:
    article = version.question.article
    return {
        "decision": decision.verb,
        "reason": decision.reason,
        "note": decision.note,
        "day": decision.at.date().isoformat(),  # the minute could tell who it was
        "edited": any(d.verb == Decision.Verb.EDITED for d in version.decisions.all()),
        "article": article.slug if article else "",
        "item": item_to_json(version.to_item()),
    }


def _json_lines(found: Iterable[Row]) -> Iterator[str]:
    for row in found:
        yield json.dumps(row, ensure_ascii=False) + "\n"


COLUMNS = ("decision", "reason", "note", "day", "edited", "article")
OF_ITEM = ("id", "family", "kind", "level", "score", "stem", "explanation")


def _csv(found: Iterable[Row]) -> Iterator[str]:
    yield _line([*COLUMNS, *OF_ITEM, "answers", "evidence", "concepts"])
    for row in found:
        item = row["item"]
        answers = [("* " if o["correct"] else "") + o["text"] for o in item["options"]]
        yield _line([
            *(row[name] for name in COLUMNS),
            *(item[name] for name in OF_ITEM),
            " | ".join(answers) or json.dumps(item["answer"], ensure_ascii=False),
            " … ".join(e["text"] for e in item["evidence"]),
            " ".join(item["concepts"]),
        ])  # fmt: skip


def _line(cells: list[Any]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow([_safe(cell) for cell in cells])
    return line.getvalue()


def _safe(cell: Any) -> Any:
    """A spreadsheet would take a text that begins like this for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in {*"=+-@\t\r"} and cell else cell


FORMATS = {"jsonl": "application/jsonl; charset=utf-8", "csv": "text/csv; charset=utf-8"}
_WRITERS: dict[str, Callable[[Iterable[Row]], Iterator[str]]] = {"jsonl": _json_lines, "csv": _csv}


def export(format: str) -> Iterator[str]:
    """The decisions in one of `FORMATS`, line by line."""
    return _WRITERS[format](rows())
