"""The list of erasures: beside the database, so that it outlives a restore, and without names.

Numbers alone could be given to somebody else after a restore, so each stands with the moment at which
the row was made.
"""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from quizzes.models import DomainError, Learner


class NotNoted(DomainError):
    sentence = _("The list of erasures can't be written, so nobody was erased. Tell the operator.")


@dataclass(frozen=True)
class Noted:
    """One erasure: which rows, as they could come back from a backup."""

    learner: int
    made: dt.datetime
    user: int | None
    joined: dt.datetime | None


def note(learner: Learner, *, now: dt.datetime) -> None:
    """Write an erasure down, safe on the disk before this returns. Raises NotNoted."""
    user = learner.user
    told = {
        "learner": learner.pk,
        "made": learner.created_at.isoformat(),
        "user": user.pk if user else None,
        "joined": user.date_joined.isoformat() if user else None,
        "at": now.isoformat(timespec="seconds"),
    }
    try:
        with Path(settings.ERASURES_FILE).open("a", encoding="ascii") as file:
            file.write(json.dumps(told) + "\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise NotNoted from error


def noted() -> Iterator[Noted]:
    """Every erasure so far; a line that was cut while it was written is none."""
    path = Path(settings.ERASURES_FILE)
    if not path.exists():
        return
    for line in path.read_text(encoding="ascii", errors="replace").splitlines():
        try:
            told = json.loads(line)
            joined = told["joined"] and dt.datetime.fromisoformat(told["joined"])
            yield Noted(
                told["learner"], dt.datetime.fromisoformat(told["made"]), told["user"], joined
            )
        except (ValueError, KeyError, TypeError):
            continue
