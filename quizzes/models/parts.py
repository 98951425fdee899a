"""What belongs to one version of a question: options, pairs, steps, accepted answers, sources."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from quizzes.models.errors import NotEditable
from quizzes.models.fields import WebAddressField


class VersionPart(models.Model):
    """What belongs to one version, at its place; it changes only while that is a candidate."""

    position = models.PositiveSmallIntegerField(_("place"), default=0)

    history = HistoricalRecords(inherit=True)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.version.is_editable:  # type: ignore[attr-defined]
            raise NotEditable
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        if not self.version.is_editable:  # type: ignore[attr-defined]
            raise NotEditable
        return super().delete(*args, **kwargs)


class Option(VersionPart):
    """One choice of a choice question."""

    version = models.ForeignKey(
        "quizzes.QuestionVersion", on_delete=models.CASCADE, related_name="options"
    )
    text = models.CharField(_("text"), max_length=500)
    correct = models.BooleanField(_("correct"), default=False)
    feedback = models.CharField(
        _("feedback"), max_length=500, blank=True, help_text=_("Why this choice is right or wrong.")
    )
    entry = models.CharField(
        max_length=100,
        blank=True,
        editable=False,
        db_index=True,
        help_text=_("The behaviour that it is, or the misconception behind it."),
    )

    class Meta(VersionPart.Meta):
        verbose_name = _("option")
        verbose_name_plural = _("options")

    def __str__(self) -> str:
        return self.text


class AcceptedAnswer(VersionPart):
    """One form of a typed answer that counts as right."""

    version = models.ForeignKey(
        "quizzes.QuestionVersion", on_delete=models.CASCADE, related_name="accepted_answers"
    )
    text = models.CharField(_("text"), max_length=200)

    class Meta(VersionPart.Meta):
        verbose_name = _("accepted answer")
        verbose_name_plural = _("accepted answers")

    def __str__(self) -> str:
        return self.text


class Pair(VersionPart):
    """Two texts that belong together."""

    version = models.ForeignKey(
        "quizzes.QuestionVersion", on_delete=models.CASCADE, related_name="pairs"
    )
    left = models.CharField(_("left side"), max_length=300)
    right = models.CharField(_("right side"), max_length=300)

    class Meta(VersionPart.Meta):
        verbose_name = _("pair")
        verbose_name_plural = _("pairs")

    def __str__(self) -> str:
        return f"{self.left} – {self.right}"


class Step(VersionPart):
    """One step of an ordering question; its place is its right place."""

    version = models.ForeignKey(
        "quizzes.QuestionVersion", on_delete=models.CASCADE, related_name="steps"
    )
    text = models.CharField(_("text"), max_length=300)

    class Meta(VersionPart.Meta):
        verbose_name = _("step")
        verbose_name_plural = _("steps")

    def __str__(self) -> str:
        return self.text


class Citation(VersionPart):
    """A cited authority on which a question leans beyond the article."""

    version = models.ForeignKey(
        "quizzes.QuestionVersion", on_delete=models.CASCADE, related_name="citations"
    )
    org = models.CharField(_("organisation"), max_length=200)
    title = models.CharField(_("title"), max_length=300)
    url = WebAddressField(_("web address"), max_length=500)

    class Meta(VersionPart.Meta):
        verbose_name = _("cited source")
        verbose_name_plural = _("cited sources")

    def __str__(self) -> str:
        return f"{self.org}: {self.title}"
