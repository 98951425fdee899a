"""One assignment's results for the whole group: score, topics, questions, sure and wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import FloatField
from django.db.models.functions import Cast

from quizzes.analysis import Figure, mastery, proportion
from quizzes.analysis.student import mean_by_t
from quizzes.models import Assignment, QuestionVersion, Response
from quizzes.models.response import Confidence
from quizzes.models.topics import topic_name
from quizzes.outcomes.belief import Believed, believed_in
from quizzes.outcomes.cells import Cell, Sitter, sitters_of


@dataclass(frozen=True)
class Answer:
    """What a figure needs of one response."""

    attempt: int
    version: int
    mark: float
    is_right: bool
    is_sure: bool | None
    """None where the person did not say."""


@dataclass(frozen=True)
class TopicResult:
    """How much of a topic is mastered; `answers` is how many responses that rests on."""

    name: str
    figure: Figure
    answers: int


@dataclass(frozen=True)
class QuestionResult:
    """How many had a question right, and how many were certain and wrong: None where nobody said."""

    version: QuestionVersion
    right: Figure
    sure_and_wrong: int | None


@dataclass(frozen=True)
class GroupResult:
    """What a leader sees of the group; `counted` 0 means that too few may be counted."""

    finished: int
    counted: int
    score: Figure
    passed: int
    shares: tuple[float, ...]
    topics: tuple[TopicResult, ...]
    questions: tuple[QuestionResult, ...]
    beliefs: tuple[Believed, ...]

    @property
    def waiting(self) -> int:
        """How many have finished and are not counted yet."""
        return self.finished - self.counted

    @property
    def sure_and_wrong(self) -> list[QuestionResult]:
        """The questions that people were certain of and had wrong, most of them first."""
        rows = [(q.sure_and_wrong / q.right.n, q) for q in self.questions if q.sure_and_wrong]
        return [q for _, q in sorted(rows, key=lambda row: (-row[0], row[1].version.pk))]


def group_result(assignment: Assignment) -> GroupResult:
    """The figures of an assignment, in a constant number of statements."""
    sitters = sitters_of([assignment])[assignment.pk]
    cell = Cell.of(sitters)
    answers = _answers(assignment, sitters) if cell else []
    versions = _versions(answers)
    return GroupResult(
        finished=len(sitters),
        counted=len(cell),
        score=mean_by_t([s.share for s in cell.sitters]),
        passed=sum(s.passed for s in cell.sitters),
        shares=tuple(sorted(s.share for s in cell.sitters)),
        topics=tuple(_topics(sitters, answers, versions)),
        questions=tuple(_questions(sitters, answers, versions)),
        beliefs=believed_in(assignment, sitters, list(versions.values())) if cell else (),
    )


def _answers(assignment: Assignment, sitters: Iterable[Sitter]) -> list[Answer]:
    """Every response of the attempts; one that was left blank counts as wrong."""
    rows: Any = Response.objects.filter(
        attempt__assignment=assignment, attempt__finished_at__isnull=False
    )
    wanted = {s.attempt for s in sitters}
    # As floats: thousands of decimals would take longer than everything else.
    marked = rows.annotate(got=Cast("mark", FloatField()), full=Cast("max_mark", FloatField()))
    columns = marked.order_by().values_list("attempt_id", "version_id", "got", "full", "confidence")
    return [
        Answer(attempt, version, (mark or 0.0) / full, mark == full, _is_sure(sure))
        for attempt, version, mark, full, sure in columns
        if attempt in wanted
    ]


def _is_sure(confidence: int | None) -> bool | None:
    return None if confidence is None else confidence == Confidence.CERTAIN


def _versions(answers: Iterable[Answer]) -> dict[int, QuestionVersion]:
    found = QuestionVersion.objects.select_related("question__article").filter(
        pk__in={a.version for a in answers}
    )
    return {v.pk: v for v in found.order_by("pk").prefetch_related("concepts")}


def _topics(
    sitters: list[Sitter], answers: list[Answer], versions: Mapping[int, QuestionVersion]
) -> list[TopicResult]:
    topics = {pk: {c.topic for c in v.concepts.all() if c.topic} for pk, v in versions.items()}
    by_topic: dict[str, dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
    for a in answers:
        for topic in topics[a.version]:
            by_topic[topic][a.attempt].append(a.mark)
    found = []
    for topic, of_person in by_topic.items():
        marks = [of_person[s.attempt] for s in Cell.of(sitters, of=of_person).sitters]
        if marks:
            figure = mastery([sum(m) for m in marks], [len(m) for m in marks])
            found.append(TopicResult(topic_name(topic), figure, sum(map(len, marks))))
    return sorted(found, key=lambda t: (t.figure.value, t.name))


def _questions(
    sitters: list[Sitter], answers: list[Answer], versions: Mapping[int, QuestionVersion]
) -> list[QuestionResult]:
    by_version: dict[int, dict[int, Answer]] = defaultdict(dict)
    for a in answers:
        by_version[a.version][a.attempt] = a
    found = []
    for pk, of_person in by_version.items():
        given = [of_person[s.attempt] for s in Cell.of(sitters, of=of_person).sitters]
        if given:
            right = proportion(sum(a.is_right for a in given), len(given))
            said = [a for a in given if a.is_sure is not None]
            wrong = sum(bool(a.is_sure) and not a.is_right for a in said)
            found.append(QuestionResult(versions[pk], right, wrong if said else None))
    return sorted(found, key=lambda q: (q.right.value, q.version.pk))
