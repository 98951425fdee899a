"""Articles: a text's revisions never change; pages are drawn from their blocks."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from quizzes.generation import Block as TextBlock
from quizzes.generation import BlockKind, Document
from quizzes.models.fields import LanguageField, WebAddressField

if TYPE_CHECKING:
    from quizzes.models.people import Learner, User

WORDS_PER_MINUTE = 238
"""Mean silent reading rate of English non-fiction (Brysbaert 2019)."""


FORMATS = [
    ("text", _("Plain text")),
    ("markdown", "Markdown"),
    ("html", "HTML"),
    ("docx", "Word (.docx)"),
    ("pdf", "PDF"),
]


class ArticleQuerySet(models.QuerySet["Article"]):
    def visible_to(self, learner: Learner | None) -> ArticleQuerySet:
        """Those that a learner may read: of quizzes whose page they may see, and of those taken."""
        reachable = apps.get_model("quizzes", "Quiz").objects.visible_to(learner)
        # By subqueries: an article of two quizzes would come twice.
        allowed = models.Q(pk__in=reachable.order_by().values("articles"))
        if learner is not None:
            allowed |= models.Q(pk__in=learner.attempts.order_by().values("quiz__articles"))
        return self.filter(allowed)


class Article(models.Model):
    """A text about cybersecurity awareness, with where it is from and what one may do with it."""

    slug = models.SlugField(
        _("address"), max_length=80, unique=True, help_text=_("The last part of its web address.")
    )
    title = models.CharField(_("title"), max_length=200)
    authors = models.CharField(_("authors"), max_length=300, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    source_url = WebAddressField(_("web address of the source"), max_length=500, blank=True)
    source_is_unknown = models.BooleanField(_("the source is unknown"), default=False)
    licence = models.CharField(
        _("licence"),
        max_length=120,
        blank=True,
        help_text=_("Such as CC BY 4.0; “unknown” where you could not find it."),
    )
    note = models.CharField(
        _("note on its origin"),
        max_length=300,
        blank=True,
        help_text=_("Where it is from if not from the web, such as a handout of your own."),
    )
    language = LanguageField(_("language"), default="en")
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    edit_number = models.PositiveIntegerField(default=0, editable=False)

    objects = ArticleQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(source_is_unknown=False) | models.Q(source_url=""),
                name="article_source_known_or_not",
                violation_error_message=_("A source that has an address is known."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    @cached_property
    def current(self) -> ArticleRevision | None:
        """The newest revision, None where there is no text yet."""
        return self.revisions.order_by("-number").first()


class ArticleRevision(models.Model):
    """The bytes as they came, and the plain text taken from them; neither ever changes."""

    article = models.ForeignKey(
        Article, on_delete=models.PROTECT, related_name="revisions", verbose_name=_("article")
    )
    number = models.PositiveIntegerField(_("number"))
    original = models.BinaryField(_("original"))
    format = models.CharField(
        _("format"),
        max_length=10,
        choices=FORMATS,
    )
    text = models.TextField(_("text"), help_text=_("All offsets count its code points."))
    sha256 = models.CharField(max_length=64, editable=False)
    created_at = models.DateTimeField(_("added at"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("added by"),
    )

    class Meta:
        verbose_name = _("article revision")
        verbose_name_plural = _("article revisions")
        ordering = ["article_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="revision_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.article} ({self.number})"

    @property
    def minutes(self) -> int:
        """Reading time, at least one minute."""
        return max(1, round(len(self.text.split()) / WORDS_PER_MINUTE))

    def to_document(self) -> Document:
        """The value that generation and the checks work on."""
        blocks = tuple(
            TextBlock(BlockKind(b.kind), b.start, b.end, b.level, b.mark) for b in self.blocks.all()
        )
        return Document.from_blocks(self.text, blocks)


class Block(models.Model):
    """A span of a revision's text: a heading, a paragraph, a list item ..."""

    revision = models.ForeignKey(ArticleRevision, on_delete=models.CASCADE, related_name="blocks")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in BlockKind])
    level = models.PositiveSmallIntegerField(default=0)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    mark = models.CharField(
        max_length=16, blank=True, help_text=_("The number or letter before it in an ordered list.")
    )

    class Meta:
        verbose_name = _("block")
        verbose_name_plural = _("blocks")
        ordering = ["revision_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["revision", "position"], name="block_position_once"),
            models.CheckConstraint(
                condition=models.Q(end__gt=models.F("start")), name="block_not_empty"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.start}–{self.end}"


def add_revision(
    article: Article, *, source: bytes, format: str, document: Document, by: User | None
) -> ArticleRevision:
    """Store a text as the article's next revision, with its blocks; call inside a transaction.

    The same bytes as the current revision's make no new one.
    """
    current = article.current
    sha256 = hashlib.sha256(source).hexdigest()
    if current and current.sha256 == sha256:
        return current
    revision = article.revisions.create(
        number=current.number + 1 if current else 1,
        original=source,
        format=format,
        text=document.text,
        sha256=sha256,
        created_by=by,
    )
    Block.objects.bulk_create(
        Block(
            revision=revision,
            position=i,
            kind=b.kind,
            level=b.level,
            start=b.start,
            end=b.end,
            mark=b.mark,
        )
        for i, b in enumerate(document.blocks)
    )
    article.__dict__.pop("current", None)
    return revision
