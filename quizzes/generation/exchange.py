"""Items and generations as plain mappings, in the form that DESIGN calls "the item as JSON"."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from enum import StrEnum
from typing import Any, TypeVar

from quizzes.items import (
    Item,
    Key,
    MatchingKey,
    NumberKey,
    Objection,
    OrderingKey,
    TextKey,
)

from .report import Generation
from .text import Document

FORMAT = 1
T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


def to_json(
    generation: Generation, document: Document, *, title: str = "", all: bool = False
) -> dict[str, Any]:
    """Everything about a run; with `all`, dropped items too, each with its objection."""
    items = [item_to_json(item) for item in generation.items]
    if all:
        items += [
            {**item_to_json(dropped.item), "dropped": _objection(dropped.objection)}
            for dropped in generation.dropped
        ]
    return {
        "format": FORMAT,
        "article": {
            "title": title or document.title,
            "language": document.language,
            "text": document.text,
            "sha256": hashlib.sha256(document.text.encode()).hexdigest(),
        },
        "items": items,
        "report": _report(generation),
    }


def item_to_json(item: Item) -> dict[str, Any]:
    """One item as a mapping."""
    return {
        "id": item.id,
        "kind": item.kind.value,
        "family": item.family,
        "level": item.level.value,
        "stem": item.stem,
        "options": [asdict(option) for option in item.options],
        "answer": _answer(item.key),
        "explanation": item.explanation,
        "evidence": [asdict(passage) for passage in item.evidence],
        "authority": [asdict(authority) for authority in item.authority],
        "concepts": list(item.concepts),
        "score": item.score,
        "beyond": item.beyond,
        "entry": item.entry,
        **({"language": item.language} if item.language else {}),
    }


def _answer(key: Key | None) -> dict[str, Any]:
    match key:
        case NumberKey(value, tolerance, unit):
            return {"value": str(value), "tolerance": str(tolerance), "unit": unit}
        case TextKey(accepted):
            return {"accepted": list(accepted)}
        case MatchingKey(pairs):
            return {"pairs": [asdict(pair) for pair in pairs]}
        case OrderingKey(order):
            return {"order": list(order)}
    return {}


def _objection(objection: Objection) -> dict[str, str]:
    return {"code": objection.code, "message": objection.message}


def _report(generation: Generation) -> dict[str, Any]:
    report = generation.report
    return {
        "message": report.message,
        "sentences": [
            {
                "start": sentence.start,
                "end": sentence.end,
                "tried": list(sentence.tried),
                "dropped": [{"family": f, **_objection(o)} for f, o in sentence.dropped],
            }
            for sentence in report.sentences
        ],
        "paragraphs_without_item": [
            {"start": p.start, "end": p.end, "reason": p.reason.message}
            for p in report.paragraphs_without_item
        ],
    }
