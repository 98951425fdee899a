"""Assignments: a quiz that a group is asked to take, until when, and who sees the answers."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from quizzes.models.errors import NotAskedNow, NotAssignable
from quizzes.models.group import Group, Member
from quizzes.models.people import Learner
from quizzes.models.quiz import Quiz
from quizzes.rules.owing import Sitting, Standing, Terms, current, standings

if TYPE_CHECKING:
    from quizzes.models.attempt import Attempt
    from quizzes.models.extension import Extension
    from quizzes.models.people import User


class Visibility(models.TextChoices):
    """What a group's leader sees of the answers given to an assignment."""

    COMPLETION = "completion", _("only who has finished it")
    AGGREGATES = "aggregates", _("the group's results, nobody's own")
    INDIVIDUAL = "individual", _("each person's results")


SEEN_TOGETHER = (Visibility.AGGREGATES.value, Visibility.INDIVIDUAL.value)
"""With these a leader sees what the group answered as a whole."""


def zone_of(group: Group) -> dt.tzinfo:
    """In which a group's due dates are meant."""
    return zoneinfo.ZoneInfo(group.time_zone or settings.TIME_ZONE)


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def active(self) -> AssignmentQuerySet:
        return self.filter(withdrawn_at__isnull=True, group__archived_at__isnull=True)

    def for_learner(self, learner: Learner) -> AssignmentQuerySet:
        """Those that may be asked of a learner now, when their time has come; those on the site."""
        return self.active().filter(
            quiz__published_at__isnull=False,
            quiz__archived_at__isnull=True,
            group__members__learner=learner,
            group__members__left_at__isnull=True,
        )

    @transaction.atomic
    def assign(
        self, *, group: Group, quiz: Quiz, by: User | None, now: dt.datetime, **terms: Any
    ) -> Assignment:
        """Ask a group to take a quiz.

        Raises NotAssignable where the group is archived or the quiz is not on the site.
        """
        if group.archived_at is not None:
            raise NotAssignable(_("This group is archived; nothing more is assigned to it."))
        if not Quiz.objects.visible().filter(pk=quiz.pk).exists():
            raise NotAssignable
        made = Assignment(group=group, quiz=quiz, created_by=by, created_at=now, **terms)
        made.store(by=by)
        return made


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
    created_at = models.DateTimeField(_("assigned at"), default=timezone.now, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True, editable=False)

    objects = AssignmentQuerySet.as_manager()
    history = HistoricalRecords()

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
            models.CheckConstraint(
                condition=Q(every_months__isnull=True)
                | Q(due_at__isnull=False)
                | Q(within_days__isnull=False),
                name="assignment_again_needs_due",
                violation_error_message=_(
                    "What comes again needs a due date, or days after joining."
                ),
            ),
            models.CheckConstraint(
                condition=Q(every_months__isnull=True)
                | Q(within_days__isnull=True)
                | Q(within_days__lte=F("every_months") * 28),
                name="assignment_days_within_months",
                violation_error_message=_("Give fewer days than pass until it comes again."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quiz} · {self.group}"

    def clean(self) -> None:
        closes = self.quiz.closes_at if self.quiz_id else None
        if closes and self.due_at and closes < self.due_at:
            raise ValidationError(
                _(
                    "The quiz closes before that date. Give an earlier one, or let an editor keep it open."
                )
            )

    @property
    def zone(self) -> dt.tzinfo:
        """In which its dates are meant."""
        return zone_of(self.group)

    @property
    def terms(self) -> Terms:
        """What it asks, as a value."""
        return Terms(
            zone=self.zone,
            starts=self.opens_at or self.created_at,
            due=self.due_at,
            within_days=self.within_days,
            every_months=self.every_months,
        )

    def is_seen_together(self, told: str) -> bool:
        """Whether its group's figures may count an attempt whose learner was told so.

        `AttemptQuerySet.seen_together` says the same of many.
        """
        return self.visibility in SEEN_TOGETHER and told in SEEN_TOGETHER

    def is_seen_one_by_one(self, told: str) -> bool:
        """Whether its leaders may look by name at an attempt whose learner was told so.

        `AttemptQuerySet.seen_one_by_one` says the same of many.
        """
        return self.visibility == told == Visibility.INDIVIDUAL

    @property
    def is_active(self) -> bool:
        """Whether it is asked of anybody; `AssignmentQuerySet.active` says the same of many."""
        return self.withdrawn_at is None and self.group.archived_at is None

    def store(self, *, by: User | None) -> None:
        """Save what was set, and who did it; raises NotAssignable where its dates don't go together."""
        try:
            self.full_clean()
        except ValidationError as error:
            raise NotAssignable(" ".join(error.messages)) from error
        self._history_user = by
        self.save()

    @transaction.atomic
    def withdraw(self, *, by: User | None, now: dt.datetime) -> None:
        """Ask it of nobody any more; attempts that were begun may finish, and all results stay."""
        row = Assignment.objects.select_for_update().get(pk=self.pk)
        if row.withdrawn_at is None:
            row.withdrawn_at, row._history_user = now, by
            row.save(update_fields=["withdrawn_at"])
        self.withdrawn_at = row.withdrawn_at

    def extend(
        self, member: Member, *, due_at: dt.datetime, by: User | None, now: dt.datetime
    ) -> Extension:
        """Give a member another due date in place of the one that comes or was missed last.

        Raises NotAssignable where that would be no later, or not before the next time begins.
        """
        return self.extensions.give(self, member, due_at=due_at, by=by, now=now)

    def standings_of(
        self,
        member: Member,
        *,
        sittings: Sequence[Sitting],
        extended_to: dt.datetime | None,
        now: dt.datetime,
        terms: Terms | None = None,
    ) -> tuple[Standing, ...]:
        """How a member stands with it; empty for one who has not joined yet.

        Whoever asks for many gives its `terms`, so that they are not made for each.
        """
        if member.joined_at is None:
            return ()
        return standings(
            terms or self.terms,
            joined=member.joined_at,
            sittings=sittings,
            now=now,
            extended_to=extended_to,
        )

    @transaction.atomic
    def start(self, *, learner: Learner, now: dt.datetime) -> Attempt:
        """The learner's open attempt under it, or a new one, which keeps who sees its answers.

        Raises NotAskedNow where the learner is not asked (any more, or yet), and what
        `resume_or_start` raises.
        """
        row = (
            Assignment.objects.for_learner(learner)
            .select_for_update(of=("self",))
            .select_related("group", "quiz")
            .filter(pk=self.pk)
            .first()
        )
        standing = row._standing_of_learner(learner, now) if row else None
        if row is None or standing is None or standing.occurrence.opens_at > now:
            raise NotAskedNow
        return learner.attempts.resume_or_start(
            quiz=row.quiz,
            learner=learner,
            now=now,
            assignment=row,
            since=standing.occurrence.opens_at,
        )

    def _standing_of_learner(self, learner: Learner, now: dt.datetime) -> Standing | None:
        member = self.group.members.present().get(learner=learner)
        extension = self.extensions.filter(member=member).first()
        return current(
            self.standings_of(
                member,
                sittings=[],
                extended_to=extension.due_at if extension else None,
                now=now,
            )
        )
