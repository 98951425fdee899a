"""Handing work to the queue of background tasks: together with what is stored, or not at all."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

log = logging.getLogger(__name__)

AWAY = _("The queue of background tasks could not be reached. Try again, or tell the operator.")


def hand_over(work: Any, pk: int, *, away: Callable[[], object]) -> None:
    """Queue a task on a row that this transaction stores.

    Where the queue is the database, both are stored or neither. Where it is Redis, the task follows as
    soon as the row is stored, and `away` is called when it can't be reached then.
    """
    if settings.QUEUE_IS_DATABASE:
        work.enqueue(pk)
    else:
        transaction.on_commit(lambda: _follow(work, pk, away))


def _follow(work: Any, pk: int, away: Callable[[], object]) -> None:
    try:
        work.enqueue(pk)
    except Exception:
        log.exception("%s could not be queued for %s", work.module_path, pk)
        away()
