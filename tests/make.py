"""Factories: the smallest real thing of each sort."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import timezone

from quizzes import actions
from quizzes.items import (
    Answer,
    Authority,
    Chosen,
    Evidence,
    Item,
    Kind,
    Matched,
    MatchingKey,
    Number,
    NumberKey,
    Option,
    Ordered,
    OrderingKey,
    Pair,
    TextKey,
    Typed,
)
from quizzes.models import (
    Article,
    Attempt,
    Group,
    Learner,
    Member,
    QuestionVersion,
    Quiz,
    Response,
    User,
)
from quizzes.models.approving import approve_all

TEXT = (
    "# Passwords\n\nUse a different password for every account. "
    "A thief who learns one password tries it elsewhere.\n\nAn update closes holes that are known.\n"
)
EXPLANATION = "EXPLANATION-OF-THE-KEY"
WHY_WRONG = "WHY-THIS-IS-WRONG"


def known_to_the_planner() -> None:
    """Tell PostgreSQL what was stored: within one transaction nobody else does, and it plans for empty tables."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def user(name: str, **fields: Any) -> User:
    return User.objects.create_user(name, password="a long pass phrase", **fields)


def browser_of(person: User) -> Client:
    client = Client()
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client


def article(slug: str = "passwords", text: str = TEXT, **fields: Any) -> Article:
    made = Article(slug=slug, title=fields.pop("title", "About passwords"), **fields)
    actions.store_article(made, source=text.encode(), format="markdown", by=None)
    return made


def item(kind: Kind = Kind.SINGLE, stem: str = "", **more: Any) -> Item:
    """An item of a kind, whose right answer is `right(item)` and whose wrong one is `wrong(item)`."""
    about = {
        "stem": stem or f"A question of kind {kind.value}?",
        "explanation": EXPLANATION,
        "authority": (Authority("An authority", "Its page", "https://example.org/page"),),
    } | more
    match kind:
        case Kind.SINGLE | Kind.CLOZE:
            options = [("Alpha", False), ("Bravo", True), ("Charlie", False), ("Delta", False)]
            if kind == Kind.CLOZE:
                about["stem"] = stem or "The word that is missing here is ____ and no other."
        case Kind.MULTIPLE:
            options = [
                ("Alpha", True),
                ("Bravo", False),
                ("Charlie", True),
                ("Delta", False),
                ("Echo", False),
            ]
        case Kind.TRUE_FALSE:
            options = [("True", False), ("False", True)]
        case Kind.NUMERIC:
            return Item(kind=kind, key=NumberKey(Decimal("73.5"), Decimal("0.5"), "%"), **about)
        case Kind.SHORT_TEXT:
            return Item(kind=kind, key=TextKey(("phishing", "spear phishing")), **about)
        case Kind.MATCHING:
            pairs = tuple(
                Pair(left, right)
                for left, right in [("one", "uno"), ("two", "due"), ("three", "tre")]
            )
            return Item(kind=kind, key=MatchingKey(pairs), **about)
        case Kind.ORDERING:
            return Item(kind=kind, key=OrderingKey(("first", "second", "third", "fourth")), **about)
    return Item(
        kind=kind, options=tuple(Option(t, c, "" if c else WHY_WRONG) for t, c in options), **about
    )


def right(of: Item) -> Answer:
    match of.key:
        case NumberKey(value, _, _):
            return Number(value)
        case TextKey(accepted):
            return Typed(accepted[0])
        case MatchingKey(pairs):
            return Matched(frozenset((i, i) for i in range(len(pairs))))
        case OrderingKey(order):
            return Ordered(tuple(range(len(order))))
    return Chosen(frozenset(of.keys))


def wrong(of: Item) -> Answer:
    match of.key:
        case NumberKey(value, _, _):
            return Number(value + 10)
        case TextKey(_):
            return Typed("something else")
        case MatchingKey(pairs):
            return Matched(frozenset((i, (i + 1) % len(pairs)) for i in range(len(pairs))))
        case OrderingKey(order):
            return Ordered(tuple(reversed(range(len(order)))))
    return Chosen(frozenset({next(i for i, o in enumerate(of.options) if not o.correct)}))


def version(
    kind: Kind = Kind.SINGLE, *, approved: bool = True, of: Article | None = None, **fields: Any
) -> QuestionVersion:
    [made] = versions([item(kind, **fields)], approved=approved, of=of)
    return made


def versions(
    items: Sequence[Item], *, approved: bool = True, of: Article | None = None
) -> tuple[QuestionVersion, ...]:
    """Stored questions; of an article, its last sentence but one is their evidence."""
    revision = of.current if of else None
    if revision:
        start = revision.text.index("A thief")
        end = revision.text.index("elsewhere.") + len("elsewhere.")
        evidence = (Evidence(start, end, revision.text[start:end]),)
        items = [dataclasses.replace(one, evidence=evidence) for one in items]
    made = actions.add_items(items, revision=revision, by=None).versions
    if approved:
        approve_all(made, by=None, now=timezone.now())
    return made


def quiz(
    kinds: Sequence[Kind] = (Kind.SINGLE, Kind.SINGLE),
    *,
    slug: str = "quiz",
    published: bool = True,
    of: Article | None = None,
    **rules: Any,
) -> Quiz:
    items = [
        item(kind, stem=f"Stem {i} of {slug}?" if kind != Kind.CLOZE else "")
        for i, kind in enumerate(kinds, start=1)
    ]
    made = actions.make_quiz(
        title=f"The {slug}",
        slug=slug,
        versions=versions(items, of=of),
        articles=[of] if of else [],
        **rules,
    )
    if published:
        made.publish(by=None, now=timezone.now())
    return made


def learner(of: User | None = None) -> Learner:
    return Learner.objects.of_user(of) if of else Learner.objects.new_guest()[0]


def group(name: str = "Class 7b", *leaders: User, **fields: Any) -> Group:
    """A group; with `join_code` one that is joined by it."""
    made = Group.objects.create(name=name, **fields)
    for leader in leaders:
        made.add_leader(leader)
    return made


def member(of: Group, name: str = "", learner: Learner | None = None, **fields: Any) -> Member:
    """Somebody on a group's list; with a learner somebody who joined."""
    if learner:
        fields |= {"learner": learner, "joined_at": timezone.now()}
    return of.members.create(name=name, **fields)


def attempt(quiz: Quiz, learner: Learner, now: Any = None) -> Attempt:
    return learner.attempts.resume_or_start(quiz=quiz, learner=learner, now=now or timezone.now())


def posted(response: Response, answer: Answer, **more: Any) -> dict[str, Any]:
    """What a browser would send to give this answer: the places as the page shows them."""
    response = Response.objects.select_related("attempt", "version").get(pk=response.pk)
    version, data = response.version, {"sequence": response.sequence, **more}
    match answer:
        case Chosen(chosen):
            options = list(version.options.all())
            shown = response.shown(options)
            places = [str(shown.index(options[i]) + 1) for i in sorted(chosen)]
            return data | {"answer": places if version.kind == Kind.MULTIPLE else places[0]}
        case Number(value):
            return data | {"answer": str(value)}
        case Typed(text):
            return data | {"answer": text}
        case Matched(pairs):
            all_pairs = list(version.pairs.all())
            shown = response.shown(all_pairs)
            return data | {
                f"answer_{left + 1}": str(shown.index(all_pairs[to]) + 1) for left, to in pairs
            }
        case Ordered(order):
            steps = list(version.steps.all())
            shown = response.shown(steps)
            return data | {
                f"answer_{shown.index(steps[i]) + 1}": str(rank)
                for rank, i in enumerate(order, start=1)
            }
    raise AssertionError(answer)


def start(client: Client, quiz: Quiz) -> Attempt:
    """Start (or resume) a quiz in a browser."""
    answer = client.post(f"/quizzes/{quiz.slug}/start/")
    assert answer.status_code == 302, answer.content
    return Attempt.objects.get(pk=int(answer.url.split("/")[2]))


def send(client: Client, response: Response, answer: Answer, **more: Any) -> Any:
    """Answer a question in a browser."""
    return client.post(
        f"/attempts/{response.attempt_id}/{response.position}/", posted(response, answer, **more)
    )


def take(client: Client, quiz: Quiz, *, rightly: bool = True) -> Attempt:
    """A whole quiz in a browser, every answer right or every answer wrong."""
    made = start(client, quiz)
    for response in made.responses.select_related("version"):
        value = response.version.to_item()
        send(client, response, right(value) if rightly else wrong(value))
    client.post(f"/attempts/{made.pk}/finish/")
    made.refresh_from_db()
    return made
