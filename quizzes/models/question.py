"""Questions: what stays the same while their versions are edited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from quizzes.models.article import Article
from quizzes.models.kinds import State

if TYPE_CHECKING:
    from quizzes.models.version import QuestionVersion


class Question(models.Model):
    """What stays the same while its versions are edited."""

    key = models.CharField(
        max_length=80,
        unique=True,
        null=True,
        blank=True,
        editable=False,
        help_text=_("The stable id of shipped content."),
    )
    article = models.ForeignKey(
        Article,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="questions",
        verbose_name=_("article"),
    )
    practice_of = models.CharField(
        max_length=100,
        unique=True,
        null=True,
        blank=True,
        editable=False,
        help_text=_(
            "The entry of the concept base that it asks in practices, outside of any quiz."
        ),
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["pk"]

    def __str__(self) -> str:
        version = self.approved or self.versions.order_by("-number").first()
        return str(version) if version else str(_("Question %(id)s")) % {"id": self.pk}

    @property
    def approved(self) -> QuestionVersion | None:
        """The version that new attempts get, None where no version is approved."""
        return self.versions.filter(state=State.APPROVED).first()
