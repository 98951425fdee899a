"""Many questions at once: approved, and written into the history, in as few statements as one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _now

from quizzes.items import Kind
from quizzes.models.kinds import CHILDREN, State
from quizzes.models.review import Decision
from quizzes.models.version import QuestionVersion

if TYPE_CHECKING:
    from quizzes.models.people import User


@transaction.atomic
def approve_all(versions: Sequence[QuestionVersion], *, by: User | None, now: dt.datetime) -> None:
    """Let new attempts draw these versions; like `QuestionVersion.approve`, and all of them or none.

    Raises NotReviewable where one is no candidate or can't be marked.
    """
    parts = {CHILDREN.get(Kind(version.kind), "options") for version in versions}
    candidates = QuestionVersion.objects.select_for_update().with_parts(*filter(None, parts))
    rows = candidates.in_bulk([version.pk for version in versions])
    for version in versions:
        rows[version.pk].require_approvable()
    _retire_older(versions, by=by, now=now)
    for version in versions:
        version.state, version.edit_number = State.APPROVED, rows[version.pk].edit_number + 1
    changed = QuestionVersion.objects.filter(pk__in=rows)
    changed.update(state=State.APPROVED, edit_number=F("edit_number") + 1)
    record_all(versions, by=by, created=False)
    Decision.objects.record_all(Decision.Verb.APPROVED, versions, by=by, now=now)


def record_all(versions: Sequence[QuestionVersion], *, by: User | None, created: bool) -> None:
    """Write the versions as they are now, and their concepts, into the history."""
    rows = QuestionVersion.history.bulk_history_create(
        versions, update=not created, default_user=by
    )
    written = {row.id: row for row in rows}
    kept: Any = apps.get_model("quizzes", "HistoricalQuestionVersion_concepts")
    links = QuestionVersion.concepts.through.objects.filter(questionversion__in=versions)
    kept.objects.bulk_create(
        kept(
            history=written[link.questionversion_id],
            id=link.pk,
            questionversion_id=link.questionversion_id,
            concept_id=link.concept_id,
        )
        for link in links
    )


def _retire_older(
    versions: Sequence[QuestionVersion], *, by: User | None, now: dt.datetime
) -> None:
    numbers = {version.question_id: version.number for version in versions}
    for older in QuestionVersion.objects.approved().filter(question__in=numbers):
        note = _now("Replaced by version %(number)s.") % {"number": numbers[older.question_id]}
        older.become(State.RETIRED, Decision.Verb.RETIRED, by=by, now=now, note=note)
