"""What the generator did: runs as the editor watches them, their reports, and the worker's sign of life."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from quizzes.models.article import ArticleRevision
from quizzes.models.errors import RunIsOver

if TYPE_CHECKING:
    from quizzes.models.people import User

SIGN_LIMIT = dt.timedelta(seconds=60)
"""A worker that was not heard of for so long has stopped."""

WAIT_LIMIT = dt.timedelta(days=1)
"""A run that nobody took for so long is not blocking its article any more."""


class RunQuerySet(models.QuerySet["GenerationRun"]):
    def going(self) -> RunQuerySet:
        """Those that wait or work."""
        return self.filter(state__in=[GenerationRun.State.WAITING, GenerationRun.State.RUNNING])

    def numbered(self) -> RunQuerySet:
        """Each with its `number` among the runs over its article."""
        same = GenerationRun.objects.filter(
            revision__article=OuterRef("revision__article"), pk__lte=OuterRef("pk")
        )
        count = same.order_by().values("revision__article").annotate(n=Count("pk")).values("n")
        return self.annotate(number=Subquery(count))

    def give_up_left(self, *, now: dt.datetime) -> int:
        """Fail what a stopped worker left; how many."""
        left = self.filter(
            Q(state=GenerationRun.State.RUNNING, seen_at__lt=now - SIGN_LIMIT)
            | Q(state=GenerationRun.State.RUNNING, seen_at=None, started_at__lt=now - SIGN_LIMIT)
            | Q(state=GenerationRun.State.WAITING, created_at__lt=now - WAIT_LIMIT)
        )
        reason = _now("The worker stopped before or during this run. Start it again.")
        return left.update(state=GenerationRun.State.FAILED, finished_at=now, message=reason)


class GenerationRun(models.Model):
    """One run of the generator over an article revision, as the editor watches it.

    The worker and the editor change it at the same time, so every verb is one guarded UPDATE.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        FINISHED = "finished", _("finished")
        FAILED = "failed", _("failed")
        CANCELLED = "cancelled", _("cancelled")

    revision = models.ForeignKey(
        ArticleRevision, on_delete=models.PROTECT, related_name="runs", verbose_name=_("article")
    )
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.WAITING
    )
    beyond = models.BooleanField(
        _("also asks beyond the article"),
        default=False,
        help_text=_("Tops a short quiz up with scenarios on what the article only names."),
    )
    percent = models.PositiveSmallIntegerField(_("progress"), default=0)
    message = models.TextField(_("message"), blank=True)
    added = models.PositiveIntegerField(_("new candidates"), default=0)
    known = models.PositiveIntegerField(_("known before"), default=0)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("started by"),
    )
    created_at = models.DateTimeField(_("asked for at"), auto_now_add=True)
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    seen_at = models.DateTimeField(_("worker last heard of at"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    objects = RunQuerySet.as_manager()

    class Meta:
        verbose_name = _("generation run")
        verbose_name_plural = _("generation runs")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(percent__lte=100), name="run_percent_bounded")
        ]

    def __str__(self) -> str:
        return f"{self.revision} · {self.get_state_display()}"

    @property
    def is_over(self) -> bool:
        return self.state not in {self.State.WAITING, self.State.RUNNING}

    @property
    def is_wanted(self) -> bool:
        """Whether it still runs, by what is stored now."""
        return self._row.filter(state=self.State.RUNNING).exists()

    def begin(self, *, now: dt.datetime) -> bool:
        """Take it from the queue; False where it does not wait there any more."""
        return self._move(
            [self.State.WAITING], state=self.State.RUNNING, started_at=now, seen_at=now
        )

    def tell(self, percent: int, *, now: dt.datetime) -> bool:
        """Show how far it is; False where it does not run any more."""
        return self._move([self.State.RUNNING], percent=percent, seen_at=now)

    def finish(self, *, added: int, known: int, message: str, now: dt.datetime) -> None:
        """End it well; raises RunIsOver where somebody ended it before."""
        self._end(
            [self.State.RUNNING], state=self.State.FINISHED, percent=100, added=added, known=known,
            message=message, finished_at=now,
        )  # fmt: skip

    def fail(self, reason: str, *, now: dt.datetime) -> bool:
        """End it badly, with a sentence that says why; False where somebody ended it before."""
        return self._move(
            [self.State.WAITING, self.State.RUNNING],
            state=self.State.FAILED, message=reason, finished_at=now,
        )  # fmt: skip

    def cancel(self, *, by: User, now: dt.datetime) -> None:
        """End it because an editor says so; the worker stops within seconds.

        Raises RunIsOver where there is nothing to stop any more.
        """
        told = _now("%(name)s cancelled it. Nothing was stored.") % {"name": by}
        self._end(
            [self.State.WAITING, self.State.RUNNING],
            state=self.State.CANCELLED, message=told, finished_at=now,
        )  # fmt: skip

    @property
    def _row(self) -> RunQuerySet:
        return GenerationRun.objects.filter(pk=self.pk)

    def _move(self, states: list[State], **values: object) -> bool:
        if not self._row.filter(state__in=states).update(**values):
            return False
        for name, value in values.items():
            setattr(self, name, value)
        return True

    def _end(self, states: list[State], **values: object) -> None:
        if not self._move(states, **values):
            raise RunIsOver


class GenerationNote(models.Model):
    """Why a sentence or a paragraph brought no question: a line of a run's report."""

    run = models.ForeignKey(GenerationRun, on_delete=models.CASCADE, related_name="notes")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    family = models.CharField(
        _("family"), max_length=30, blank=True, help_text=_("Empty: the whole paragraph.")
    )
    code = models.CharField(_("code"), max_length=30)
    message = models.TextField(_("message"))

    class Meta:
        verbose_name = _("line of the report")
        verbose_name_plural = _("lines of the report")
        ordering = ["start", "pk"]

    def __str__(self) -> str:
        return f"{self.code}: {self.message}"


class WorkerSign(models.Model):
    """When a worker was last heard of; one row, whatever the number of workers."""

    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.at)

    @classmethod
    def give(cls, *, now: dt.datetime) -> None:
        """Say that a worker is there."""
        cls.objects.update_or_create(pk=1, defaults={"at": now})

    @classmethod
    def is_fresh(cls, *, now: dt.datetime) -> bool:
        """Whether a worker was heard of lately."""
        return cls.objects.filter(at__gt=now - SIGN_LIMIT).exists()
