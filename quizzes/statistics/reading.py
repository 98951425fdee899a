"""The answers to a quiz as columns: rows are streamed, so that never all of them are in memory."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from django.db.models import Exists, F, FloatField, OuterRef, Q, QuerySet
from django.db.models.functions import Cast, Coalesce

from quizzes.analysis import LEAST, Answers, Responses
from quizzes.items import Kind
from quizzes.models import Attempt, ChosenOption, Pause, Quiz, Response, Visibility

CHUNK = 5000
TYPED = (Kind.SHORT_TEXT.value, Kind.NUMERIC.value)
_MOST_TYPED = 20
"""How many different typed answers are kept of a question."""
_COLUMNS = np.dtype(
    [
        ("pk", "i8"),
        ("attempt", "i8"),
        ("version", "i8"),
        ("mark", "f8"),
        ("full", "f8"),
        ("at", "f8"),
        ("stored", "i4"),
    ]
)


@dataclass(frozen=True)
class Sittings:
    """The attempts that are counted, in the order in which they were closed."""

    place: dict[int, int]
    scores: npt.NDArray[np.float64]
    started: npt.NDArray[np.float64]
    untold: int


@dataclass(frozen=True)
class Typed:
    """One typed answer to a version, how many gave it, and whether it was right."""

    version: int
    text: str
    count: int
    right: bool


@dataclass(frozen=True)
class Read:
    """What was read of a quiz: the columns, which version each item is, what was typed."""

    answers: Answers
    versions: tuple[int, ...]
    typed: tuple[Typed, ...]
    untold: int


def firsts(quiz: Quiz) -> QuerySet[Attempt]:
    """Each learner's first attempt, where it is finished.

    By its beginning, not by its number: an attempt that a guest brought into an account is numbered after
    those that were there. One that signing in closed, because another was open, was never finished.
    """
    same = Attempt.objects.filter(quiz=OuterRef("quiz"), learner=OuterRef("learner"))
    before = Q(started_at__lt=OuterRef("started_at")) | Q(
        started_at=OuterRef("started_at"), pk__lt=OuterRef("pk")
    )
    found = Attempt.objects.finished().filter(quiz=quiz, max_score__gt=0)
    # Whose name was taken from it stands alone, whatever came before: then the number says.
    nobody = Q(learner__user__isnull=True, learner__guest_digest__isnull=True)
    found = found.exclude(nobody, number__gt=1)
    return found.exclude(finish_reason=Attempt.Reason.MERGED).filter(~Exists(same.filter(before)))


def read(quiz: Quiz) -> Read:
    """Everything of the quiz that is counted; finished attempts never change, so no lock is needed."""
    sittings = _sittings(quiz)
    rows = np.sort(np.fromiter(_rows(quiz, sittings.place), dtype=_COLUMNS), order="pk")
    versions, items = np.unique(rows["version"], return_inverse=True)
    maxima = np.zeros(len(versions))
    np.maximum.at(maxima, items, rows["full"])
    is_blank = np.isnan(rows["mark"])
    marks = np.where(is_blank, 0.0, rows["mark"] / rows["full"])
    responses = Responses(rows["attempt"], items.astype(np.int64), np.minimum(1.0, marks), maxima)
    seconds = _seconds(rows, sittings, _paused(quiz, sittings))
    chosen = _chosen(quiz, rows["pk"])
    answers = Answers(responses, sittings.scores, is_blank, seconds, chosen)
    typed = tuple(_typed(quiz, sittings.place))
    return Read(answers, tuple(int(v) for v in versions), typed, sittings.untold)


def _sittings(quiz: Quiz) -> Sittings:
    """In steps of five, as `analysis.hiding` says: two versions of a figure never differ by one person."""
    ordered = firsts(quiz).order_by(Coalesce("closed_at", "finished_at"), "pk")
    shares = ordered.annotate(part=_float("score"), whole=_float("max_score"))
    fields = ("pk", "started_at", "part", "whole", "visibility")
    place: dict[int, int] = {}
    scores, started, untold = [], [], 0
    for pk, begun, part, whole, told in shares.values_list(*fields).iterator(chunk_size=CHUNK):
        if told == Visibility.COMPLETION:
            untold += 1
            continue
        place[pk] = len(place)
        scores.append(part / whole)
        started.append(begun.timestamp())
    kept = len(place) - len(place) % LEAST
    return Sittings(
        {pk: at for pk, at in place.items() if at < kept},
        np.array(scores[:kept], dtype=np.float64),
        np.array(started[:kept], dtype=np.float64),
        untold,
    )


def _rows(quiz: Quiz, place: dict[int, int]) -> Iterator[tuple[Any, ...]]:
    found = Response.objects.filter(attempt__quiz=quiz, attempt__finished_at__isnull=False)
    marked = found.annotate(got=_float("mark"), full=_float("max_mark")).order_by()
    fields = ("pk", "attempt_id", "version_id", "got", "full", "answered_at", "sequence")
    for pk, attempt, version, got, full, at, stored in marked.values_list(*fields).iterator(
        chunk_size=CHUNK
    ):
        if (number := place.get(attempt)) is not None:
            mark = np.nan if got is None else got
            yield pk, number, version, mark, full, _stamp(at), stored


def _seconds(
    rows: npt.NDArray[Any], sittings: Sittings, paused: npt.NDArray[np.int64]
) -> npt.NDArray[np.float64]:
    """From the answer before, or the start, to this one.

    Nobody knows it where an attempt was paused or an answer was changed: those attempts are left out.
    """
    order = np.lexsort((rows["at"], rows["attempt"]))  # blanks come last: not a number
    attempt, at = rows["attempt"][order], rows["at"][order]
    before = np.concatenate([[np.nan], at[:-1]]) if len(at) else at
    is_first = np.concatenate([[True], attempt[1:] != attempt[:-1]]) if len(at) else at == at
    taken = at - np.where(is_first, sittings.started[attempt], before)
    unknown = np.zeros(len(sittings.started), dtype=bool)
    unknown[rows["attempt"][rows["stored"] > 1]] = True
    unknown[paused] = True
    seconds = np.empty(len(rows))
    seconds[order] = np.where(unknown[attempt], np.nan, np.maximum(0.0, taken))
    return seconds


def _paused(quiz: Quiz, sittings: Sittings) -> npt.NDArray[np.int64]:
    pks = Pause.objects.filter(attempt__quiz=quiz).values_list("attempt_id", flat=True)
    found = (sittings.place[pk] for pk in pks.order_by().distinct() if pk in sittings.place)
    return np.fromiter(found, dtype=np.int64)


def _chosen(
    quiz: Quiz, pks: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """For each chosen option the place of its answer, and the option."""
    found = ChosenOption.objects.filter(
        response__attempt__quiz=quiz, response__attempt__finished_at__isnull=False
    )
    pairs = found.order_by().values_list("response_id", "option_id").iterator(chunk_size=CHUNK)
    columns = np.fromiter(pairs, dtype=np.dtype([("response", "i8"), ("option", "i8")]))
    if not len(pks):
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    at = np.minimum(len(pks) - 1, np.searchsorted(pks, columns["response"]))
    is_counted = pks[at] == columns["response"]
    return at[is_counted].astype(np.int64), columns["option"][is_counted]


def _typed(quiz: Quiz, place: dict[int, int]) -> Iterator[Typed]:
    """What five people or more typed alike, with the case of letters and spaces aside."""
    rows = Response.objects.filter(attempt__quiz=quiz, version__kind__in=TYPED).answered()
    fields = ("version_id", "attempt_id", "text", "number", "is_full")
    full = rows.annotate(is_full=Q(mark=F("max_mark"))).order_by("version_id", "pk")
    counts: Counter[tuple[int, str]] = Counter()
    first: dict[tuple[int, str], tuple[str, bool]] = {}
    for version, attempt, text, number, right in full.values_list(*fields).iterator(
        chunk_size=CHUNK
    ):
        if attempt in place:
            shown = f"{number.normalize():f}" if number is not None else text.strip()
            key = version, " ".join(shown.casefold().split())
            counts[key] += 1
            first.setdefault(key, (shown, bool(right)))
    kept: Counter[int] = Counter()
    for (version, key), count in counts.most_common():
        kept[version] += 1
        if count >= LEAST and key and kept[version] <= _MOST_TYPED:
            yield Typed(version, first[version, key][0], count, first[version, key][1])


def _float(name: str) -> Cast:
    return Cast(name, FloatField())


def _stamp(at: dt.datetime | None) -> float:
    return np.nan if at is None else at.timestamp()
