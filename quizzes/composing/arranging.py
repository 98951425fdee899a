"""What is in a quiz and in which order: fixed questions and drawing rules, in one row of places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from quizzes.models import DomainError, DrawRule, Question, Quiz, QuizQuestion

Row = QuizQuestion | DrawRule


class ChangedMeanwhile(DomainError):
    sentence = _("Somebody changed this quiz since you opened the page. Look at it again first.")


@dataclass(frozen=True)
class Line:
    """A fixed question or a rule at its place."""

    row: Row

    @property
    def key(self) -> str:
        """What names it on a page: q and the row's id, or r for a rule."""
        return f"{'r' if self.is_rule else 'q'}{self.row.pk}"

    @property
    def is_rule(self) -> bool:
        return isinstance(self.row, DrawRule)


@dataclass(frozen=True)
class Wanted:
    """Where an editor wants a line, with how many marks; `count` is a rule's alone."""

    place: int
    marks: Decimal
    count: int = 0


def lines_of(quiz: Quiz) -> list[Line]:
    """All lines of the quiz, in their order."""
    fixed: list[Row] = list(quiz.quiz_questions.select_related("question"))
    rules: list[Row] = list(quiz.draw_rules.select_related("article"))
    return [Line(row) for row in sorted(fixed + rules, key=_order)]


def _order(row: Row) -> tuple[int, bool, int]:
    return row.position, isinstance(row, DrawRule), row.pk


@transaction.atomic
def add_questions(quiz: Quiz, questions: Iterable[Question]) -> int:
    """Put these behind what is there, those that are in it already left out; how many came in."""
    _touch(quiz)
    known = set(quiz.quiz_questions.values_list("question_id", flat=True))
    new = [question for question in questions if question.pk not in known]
    for place, question in enumerate(new, start=_last(quiz) + 1):
        QuizQuestion.objects.create(quiz=quiz, question=question, position=place)
    return len(new)


@transaction.atomic
def add_rule(quiz: Quiz, rule: DrawRule) -> None:
    """Put a new rule behind what is there."""
    _touch(quiz)
    rule.quiz, rule.position = quiz, _last(quiz) + 1
    rule.save()


@transaction.atomic
def arrange(quiz: Quiz, wanted: Mapping[str, Wanted], *, act: str = "", seen: int) -> None:
    """Give the lines their marks and places 1, 2, 3 ...; then do `act`: "up:q7", "down:r2", "remove:q7".

    A line that was typed at another's place goes before it when it moves up, behind it when it
    moves down. Raises ChangedMeanwhile where `seen` is not the quiz's edit number; then nothing is
    changed. Past attempts keep what they got.
    """
    _touch(quiz, seen=seen)
    lines = lines_of(quiz)
    old = {line.key: place for place, line in enumerate(lines, start=1)}

    def aim(line: Line) -> tuple[float, int]:
        to, at = wanted[line.key].place if line.key in wanted else old[line.key], old[line.key]
        return (to + 0.5 if to > at else to - 0.5 if to < at else to), at

    lines.sort(key=aim)
    verb, _colon, key = act.partition(":")
    lines = _moved(lines, key, {"up": -1, "down": 1}.get(verb, 0))
    for line in [line for line in lines if verb == "remove" and line.key == key]:
        lines.remove(line)
        line.row.delete()
    for place, line in enumerate(lines, start=1):
        _keep(line.row, place, wanted.get(line.key))


def _moved(lines: list[Line], key: str, step: int) -> list[Line]:
    at = next((i for i, line in enumerate(lines) if line.key == key), None)
    if at is not None and step and 0 <= at + step < len(lines):
        lines[at], lines[at + step] = lines[at + step], lines[at]
    return lines


def _keep(row: Row, place: int, wanted: Wanted | None) -> None:
    marks = wanted.marks if wanted else row.max_mark
    same = row.position == place and row.max_mark == marks
    row.position, row.max_mark = place, marks
    if isinstance(row, DrawRule) and wanted and wanted.count:
        same = same and row.count == wanted.count
        row.count = wanted.count
    if not same:
        row.save()


def _last(quiz: Quiz) -> int:
    return max((line.row.position for line in lines_of(quiz)), default=0)


def _touch(quiz: Quiz, seen: int | None = None) -> None:
    """Lock the quiz, and let a page that was opened before see that it is stale."""
    current = Quiz.objects.select_for_update().values_list("edit_number", flat=True).get(pk=quiz.pk)
    if seen is not None and seen != current:
        raise ChangedMeanwhile
    quiz.edit_number = current + 1
    quiz.save(update_fields=["edit_number"])
