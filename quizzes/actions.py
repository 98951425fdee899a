"""Changes that span models, one transaction each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from simple_history.utils import bulk_create_with_history

from quizzes.generation import ConceptBase, Document, Format, read
from quizzes.items import Item, MatchingKey, NumberKey, OrderingKey, TextKey
from quizzes.models import (
    AcceptedAnswer,
    Article,
    ArticleRevision,
    Attempt,
    Citation,
    Concept,
    EvidencePassage,
    EvidencePlace,
    Learner,
    Member,
    NotEditable,
    Option,
    Pair,
    Practice,
    Question,
    QuestionVersion,
    Quiz,
    QuizQuestion,
    Step,
    User,
)
from quizzes.models.approving import record_all
from quizzes.models.article import add_revision
from quizzes.models.memory import rebuild
from quizzes.models.practice import heard_of


@dataclass(frozen=True)
class Added:
    """What storing items did: the new versions, and how many items were there before."""

    versions: tuple[QuestionVersion, ...]
    known: int


@transaction.atomic
def store_article(
    article: Article,
    *,
    source: bytes,
    format: str,
    by: User | None,
    document: Document | None = None,
) -> ArticleRevision:
    """Save the article with this text as its newest revision; its questions' evidence follows.

    Raises UnreadableArticle where the bytes are no text that can be read; then nothing is stored.
    """
    document = document or read(source, format=Format(format))
    article.save()
    Article.objects.select_for_update().get(pk=article.pk)
    before = article.current
    revision = add_revision(article, source=source, format=format, document=document, by=by)
    if before and revision != before:
        EvidencePlace.objects.follow(revision)
    return revision


@transaction.atomic
def add_items(
    items: Iterable[Item],
    *,
    revision: ArticleRevision | None,
    by: User | None,
    questions: Sequence[Question] = (),
) -> Added:
    """Store items as candidates of the revision's article; an item that is there already is left alone.

    `questions` are those of shipped content, saved or not, one per item: it becomes their next version.
    Shipped items are stored even beside an equal candidate, on which an editor may be working.
    """
    items = list(items)
    article = revision.article if revision else None
    if article:
        Article.objects.select_for_update().get(
            pk=article.pk
        )  # two runs at once store nothing twice
    new = items if questions else _unknown(items, article)
    asked = list(questions) or [Question(article=article) for _item in new]
    numbers = _last_numbers(asked)
    Question.objects.bulk_create([question for question in asked if question.pk is None])
    versions = [
        _version(question, item, numbers.get(question.pk, 0) + 1, by)
        for question, item in zip(asked, new, strict=True)
    ]
    QuestionVersion.objects.bulk_create(versions)
    pairs = list(zip(versions, new, strict=True))
    _add_parts([part for version, item in pairs for part in _parts(version, item, revision)], by)
    _add_concepts(pairs)
    record_all(versions, by=by, created=True)
    return Added(tuple(versions), len(items) - len(versions))


def _unknown(items: Iterable[Item], article: Article | None) -> list[Item]:
    held = QuestionVersion.objects.filter(question__article=article).exclude(item_id="")
    known = set(held.values_list("item_id", flat=True))
    return [item for item in items if item.id not in known]


def _last_numbers(questions: Iterable[Question]) -> dict[int, int]:
    saved = [question.pk for question in questions if question.pk]
    rows = QuestionVersion.objects.filter(question__in=saved).order_by("number")
    return dict(rows.values_list("question", "number")) if saved else {}


def _version(question: Question, item: Item, place: int, by: User | None) -> QuestionVersion:
    number = item.key if isinstance(item.key, NumberKey) else None
    return QuestionVersion(
        question=question, number=place, kind=item.kind.value, level=item.level.value, stem=item.stem, explanation=item.explanation,
        number_value=number.value if number else None, tolerance=number.tolerance if number else 0, unit=number.unit if number else "",
        family=item.family, score=item.score, beyond=item.beyond, entry=item.entry, item_id=item.id, language=item.language,
        created_by=by,
    )  # fmt: skip


def _parts(version: QuestionVersion, item: Item, revision: ArticleRevision | None) -> Iterator[Any]:
    """The rows that belong to a version, each sort in its order."""
    yield from _rows(version, Option, [asdict(option) for option in item.options])
    match item.key:
        case TextKey(accepted):
            yield from _rows(version, AcceptedAnswer, [{"text": text} for text in accepted])
        case MatchingKey(pairs):
            yield from _rows(version, Pair, [{"left": p.left, "right": p.right} for p in pairs])
        case OrderingKey(order):
            yield from _rows(version, Step, [{"text": text} for text in order])
    if revision:
        places = [(e.start, e.end) for e in item.evidence]
        yield from _rows(version, EvidencePassage, _passages(revision, places))
    yield from _rows(version, Citation, [asdict(source) for source in item.authority])


def _passages(revision: ArticleRevision, places: Iterable[tuple[int, int]]) -> list[dict[str, Any]]:
    return [{"revision": revision, "start": start, "end": end} for start, end in places]


def _rows(version: QuestionVersion, model: Any, values: Iterable[dict[str, Any]]) -> Iterator[Any]:
    for place, value in enumerate(values, start=1):
        yield model(version=version, position=place, **value)


def _add_parts(parts: Iterable[Any], by: User | None) -> None:
    of_model: dict[Any, list[Any]] = {}
    for part in parts:
        of_model.setdefault(type(part), []).append(part)
    for model, rows in of_model.items():
        bulk_create_with_history(rows, model, default_user=by)


def _add_concepts(new: Sequence[tuple[QuestionVersion, Item]]) -> None:
    wanted = {key for _version, item in new for key in item.concepts}
    known = dict(Concept.objects.filter(key__in=wanted).values_list("key", "pk"))
    link = QuestionVersion.concepts.through
    link.objects.bulk_create(
        link(questionversion=version, concept_id=known[key])
        for version, item in new
        for key in dict.fromkeys(item.concepts)
        if key in known
    )


@transaction.atomic
def set_evidence(
    version: QuestionVersion, places: Sequence[tuple[int, int]], *, by: User | None
) -> None:
    """Let these passages of the article's current revision be a candidate's evidence.

    Raises NotEditable for a version that was reviewed.
    """
    if not version.is_editable:
        raise NotEditable
    version.evidence.all().delete()
    article = version.question.article
    if article and (revision := article.current):
        _add_parts(_rows(version, EvidencePassage, _passages(revision, places)), by)


def add_concepts(base: ConceptBase) -> int:
    """Store the concepts that are not there yet; how many were new. What an editor changed stays."""
    known = set(Concept.objects.values_list("key", flat=True))
    new = [
        Concept(key=e.id, topic=e.topic, label=e.label, definition=e.definition)
        for e in base.concepts.values()
        if e.id not in known
    ]
    Concept.objects.bulk_create(new)
    return len(new)


@transaction.atomic
def make_quiz(
    *,
    title: str,
    slug: str,
    versions: Sequence[QuestionVersion],
    articles: Sequence[Article],
    key: str | None = None,
    **rules: object,
) -> Quiz:
    """A quiz of these questions in this order, not published yet."""
    quiz = Quiz.objects.create(title=title, slug=slug, key=key, **rules)
    if articles:
        quiz.articles.set(articles)
    asked = [
        QuizQuestion(quiz=quiz, question_id=version.question_id, position=i)
        for i, version in enumerate(versions, start=1)
    ]
    bulk_create_with_history(asked, QuizQuestion)
    return quiz


@transaction.atomic
def claim_guest(guest: Learner, *, user: User, now: dt.datetime) -> int:
    """Hand a guest's attempts and places in groups to the account that the guest made or signed in to.

    How many attempts there were. Where both have an open attempt at one quiz, the one with more answers stays open (the account's
    own in a tie); the other is finished as it stands. Numbers go on behind the account's own.
    """
    own = Learner.objects.of_user(user)
    Learner.objects.lock(guest, own)
    claimed = list(guest.attempts.order_by("number"))
    for attempt in claimed:
        if not attempt.is_finished:
            _leave_one_open(attempt, own.attempts.open().filter(quiz=attempt.quiz_id).first(), now)
        last = own.attempts.filter(quiz=attempt.quiz_id).aggregate(last=Max("number"))["last"] or 0
        Attempt.objects.filter(pk=attempt.pk).update(learner=own, number=last + 1)
    if guest.extra_time_percent > own.extra_time_percent:
        own.extra_time_percent = guest.extra_time_percent
        own.save(update_fields=["extra_time_percent"])
    if not guest.assignment_mail:  # whoever switched it off wants none under another name
        own.assignment_mail = False
        own.save(update_fields=["assignment_mail"])
    Member.objects.hand_over(guest, own)
    Practice.objects.hand_over(guest, own, now=now)
    rebuild(own, heard_of(own))
    guest.delete()
    return len(claimed)


def _leave_one_open(guests: Attempt, accounts: Attempt | None, now: dt.datetime) -> None:
    # What is expired is finished by its own deadline and never kept in place of what may go on.
    if accounts is None or accounts.finish_if_expired(now=now) or guests.finish_if_expired(now=now):
        return
    more = guests.responses.answered().count() > accounts.responses.answered().count()
    (accounts if more else guests).finish(now=now, reason=Attempt.Reason.MERGED)


def finish_expired(*, now: dt.datetime) -> int:
    """Finish every open attempt whose time is over; how many there were."""
    expired = list(Attempt.objects.expired(now))
    for attempt in expired:
        attempt.finish(now=now, reason=Attempt.Reason.EXPIRED)
    return len(expired)
