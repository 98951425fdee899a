"""The task that renews a quiz's statistics: asked for by a person, or by the worker where answers came."""

from __future__ import annotations

import datetime as dt
import logging

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from quizzes.models import Quiz, QuizStatistics
from quizzes.queueing import hand_over

from . import keeping

log = logging.getLogger(__name__)

AT_ONCE = 20
"""How many quizzes are renewed in a round, so that a long list never keeps others waiting."""


@transaction.atomic
def ask(quiz: Quiz, *, now: dt.datetime) -> bool:
    """Queue a renewal; False where one is on its way already."""
    if not QuizStatistics.objects.ask(quiz, now=now):
        return False
    hand_over(renew, quiz.pk, away=lambda: _give_up(quiz.pk))
    return True


def ask_for_stale(now: dt.datetime) -> None:
    """Queue renewals where answers came since the figures were kept."""
    for quiz in keeping.stale(now)[:AT_ONCE]:
        ask(quiz, now=now)


@task()
def renew(quiz_id: int) -> None:
    """Compute a quiz's figures and keep them; where that fails, the page says so."""
    quiz = Quiz.objects.get(pk=quiz_id)
    try:
        keeping.refresh(quiz, now=timezone.now())
    except Exception:
        log.exception("The statistics of quiz %s could not be renewed", quiz_id)
        _give_up(quiz_id)


def _give_up(quiz_id: int) -> None:
    # What was asked for stays noted, so that the worker tries again only after a while.
    QuizStatistics.objects.filter(quiz=quiz_id).update(failed=True)
