"""Records: who decided what about which content, and what the generator did."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quizzes.models.article import ArticleRevision

if TYPE_CHECKING:
    from quizzes.models.people import User
    from quizzes.models.question import QuestionVersion
    from quizzes.models.quiz import Quiz


class DecisionQuerySet(models.QuerySet["Decision"]):
    def record(
        self,
        verb: str,
        *,
        by: User | None,
        now: dt.datetime,
        version: QuestionVersion | None = None,
        quiz: Quiz | None = None,
        note: str = "",
    ) -> Decision:
        """Write down one decision; `by` None is the shipped content itself."""
        return self.create(
            verb=verb, by=by, by_name=str(by or ""), at=now, version=version, quiz=quiz, note=note
        )


class Decision(models.Model):
    """Somebody approved, retired, published ... The name stays when the account goes."""

    class Verb(models.TextChoices):
        APPROVED = "approved", _("approved")
        RETIRED = "retired", _("retired")
        KEPT = "kept", _("kept after a new text")
        PUBLISHED = "published", _("published")
        ARCHIVED = "archived", _("archived")
        CLOSED = "closed", _("closed")
        REOPENED = "reopened", _("reopened")

    verb = models.CharField(_("decision"), max_length=12, choices=Verb.choices)
    at = models.DateTimeField(_("at"), db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    by_name = models.CharField(_("name"), max_length=150, blank=True)
    version = models.ForeignKey(
        "quizzes.QuestionVersion",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="decisions",
        verbose_name=_("question"),
    )
    quiz = models.ForeignKey(
        "quizzes.Quiz",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="decisions",
        verbose_name=_("quiz"),
    )
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(version__isnull=True) ^ Q(quiz__isnull=True),
                name="decision_on_one_thing",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_verb_display()}: {self.version or self.quiz}"


class GenerationRun(models.Model):
    """One run of the generator over an article revision, as the editor watches it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        FINISHED = "finished", _("finished")
        FAILED = "failed", _("failed")

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
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

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
        return self.state in {self.State.FINISHED, self.State.FAILED}


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
