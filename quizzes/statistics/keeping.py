"""Figures out a quiz's statistics and keeps them as rows."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import Any

import numpy as np
from django.db import transaction
from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from quizzes.analysis import Figure, ItemSurvey, Survey, survey, warnings_of
from quizzes.items import Kind
from quizzes.models import (
    Attempt,
    ItemFinding,
    ItemStatistics,
    Option,
    OptionStatistics,
    QuestionVersion,
    Quiz,
    QuizStatistics,
    ScoreBand,
    TypedStatistics,
)
from quizzes.models.statistics import EVERY, LATE, PATIENCE
from quizzes.statistics.reading import Read, read

BAND = 10
_LAST = 1 << 31


def stale(now: dt.datetime) -> QuerySet[Quiz]:
    """Quizzes whose answers are newer than their figures, which are old enough to be renewed."""
    closed = Attempt.objects.filter(quiz=OuterRef("pk"), closed_at__isnull=False)
    newest = closed.order_by("-closed_at").values("closed_at")[:1]
    none = Q(statistics__as_of__isnull=True)
    behind = Q(statistics__as_of__lt=now - EVERY, newest__gt=F("statistics__as_of") - LATE)
    resting = Q(statistics__asked_at__isnull=True) | Q(statistics__asked_at__lt=now - PATIENCE)
    found = Quiz.objects.annotate(newest=Subquery(newest)).filter(newest__isnull=False)
    return found.filter(resting).filter(none | behind).order_by("pk")


def refresh(quiz: Quiz, *, now: dt.datetime) -> QuizStatistics:
    """Compute the quiz's figures as of now and keep them in place of older ones."""
    found = read(quiz)
    return _keep(quiz, found, survey(found.answers), now)


@transaction.atomic
def _keep(quiz: Quiz, found: Read, figures: Survey, now: dt.datetime) -> QuizStatistics:
    QuizStatistics.objects.get_or_create(quiz=quiz)
    row = QuizStatistics.objects.select_for_update().get(quiz=quiz)
    if row.as_of and row.as_of > now:
        return row  # another task that began later was quicker
    row.items.all().delete()
    row.bands.all().delete()
    for name, value in _whole(figures).items():
        setattr(row, name, value)
    row.as_of, row.asked_at, row.failed, row.untold = now, None, False, found.untold
    row.save()
    ScoreBand.objects.bulk_create(
        ScoreBand(statistics=row, start=BAND * i, count=n) for i, n in enumerate(figures.bands)
    )
    _keep_items(row, found, figures)
    return row


def _whole(figures: Survey) -> dict[str, Any]:
    whole = figures.whole
    return {
        "n": whole.n,
        "median": whole.median,
        "sd": whole.sd,
        "skewness": whole.skewness,
        "kurtosis": whole.kurtosis,
        "error_ratio": whole.error_ratio,
        "standard_error": whole.standard_error,
        **_columns("mean", whole.mean),
        **_columns("alpha", whole.consistency),
    }


def _columns(name: str, figure: Figure) -> dict[str, float | None]:
    return {name: figure.value, f"{name}_low": figure.low, f"{name}_high": figure.high}


def _keep_items(row: QuizStatistics, found: Read, figures: Survey) -> None:
    versions = QuestionVersion.objects.in_bulk(found.versions)
    ordered = _in_order(row.quiz, [versions[pk] for pk in found.versions])
    surveys = dict(zip(found.versions, figures.items, strict=True))
    items = ItemStatistics.objects.bulk_create(
        _item(row, version, place, surveys[version.pk])
        for place, version in enumerate(ordered, start=1)
    )
    by_version = {item.version_id: item for item in items}
    options = Option.objects.filter(version__in=found.versions)
    kept = OptionStatistics.objects.bulk_create(
        _option(by_version[option.version_id], option, surveys[option.version_id])
        for option in options
    )
    TypedStatistics.objects.bulk_create(
        TypedStatistics(item=by_version[t.version], text=t.text, count=t.count, right=t.right)
        for t in found.typed
    )
    _keep_findings(items, kept)


def _in_order(quiz: Quiz, versions: list[QuestionVersion]) -> list[QuestionVersion]:
    """As the quiz arranges its questions; what it holds no more, or draws, comes after."""
    places = dict(quiz.quiz_questions.values_list("question_id", "position"))
    return sorted(
        versions, key=lambda v: (places.get(v.question_id, _LAST), v.question_id, v.number)
    )


def _item(
    row: QuizStatistics, version: QuestionVersion, place: int, found: ItemSurvey
) -> ItemStatistics:
    own, took = found.figures, found.seconds
    lower, middle, upper = found.thirds
    return ItemStatistics(
        statistics=row, version=version, place=place, n=own.facility.n, blanks=found.blanks,
        sd=own.sd, efficiency=own.efficiency, alpha_without=own.alpha_without,
        timed=took.n if took else 0, seconds=took.middle if took else None,
        seconds_low=took.low if took else None, seconds_high=took.high if took else None,
        lower=lower, middle=middle, upper=upper,
        **_columns("facility", own.facility), **_columns("discrimination", own.discrimination),
    )  # fmt: skip


def _option(item: ItemStatistics, option: Option, found: ItemSurvey) -> OptionStatistics:
    lower, middle, upper = found.hits.get(option.pk, (0, 0, 0))
    return OptionStatistics(item=item, option=option, lower=lower, middle=middle, upper=upper)


def _keep_findings(items: list[ItemStatistics], options: list[OptionStatistics]) -> None:
    times = [item.seconds for item in items if item.seconds is not None]
    usual = float(np.median(times)) if times else None
    by_pk = {option.pk: option for option in options}
    of = defaultdict(list)
    for option in options:
        of[option.item_id].append(option)
    ItemFinding.objects.bulk_create(
        ItemFinding(
            item=item, code=w.code, is_grave=w.is_grave, option=by_pk.get(w.option)
        )
        for item in items
        for w in warnings_of(
            item.figure("facility", item.n),
            item.figure("discrimination", item.n),
            [use for _row, use in item.uses_of(of[item.pk])],
            seconds=item.seconds,
            usual=usual,
            chance=_chance(item, len(of[item.pk])),
        )
    )  # fmt: skip


def _chance(item: ItemStatistics, options: int) -> float:
    """What blind guessing earns where one option of several is the key."""
    single = {Kind.SINGLE.value, Kind.TRUE_FALSE.value, Kind.CLOZE.value}
    return 1 / options if item.version.kind in single and options else 0.0
