"""Quizzes: a chosen set of questions on one or more articles, with their rules."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce, Least
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from quizzes.models.article import Article
from quizzes.models.errors import NotPublishable
from quizzes.models.question import Question, QuestionVersion, State
from quizzes.models.review import Decision

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


class QuizQuerySet(models.QuerySet["Quiz"]):
    def open(self, now: dt.datetime) -> QuizQuerySet:
        """Those in which an attempt may begin now; `Quiz.is_open` says the same of one."""
        return self.visible().filter(
            Q(opens_at__isnull=True) | Q(opens_at__lte=now),
            Q(closes_at__isnull=True) | Q(closes_at__gt=now),
        )

    def visible(self) -> QuizQuerySet:
        """Those whose page a learner may see, open or not; `Quiz.is_visible` says the same of one."""
        return self.filter(published_at__isnull=False, archived_at__isnull=True)

    def with_counts(self) -> QuizQuerySet:
        """With `usable_count`, its questions that can be drawn, and `size`, what an attempt gets of them."""
        usable = Q(quiz_questions__question__versions__state=State.APPROVED)
        counted = self.annotate(usable_count=Count("quiz_questions", filter=usable, distinct=True))
        drawn = Least("draw_count", "usable_count")
        return counted.annotate(size=Coalesce(drawn, "usable_count"))


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

    created_at = models.DateTimeField(auto_now_add=True)
    edit_number = models.PositiveIntegerField(default=0, editable=False)

    objects = QuizQuerySet.as_manager()
    history = HistoricalRecords(m2m_fields=[articles])

    class Meta:
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(opens_at__isnull=True) | Q(closes_at__isnull=True) | Q(closes_at__gt=F("opens_at")), name="quiz_closes_after_opening", violation_error_message=_("Let the quiz close after it opens.")),
            models.CheckConstraint(condition=Q(pass_percent__gte=0, pass_percent__lte=100), name="quiz_pass_percent_bounded"),
            models.CheckConstraint(condition=Q(time_limit__isnull=True) | Q(time_limit__gt=dt.timedelta(0)), name="quiz_time_limit_positive", violation_error_message=_("Give a time limit above zero, or none.")),
            models.CheckConstraint(condition=Q(attempts_allowed__isnull=True) | Q(attempts_allowed__gte=1), name="quiz_attempts_positive"),
            models.CheckConstraint(condition=Q(draw_count__isnull=True) | Q(draw_count__gte=1), name="quiz_draw_positive"),
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

    def drawable(self) -> list[tuple[QuestionVersion, Decimal]]:
        """The approved version of each of its questions with its marks, in the quiz's order."""
        chosen = self.quiz_questions.filter(question__versions__state=State.APPROVED)
        marks = dict(chosen.order_by("position", "pk").values_list("question_id", "max_mark"))
        versions = {
            v.question_id: v
            for v in QuestionVersion.objects.approved().filter(question__in=list(marks))
        }
        return [(versions[pk], mark) for pk, mark in marks.items() if pk in versions]

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
        return start + self.time_limit * (100 + learner.extra_time_percent) / 100

    @transaction.atomic
    def publish(self, *, by: User | None, now: dt.datetime) -> None:
        """Show it to learners; refused while it has no approved question or holds an unreviewed one."""
        if not self.drawable():
            raise NotPublishable(_now("Add at least one approved question first."))
        unready = self.quiz_questions.exclude(question__versions__state=State.APPROVED)
        if first := unready.select_related("question").first():
            raise NotPublishable(
                _now("Approve “%(question)s” first, or take it out.") % {"question": first.question}
            )
        self._set(published_at=now, archived_at=None)
        self._record("published", by=by, now=now)

    @transaction.atomic
    def archive(self, *, by: User | None, now: dt.datetime) -> None:
        """Hide it from learners; attempts and scores stay, open attempts may finish."""
        self._set(archived_at=now)
        self._record("archived", by=by, now=now)

    def _set(self, **values: dt.datetime | None) -> None:
        # A page that was opened before sees that it is stale.
        self.refresh_from_db(fields=["edit_number"])
        self.edit_number += 1
        for name, value in values.items():
            setattr(self, name, value)
        self.save(update_fields=[*values, "edit_number"])

    def _record(self, verb: str, *, by: User | None, now: dt.datetime) -> None:
        Decision.objects.record(verb, quiz=self, by=by, now=now)


class QuizQuestion(models.Model):
    """A question's place and weight in a quiz."""

    quiz = models.ForeignKey(
        Quiz, on_delete=models.CASCADE, related_name="quiz_questions", verbose_name=_("quiz")
    )
    question = models.ForeignKey(
        Question,
        on_delete=models.PROTECT,
        related_name="quiz_questions",
        verbose_name=_("question"),
    )
    position = models.PositiveSmallIntegerField(_("place"), default=0)
    max_mark = models.DecimalField(
        _("marks"),
        max_digits=7,
        decimal_places=4,
        default=Decimal(1),
        validators=[MinValueValidator(Decimal("0.0001"))],
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("question of the quiz")
        verbose_name_plural = _("questions of the quiz")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["quiz", "question"], name="quiz_question_once", violation_error_message=_("This question is in the quiz already.")),
            models.CheckConstraint(condition=Q(max_mark__gt=0), name="quiz_question_marks_positive", violation_error_message=_("Give it marks above zero.")),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(_("Question %(place)s")) % {"place": self.position}
