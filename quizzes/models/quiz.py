"""Quizzes: a chosen set of questions on one or more articles, with their rules."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Count, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce, Least
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from quizzes.models.article import Article
from quizzes.models.audience import FOR_EVERYBODY, Audience, ReachableQuerySet
from quizzes.models.drawing import DrawRule, shortages
from quizzes.models.errors import NotPublishable
from quizzes.models.group import Group
from quizzes.models.kinds import State
from quizzes.models.review import Decision
from quizzes.models.series import Role, Series
from quizzes.models.version import QuestionVersion

if TYPE_CHECKING:
    from quizzes.models.assignment import Assignment
    from quizzes.models.people import Learner, User


class Feedback(models.TextChoices):
    AT_ONCE = "at_once", _("after each answer")
    AT_END = "at_end", _("at the end")


class ArticleAccess(models.TextChoices):
    ON_REQUEST = "on_request", _("on request, which is noted")
    BESIDE = "beside", _("beside each question")
    AFTER = "after", _("not before the end")


class Grading(models.TextChoices):
    HIGHEST = "highest", _("the highest score")
    LATEST = "latest", _("the latest attempt")
    FIRST = "first", _("the first attempt")
    AVERAGE = "average", _("the average of all attempts")


class QuizQuerySet(ReachableQuerySet):
    def with_counts(self) -> QuizQuerySet:
        """With `usable_count`, its fixed questions that are approved, `ruled_count`, what its rules
        wish for, and `size`, what an attempt gets where the rules can be filled."""
        usable = Q(quiz_questions__question__versions__state=State.APPROVED)
        counted = self.annotate(usable_count=Count("quiz_questions", filter=usable, distinct=True))
        rules = DrawRule.objects.filter(quiz=OuterRef("pk")).order_by().values("quiz")
        wished = Subquery(rules.annotate(wished=Sum("count")).values("wished"))
        counted = counted.annotate(ruled_count=Coalesce(wished, 0))
        fixed = Coalesce(Least("draw_count", "usable_count"), "usable_count")
        return counted.annotate(size=fixed + F("ruled_count"))


class Quiz(models.Model):
    """Questions, and the rules by which they are taken."""

    slug = models.SlugField(
        _("address"), max_length=80, unique=True, help_text=_("The last part of its web address.")
    )
    key = models.CharField(
        max_length=80,
        unique=True,
        null=True,
        blank=True,
        editable=False,
        help_text=_("The stable id of shipped content."),
    )
    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    articles = models.ManyToManyField(
        Article, blank=True, related_name="quizzes", verbose_name=_("articles")
    )

    series = models.ForeignKey(
        Series,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="quizzes",
        verbose_name=_("series"),
    )
    series_role = models.CharField(
        _("part of the series"), max_length=6, choices=Role.choices, blank=True, editable=False
    )

    audience = models.CharField(
        _("for whom"), max_length=10, choices=Audience.choices, default=Audience.PUBLIC
    )
    groups = models.ManyToManyField(
        Group,
        blank=True,
        related_name="quizzes",
        verbose_name=_("groups"),
        help_text=_("Only where the quiz is for the members of groups."),
    )
    published_at = models.DateTimeField(_("published at"), null=True, blank=True, editable=False)
    archived_at = models.DateTimeField(_("archived at"), null=True, blank=True, editable=False)
    opens_at = models.DateTimeField(_("opens at"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes at"), null=True, blank=True)

    feedback = models.CharField(
        _("feedback"), max_length=10, choices=Feedback.choices, default=Feedback.AT_ONCE
    )
    article_access = models.CharField(
        _("the article during the quiz"),
        max_length=10,
        choices=ArticleAccess.choices,
        default=ArticleAccess.ON_REQUEST,
    )
    time_limit = models.DurationField(
        _("time limit"),
        null=True,
        blank=True,
        help_text=_("Hours:minutes:seconds, such as 0:20:00; empty: no limit."),
    )
    pauses_allowed = models.PositiveSmallIntegerField(
        _("pauses"),
        default=0,
        validators=[MaxValueValidator(10)],
        help_text=_(
            "How often an attempt with a time limit may be paused, for up to 15 minutes each time; "
            "no question is shown meanwhile."
        ),
    )
    attempts_allowed = models.PositiveSmallIntegerField(
        _("attempts allowed"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Empty: as many as one likes."),
    )
    grading = models.CharField(
        _("what counts"), max_length=10, choices=Grading.choices, default=Grading.HIGHEST
    )
    pass_percent = models.DecimalField(
        _("pass mark"),
        max_digits=5,
        decimal_places=2,
        default=Decimal(70),
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text=_("Percent of the full score."),
    )
    guests_allowed = models.BooleanField(_("guests may take it"), default=True)
    draw_count = models.PositiveSmallIntegerField(
        _("draw at random"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("How many of the questions an attempt gets; empty: all of them."),
    )
    shuffle_questions = models.BooleanField(_("shuffle the questions"), default=False)
    shuffle_options = models.BooleanField(_("shuffle the options"), default=True)
    ask_confidence = models.BooleanField(_("ask “How sure are you?”"), default=True)

    keep_days = models.PositiveIntegerField(
        _("keep names for so many days"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(36_500)],
        help_text=_(
            "After that, attempts at this quiz stay without a name. Empty: as the whole site does."
        ),
    )
    created_at = models.DateTimeField(auto_now_add=True)
    edit_number = models.PositiveIntegerField(default=0, editable=False)

    objects = QuizQuerySet.as_manager()
    history = HistoricalRecords(m2m_fields=[articles, groups])

    class Meta:
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(opens_at__isnull=True) | Q(closes_at__isnull=True) | Q(closes_at__gt=F("opens_at")), name="quiz_closes_after_opening", violation_error_message=_("Let the quiz close after it opens.")),
            models.CheckConstraint(condition=Q(pass_percent__gte=0, pass_percent__lte=100), name="quiz_pass_percent_bounded"),
            models.CheckConstraint(condition=Q(time_limit__isnull=True) | Q(time_limit__gt=dt.timedelta(0)), name="quiz_time_limit_positive", violation_error_message=_("Give a time limit above zero, or none.")),
            models.CheckConstraint(condition=Q(pauses_allowed__lte=10), name="quiz_pauses_bounded"),
            models.CheckConstraint(condition=Q(attempts_allowed__isnull=True) | Q(attempts_allowed__gte=1), name="quiz_attempts_positive"),
            models.CheckConstraint(condition=Q(draw_count__isnull=True) | Q(draw_count__gte=1), name="quiz_draw_positive"),
            models.CheckConstraint(condition=Q(audience__in=Audience.values), name="quiz_audience_known"),
            models.CheckConstraint(condition=Q(keep_days__isnull=True) | Q(keep_days__gte=1), name="quiz_keep_days_positive"),
            models.CheckConstraint(condition=Q(series__isnull=True, series_role="") | Q(series__isnull=False) & ~Q(series_role=""), name="quiz_role_in_its_series"),
            models.UniqueConstraint(fields=["series", "series_role"], condition=Q(series__isnull=False), name="quiz_one_in_each_role"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    @property
    def is_visible(self) -> bool:
        """Whether learners see its page; `QuizQuerySet.visible` says the same of many."""
        return self.published_at is not None and self.archived_at is None

    def is_open(self, now: dt.datetime) -> bool:
        """Whether an attempt may begin now; `QuizQuerySet.open` says the same of many."""
        opened = self.opens_at is None or self.opens_at <= now
        closed = self.closes_at is not None and self.closes_at <= now
        return self.is_visible and opened and not closed

    def is_visible_to(self, learner: Learner | None) -> bool:
        """Whether the learner may see its page; `QuizQuerySet.visible_to` says the same of many."""
        if self.audience in FOR_EVERYBODY:
            return self.is_visible
        return Quiz.objects.visible_to(learner).filter(pk=self.pk).exists()

    def is_open_to(self, learner: Learner | None, now: dt.datetime) -> bool:
        """Whether the learner may begin now; `QuizQuerySet.open_to` says the same of many."""
        if self.audience in FOR_EVERYBODY:
            return self.is_open(now)
        return Quiz.objects.open_to(learner, now).filter(pk=self.pk).exists()

    def placed(self) -> list[tuple[int, QuestionVersion, Decimal]]:
        """The place, the approved version and the marks of each fixed question, in the quiz's order."""
        chosen = self.quiz_questions.filter(question__versions__state=State.APPROVED)
        rows = chosen.order_by("position", "pk").values_list("position", "question_id", "max_mark")
        found = QuestionVersion.objects.approved().filter(question__in=[row[1] for row in rows])
        versions = {version.question_id: version for version in found}
        return [(at, versions[pk], mark) for at, pk, mark in rows if pk in versions]

    def drawable(self) -> list[tuple[QuestionVersion, Decimal]]:
        """The approved version of each fixed question with its marks, in the quiz's order."""
        return [(version, mark) for _place, version, mark in self.placed()]

    def missing(self) -> int:
        """How many questions its rules wish for and don't find now; three statements or so."""
        return sum(rule.count - found for rule, found in shortages(self))

    def attempts_left(
        self,
        learner: Learner,
        *,
        assignment: Assignment | None = None,
        since: dt.datetime | None = None,
    ) -> int | None:
        """How many more attempts the learner may begin, None without a limit.

        What is taken under an assignment counts there, each time that it is asked, and nowhere else.
        """
        if self.attempts_allowed is None:
            return None
        taken = learner.attempts.filter(quiz=self, assignment=assignment)
        if since is not None:
            taken = taken.filter(started_at__gte=since)
        return max(0, self.attempts_allowed - taken.count())

    def deadline(self, learner: Learner, start: dt.datetime) -> dt.datetime | None:
        """When an attempt that begins at `start` is over for this learner, None without a limit."""
        if self.time_limit is None:
            return None
        return start + (self.own_time_limit(learner) or self.time_limit)

    def own_time_limit(self, learner: Learner | None) -> dt.timedelta | None:
        """The limit of a learner who has extra time, None where the quiz's own holds."""
        if self.time_limit is None or learner is None or not learner.extra_time_percent:
            return None
        return self.time_limit * (100 + learner.extra_time_percent) / 100

    @transaction.atomic
    def publish(self, *, by: User | None, now: dt.datetime) -> None:
        """Show it to learners; refused while it has no approved question, holds an unreviewed one, or
        has a rule that too few questions match."""
        if not self.drawable() and not self.draw_rules.exists():
            raise NotPublishable(_now("Add at least one approved question first."))
        unready = self.quiz_questions.exclude(question__versions__state=State.APPROVED)
        if first := unready.select_related("question").first():
            raise NotPublishable(
                _now("Approve “%(question)s” first, or take it out.") % {"question": first.question}
            )
        if short := shortages(self):
            raise NotPublishable(told_of_shortage(*short[0]))
        self._set(published_at=now, archived_at=None)
        self._record("published", by=by, now=now)

    @transaction.atomic
    def archive(self, *, by: User | None, now: dt.datetime) -> None:
        """Hide it from learners; attempts and scores stay, open attempts may finish."""
        self._set(archived_at=now)
        self._record("archived", by=by, now=now)

    @transaction.atomic
    def close(self, *, by: User | None, now: dt.datetime) -> None:
        """Let nobody begin any more; open attempts may finish by their own rules.

        Raises NotPublishable where it is not open: it has nothing to close.
        """
        if not self.is_open(now):
            raise NotPublishable(_now("This quiz is not open now, so there is nothing to close."))
        self._set(closes_at=now)
        self._record("closed", by=by, now=now)

    @transaction.atomic
    def reopen(self, *, by: User | None, now: dt.datetime) -> None:
        """Take away a closing date that has passed. Raises NotPublishable where there is none."""
        if self.closes_at is None or self.closes_at > now:
            raise NotPublishable(_now("This quiz has not closed, so there is nothing to reopen."))
        self._set(closes_at=None)
        self._record("reopened", by=by, now=now)

    def _set(self, **values: dt.datetime | None) -> None:
        # A page that was opened before sees that it is stale.
        self.refresh_from_db(fields=["edit_number"])
        self.edit_number += 1
        for name, value in values.items():
            setattr(self, name, value)
        self.save(update_fields=[*values, "edit_number"])

    def _record(self, verb: str, *, by: User | None, now: dt.datetime) -> None:
        Decision.objects.record(verb, quiz=self, by=by, now=now)


def told_of_shortage(rule: DrawRule, found: int) -> str:
    """What an editor reads of a rule that too few questions match."""
    told = _now(
        "The rule for %(count)d questions %(rule)s finds only %(found)d that no other part of the quiz "
        "needs. Approve more such questions, or ask for fewer."
    )
    return told % {"count": rule.count, "rule": rule, "found": found}
