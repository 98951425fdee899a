"""Drafts: a text that an editor brought and looks at, before anything of it is stored as an article."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from quizzes.generation import Reading, examine
from quizzes.models.article import FORMATS, Article
from quizzes.models.fields import WebAddressField
from quizzes.models.people import User

KEPT_FOR = dt.timedelta(days=7)
"""A draft that nobody stored is thrown away after this."""

MOST_DRAFTS = 20
"""A person's older drafts make room for new ones."""


class DraftQuerySet(models.QuerySet["ArticleDraft"]):
    def of(self, user: User) -> DraftQuerySet:
        """An editor's own; nobody else sees them."""
        return self.filter(owner=user)

    def expired(self, now: dt.datetime) -> DraftQuerySet:
        return self.filter(created_at__lt=now - KEPT_FOR)

    def bring(self, owner: User, **brought: Any) -> ArticleDraft:
        """Keep a text for its preview; the oldest of many drafts is dropped."""
        draft = self.create(owner=owner, **brought)
        kept = self.of(owner).order_by("-pk").values_list("pk", flat=True)[:MOST_DRAFTS]
        self.of(owner).exclude(pk__in=list(kept)).delete()
        return draft


class ArticleDraft(models.Model):
    """The bytes as they came, for a new article or as the new text of one."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, null=True, blank=True, related_name="drafts"
    )
    name = models.CharField(_("file name"), max_length=200, blank=True)
    source_url = WebAddressField(_("fetched from"), max_length=500, blank=True)
    original = models.BinaryField(_("original"))
    format = models.CharField(_("format"), max_length=10, choices=FORMATS)
    extract = models.BinaryField(
        null=True, blank=True, help_text=_("The text of a format that can't be read as it is.")
    )
    extract_format = models.CharField(max_length=10, blank=True, choices=FORMATS)
    created_at = models.DateTimeField(_("brought at"), auto_now_add=True, db_index=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft of an article")
        verbose_name_plural = _("drafts of articles")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name or self.source_url or str(_("pasted text"))

    def to_reading(self) -> Reading:
        """What is understood of it; the same bytes give the same."""
        if self.extract is not None:
            return examine(bytes(self.extract), format=self.extract_format)
        return examine(bytes(self.original), format=self.format)
