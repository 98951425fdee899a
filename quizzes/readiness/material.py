"""What the checks read: fetched once, in as many statements for forty questions as for two."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from quizzes import tasks
from quizzes.generation import Document, objections
from quizzes.items import Item, Objection
from quizzes.models import DrawRule, QuestionVersion, Quiz
from quizzes.models.drawing import draw, outlook
from quizzes.models.kinds import State

ERROR, WARNING = "error", "warning"

MOST_READ = 60
"""So many questions of one draw are read by the linter; the rest were read when they were approved."""

SEED = 1
"""The draw that is looked at where rules draw; any other would do as well."""


@dataclass(frozen=True)
class Finding:
    """What a check says: how bad it is, in a sentence, about which question (None: the whole quiz)."""

    code: str
    severity: str
    message: str
    version: QuestionVersion | None = None


class Material:
    """A quiz as the checks see it: one attempt's questions in their order, the rules, the times."""

    def __init__(self, quiz: Quiz, now: dt.datetime) -> None:
        self.quiz, self.now = quiz, now

    @cached_property
    def versions(self) -> list[QuestionVersion]:
        """What one attempt gets, each with everything that its item needs."""
        drawn = [version.pk for version, _mark in draw(self.quiz, SEED)]
        found = QuestionVersion.objects.whole().prefetch_related("evidence__revision__article")
        whole = {v.pk: v for v in found.filter(pk__in=drawn)}
        return [whole[pk] for pk in drawn]

    @cached_property
    def items(self) -> list[Item]:
        return [version.to_item() for version in self.versions]

    @cached_property
    def unapproved(self) -> list[str]:
        """The picked questions that no attempt would get."""
        rows = self.quiz.quiz_questions.exclude(question__versions__state=State.APPROVED)
        newest = QuestionVersion.objects.newest().filter(question__in=rows.values("question"))
        return [str(version) for version in newest]

    @cached_property
    def outlook(self) -> list[tuple[DrawRule, int, int]]:
        return outlook(self.quiz)

    @cached_property
    def picked_count(self) -> int:
        return self.quiz.quiz_questions.count()

    @cached_property
    def objections(self) -> list[tuple[QuestionVersion, Objection]]:
        """What the linter has against each question, read beside its article."""
        base, documents = tasks.concept_base(), self._documents()
        read = sorted(self.versions[:MOST_READ], key=lambda v: (_revision(v), v.pk))
        return [
            (version, objection)
            for version in read
            for objection in objections(
                version.to_item(), document=documents.get(_revision(version)), concepts=base
            )
        ]

    def _documents(self) -> dict[int, Document]:
        revisions = {e.revision_id: e.revision for v in self.versions for e in v.evidence.all()}
        prefetch_related_objects(list(revisions.values()), "blocks")
        return {pk: revision.to_document() for pk, revision in revisions.items()}


def told(objection: Objection) -> str:
    """An objection of the linter in the reader's language."""
    return _(objection.template) % objection.params if objection.params else _(objection.template)


def _revision(version: QuestionVersion) -> int:
    return next((e.revision_id for e in version.evidence.all()), 0)
