"""Where evidence stands in later revisions of its article, beside the version and not in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from quizzes.generation import Document, Followed, Follower
from quizzes.models.article import Article, ArticleRevision
from quizzes.models.errors import NotKeepable
from quizzes.models.evidence import EvidencePassage, PassageQuerySet
from quizzes.models.review import Decision

if TYPE_CHECKING:
    from quizzes.models.people import User

RETIRED = "retired"


class Standing(NamedTuple):
    """A passage of a revision."""

    revision_id: int
    start: int
    end: int


class PlaceQuerySet(PassageQuerySet):
    shown = ("evidence_id",)

    def flagged(self) -> PlaceQuerySet:
        """Those that a person has to look at: the article no longer says quite the same."""
        return self.filter(fate__in=EvidencePlace.FLAGGED).exclude(evidence__version__state=RETIRED)

    def settled(self) -> PlaceQuerySet:
        """Those where the evidence stands, by its own words or by what an editor decided."""
        return self.filter(fate__in=[EvidencePlace.Fate.MOVED, EvidencePlace.Fate.KEPT])

    def in_article(self, article: Article) -> PlaceQuerySet:
        return self.filter(revision__article=article)

    def follow(self, revision: ArticleRevision) -> None:
        """Look every question's evidence up in a new revision; call inside a transaction.

        What was flagged in an earlier revision and not settled is asked anew.
        """
        article = revision.article
        self.in_article(article).filter(fate__in=EvidencePlace.FLAGGED).delete()
        rows = [
            self.model(
                evidence=passage,
                revision=revision,
                fate=found.fate.value,
                start=found.start,
                end=found.end,
                settled_at=None if found.fate.needs_a_look else revision.created_at,
            )
            for passage, found in fates(article, revision.to_document())
        ]
        self.bulk_create(rows)


class EvidencePlace(models.Model):
    """A passage of evidence in a later revision than the one that it was taken from."""

    class Fate(models.TextChoices):
        MOVED = "moved", _("stands there word for word")
        CONTEXT = "context", _("stands there, but what it leans on changed")
        CHANGED = "changed", _("the sentence changed")
        VANISHED = "vanished", _("the sentence is gone")
        KEPT = "kept", _("kept by an editor")

    FLAGGED = (Fate.CONTEXT, Fate.CHANGED, Fate.VANISHED)

    evidence = models.ForeignKey(EvidencePassage, on_delete=models.CASCADE, related_name="places")
    revision = models.ForeignKey(ArticleRevision, on_delete=models.PROTECT, related_name="places")
    fate = models.CharField(_("what became of it"), max_length=10, choices=Fate.choices)
    start = models.PositiveIntegerField(_("start"), null=True)
    end = models.PositiveIntegerField(_("end"), null=True)
    settled_at = models.DateTimeField(
        _("settled at"), null=True, help_text=_("From then on new attempts see it there.")
    )

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("later place of evidence")
        verbose_name_plural = _("later places of evidence")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["evidence", "revision"], name="place_once"),
            models.CheckConstraint(
                condition=Q(fate="vanished", start__isnull=True, end__isnull=True)
                | (~Q(fate="vanished") & Q(end__gt=models.F("start"))),
                name="place_where_not_vanished",
            ),
        ]
        indexes = [models.Index(fields=["fate", "revision"], name="place_by_fate")]

    def __str__(self) -> str:
        return f"{self.evidence_id}: {self.get_fate_display()}"

    @property
    def is_flagged(self) -> bool:
        return self.fate in self.FLAGGED

    @property
    def text(self) -> str:
        """The words there, or of the nearest sentence; "" where it vanished."""
        return "" if self.start is None else self.revision.text[self.start : self.end]

    @transaction.atomic
    def keep(self, start: int, end: int, *, by: User | None, now: dt.datetime) -> None:
        """Let the question stay, proved by this passage of the revision from now on.

        Raises NotKeepable where somebody settled it or stored another text meanwhile.
        """
        row = EvidencePlace.objects.select_for_update().filter(pk=self.pk).flagged().first()
        if row is None:
            raise NotKeepable
        row.fate, row.start, row.end, row.settled_at = self.Fate.KEPT, start, end, now
        row.save(update_fields=["fate", "start", "end", "settled_at"])
        note = _now("Evidence in revision %(number)s: “%(text)s”") % {
            "number": row.revision.number,
            "text": row.text[:200],
        }
        version = row.evidence.version
        Decision.objects.record(
            Decision.Verb.KEPT, version=version, by=by, now=now, note=note[:300]
        )


def fates(article: Article, new: Document) -> Iterator[tuple[EvidencePassage, Followed]]:
    """What would become of each passage of evidence if the article had this text."""
    passages = (
        EvidencePassage.objects.filter(revision__article=article)
        .exclude(version__state=RETIRED)
        .prefetch_related(models.Prefetch("places", EvidencePlace.objects.settled()))
    )
    revisions: dict[int, ArticleRevision] = {
        r.pk: r for r in article.revisions.defer("original").prefetch_related("blocks")
    }
    followers: dict[int, Follower] = {}
    for passage in passages:
        held = where(passage)
        if held.revision_id not in followers:
            old = revisions[held.revision_id].to_document()
            followers[held.revision_id] = Follower(old, new)
        yield passage, followers[held.revision_id].follow(held.start, held.end)


def standing(
    passages: Collection[Any], *, at: dt.datetime, whole_text: bool = False
) -> list[EvidencePassage | EvidencePlace]:
    """The passages (marking_moved), each version's where they all stood at that moment.

    They come with their paragraphs, or, if asked for, with the whole text of the revision.

    So an attempt keeps the text that it began with, and one that begins later has the new text.
    """
    if not any(passage.has_moved for passage in passages):
        return list(passages)
    known = EvidencePlace.objects.settled().filter(
        evidence__in=[passage.pk for passage in passages], settled_at__lte=at
    )
    rows = known.select_related("revision") if whole_text else known.with_paragraph()
    places = {(place.evidence_id, place.revision_id): place for place in rows}
    found: list[EvidencePassage | EvidencePlace] = []
    for _version, group in groupby(passages, key=lambda passage: passage.version_id):
        own = list(group)
        revisions = sorted({revision for _, revision in places}, reverse=True)
        whole = (r for r in revisions if all((p.pk, r) in places for p in own))
        revision = next(whole, None)
        found += own if revision is None else [places[p.pk, revision] for p in own]
    return found


def where(passage: EvidencePassage) -> Standing:
    """Where a passage stands now: its last settled place, or where it was taken from."""
    settled = [p for p in passage.places.all() if not p.is_flagged]
    last = max(settled, key=lambda place: place.pk, default=None)
    if last is None or last.start is None or last.end is None:
        return Standing(passage.revision_id, passage.start, passage.end)
    return Standing(last.revision_id, last.start, last.end)
