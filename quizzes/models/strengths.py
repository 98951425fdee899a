"""What somebody's final answers say about each topic, always with how many answers that is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from quizzes.models.answering import Confidence
from quizzes.models.people import Learner
from quizzes.models.practice import PracticeAnswer
from quizzes.models.response import Response
from quizzes.models.topics import topic_name

FEW = 5
"""With fewer answers a share tells next to nothing (4 of 4 right may still be one who knows half)."""


@dataclass(frozen=True, slots=True)
class Strength:
    """How many of the answers on a topic were right."""

    topic: str
    right: int
    count: int

    @property
    def name(self) -> str:
        return topic_name(self.topic)

    @property
    def is_few(self) -> bool:
        """Whether there are too few answers to say how strong somebody is."""
        return self.count < FEW

    @property
    def share(self) -> float:
        return self.right / self.count


def strengths(*answers: QuerySet[Any]) -> list[Strength]:
    """By topic, the strongest first, those with few answers last; a statement for each of the querysets.

    An answer on two topics counts in both, and one without an answer counts as not right.
    """
    right: Counter[str] = Counter()
    count: Counter[str] = Counter()
    for rows in answers:
        told = (
            rows.filter(version__concepts__isnull=False)
            .order_by()
            .values(topic=F("version__concepts__topic"))
            .annotate(
                n=Count("pk", distinct=True),
                good=Count("pk", filter=Q(mark=F("max_mark")), distinct=True),
            )
        )
        for row in told:
            right[row["topic"]] += row["good"]
            count[row["topic"]] += row["n"]
    found = [Strength(topic, right[topic], n) for topic, n in count.items()]
    return sorted(found, key=lambda s: (s.is_few, -s.share, -s.count, s.name))


def strengths_of(learner: Learner) -> list[Strength]:
    """By topic, over all final answers of a learner."""
    taken = Response.objects.filter(attempt__learner=learner).final()
    practised = PracticeAnswer.objects.filter(practice__learner=learner).answered()
    return strengths(taken, practised)


def sure_and_wrong(learner: Learner) -> QuerySet[Response]:
    """Final answers that the learner was certain of and that were not right, the latest first.

    Not those whose question was answered rightly since, in a quiz or in a practice.
    """
    own = Response.objects.filter(attempt__learner=learner).final()
    since = {
        "version__question": OuterRef("version__question"),
        "answered_at__gt": OuterRef("answered_at"),
        "mark": F("max_mark"),
    }
    practised = PracticeAnswer.objects.filter(practice__learner=learner, **since)
    certain = own.filter(confidence=Confidence.CERTAIN, mark__lt=F("max_mark"))
    return (
        certain.exclude(Exists(own.filter(**since)) | Exists(practised))
        .select_related("version__question__article", "attempt__quiz")
        .order_by("-answered_at")
    )
