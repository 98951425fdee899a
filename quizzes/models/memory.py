"""What a learner knows of each concept, and when it should come back (docs/learning.md).

The rows follow from the answers: `rebuild` makes them anew from these, and gives the same.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.db.models import Count, F, Min, Q
from django.utils.translation import gettext_lazy as _

from quizzes.models.concept import Concept
from quizzes.models.people import Learner
from quizzes.models.version import QuestionVersion
from quizzes.rules.scheduling import Memory, first_met, met_again

STATE = ["stability", "difficulty", "seen_at", "due_at", "answers", "right_answers"]
KNOWN_DAYS = 21
"""A concept that would still be known after three weeks counts as known; Anki calls it mature."""
FRESH_DAYS = 1
"""Below it a concept was missed lately: it comes back on the next day, and may be gone by then."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A final answer to a version of a question: right or not, and when."""

    version_id: int
    right: bool
    at: dt.datetime


class ConceptMemoryQuerySet(models.QuerySet["ConceptMemory"]):
    def due(self, now: dt.datetime) -> ConceptMemoryQuerySet:
        """Those that it is time to ask again; `ConceptMemory.is_due` says the same of one."""
        return self.filter(due_at__lte=now)

    def known(self) -> ConceptMemoryQuerySet:
        """Those that stay for weeks; `ConceptMemory.is_known` says the same of one."""
        return self.filter(stability__gte=KNOWN_DAYS)

    def by_topic(self, now: dt.datetime) -> models.QuerySet[ConceptMemory, dict[str, Any]]:
        """Of each topic: how many concepts were met, known, fresh and due, and when the next comes."""
        is_due = Q(due_at__lte=now)
        return self.order_by("concept__topic").values(topic=F("concept__topic")).annotate(
            met=Count("pk"), known=Count("pk", filter=Q(stability__gte=KNOWN_DAYS)),
            fresh=Count("pk", filter=Q(stability__gte=FRESH_DAYS) & ~is_due),
            due=Count("pk", filter=is_due), next_due=Min("due_at", filter=~is_due),
        )  # fmt: skip


class ConceptMemory(models.Model):
    """What one learner knows of one concept."""

    learner = models.ForeignKey(
        Learner, on_delete=models.CASCADE, related_name="memories", verbose_name=_("learner")
    )
    concept = models.ForeignKey(
        Concept, on_delete=models.CASCADE, related_name="+", verbose_name=_("concept")
    )
    stability = models.FloatField(
        _("stability"), help_text=_("Days after which nine in ten would still know it.")
    )
    difficulty = models.FloatField(_("difficulty"), help_text=_("From 1 to 10."))
    seen_at = models.DateTimeField(_("last answered at"))
    due_at = models.DateTimeField(_("due at"))
    answers = models.PositiveIntegerField(_("answers"), default=0)
    right_answers = models.PositiveIntegerField(_("right answers"), default=0)

    objects = ConceptMemoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("what a learner knows of a concept")
        verbose_name_plural = _("what learners know of concepts")
        ordering = ["due_at", "pk"]
        indexes = [models.Index(fields=["learner", "due_at"], name="memory_due")]
        constraints = [
            models.UniqueConstraint(fields=["learner", "concept"], name="memory_once"),
            models.CheckConstraint(
                condition=Q(stability__gt=0, difficulty__gte=1, difficulty__lte=10),
                name="memory_bounded",
            ),
            models.CheckConstraint(condition=Q(due_at__gte=F("seen_at")), name="memory_due_later"),
            models.CheckConstraint(
                condition=Q(answers__gte=1, right_answers__lte=F("answers")),
                name="memory_counts_agree",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.learner} · {self.concept}"

    @property
    def is_known(self) -> bool:
        return self.stability >= KNOWN_DAYS

    @property
    def is_fresh(self) -> bool:
        """Whether, until it is due, nine in ten would know it."""
        return self.stability >= FRESH_DAYS

    def is_due(self, now: dt.datetime) -> bool:
        return self.due_at <= now

    def hear(self, *, right: bool, at: dt.datetime) -> None:
        """Take an answer in; saving is the caller's."""
        if self.answers:
            now = Memory(self.stability, self.difficulty, self.seen_at, self.due_at)
            told = met_again(now, right=right, now=at)
        else:
            told = first_met(right=right, now=at)
        self.stability, self.difficulty = told.stability, told.difficulty
        self.seen_at, self.due_at = told.seen_at, told.due
        self.answers += 1
        self.right_answers += right


def remember(learner_id: int, heard: Sequence[Heard]) -> None:
    """Take final answers in, each once; call it in the transaction that makes them final."""
    concepts = _concepts({answer.version_id for answer in heard})
    if not concepts:
        return
    touched = {concept for found in concepts.values() for concept in found}
    # Locked in one order, so that two answers at once wait for each other.
    known = ConceptMemory.objects.select_for_update().order_by("concept_id")
    rows = {m.concept_id: m for m in known.filter(learner_id=learner_id, concept__in=touched)}
    _store(_heard(learner_id, rows, heard, concepts))


@transaction.atomic
def rebuild(learner: Learner, heard: Sequence[Heard]) -> None:
    """Make what is known of a learner anew from all final answers, after some changed hands or marks."""
    learner.memories.all().delete()
    concepts = _concepts({answer.version_id for answer in heard})
    _store(_heard(learner.pk, {}, heard, concepts))


def _heard(
    learner_id: int,
    rows: dict[int, ConceptMemory],
    heard: Iterable[Heard],
    concepts: Mapping[int, Sequence[int]],
) -> list[ConceptMemory]:
    for answer in sorted(heard, key=lambda answer: (answer.at, answer.version_id)):
        for concept in concepts.get(answer.version_id, ()):
            if concept not in rows:
                rows[concept] = ConceptMemory(learner_id=learner_id, concept_id=concept)
            rows[concept].hear(right=answer.right, at=answer.at)
    return list(rows.values())


def _concepts(versions: set[int]) -> dict[int, list[int]]:
    links = QuestionVersion.concepts.through._default_manager.filter(
        questionversion__in=versions
    ).order_by("concept_id")
    found: dict[int, list[int]] = defaultdict(list)
    for version, concept in links.values_list("questionversion_id", "concept_id"):
        found[version].append(concept)
    return found


def _store(rows: Iterable[ConceptMemory]) -> None:
    # In one statement whether new or not: each finds its row by learner and concept.
    fresh = [
        ConceptMemory(
            learner_id=row.learner_id,
            concept_id=row.concept_id,
            **{name: getattr(row, name) for name in STATE},
        )
        for row in rows
    ]
    ConceptMemory.objects.bulk_create(
        fresh, update_conflicts=True, unique_fields=["learner", "concept"], update_fields=STATE
    )
