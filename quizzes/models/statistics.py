"""What the answers to a quiz said when it was last looked: figures in rows, kept by a task."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from quizzes.analysis import Figure, OptionUse, use_by_thirds
from quizzes.models.parts import Option
from quizzes.models.quiz import Quiz
from quizzes.models.version import QuestionVersion

EVERY = dt.timedelta(minutes=15)
"""How often figures are renewed where answers came."""
PATIENCE = dt.timedelta(minutes=10)
"""How long a renewal may take before somebody may ask for another."""
LATE = dt.timedelta(minutes=1)
"""How much later than its moment a finish may be stored."""


class StatisticsQuerySet(models.QuerySet["QuizStatistics"]):
    @transaction.atomic
    def ask(self, quiz: Quiz, *, now: dt.datetime) -> bool:
        """Note that the figures are wanted anew; False where they are on their way already."""
        row, is_new = self.get_or_create(quiz=quiz, defaults={"asked_at": now})
        resting = Q(asked_at__isnull=True) | Q(asked_at__lt=now - PATIENCE) | Q(failed=True)
        changed = self.filter(resting, pk=row.pk).update(asked_at=now, failed=False)
        return is_new or bool(changed)


class Figures(models.Model):
    """Columns that hold figures with their intervals."""

    class Meta:
        abstract = True

    def figure(self, name: str, n: int) -> Figure:
        """The figure of that name; without a value where there is none."""
        low, high = getattr(self, f"{name}_low"), getattr(self, f"{name}_high")
        return Figure(getattr(self, name), n, low, high)


def _number(label: Any = None) -> models.FloatField[Any, Any]:
    return models.FloatField(label, null=True)


class QuizStatistics(Figures):
    """A quiz's figures as of a moment, in shares of the full score; `as_of` is empty before the first."""

    quiz = models.OneToOneField(
        Quiz, on_delete=models.CASCADE, related_name="statistics", verbose_name=_("quiz")
    )
    as_of = models.DateTimeField(_("as of"), null=True)
    asked_at = models.DateTimeField(_("asked for at"), null=True)
    failed = models.BooleanField(default=False)
    n = models.PositiveIntegerField(_("attempts counted"), default=0)
    untold = models.PositiveIntegerField(
        default=0, help_text=_("Attempts whose learners were told that no answers are looked at.")
    )
    mean, mean_low, mean_high = _number(_("mean score")), _number(), _number()
    median, sd = _number(_("median score")), _number(_("standard deviation"))
    skewness, kurtosis = _number(_("skewness")), _number(_("kurtosis"))
    alpha, alpha_low, alpha_high = _number(_("internal consistency")), _number(), _number()
    error_ratio, standard_error = _number(_("error ratio")), _number(_("standard error"))

    objects = StatisticsQuerySet.as_manager()

    class Meta:
        verbose_name = _("statistics of a quiz")
        verbose_name_plural = _("statistics of quizzes")
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(condition=Q(as_of__isnull=False) | Q(n=0), name="statistics_have_a_moment")
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.quiz} · {self.as_of}"

    @property
    def is_awaited(self) -> bool:
        """Whether a renewal was asked for and is not there yet."""
        return self.asked_at is not None and not self.failed


class ScoreBand(models.Model):
    """How many attempts had a score from `start` percent up to the next band."""

    statistics = models.ForeignKey(QuizStatistics, on_delete=models.CASCADE, related_name="bands")
    start = models.PositiveSmallIntegerField()
    count = models.PositiveIntegerField()

    class Meta:
        ordering = ["start"]
        constraints = [
            models.UniqueConstraint(fields=["statistics", "start"], name="score_band_once"),
            models.CheckConstraint(condition=Q(start__lt=100), name="score_band_below_full"),
        ]

    def __str__(self) -> str:
        return f"{self.start} %: {self.count}"


class ItemStatistics(Figures):
    """The figures of one question version in one quiz."""

    statistics = models.ForeignKey(QuizStatistics, on_delete=models.CASCADE, related_name="items")
    version = models.ForeignKey(
        QuestionVersion, on_delete=models.CASCADE, related_name="statistics"
    )
    place = models.PositiveIntegerField(_("number"))
    n = models.PositiveIntegerField(_("answers"))
    blanks = models.PositiveIntegerField(_("left blank"))
    facility, facility_low, facility_high = _number(_("facility index")), _number(), _number()
    sd = _number(_("standard deviation"))
    discrimination = _number(_("discrimination index"))
    discrimination_low, discrimination_high = _number(), _number()
    efficiency = _number(_("discriminative efficiency"))
    alpha_without = _number(_("consistency without it"))
    timed = models.PositiveIntegerField(default=0)
    seconds, seconds_low, seconds_high = _number(_("seconds")), _number(), _number()
    lower = models.PositiveIntegerField(default=0)
    middle = models.PositiveIntegerField(default=0)
    upper = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["statistics", "version"], name="item_statistics_once"),
            models.UniqueConstraint(fields=["statistics", "place"], name="item_statistics_place_once"),
            models.CheckConstraint(condition=Q(blanks__lte=F("n")) & Q(n=F("lower") + F("middle") + F("upper")), name="item_statistics_add_up"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.place}. {self.version}"

    def uses(self) -> list[tuple[OptionStatistics, OptionUse]]:
        """Each option's row with what it says, in the options' order; prefetch `options__option`."""
        return self.uses_of(list(self.options.all()))

    def uses_of(self, rows: Sequence[OptionStatistics]) -> list[tuple[OptionStatistics, OptionUse]]:
        """The same for option rows that are at hand already."""
        found = use_by_thirds(
            [(row.pk, row.option.correct) for row in rows],
            (self.lower, self.middle, self.upper),
            {row.pk: (row.lower, row.middle, row.upper) for row in rows},
        )
        return list(zip(rows, found, strict=True))


class OptionStatistics(models.Model):
    """How many in each third of the rest score chose an option."""

    item = models.ForeignKey(ItemStatistics, on_delete=models.CASCADE, related_name="options")
    option = models.ForeignKey(Option, on_delete=models.CASCADE, related_name="+")
    lower = models.PositiveIntegerField()
    middle = models.PositiveIntegerField()
    upper = models.PositiveIntegerField()

    class Meta:
        ordering = ["option__position", "option_id"]
        constraints = [
            models.UniqueConstraint(fields=["item", "option"], name="option_statistics_once")
        ]

    def __str__(self) -> str:
        return str(self.option)


class TypedStatistics(models.Model):
    """A typed answer that several people gave, as the first of them wrote it."""

    item = models.ForeignKey(ItemStatistics, on_delete=models.CASCADE, related_name="typed")
    text = models.CharField(_("typed"), max_length=500)
    count = models.PositiveIntegerField()
    right = models.BooleanField()

    class Meta:
        ordering = ["-count", "pk"]

    def __str__(self) -> str:
        return f"{self.text}: {self.count}"


class ItemFinding(models.Model):
    """What the figures warn of in one question; `option` where it is about one."""

    class Code(models.TextChoices):
        MISLEADS = "misleads", _("a wrong option misleads")
        NEGATIVE = "negative", _("works against the rest")
        BELOW_CHANCE = "below_chance", _("worse than guessing")
        WEAK = "weak", _("hardly tells who knows")
        TOO_EASY = "too_easy", _("nearly everybody knows it")
        IDLE = "idle", _("an option does no work")
        SLOW = "slow", _("takes long")

    item = models.ForeignKey(ItemStatistics, on_delete=models.CASCADE, related_name="findings")
    code = models.CharField(max_length=14, choices=Code.choices)
    is_grave = models.BooleanField()
    option = models.ForeignKey(OptionStatistics, on_delete=models.CASCADE, null=True)

    class Meta:
        ordering = ["-is_grave", "item__place", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(code__in=["misleads", "negative", "below_chance", "weak", "too_easy", "idle", "slow"]), name="item_finding_known"),
            models.CheckConstraint(condition=Q(option__isnull=False, code__in=["misleads", "idle"]) | Q(option__isnull=True) & ~Q(code__in=["misleads", "idle"]), name="item_finding_of_an_option"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.code}: {self.item}"
