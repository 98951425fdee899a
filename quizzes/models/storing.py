"""Many questions stored or approved at once, in a number of statements that does not grow with them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import F
from simple_history.utils import bulk_create_with_history

from quizzes.items import Item, MatchingKey, NumberKey, OrderingKey, TextKey
from quizzes.models.article import ArticleRevision
from quizzes.models.concept import Concept
from quizzes.models.errors import NotReviewable
from quizzes.models.evidence import EvidencePassage
from quizzes.models.parts import AcceptedAnswer, Citation, Option, Pair, Step
from quizzes.models.question import Question, QuestionVersion, State, faults_in_words
from quizzes.models.review import Decision

if TYPE_CHECKING:
    from quizzes.models.people import User


def store(
    items: Sequence[Item],
    questions: Sequence[Question],
    *,
    revision: ArticleRevision | None,
    by: User | None,
) -> list[QuestionVersion]:
    """Each item as a candidate of its question, behind that one's last version; new questions are saved."""
    known = [question.pk for question in questions if question.pk]
    Question.objects.bulk_create(question for question in questions if not question.pk)
    last = _last_numbers(known)
    versions = [
        version_of(item, question, number=last.get(question.pk, 0) + 1, by=by)
        for item, question in zip(items, questions, strict=True)
    ]
    QuestionVersion.objects.bulk_create(versions)
    parts: dict[Any, list[Any]] = defaultdict(list)
    for version, item in zip(versions, items, strict=True):
        for model, rows in parts_of(item, revision):
            parts[model] += placed(model, version, rows)
    for model, rows in parts.items():
        bulk_create_with_history(rows, model, default_user=by)
    _link(versions, items)
    _note(versions, by=by)
    return versions


def approve_all(versions: Iterable[QuestionVersion], *, by: User | None, now: dt.datetime) -> None:
    """Approve candidates none of whose questions has an approved version, like `approve` does one.

    Raises NotReviewable where one can't be marked; then nothing is approved. Call it in a transaction.
    """
    found = QuestionVersion.objects.candidates().filter(pk__in=[v.pk for v in versions])
    rows = list(found.whole())
    for row in rows:
        if faults := row.objections():
            raise NotReviewable(faults_in_words(faults))
    found.filter(pk__in=[row.pk for row in rows]).update(
        state=State.APPROVED, edit_number=F("edit_number") + 1
    )
    for row in rows:
        row.state, row.edit_number = State.APPROVED, row.edit_number + 1
    _note(rows, by=by, update=True)
    verb, name = Decision.Verb.APPROVED, str(by or "")
    Decision.objects.bulk_create(
        Decision(verb=verb, by=by, by_name=name, at=now, version=row) for row in rows
    )


def version_of(item: Item, question: Question, *, number: int, by: User | None) -> QuestionVersion:
    """The row of an item, not saved."""
    key = item.key if isinstance(item.key, NumberKey) else None
    return QuestionVersion(
        question=question, number=number, kind=item.kind.value, level=item.level.value, stem=item.stem,
        explanation=item.explanation, number_value=key.value if key else None, tolerance=key.tolerance if key else 0,
        unit=key.unit if key else "", family=item.family, score=item.score, beyond=item.beyond, entry=item.entry,
        item_id=item.id, created_by=by,
    )  # fmt: skip


def parts_of(
    item: Item, revision: ArticleRevision | None
) -> Iterator[tuple[Any, list[dict[str, Any]]]]:
    """What stands below an item's row, sort by sort."""
    yield Option, [asdict(option) for option in item.options]
    match item.key:
        case TextKey(accepted):
            yield AcceptedAnswer, [{"text": text} for text in accepted]
        case MatchingKey(pairs):
            yield Pair, [{"left": p.left, "right": p.right} for p in pairs]
        case OrderingKey(order):
            yield Step, [{"text": text} for text in order]
    if revision:
        passages = [{"revision": revision, "start": e.start, "end": e.end} for e in item.evidence]
        yield EvidencePassage, passages
    yield Citation, [{"org": a.org, "title": a.title, "url": a.url} for a in item.authority]


def placed(model: Any, version: QuestionVersion, rows: Iterable[Mapping[str, Any]]) -> list[Any]:
    """Parts of a version in their order, not saved."""
    return [
        model(version=version, position=place, **row) for place, row in enumerate(rows, start=1)
    ]


def _last_numbers(questions: Sequence[int]) -> dict[int, int]:
    rows = QuestionVersion.objects.filter(question__in=questions).order_by("number")
    return dict(rows.values_list("question", "number")) if questions else {}


def _link(versions: Sequence[QuestionVersion], items: Sequence[Item]) -> None:
    wanted = {key for item in items for key in item.concepts}
    known = dict(Concept.objects.filter(key__in=wanted).values_list("key", "pk"))
    through: Any = QuestionVersion.concepts.through
    through.objects.bulk_create(
        through(questionversion_id=version.pk, concept_id=known[key])
        for version, item in zip(versions, items, strict=True)
        for key in dict.fromkeys(item.concepts)
        if key in known
    )


def _note(versions: Sequence[QuestionVersion], *, by: User | None, update: bool = False) -> None:
    """Write their history, the concepts that each is about included."""
    history: Any = QuestionVersion.history
    noted = history.bulk_history_create(versions, update=update, default_user=by)
    at = {version.pk: row for version, row in zip(versions, noted, strict=True)}
    links: Any = QuestionVersion.concepts.through.objects.filter(questionversion__in=list(at))
    concepts: Any = apps.get_model("quizzes", "HistoricalQuestionVersion_concepts")
    concepts.objects.bulk_create(
        concepts(history=at[version], id=pk, questionversion_id=version, concept_id=concept)
        for pk, version, concept in links.values_list("pk", "questionversion", "concept")
    )
