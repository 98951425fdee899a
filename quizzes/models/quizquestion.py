"""A fixed question of a quiz: its place and its weight."""

from __future__ import annotations

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from quizzes.models.question import Question


class QuizQuestion(models.Model):
    """A question's place and weight in a quiz."""

    quiz = models.ForeignKey(
        "quizzes.Quiz",
        on_delete=models.CASCADE,
        related_name="quiz_questions",
        verbose_name=_("quiz"),
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
