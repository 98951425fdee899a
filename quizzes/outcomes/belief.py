"""What a group believes: how many chose an option behind which a misconception stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F

from quizzes.analysis import Figure, proportion
from quizzes.entries import Belief, beliefs, beliefs_behind, questions_about
from quizzes.models import Assignment, ChosenOption, Group, QuestionVersion, Quiz, Response
from quizzes.outcomes.cells import Cell, Sitter


@dataclass(frozen=True)
class Believed:
    """A misconception, how many of those who were asked hold it, and what to ask next.

    `question` is one on it that nobody in the group has met, `quiz` one on the site that holds it.
    `aloud` is a statement to be asked without the site, true or false: the correction or the claim,
    whichever has not been put to them.
    """

    belief: Belief
    believers: int
    figure: Figure
    question: QuestionVersion | None
    quiz: Quiz | None
    aloud: str = ""


def believed_in(
    assignment: Assignment, sitters: Sequence[Sitter], versions: Collection[QuestionVersion]
) -> tuple[Believed, ...]:
    """What those who may be counted believe, most of them first; at most ten statements."""
    behind = beliefs_behind(versions)
    if not behind:
        return ()
    asked, chosen = _asked(assignment, behind), _chosen(assignment, behind)
    counts = {
        key: (sum(s.attempt in chosen[key] for s in cell.sitters), len(cell))
        for key, of in asked.items()
        if (cell := Cell.of(sitters, of=of))
    }
    held = {key: both for key, both in counts.items() if both[0]}
    known, unseen = beliefs(held), unseen_on(assignment.group, held)
    put = {version.stem for version in versions}
    found = []
    for key, (hits, n) in held.items():
        if belief := known.get(key):
            question, quiz = unseen.get(key, (None, None))
            figure = proportion(hits, n)
            found.append(Believed(belief, hits, figure, question, quiz, _aloud(belief, put)))
    return tuple(sorted(found, key=lambda b: (-(b.figure.value or 0), b.belief.key)))


def _aloud(belief: Belief, put: Collection[str]) -> str:
    both = (belief.correction, belief.claim)
    return next((statement for statement in both if statement not in put), "")


def _asked(assignment: Assignment, behind: Mapping[int, str]) -> dict[str, set[int]]:
    """Whose attempts offered each misconception."""
    rows: Any = Response.objects.filter(
        attempt__assignment=assignment, version__options__in=list(behind)
    )
    found: dict[str, set[int]] = defaultdict(set)
    for attempt, option in rows.order_by().values_list("attempt_id", "version__options"):
        found[behind[option]].add(attempt)
    return found


def _chosen(assignment: Assignment, behind: Mapping[int, str]) -> dict[str, set[int]]:
    """Whose attempts chose it."""
    rows: Any = ChosenOption.objects.filter(
        response__attempt__assignment=assignment, option__in=list(behind)
    )
    found: dict[str, set[int]] = defaultdict(set)
    for attempt, option in rows.order_by().values_list("response__attempt_id", "option_id"):
        found[behind[option]].add(attempt)
    return found


def unseen_on(
    group: Group, keys: Collection[str]
) -> dict[str, tuple[QuestionVersion, Quiz | None]]:
    """For each misconception an approved question that no member has met, in a quiz where there is one."""
    about = questions_about(keys)
    wanted = {v.question_id for versions in about.values() for v in versions}
    members = group.members.present().filter(learner__isnull=False)
    met = set(
        Response.objects.filter(
            version__question__in=wanted, attempt__learner__in=members.values("learner")
        ).values_list("version__question_id", flat=True)
    )
    quizzes: dict[int, Quiz] = {}
    for quiz in (
        Quiz.objects.assignable_to(group)
        .filter(quiz_questions__question__in=wanted - met)
        .annotate(holds=F("quiz_questions__question"))
        .order_by("-pk")
    ):
        quizzes[quiz.holds] = quiz
    found: dict[str, tuple[QuestionVersion, Quiz | None]] = {}
    for key, versions in about.items():
        fresh = [v for v in versions if v.question_id not in met]
        fresh.sort(key=lambda v: (v.question_id not in quizzes, v.pk))
        if fresh:
            found[key] = (fresh[0], quizzes.get(fresh[0].question_id))
    return found
