"""Rewording a candidate: an item takes the place of its words, and who changed what is kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from quizzes.items import Item, Key, MatchingKey, NumberKey, OrderingKey, TextKey
from quizzes.models import (
    AcceptedAnswer,
    DecidedMeanwhile,
    Decision,
    NotEditable,
    Option,
    Pair,
    QuestionVersion,
    Step,
    User,
)

CHANGEABLE = ("stem", "options", "key", "explanation")


@transaction.atomic
def reword(
    version: QuestionVersion, item: Item, *, by: User, now: dt.datetime, seen: int
) -> tuple[str, ...]:
    """Store an item's stem, options, key and explanation; the names of what changed.

    `seen` is the number of edits that the form had shown. Raises NotEditable for what is no candidate
    any more, DecidedMeanwhile where somebody edited it since; nothing is stored then.
    """
    row = QuestionVersion.objects.select_for_update().get(pk=version.pk)
    if not row.is_editable:
        raise NotEditable(row.decided_in_words())
    if row.edit_number != seen:
        raise DecidedMeanwhile
    old = row.to_item()
    changed = tuple(name for name in CHANGEABLE if getattr(old, name) != getattr(item, name))
    if not changed:
        return ()
    _store(row, item, by)
    note = _("Changed: %(what)s.") % {"what": ", ".join(map(_word, changed))}
    Decision.objects.record(Decision.Verb.EDITED, version=row, by=by, now=now, note=note)
    return changed


def _word(name: str) -> str:
    words = {
        "stem": _("question (stem)"),
        "options": _("options"),
        "key": _("key"),
        "explanation": _("explanation"),
    }
    return words[name]


def _store(row: QuestionVersion, item: Item, by: User) -> None:
    row.stem, row.explanation = item.stem, item.explanation
    row.edit_number += 1
    if isinstance(item.key, NumberKey):
        row.number_value, row.tolerance = item.key.value, item.key.tolerance
        row.unit = item.key.unit
    row._history_user = by  # type: ignore[attr-defined]
    row.save()
    options = [{f.name: getattr(o, f.name) for f in fields(o)} for o in item.options]
    for model, rows in [(Option, options), *_rows(item.key)]:
        _replace(row, model, rows, by)


def _rows(key: Key | None) -> list[tuple[Any, list[dict[str, Any]]]]:
    match key:
        case TextKey(accepted):
            return [(AcceptedAnswer, [{"text": text} for text in accepted])]
        case MatchingKey(pairs):
            return [(Pair, [{"left": p.left, "right": p.right} for p in pairs])]
        case OrderingKey(order):
            return [(Step, [{"text": text} for text in order])]
    return []


def _replace(
    version: QuestionVersion, model: Any, wanted: Sequence[dict[str, Any]], by: User
) -> None:
    """Let the parts be these, in this order; rows that stay are changed in place, so their history goes on."""
    there = list(model.objects.filter(version=version))
    changed, new = [], []
    for i, values in enumerate(wanted):
        part = there[i] if i < len(there) else model(version=version)
        values = values | {"position": i + 1}
        if all(getattr(part, name) == value for name, value in values.items()):
            continue
        for name, value in values.items():
            setattr(part, name, value)
        (changed if part.pk else new).append(part)
    names = ["position", *(wanted[0] if wanted else {})]
    bulk_update_with_history(changed, model, names, default_user=by)
    bulk_create_with_history(new, model, default_user=by)
    for part in there[len(wanted) :]:
        part._history_user = by
        part.delete()
