"""Assignments: a quiz that a group is asked to take, until when, and who sees the answers."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from quizzes.models.group import Group, Member
from quizzes.models.people import Learner
from quizzes.models.quiz import Quiz


class Visibility(models.TextChoices):
    """What a group's leader sees of the answers given to an assignment."""

    COMPLETION = "completion", _("only who has finished it")
    AGGREGATES = "aggregates", _("the group's results, nobody's own")
    INDIVIDUAL = "individual", _("each person's results")


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def active(self) -> AssignmentQuerySet:
        return self.filter(withdrawn_at__isnull=True, group__archived_at__isnull=True)

    def for_learner(self, learner: Learner) -> AssignmentQuerySet:
        """Those that are asked of a learner now."""
        return self.active().filter(
            group__members__learner=learner, group__members__left_at__isnull=True
        )


class Assignment(models.Model):
    """A group is asked to take a quiz: once until a date, or each member some days after joining."""

    group = models.ForeignKey(
        Group, on_delete=models.PROTECT, related_name="assignments", verbose_name=_("group")
    )
    quiz = models.ForeignKey(
        Quiz, on_delete=models.PROTECT, related_name="assignments", verbose_name=_("quiz")
    )
    visibility = models.CharField(
        _("who sees the answers"),
        max_length=12,
        choices=Visibility.choices,
        default=Visibility.AGGREGATES,
        help_text=_("What leaders see; learners are told before the first question."),
    )
    opens_at = models.DateTimeField(_("opens at"), null=True, blank=True)
    due_at = models.DateTimeField(_("due at"), null=True, blank=True)
    within_days = models.PositiveSmallIntegerField(
        _("days after joining"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(730)],
        help_text=_("For a rule instead of a date: each member has so many days from joining."),
    )
    every_months = models.PositiveSmallIntegerField(
        _("again after months"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text=_("Such as 12 for every year; empty: once."),
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("created by"),
    )
    created_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True, editable=False)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["due_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(due_at__isnull=True) | Q(within_days__isnull=True),
                name="assignment_date_or_rule",
                violation_error_message=_("Give a due date or days after joining, not both."),
            ),
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True)
                | Q(due_at__isnull=True)
                | Q(due_at__gt=F("opens_at")),
                name="assignment_due_after_opening",
                violation_error_message=_("Let the assignment be due after it opens."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quiz} · {self.group}"


class Extension(models.Model):
    """One person's own due date."""

    assignment = models.ForeignKey(
        Assignment,
        on_delete=models.CASCADE,
        related_name="extensions",
        verbose_name=_("assignment"),
    )
    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="extensions", verbose_name=_("member")
    )
    due_at = models.DateTimeField(_("due at"))

    class Meta:
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        ordering = ["assignment_id", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["assignment", "member"], name="extension_once")
        ]

    def __str__(self) -> str:
        return f"{self.member} · {self.assignment}"
