"""An answer to one question, whoever asked it: how it is shown, marked and kept.

`Response` (in an attempt) and `PracticeAnswer` (what is due) share it. A sitting is what asks: it has a
`seed` and the rules `shuffle_options` and `ask_confidence`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from quizzes.items import Answer, Chosen, Kind, Matched, Number, Ordered, Typed
from quizzes.models.kinds import CHILDREN
from quizzes.models.memory import Heard
from quizzes.models.shuffling import place
from quizzes.models.version import QuestionVersion
from quizzes.rules.grading import Mark


class Confidence(models.IntegerChoices):
    GUESS = 1, _("a guess")
    FAIRLY = 2, _("fairly sure")
    CERTAIN = 3, _("certain")


Part = TypeVar("Part", bound=models.Model)
Row = TypeVar("Row", bound="Answered", covariant=True)


class AnsweredQuerySet(models.QuerySet[Row]):
    def unanswered(self) -> Self:
        return self.filter(answered_at__isnull=True).order_by("position")

    def answered(self) -> Self:
        return self.filter(answered_at__isnull=False)

    def heard(self) -> list[Heard]:
        """What the answers tell of the concepts that they are about."""
        rows = self.answered().values_list("version_id", "mark", "max_mark", "answered_at")
        return [Heard(version, mark == most, at) for version, mark, most, at in rows]


class Answered(models.Model):
    """The columns of an answer, and what is done with them; the parts chosen are rows of their own."""

    if TYPE_CHECKING:
        version: models.ForeignKey[QuestionVersion, QuestionVersion]
        version_id: int
        pk: Any
        chosen_options: Any
        chosen_pairs: Any
        chosen_steps: Any

    parts_models: ClassVar[dict[type, type[models.Model]]]
    """The models of what can be chosen, by the kind of answer."""

    max_mark = models.DecimalField(_("marks"), max_digits=7, decimal_places=4)
    sequence = models.PositiveIntegerField(_("times stored"), default=0)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    mark = models.DecimalField(_("mark"), max_digits=7, decimal_places=4, null=True, blank=True)
    number = models.DecimalField(
        _("number"), max_digits=20, decimal_places=6, null=True, blank=True
    )
    text = models.CharField(_("typed"), max_length=500, blank=True)
    confidence = models.PositiveSmallIntegerField(
        _("how sure"), choices=Confidence.choices, null=True, blank=True
    )

    class Meta:
        abstract = True

    @property
    def sitting(self) -> Any:
        """What asks: the attempt or the practice."""
        raise NotImplementedError

    @property
    def is_answered(self) -> bool:
        return self.answered_at is not None

    @property
    def is_right(self) -> bool:
        return self.mark is not None and self.mark == self.max_mark

    def shown(self, parts: Iterable[Part]) -> list[Part]:
        """Options, right sides or steps in the order in which this attempt shows them.

        By a hash, not by `random.shuffle`, so that every Python version gives the same order.
        """
        parts = list(parts)
        if self.version.kind in {Kind.MATCHING, Kind.ORDERING} or (
            self.sitting.shuffle_options and not _has_own_order(self.version, parts)
        ):
            return sorted(
                parts, key=lambda part: place(self.sitting.seed, self.version_id, part.pk)
            )
        return parts

    def parts(self) -> list[Any]:
        """The version's options, pairs or steps, each with what was `given` for it, in one statement.

        That is the chosen option's id, the id of the pair whose right side was put there, or the place.
        """
        parts, chosen, part, value = _given(self.version.kind)
        given = getattr(self, chosen).filter(**{part: models.OuterRef("pk")}).values(value)[:1]
        return list(getattr(self.version, parts).annotate(given=models.Subquery(given)))

    def prefetched_parts(self) -> list[Any]:
        """The same as `parts`, from rows that were fetched for many responses at once."""
        parts, chosen, part, value = _given(self.version.kind)
        given = {getattr(c, f"{part}_id"): c for c in getattr(self, chosen).all()}
        found = list(getattr(self.version, parts).all())
        for row in found:
            row.given = getattr(given[row.pk], value) if row.pk in given else None
        return found

    def stored_answer(self) -> Answer | None:
        """The answer as `grade` takes it, None where there is none yet."""
        if not self.is_answered:
            return None
        match Kind(self.version.kind):
            case Kind.NUMERIC:
                return Number(self.number or Decimal(0))
            case Kind.SHORT_TEXT:
                return Typed(self.text)
            case Kind.MATCHING:
                place = _places(self.version.pairs.all())
                return Matched(
                    frozenset(
                        (place[c.left_id], place[c.right_id]) for c in self.chosen_pairs.all()
                    )
                )
            case Kind.ORDERING:
                place = _places(self.version.steps.all())
                return Ordered(tuple(place[c.step_id] for c in self.chosen_steps.all()))
        place = _places(self.version.options.all())
        return Chosen(frozenset(place[c.option_id] for c in self.chosen_options.all()))

    def _put(
        self, row: models.QuerySet[Any], answer: Answer, *, confidence: int | None, now: dt.datetime
    ) -> Mark | None:
        """Mark and keep the answer where `row` still holds the one to write; None where it does not."""
        mark = self.version.mark(answer, maximum=self.max_mark)
        typed = {
            "text": answer.text if isinstance(answer, Typed) else "",
            "number": answer.value if isinstance(answer, Number) else None,
        }
        # A key that was corrected meanwhile is not missed: then it is marked once more.
        changed = row.filter(version__remarking=self.version.remarking_id).update(
            sequence=F("sequence") + 1,
            answered_at=now,
            mark=mark.earned,
            confidence=confidence,
            **typed,
        )
        if not changed and self.version.was_remarked_since():
            return self._put(row, answer, confidence=confidence, now=now)
        return mark if changed else None

    def _keep_parts(self, answer: Answer, *, is_first: bool) -> None:
        if (model := self.parts_models.get(type(answer))) is None:
            return
        if not is_first:
            model._default_manager.filter(response=self).delete()
        model._default_manager.bulk_create(self._parts(model, answer))

    def _parts(self, model: Any, answer: Answer) -> list[Any]:
        parts: Sequence[Any] = getattr(
            self.version, CHILDREN.get(Kind(self.version.kind)) or "options"
        ).all()
        match answer:
            case Chosen(options):
                return [model(response=self, option=parts[i]) for i in sorted(options)]
            case Matched(pairs):
                return [
                    model(response=self, left=parts[left], right=parts[right])
                    for left, right in sorted(pairs)
                ]
            case Ordered(order):
                return [
                    model(response=self, step=parts[i], rank=rank)
                    for rank, i in enumerate(order, start=1)
                ]
        return []


def _given(kind: str) -> tuple[str, str, str, str]:
    """Where a kind's parts are, where what was chosen of them is, and which columns join them."""
    match Kind(kind):
        case Kind.MATCHING:
            return "pairs", "chosen_pairs", "left", "right_id"
        case Kind.ORDERING:
            return "steps", "chosen_steps", "step", "rank"
    return "options", "chosen_options", "option", "option_id"


def _places(parts: Iterable[models.Model]) -> dict[Any, int]:
    return {part.pk: i for i, part in enumerate(parts)}


def _has_own_order(version: QuestionVersion, parts: Sequence[Any]) -> bool:
    """True/false stays true/false, and numbers stay in the order in which they were written."""
    return version.kind == Kind.TRUE_FALSE or all(part.text[:1].isdigit() for part in parts)
