"""The practice pool: each shipped and reviewed entry of the concept base as a question for practices.

It follows the entries as they are stored. What an editor did to one of its questions stays as it is: a new
version, or taking it out. Entries that say something of one's own are for quizzes, whose audience is known.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from quizzes import actions
from quizzes.entries import stored
from quizzes.generation import asked_alone
from quizzes.items import Item
from quizzes.models import Decision, Misconception, Question, QuestionVersion, Scenario
from quizzes.models.approving import approve_all
from quizzes.models.kinds import State


@dataclass(frozen=True)
class Followed:
    """How many questions were added, renewed and retired."""

    added: int = 0
    renewed: int = 0
    retired: int = 0

    def lines(self) -> Iterator[str]:
        """The report; empty where nothing was to be done."""
        if self.added:
            yield f"Practice pool: questions added: {self.added}."
        if self.renewed:
            yield f"Practice pool: questions brought up to date: {self.renewed}."
        if self.retired:
            yield f"Practice pool: questions retired with their entries: {self.retired}."


def is_filled() -> bool:
    """Whether the pool was ever filled; from then on it follows every change of the entries."""
    return Question.objects.filter(practice_of__isnull=False).exists()


@transaction.atomic
def follow(*, now: dt.datetime) -> Followed:
    """Let the pool ask what the reviewed entries say now."""
    wanted, held = _wanted(), _held()
    ours = {name: one for name, one in held.items() if not _is_an_editors(one)}
    stale = [n for n, one in ours.items() if n in wanted and not _asks(one, wanted[n])]
    gone = [one for n, one in ours.items() if n not in wanted and one.state == State.APPROVED]
    fresh = [name for name in wanted if name not in held]
    for one in gone:
        one.retire(by=None, now=now, note=_("Its entry brings no questions any more."))
    questions = {name: Question(practice_of=name) for name in fresh}
    _ask(questions | {name: held[name].question for name in stale}, wanted, now)
    return Followed(len(fresh), len(stale), len(gone))


def _wanted() -> dict[str, Item]:
    """What each shipped, reviewed entry asks by itself, if a source proves it."""
    known = stored()
    if known is None:
        return {}
    changed = {row.name for model in (Scenario, Misconception) for row in model.objects.changed()}
    entries: list[Any] = [*known.asked.scenarios.values(), *known.asked.misconceptions.values()]
    items = [
        asked_alone(entry, known.asked)
        for entry in entries
        if entry.review is not None and entry.review.passed and entry.sources
    ]
    return {item.entry: item for item in items if item.entry not in changed}


def _held() -> dict[str, Any]:
    """The newest version of each question of the pool."""
    decided = Decision.objects.filter(version__question=OuterRef("question")).exclude(by_name="")
    newest = QuestionVersion.objects.of_the_pool().newest().select_related("question")
    return {
        str(one.question.practice_of): one
        for one in newest.annotate(was_decided=Exists(decided)).order_by("pk")
    }


def _is_an_editors(one: Any) -> bool:
    return bool(one.created_by_id or one.was_decided or one.state == State.CANDIDATE)


def _asks(one: QuestionVersion, item: Item) -> bool:
    return one.state == State.APPROVED and one.item_id == item.id


def _ask(questions: Mapping[str, Question], wanted: Mapping[str, Item], now: dt.datetime) -> None:
    """Store and approve what the entries ask, each as the next version of its question."""
    items = [wanted[name] for name in questions]
    if not items:
        return
    made = actions.add_items(
        items, revision=None, by=None, questions=list(questions.values())
    ).versions
    approve_all(made, by=None, now=now)
