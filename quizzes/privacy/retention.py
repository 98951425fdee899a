"""How long answers keep a name: by quiz or for the whole site; after that nobody is named by them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import islice

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Min, Q
from django.db.models.functions import Coalesce

from quizzes.models import (
    Attempt,
    Certificate,
    Learner,
    PracticeAnswer,
    ProblemReport,
    Quiz,
    Response,
)
from quizzes.models.attempt import AttemptQuerySet

AT_ONCE = 500
"""So many attempts in one round of the worker, so that nothing else waits long."""


@dataclass(frozen=True)
class Due:
    """What would lose its name now: of one quiz."""

    title: str
    attempts: int
    people: int
    oldest: dt.datetime


def overdue(now: dt.datetime) -> AttemptQuerySet:
    """Attempts that are kept with a name for longer than their quiz, or else the site, allows."""
    named = Q(learner__user__isnull=False) | Q(learner__guest_digest__isnull=False)
    found = Attempt.objects.filter(named).annotate(
        ended=Coalesce("finished_at", "deadline", "started_at")
    )
    over = Q(pk__in=[])
    own = Quiz.objects.filter(keep_days__isnull=False).order_by()
    for days in own.values_list("keep_days", flat=True).distinct():
        over |= Q(quiz__keep_days=days, ended__lt=_before(now, days))
    if settings.RETENTION_DAYS:
        over |= Q(quiz__keep_days__isnull=True, ended__lt=_before(now, settings.RETENTION_DAYS))
    return found.filter(over)


def due(now: dt.datetime) -> list[Due]:
    """The dry run: what `keep_no_longer` would do now, quiz by quiz."""
    rows = overdue(now).order_by().values("quiz", "quiz__title")
    told = rows.annotate(n=Count("pk"), people=Count("learner", distinct=True), oldest=Min("ended"))
    return [
        Due(row["quiz__title"], row["n"], row["people"], row["oldest"])
        for row in told.order_by("quiz__title")
    ]


def keep_no_longer(*, now: dt.datetime, most: int = AT_ONCE) -> int:
    """Take the names from what is overdue, at most so many attempts; how many.

    Each person's attempts go to a learner that nobody is, without words and certificates.
    """
    _forget_practised_words(now)
    pairs = overdue(now).order_by("learner_id", "pk").values_list("learner_id", "pk")
    by_learner: dict[int, list[int]] = {}
    for learner, attempt in islice(pairs, most):
        by_learner.setdefault(learner, []).append(attempt)
    for learner, attempts in by_learner.items():
        _detach(learner, attempts, now)
    return sum(map(len, by_learner.values()))


@transaction.atomic
def _detach(learner_id: int, attempts: list[int], now: dt.datetime) -> None:
    Learner.objects.lock(Learner(pk=learner_id))
    for attempt in Attempt.objects.open().filter(pk__in=attempts):
        attempt.finish(now=now)
    Response.objects.filter(attempt__in=attempts).exclude(text="").update(text="")
    ProblemReport.objects.filter(response__attempt__in=attempts).update(note="")
    Certificate.objects.filter(attempt__in=attempts).delete()
    Attempt.objects.filter(pk__in=attempts).update(learner=Learner.objects.create())


def _forget_practised_words(now: dt.datetime) -> None:
    """What was typed while practising; that it was answered stays, as what is known follows from it."""
    if settings.RETENTION_DAYS:
        old = PracticeAnswer.objects.filter(answered_at__lt=_before(now, settings.RETENTION_DAYS))
        ProblemReport.objects.filter(practised__in=old).update(note="")
        old.exclude(text="").update(text="")


def _before(now: dt.datetime, days: int) -> dt.datetime:
    return now - dt.timedelta(days=days)
