"""The question of the day: one scenario of the concept base for everybody, chosen by the date alone."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

from django.db.models import Exists, OuterRef, Q, TextField, Value
from django.db.models.functions import Cast, Concat

from quizzes.models.concept import Scenario
from quizzes.models.kinds import State
from quizzes.models.shuffling import place
from quizzes.models.version import QuestionVersion

GOLDEN = (math.sqrt(5) - 1) / 2


def free_scenarios() -> Any:
    """Reviewed situations in which the reader has to decide, and whose key gives away no quiz.

    No question that was ever approved asks them, but for those that only practices ask.
    """
    in_practice_alone = Q(question__practice_of__isnull=False, question__quiz_questions=None)
    asked = QuestionVersion.objects.filter(entry=Concat(Value("scenario:"), OuterRef("key")))
    asked = asked.exclude(state=State.CANDIDATE).exclude(in_practice_alone).order_by()
    return (
        Scenario.objects.reviewed()
        .filter(level="apply", difficulty__lte=2, stem__contains="you")
        .annotate(people=Cast("audience", TextField()))
        .filter(Q(people__contains="general") | Q(people="[]"))
        .filter(~Exists(asked))
        .order_by("pk")
    )


def scenario_of(day: dt.date, *, another: int = 0) -> Scenario | None:
    """The scenario of a day, or the one that is shown there after asking so often for another one.

    None where there is none. Each day has a new one until all had their turn; neighbours in the base,
    which are on the same topic, are far apart.
    """
    free = free_scenarios()
    count = free.count()
    if not count:
        return None
    stride = _stride(count)
    turn = (day.toordinal() * stride + another * _stride(max(1, count - 1))) % count
    return free.whole()[turn : turn + 1].first()  # type: ignore[no-any-return]


def _stride(count: int) -> int:
    """About 0.618 of the count and without a common factor, so that its multiples visit everything."""
    stride = max(1, round(count * GOLDEN))
    while math.gcd(stride, count) > 1:
        stride += 1
    return stride


def options_of(scenario: Scenario) -> list[tuple[str, bool, str]]:
    """Text, whether it is right, and why, in an order that says nothing of which is right."""
    options = [(scenario.key_text, True, scenario.key_why)]
    options += [(d.text, False, d.why) for d in scenario.distractors.all()]
    return sorted(options, key=lambda option: place(scenario.pk, option[0]))
