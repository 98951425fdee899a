"""Evidence: the passage of an article that proves a key."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Greatest, Substr
from django.utils.translation import gettext_lazy as _

from quizzes.models.article import ArticleRevision
from quizzes.models.parts import VersionPart


class PassageQuerySet(models.QuerySet[Any]):
    """Rows that are passages of a revision: `revision`, `start`, `end`."""

    shown: tuple[str, ...] = ()
    """Which fields of its own a page needs besides."""

    def with_paragraph(self) -> Any:
        """With `passage` and the text `before` and `after` it in its block, cut out by the database.

        The text of a whole revision, which may be long, is not fetched.
        """
        start = models.F("start")
        is_around = Q(revision__blocks__start__lte=start, revision__blocks__end__gt=start)
        return (
            self.annotate(block=models.FilteredRelation("revision__blocks", condition=is_around))
            .annotate(
                block_position=models.F("block__position"),
                before=_cut("block__start", "start"),
                passage=_cut("start", "end"),
                after=_cut("end", "block__end"),
            )
            .select_related("revision__article")
            .only(
                *self.shown,
                "start",
                "end",
                "revision__article__slug",
                "revision__article__title",
                "revision__number",
                "revision__article__language",
            )
        )


class EvidenceQuerySet(PassageQuerySet):
    shown = ("version_id", "position")

    def with_paragraph(self) -> EvidenceQuerySet:
        return super().with_paragraph().marking_moved()  # type: ignore[no-any-return]

    def marking_moved(self) -> EvidenceQuerySet:
        """With `has_moved`: whether a later place of it is settled (see quizzes.models.place)."""
        places: Any = EvidencePassage._meta.get_field("places").related_model
        settled = places._default_manager.settled().filter(evidence=models.OuterRef("pk"))
        return self.annotate(has_moved=models.Exists(settled))


def _cut(start: str, end: str) -> Substr:
    # A block may end before its passage does (a passage over two list items); then nothing follows it.
    length = Greatest(models.F(end) - models.F(start), 0)
    return Substr("revision__text", models.F(start) + 1, length, output_field=models.TextField())


class EvidencePassage(VersionPart):
    """The passage of an article revision that proves the key; offsets count code points."""

    version = models.ForeignKey(
        "quizzes.QuestionVersion", on_delete=models.CASCADE, related_name="evidence"
    )
    revision = models.ForeignKey(
        ArticleRevision,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("article revision"),
    )
    start = models.PositiveIntegerField(_("start"))
    end = models.PositiveIntegerField(_("end"))

    objects = EvidenceQuerySet.as_manager()

    class Meta(VersionPart.Meta):
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        constraints = [
            models.CheckConstraint(
                condition=Q(end__gt=models.F("start")), name="evidence_not_empty"
            )
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        return self.revision.text[self.start : self.end]
