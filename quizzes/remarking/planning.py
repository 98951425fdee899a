"""What a ruling would change, computed by the only grader and written nowhere."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from django.db.models import prefetch_related_objects

from quizzes.items import Item, Kind, NumberKey, TextKey
from quizzes.models import Attempt, QuestionVersion, Remarking, Response, Ruling
from quizzes.rules.grading import grade

CHUNK = 1000
PARTS = {Kind.MATCHING: ["chosen_pairs"], Kind.ORDERING: ["chosen_steps"]}
"""What was chosen, by kind; of typed answers nothing, of all others options."""
NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Wish:
    """What shall hold of a version; without a key of its own, the version's key stays."""

    ruling: str
    options: frozenset[int] = frozenset()
    texts: tuple[str, ...] = ()
    number: Decimal | None = None
    tolerance: Decimal = NOTHING

    def item_of(self, version: QuestionVersion) -> Item:
        """What `grade` reads of the version under this wish."""
        held, version.remarking = version.remarking, None
        item = version.to_graded_item()
        version.remarking = held
        if self.number is not None:
            return replace(item, key=NumberKey(self.number, self.tolerance, version.unit))
        if self.texts:
            return replace(item, key=TextKey(self.texts))
        if not self.options:
            return item
        rows = zip(item.options, version.options.all(), strict=True)
        right = tuple(replace(option, correct=row.pk in self.options) for option, row in rows)
        return replace(item, options=right)


def wish_of(held: Remarking | None) -> Wish:
    """The wish that a re-marking fulfilled; of None, the version as it was written."""
    if held is None:
        return Wish(Ruling.BACK)
    return Wish(
        held.ruling, frozenset(held.right_options()), tuple(row.text for row in held.texts.all()),
        held.number_value, held.tolerance,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """One response whose mark, or whether it counts, would change, and what that does to its attempt."""

    response: int
    attempt: int
    mark_before: Decimal | None
    mark_after: Decimal | None
    left_out_before: bool
    left_out_after: bool
    score_before: Decimal | None = None
    score_after: Decimal | None = None
    max_before: Decimal | None = None
    max_after: Decimal | None = None
    passed_before: bool | None = None
    passed_after: bool | None = None

    @property
    def is_open(self) -> bool:
        """Whether the attempt has no score yet; it gets one by the new marks when it is finished."""
        return self.score_before is None

    @property
    def is_of_score(self) -> bool:
        return (self.score_before, self.max_before) != (self.score_after, self.max_after)


@dataclass(frozen=True)
class Plan:
    """Every change, in the order of the attempts."""

    changes: tuple[Change, ...]

    @cached_property
    def digest(self) -> str:
        """Equal for equal changes of finished attempts: what a page had shown is what is done."""
        told = repr([change for change in self.changes if not change.is_open])
        return hashlib.sha256(told.encode()).hexdigest()[:32]

    @property
    def scored(self) -> list[Change]:
        """Those of finished attempts whose score would change."""
        return [change for change in self.changes if change.is_of_score]

    @property
    def open_count(self) -> int:
        return sum(change.is_open for change in self.changes)

    @property
    def newly_passed(self) -> int:
        return sum(c.passed_after is True and c.passed_before is False for c in self.changes)

    @property
    def newly_failed(self) -> int:
        return sum(c.passed_after is False and c.passed_before is True for c in self.changes)


def plan_of(version: QuestionVersion, wish: Wish) -> Plan:
    """What the wish would change; a few statements for every thousand responses."""
    return Plan(tuple(changes_of(version, wish)))


def changes_of(
    version: QuestionVersion, wish: Wish, *, pks: Sequence[int] | None = None
) -> list[Change]:
    """The same as a list, of these responses alone where some are named."""
    prefetch_related_objects([version], "options", "pairs", "steps", "accepted_answers")
    item = wish.item_of(version)
    asked = Response.objects.filter(version=version).order_by("attempt_id")
    asked = asked.select_related("attempt").prefetch_related(*_parts(version))
    asked = asked if pks is None else asked.filter(pk__in=pks)
    changes = []
    for response in asked.iterator(chunk_size=CHUNK):
        response.version = version  # the same one, so that no statement fetches it again
        if (change := _change(response, item, wish)) is not None:
            changes.append(change)
    return changes


def _parts(version: QuestionVersion) -> list[str]:
    kind = Kind(version.kind)
    return ["chosen_options"] if kind.has_options else PARTS.get(kind, [])


def _change(response: Response, item: Item, wish: Wish) -> Change | None:
    mark, left_out = _mark(response, item, wish), wish.ruling == Ruling.LEFT_OUT
    if mark == response.mark and left_out == response.left_out:
        return None
    change = Change(
        response.pk, response.attempt_id, response.mark, mark, response.left_out, left_out
    )
    return _with_scores(change, response.attempt, response.max_mark)


def _mark(response: Response, item: Item, wish: Wish) -> Decimal | None:
    answer, to_all = response.stored_answer(), wish.ruling == Ruling.EVERYBODY
    if answer is None:
        return None
    if response.version.kind == Kind.SHORT_TEXT and not response.text and not to_all:
        return response.mark  # the words of a person who was erased are gone; the mark stays
    return grade(item, answer, maximum=response.max_mark, given_to_all=to_all).earned


def _with_scores(change: Change, attempt: Attempt, most: Decimal) -> Change:
    if attempt.score is None or attempt.max_score is None:
        return change
    before = NOTHING if change.left_out_before else change.mark_before or NOTHING
    after = NOTHING if change.left_out_after else change.mark_after or NOTHING
    score = attempt.score - before + after
    maximum = attempt.max_score + most * (change.left_out_before - change.left_out_after)
    return replace(
        change, score_before=attempt.score, score_after=score, max_before=attempt.max_score,
        max_after=maximum, passed_before=attempt.passed,
        # Where nothing is left to be scored, nothing is left to be judged by.
        passed_after=attempt.passes(score, maximum) if maximum else attempt.passed,
    )  # fmt: skip
