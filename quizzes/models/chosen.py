"""What a learner chose: options, pairs, places; the rows below a response."""

from __future__ import annotations

from django.db import models

from quizzes.models.parts import Option, Pair, Step


class ChosenOption(models.Model):
    """An option that a learner marked."""

    response = models.ForeignKey(
        "quizzes.Response", on_delete=models.CASCADE, related_name="chosen_options"
    )
    option = models.ForeignKey(Option, on_delete=models.PROTECT, related_name="chosen")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["response", "option"], name="chosen_option_once")
        ]

    def __str__(self) -> str:
        return str(self.option)


class ChosenPair(models.Model):
    """The right side that a learner put to a left side."""

    response = models.ForeignKey(
        "quizzes.Response", on_delete=models.CASCADE, related_name="chosen_pairs"
    )
    left = models.ForeignKey(Pair, on_delete=models.PROTECT, related_name="chosen_as_left")
    right = models.ForeignKey(Pair, on_delete=models.PROTECT, related_name="chosen_as_right")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["response", "left"], name="chosen_left_once")
        ]

    def __str__(self) -> str:
        return f"{self.left.left} – {self.right.right}"


class ChosenStep(models.Model):
    """The place that a learner gave to a step."""

    response = models.ForeignKey(
        "quizzes.Response", on_delete=models.CASCADE, related_name="chosen_steps"
    )
    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="chosen")
    rank = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(fields=["response", "step"], name="chosen_step_once"),
            models.UniqueConstraint(fields=["response", "rank"], name="chosen_rank_once"),
        ]

    def __str__(self) -> str:
        return f"{self.rank}. {self.step}"
