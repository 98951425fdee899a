"""Questions on concepts, and answers to them at a chosen time."""

from __future__ import annotations

import datetime as dt

from quizzes import actions
from quizzes.items import Kind
from quizzes.models import Concept, Learner, QuestionVersion, Quiz
from tests import make

START = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


def concept(key: str = "phishing", topic: str = "phishing") -> Concept:
    return Concept.objects.get_or_create(
        key=key, defaults={"topic": topic, "label": key.capitalize()}
    )[0]


def version(*concepts: Concept, stem: str, kind: Kind = Kind.SINGLE, **fields) -> QuestionVersion:
    return make.version(kind, stem=stem, concepts=tuple(one.key for one in concepts), **fields)


def quiz(*versions: QuestionVersion, slug: str = "known", **rules) -> Quiz:
    """A quiz of these questions."""
    articles, published = rules.pop("articles", []), rules.pop("published", True)
    made = actions.make_quiz(
        title=f"The {slug}", slug=slug, versions=versions, articles=articles, **rules
    )
    if published:
        made.publish(by=None, now=START)
    return made


def take(quiz: Quiz, learner: Learner, *, now: dt.datetime = START, wrong: tuple[int, ...] = ()):
    """A whole attempt, right but for the places that are named."""
    attempt = learner.attempts.resume_or_start(quiz=quiz, learner=learner, now=now)
    for response in attempt.responses.select_related("version", "attempt"):
        judge = make.wrong if response.position in wrong else make.right
        response.store(judge(response.version.to_item()), sequence=response.sequence, now=now)
    attempt.finish(now=now)
    return attempt


def answer(asked, *, rightly: bool = True, now: dt.datetime) -> bool:
    """Answer a question of a practice."""
    judge = make.right if rightly else make.wrong
    return asked.store(judge(asked.version.to_item()), now=now)
