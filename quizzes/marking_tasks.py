"""The worker's part in large re-markings: it looks what would change, and carries it out."""

from __future__ import annotations

import logging
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tasks import task

from quizzes.models import Quiz, RemarkedMeanwhile, Remarking
from quizzes.queueing import AWAY, hand_over
from quizzes.remarking import large
from quizzes.statistics import refreshing

log = logging.getLogger(__name__)
State = Remarking.State
FAULT = gettext_lazy(
    "A fault in the program stopped it, and no mark was changed. Tell the operator."
)


def look_at(row: Remarking) -> None:
    """Queue the dry run."""
    _queue(worker_looks, row)


def carry_out(row: Remarking) -> bool:
    """Queue the act; False where the dry run is not there any more."""
    if not row.move(State.LOOKED, state=State.MARKING, percent=0, seen_at=None):
        return False
    _queue(worker_marks, row)
    return True


def look_again(row: Remarking) -> bool:
    """Queue another dry run; False where the worker is on it already."""
    if not row.move(State.LOOKED, State.FAILED, state=State.LOOKING, percent=0, seen_at=None):
        return False
    look_at(row)
    return True


@task()
def worker_looks(pk: int) -> None:
    """Keep what a re-marking would change."""
    row = Remarking.objects.select_related("version", "before__before").filter(pk=pk).first()
    if row is None:
        return  # it was dropped
    try:
        large.look(row)
    except Exception:
        log.exception("Re-marking %s could not be looked at", pk)
        row.fail(str(FAULT))


@task()
def worker_marks(pk: int) -> None:
    """Carry a re-marking out, or say why not."""
    row = Remarking.objects.select_related("version", "before__before", "by").filter(pk=pk).first()
    if row is None or not row.move(State.MARKING, seen_at=timezone.now()):
        return
    try:
        large.mark(row, now=timezone.now())
    except RemarkedMeanwhile:
        _after_a_change(row)
    except Exception:
        log.exception("Re-marking %s could not be carried out", pk)
        row.fail(str(FAULT))
    else:
        renew_figures(row)


def renew_figures(done: Remarking) -> None:
    """What was counted by the old marks is counted anew."""
    for quiz in Quiz.objects.filter(attempts__remarked__remarking=done).distinct():
        refreshing.ask(quiz, now=timezone.now())


def _after_a_change(row: Remarking) -> None:
    row.version.refresh_from_db(fields=["remarking"])
    if row.version.remarking_id != row.before_id:
        row.fail(_("Another re-marking of this question came between, so no mark was changed. Begin anew."))  # fmt: skip
        return
    told = _("Many answers came in meanwhile. No mark was changed; look again at what would change now.")  # fmt: skip
    if row.move(State.MARKING, state=State.LOOKING, percent=0, message=told):
        large.look(row)


def _queue(work: Any, row: Remarking) -> None:
    hand_over(work, row.pk, away=lambda: row.fail(str(AWAY)))
