"""Series: quizzes of parallel questions, before, after and later, that show what was learned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from quizzes.models.quiz import Quiz


class Role(models.TextChoices):
    PRE = "pre", _("before (pre-test)")
    POST = "post", _("after (post-test)")
    LATER = "later", _("later (re-test)")


class Series(models.Model):
    """Quizzes that share no question and whose questions at one place are parallel.

    `quizzes` are its parts, one in each role: `series.quizzes.get(series_role="pre")`.
    """

    title = models.CharField(_("title"), max_length=180)
    wanted = models.PositiveSmallIntegerField(
        _("questions wanted in each"),
        help_text=_("There may be fewer, where too few are approved."),
    )
    created_at = models.DateTimeField(_("made at"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("made by"),
    )

    class Meta:
        verbose_name = _("series of tests")
        verbose_name_plural = _("series of tests")
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=Q(wanted__gte=1), name="series_wants_some")]

    def __str__(self) -> str:
        return self.title

    def by_role(self) -> dict[str, Quiz]:
        """Its quizzes in the order before, after, later; a role that it has none in is missing."""
        found = {quiz.series_role: quiz for quiz in self.quizzes.all()}
        return {role: found[role] for role in Role.values if role in found}
