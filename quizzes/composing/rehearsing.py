"""A quiz as a learner would meet it, of which nothing stays.

The learner's own views show it, on rows that are really written: a guest, an attempt, answers. All of
it happens in one transaction that is always rolled back, so every page is exactly the learner's,
drawing, marking and constraints included, and no attempt, response or guest is ever stored; nor does
anything run that waits for a commit. On SQLite such a page holds the writer's lock while it is made.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import prefetch_related_objects

from quizzes.composing.samples import sample_answer
from quizzes.items import Number, Typed
from quizzes.models import Attempt, Audience, Learner, Quiz, Response
from quizzes.rules.grading import grade

RIGHT, WRONG, OPEN, FINISHED = "r", "w", "n", "f"


@dataclass(frozen=True)
class Script:
    """What has happened in a rehearsed attempt: its seed, then r (right), w (wrong) or n (not answered)
    for each question, f at the end where it is finished. `str()` is how an address holds it."""

    seed: int
    answers: str = ""
    is_finished: bool = False

    def __str__(self) -> str:
        return f"{self.seed}-{self.answers}{FINISHED if self.is_finished else ''}"

    @classmethod
    def parse(cls, text: str) -> Script:
        seed, _dash, rest = text.partition("-")
        return cls(int(seed), rest.rstrip(FINISHED), rest.endswith(FINISHED))

    def upto(self, position: int, answer: str = "") -> Script:
        """The questions before this one answered, rightly where nothing is said, then this answer."""
        return Script(self.seed, self.answers[: position - 1].ljust(position - 1, RIGHT) + answer)

    def finished(self, count: int, pattern: str) -> Script:
        """All so many questions answered by a pattern that repeats, and the attempt finished."""
        return Script(self.seed, (pattern * count)[:count], True)

    @classmethod
    def of(cls, attempt: Attempt) -> Script:
        """What has happened in this attempt by now."""
        told = attempt.responses.order_by("position").values_list("mark", "max_mark")
        letters = (
            OPEN if mark is None else RIGHT if mark == most else WRONG for mark, most in told
        )
        finished = Attempt.objects.finished().filter(pk=attempt.pk).exists()
        return cls(attempt.seed, "".join(letters).rstrip(OPEN), finished)


@contextmanager
def rehearsal(quiz: Quiz, *, now: dt.datetime) -> Iterator[Learner]:
    """A guest who can open the quiz, published or not; when the block ends, all is as it was."""
    with transaction.atomic():
        try:
            shown = Quiz.objects.filter(pk=quiz.pk)
            shown.update(
                published_at=quiz.published_at or now, archived_at=None, audience=Audience.PUBLIC
            )
            yield Learner.objects.new_guest()[0]
        finally:
            transaction.set_rollback(True)


def act(quiz: Quiz, learner: Learner, script: Script, *, now: dt.datetime) -> Attempt:
    """An attempt in which the script has happened; only inside a `rehearsal`.

    Raises EmptyQuiz where the quiz has no questions.
    """
    attempt = Attempt.objects.begin(quiz, learner, seed=script.seed, now=now)
    _answer(attempt, script.answers, now)
    if script.is_finished:
        attempt.finish(now=now)
    return attempt


def _answer(attempt: Attempt, answers: str, now: dt.datetime) -> None:
    """Store sample answers, in a constant number of statements."""
    found = attempt.responses.select_related("version", "attempt").order_by("position")
    responses = [r for r, a in zip(found, answers, strict=False) if a != OPEN]
    wanted = [a == RIGHT for _r, a in zip(found, answers, strict=False) if a != OPEN]
    versions = [response.version for response in responses]
    prefetch_related_objects(versions, "options", "pairs", "steps", "accepted_answers")
    parts: dict[Any, list[Any]] = {}
    for response, rightly in zip(responses, wanted, strict=True):
        item = response.version.to_graded_item()
        answer = sample_answer(item, rightly=rightly)
        response.mark = grade(item, answer, maximum=response.max_mark).earned
        response.sequence, response.answered_at = 1, now
        response.text = answer.text if isinstance(answer, Typed) else ""
        response.number = answer.value if isinstance(answer, Number) else None
        if model := response.parts_models.get(type(answer)):
            parts.setdefault(model, []).extend(response._parts(model, answer))
    stored = ["mark", "sequence", "answered_at", "text", "number"]
    Response.objects.bulk_update(responses, stored)
    for model, rows in parts.items():
        model.objects.bulk_create(rows)
