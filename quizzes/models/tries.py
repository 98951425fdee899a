"""How often somebody tried in a stretch of time: what slows down whoever guesses codes.

In the database and not in a cache, so that all processes of the site count together.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import models
from django.db.models import F
from django.utils.crypto import salted_hmac


@dataclass(frozen=True)
class Limit:
    """At most so many tries of a sort in a stretch of time that begins with the first."""

    scope: str
    most: int
    window: dt.timedelta


class TriesQuerySet(models.QuerySet["Tries"]):
    def used_up(self, limit: Limit, who: str, *, now: dt.datetime) -> bool:
        """Whether somebody has no try left for now."""
        return self._current(limit, who, now).filter(count__gte=limit.most).exists()

    def note(self, limit: Limit, who: str, *, now: dt.datetime) -> None:
        """Count one try."""
        if not self._current(limit, who, now).update(count=F("count") + 1):
            begun = {"began_at": now, "until": now + limit.window, "count": 1}
            self.update_or_create(scope=limit.scope, who=_keyed(who), defaults=begun)

    def forget_old(self, *, now: dt.datetime) -> None:
        """Drop what counts no more."""
        self.filter(until__lt=now).delete()

    def _current(self, limit: Limit, who: str, now: dt.datetime) -> TriesQuerySet:
        return self.filter(scope=limit.scope, who=_keyed(who), until__gt=now)


class Tries(models.Model):
    """A count of tries; who tried is kept as a digest, since it may be an address."""

    scope = models.CharField(max_length=20)
    who = models.CharField(max_length=64)
    began_at = models.DateTimeField()
    until = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField(default=0)

    objects = TriesQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope", "who"], name="tries_once")]

    def __str__(self) -> str:
        return f"{self.scope}: {self.count}"


def _keyed(who: str) -> str:
    return salted_hmac("quizzes.tries", who, algorithm="sha256").hexdigest()
