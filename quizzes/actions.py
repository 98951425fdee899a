"""Changes that span models, one transaction each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
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
    keys: Sequence[str] = (),
) -> Added:
    """Store items as candidates of the revision's article; an item that is there already is left alone.

    `keys` are the stable ids of shipped content, one per item. Shipped items are stored even beside
    an equal candidate, on which an editor may be working.
    """
    items = list(items)
    article = revision.article if revision else None
    if article:
        Article.objects.select_for_update().get(
            pk=article.pk
        )  # two runs at once store nothing twice
    known = set(
        QuestionVersion.objects.filter(question__article=article)
        .exclude(item_id="")
        .values_list("item_id", flat=True)
    )
    concepts = {
        c.key: c
        for c in Concept.objects.filter(key__in={key for item in items for key in item.concepts})
    }
    new: list[QuestionVersion] = []
    for i, item in enumerate(items):
        if item.id and item.id in known and not keys:
            continue
        question = Question.objects.create(article=article, key=keys[i] if keys else None)
        new.append(_add_version(question, item, revision, by))
        new[-1].concepts.set([concepts[key] for key in item.concepts if key in concepts])
    return Added(tuple(new), len(items) - len(new))


def _add_version(
    question: Question, item: Item, revision: ArticleRevision | None, by: User | None
) -> QuestionVersion:
    number = item.key if isinstance(item.key, NumberKey) else None
    version = QuestionVersion.objects.create(
        question=question, kind=item.kind.value, level=item.level.value, stem=item.stem, explanation=item.explanation,
        number_value=number.value if number else None, tolerance=number.tolerance if number else 0, unit=number.unit if number else "",
        family=item.family, score=item.score, beyond=item.beyond, entry=item.entry, item_id=item.id, language=item.language,
        created_by=by,
    )  # fmt: skip
    _add_parts(
        version,
        Option,
        [asdict(option) for option in item.options],
        by,
    )
    match item.key:
        case TextKey(accepted):
            _add_parts(version, AcceptedAnswer, [{"text": text} for text in accepted], by)
        case MatchingKey(pairs):
            _add_parts(version, Pair, [{"left": p.left, "right": p.right} for p in pairs], by)
        case OrderingKey(order):
            _add_parts(version, Step, [{"text": text} for text in order], by)
    if revision:
        passages = [{"revision": revision, "start": e.start, "end": e.end} for e in item.evidence]
        _add_parts(version, EvidencePassage, passages, by)
    sources = [{"org": a.org, "title": a.title, "url": a.url} for a in item.authority]
    _add_parts(version, Citation, sources, by)
    return version


def _add_parts(
    version: QuestionVersion, model: Any, rows: Iterable[dict[str, Any]], by: User | None
) -> None:
    parts = [
        model(version=version, position=place, **row) for place, row in enumerate(rows, start=1)
    ]
    bulk_create_with_history(parts, model, default_user=by)


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
        passages = [{"revision": revision, "start": start, "end": end} for start, end in places]
        _add_parts(version, EvidencePassage, passages, by)


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
    quiz.articles.set(articles)
    for i, version in enumerate(versions, start=1):
        QuizQuestion.objects.create(quiz=quiz, question_id=version.question_id, position=i)
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
