"""Re-marking: what was decided of a question that was at fault, and whose marks it changed.

A version never changes, so a corrected key stands here, beside it. `QuestionVersion.remarking` is the
one that holds; one that was taken back holds no more, and both stay as a record.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quizzes.items import Item, NumberKey, TextKey
from quizzes.models.planned import Planned

if TYPE_CHECKING:
    from quizzes.models.version import QuestionVersion


class Ruling(models.TextChoices):
    KEY = "key", _("another answer is right")
    EVERYBODY = "everybody", _("everybody who answered it gets the full mark")
    LEFT_OUT = "left_out", _("the question is left out of the score")
    BACK = "back", _("taken back")


class Remarking(Planned):
    """One decision on a version: who, when, why and what; its rows say whose marks it changed.

    One that the worker prepares stands here before it holds; then its rows say whose marks it would change.
    """

    version = models.ForeignKey(
        "quizzes.QuestionVersion",
        on_delete=models.PROTECT,
        related_name="remarkings",
        verbose_name=_("question"),
    )
    ruling = models.CharField(_("what holds"), max_length=10, choices=Ruling.choices)
    reason = models.CharField(
        _("why"), max_length=500, help_text=_("Learners read it on their result.")
    )
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    by_name = models.CharField(_("name"), max_length=150, blank=True)
    before = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("what held before"),
    )
    undoes = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="undone_by",
        verbose_name=_("takes back"),
    )
    number_value = models.DecimalField(
        _("number"), max_digits=20, decimal_places=6, null=True, blank=True
    )
    tolerance = models.DecimalField(
        _("tolerance"), max_digits=20, decimal_places=6, default=Decimal(0)
    )

    class Meta:
        verbose_name = _("re-marking")
        verbose_name_plural = _("re-markings")
        ordering = ["-at", "-pk"]
        constraints = [
            *Planned.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ruling__in=Ruling.values), name="remarking_ruling_known"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="remarking_has_reason"),
            models.CheckConstraint(
                condition=Q(ruling="back") ^ Q(undoes__isnull=True),
                name="remarking_back_undoes_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.get_ruling_display()}"

    @property
    def gives_to_all(self) -> bool:
        return self.ruling == Ruling.EVERYBODY

    def right_options(self) -> set[int]:
        """The ids of the options that are right now; empty where the version's own key holds."""
        return {row.option_id for row in self.options.all()}

    def corrected(self, item: Item, version: QuestionVersion) -> Item:
        """The version's item with the key that holds now."""
        if self.number_value is not None:
            return replace(item, key=NumberKey(self.number_value, self.tolerance, version.unit))
        if texts := tuple(row.text for row in self.texts.all()):
            return replace(item, key=TextKey(texts))
        right = self.right_options()
        if not right:
            return item
        rows = zip(item.options, version.options.all(), strict=True)
        return replace(
            item, options=tuple(replace(option, correct=row.pk in right) for option, row in rows)
        )


class RemarkedOption(models.Model):
    """An option that is right by a re-marking."""

    remarking = models.ForeignKey(Remarking, on_delete=models.CASCADE, related_name="options")
    option = models.ForeignKey("quizzes.Option", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["remarking", "option"], name="remarked_option_once")
        ]

    def __str__(self) -> str:
        return str(self.option)


class RemarkedText(models.Model):
    """A typed answer that is accepted by a re-marking."""

    remarking = models.ForeignKey(Remarking, on_delete=models.CASCADE, related_name="texts")
    text = models.CharField(max_length=500)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["remarking", "text"], name="remarked_text_once")
        ]

    def __str__(self) -> str:
        return self.text


class RemarkedAttempt(models.Model):
    """What a re-marking changed in one attempt; without scores where it was still open."""

    remarking = models.ForeignKey(
        Remarking, on_delete=models.CASCADE, related_name="attempts", verbose_name=_("re-marking")
    )
    attempt = models.ForeignKey(
        "quizzes.Attempt",
        on_delete=models.PROTECT,
        related_name="remarked",
        verbose_name=_("attempt"),
    )
    mark_before = models.DecimalField(max_digits=7, decimal_places=4, null=True)
    mark_after = models.DecimalField(max_digits=7, decimal_places=4, null=True)
    left_out_before = models.BooleanField()
    left_out_after = models.BooleanField()
    score_before = models.DecimalField(max_digits=9, decimal_places=4, null=True)
    score_after = models.DecimalField(max_digits=9, decimal_places=4, null=True)
    max_before = models.DecimalField(max_digits=9, decimal_places=4, null=True)
    max_after = models.DecimalField(max_digits=9, decimal_places=4, null=True)
    passed_before = models.BooleanField(null=True)
    passed_after = models.BooleanField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["remarking", "attempt"], name="remarked_attempt_once")
        ]

    def __str__(self) -> str:
        return f"{self.attempt}: {self.score_before} → {self.score_after}"
