"""An editor's sitting at the queue: since when, and how many were decided; kept in the session."""

from __future__ import annotations

import datetime as dt
from collections.abc import MutableMapping
from dataclasses import dataclass
from typing import Any

PAUSE = dt.timedelta(minutes=30)
"""After a longer pause a new sitting begins."""
_KEY = "review"


@dataclass(frozen=True)
class Sitting:
    """When it began, when something last happened, how many questions were decided."""

    began: dt.datetime
    last: dt.datetime
    decided: int = 0

    def minutes(self, now: dt.datetime) -> int:
        """How long it has lasted."""
        return max(0, int((now - self.began).total_seconds() // 60))


def sitting(session: MutableMapping[str, Any], *, now: dt.datetime) -> Sitting:
    """The sitting that goes on, or a new one, which is kept from now on."""
    try:
        began, last, decided = session[_KEY]
        going = Sitting(dt.datetime.fromisoformat(began), dt.datetime.fromisoformat(last), decided)
    except (KeyError, TypeError, ValueError):
        going = None
    if going and now - going.last < PAUSE:
        return going
    return _kept(session, Sitting(now, now))


def count(session: MutableMapping[str, Any], decided: int, *, now: dt.datetime) -> None:
    """Note that questions were decided; a negative number takes back."""
    going = sitting(session, now=now)
    _kept(session, Sitting(going.began, now, max(0, going.decided + decided)))


def _kept(session: MutableMapping[str, Any], going: Sitting) -> Sitting:
    session[_KEY] = [going.began.isoformat(), going.last.isoformat(), going.decided]
    return going
