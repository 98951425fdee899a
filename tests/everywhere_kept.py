"""What answers leave behind, for `tests.everywhere`: figures, marks that were given anew, reports, people to forget."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone

from quizzes import remarking, statistics
from quizzes.items import Kind
from quizzes.models import ProblemReport, Ruling
from quizzes.remarking import Wish
from tests import make
from tests.statistics.answering import answered, by_chance

Pages = Iterator[tuple[str, str, str]]
ADMIN = "admin:quizzes_"


def pages(learner: Any) -> Pages:
    """Where an editor sees it, and the learner's own part of it."""
    yield from _figures()
    yield from _marks(learner)
    yield _to("editor", f"{ADMIN}learner_retention")


def _to(who: str, name: str, query: str = "", **parts: Any) -> tuple[str, str, str]:
    return who, name, reverse(name, kwargs=parts) + query


def _figures() -> Pages:
    kinds = [Kind.SINGLE, Kind.CLOZE, Kind.SINGLE, Kind.SHORT_TEXT]
    quiz = make.quiz(kinds, slug="figures")
    rows = by_chance(quiz, 40)
    for i, row in enumerate(rows):
        row[2] = 2 if i % 3 else 1  # a distractor that the better ones choose
    answered(quiz, rows)
    items = list(statistics.refresh(quiz, now=timezone.now()).items.all())
    yield _to("editor", f"{ADMIN}quiz_statistics", object_id=quiz.pk)
    for item in (items[0], items[3]):
        about = {"object_id": quiz.pk, "version": item.version_id}
        yield _to("editor", f"{ADMIN}quiz_statistics_item", **about)
    yield _to("editor", f"{ADMIN}questionversion_statistics", object_id=items[0].version_id)


def _marks(user: Any) -> Pages:
    """A question whose marks changed, one that may have to, and what was told of both."""
    browser, now = make.browser_of(user), timezone.now()
    quiz = make.quiz([Kind.SINGLE, Kind.SHORT_TEXT], slug="remarked")
    attempt = make.take(browser, quiz, rightly=False)
    first, typed = attempt.responses.select_related("version", "attempt")
    told = ProblemReport.objects.tell(first, reason="key", note="I doubt it.", now=now)
    told.settle("accepted", "You are right.", by=None, now=now)
    waits = ProblemReport.objects.tell(typed, reason="another", note="So do I.", now=now)
    why, wish = "It was wrong.", Wish(Ruling.EVERYBODY)
    done = remarking.apply(first.version, wish, reason=why, by=None, now=now)
    plan = f"?ruling=left_out&options={first.version.options.first().pk}&reason=Two+are+right"
    yield _to("learner", "result", pk=attempt.pk)
    yield from (_to("learner", "question", pk=attempt.pk, position=i) for i in (1, 2))
    yield _to("learner", "report", pk=attempt.pk, position=1)
    for query in ("", plan):
        yield _to("editor", f"{ADMIN}remarking_choose", query, pk=first.version_id)
    yield _to("editor", f"{ADMIN}remarking_choose", pk=typed.version_id)
    yield _to("editor", f"{ADMIN}remarking_typed", pk=typed.version_id)
    yield _to("editor", f"{ADMIN}remarking_back", pk=done.pk)
    yield _to("editor", f"{ADMIN}remarking_change", object_id=done.pk)
    for report in (told, waits):
        yield _to("editor", f"{ADMIN}problemreport_change", object_id=report.pk)
    yield _to("editor", f"{ADMIN}learner_erase", pk=attempt.learner_id)
