"""Re-marking of more answers than a page has time for: looked at in steps, carried out in one transaction.

What would change is kept as rows of the re-marking while nothing holds yet. Carrying it out compares these
with what is there by then, looks anew at the few answers that came or changed meanwhile, and writes all
marks by four statements; certificates follow, some at a time.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from quizzes.items import Kind
from quizzes.models import (
    Certificate,
    NotUndone,
    QuestionVersion,
    RemarkedAttempt,
    RemarkedMeanwhile,
    Remarking,
    Response,
    Ruling,
    User,
)
from quizzes.models.attempt import Attempt
from quizzes.remarking.applying import keep_wish, locked, put_certificates_right, record_of
from quizzes.remarking.planning import CHUNK, Change, Wish, changes_of, wish_of

MOST_AT_ONCE = 2000
"""So many answers are looked at and marked anew while a page waits."""
MOST_MEANWHILE = 5000
"""Where more than so many answers came or changed since, all of them are looked at anew."""
MARGIN = dt.timedelta(minutes=1)
"""How much later than its moment an answer may be stored."""
State = Remarking.State


def is_large(version: QuestionVersion) -> bool:
    """Whether a re-marking of the version is the worker's."""
    return Response.objects.filter(version=version)[MOST_AT_ONCE : MOST_AT_ONCE + 1].exists()


def plan_on(version: QuestionVersion) -> Remarking | None:
    """The re-marking of the version that is prepared; there is one at most."""
    return version.remarkings.exclude(state=State.DONE).first()


@transaction.atomic
def prepare(
    version: QuestionVersion, wish: Wish, *, reason: str, by: User | None, now: dt.datetime,
    retires: bool = False,
) -> Remarking:  # fmt: skip
    """A re-marking that the worker shall look at; one that is prepared already is given instead."""
    version = QuestionVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
    if going := plan_on(version):
        return going
    row = Remarking.objects.create(
        version=version, ruling=wish.ruling, reason=reason, at=now, by=by, by_name=str(by or ""),
        before=version.remarking, number_value=wish.number, tolerance=wish.tolerance,
        state=State.LOOKING, percent=0, retires=retires,
    )  # fmt: skip
    keep_wish(row, wish)
    return row


@transaction.atomic
def prepare_back(held: Remarking, *, reason: str, by: User | None, now: dt.datetime) -> Remarking:
    """Taking one back, for the worker to look at; raises NotUndone where it does not hold any more."""
    version = QuestionVersion.objects.select_for_update(of=("self",)).get(pk=held.version_id)
    if going := plan_on(version):
        return going
    if version.remarking_id != held.pk:
        raise NotUndone
    return Remarking.objects.create(
        version=version, ruling=Ruling.BACK, reason=reason, at=now, by=by, by_name=str(by or ""),
        before=held, undoes=held, state=State.LOOKING, percent=0,
    )  # fmt: skip


def drop(row: Remarking) -> bool:
    """Forget one that was not carried out; False where it is being, or was."""
    with transaction.atomic():
        if not row.move(State.LOOKING, State.LOOKED, State.FAILED, state=State.FAILED):
            return False
        row.delete()
        return True


def look(row: Remarking) -> None:
    """Keep what it would change, a thousand answers at a time; what was kept before is forgotten."""
    now = timezone.now()
    if not row.move(State.LOOKING, at=now, seen_at=now, percent=0):
        return
    row.attempts.all().delete()
    pks = list(_answers(row).order_by("pk").values_list("pk", flat=True))
    wish = _wish(row)
    for done, part in _parts(pks):
        with transaction.atomic():
            _keep(row, changes_of(row.version, wish, pks=part))
        if not row.tell(99 * done // max(1, len(pks)), now=timezone.now()):
            return  # it was dropped
    row.move(State.LOOKING, state=State.LOOKED, percent=100, message="")


def mark(row: Remarking, *, now: dt.datetime) -> None:
    """Carry it out in one transaction.

    Raises RemarkedMeanwhile where another re-marking came between, or so many answers that it has to be
    looked at anew; then nothing is written.
    """
    with transaction.atomic():
        version = locked(row.version)
        if version.remarking_id != row.before_id:
            raise RemarkedMeanwhile
        _look_at_the_new(row)
        _write(row, version)
        holds = row.before.before if row.undoes_id and row.before else row
        QuestionVersion.objects.filter(pk=version.pk).update(remarking=holds)
        done = {
            "state": State.DONE,
            "percent": 100,
            "at": now,
            "message": "",
            "certificates_due": True,
        }
        if not row.move(State.MARKING, **done):
            raise RemarkedMeanwhile
    if row.retires:
        version.retire(by=row.by, now=now, note=row.reason[:300])
    settle(row, now=now)


def settle(row: Remarking, *, now: dt.datetime) -> None:
    """Put its certificates right, a hundred at a time; begun anew, it goes on."""
    stale = Certificate.objects.valid().filter(
        _is_of_score, attempt__remarked__remarking=row, issued_at__lt=row.at
    )
    while found := list(stale.values_list("attempt_id", flat=True)[:100]):
        with transaction.atomic():
            put_certificates_right(found, row, now)
    Remarking.objects.filter(pk=row.pk).update(certificates_due=False)


def settle_left(*, now: dt.datetime) -> None:
    """Go on with the certificates where a worker stopped."""
    for row in Remarking.objects.done().filter(
        certificates_due=True, seen_at__lt=now - dt.timedelta(minutes=5)
    ):
        settle(row, now=now)


_is_of_score = ~Q(attempt__remarked__score_before=F("attempt__remarked__score_after")) | ~Q(
    attempt__remarked__max_before=F("attempt__remarked__max_after")
)


def counts_of(row: Remarking) -> dict[str, int]:
    """How many scores its rows change, whom they let pass or fail, how many are still open."""
    scored = Q(score_before__isnull=False)
    moved = ~Q(score_before=F("score_after")) | ~Q(max_before=F("max_after"))
    return row.attempts.aggregate(
        scored=Count("pk", filter=scored & moved),
        newly_passed=Count("pk", filter=Q(passed_before=False, passed_after=True)),
        newly_failed=Count("pk", filter=Q(passed_before=True, passed_after=False)),
        open_count=Count("pk", filter=~scored),
    )


def _wish(row: Remarking) -> Wish:
    return wish_of(row.before.before) if row.undoes_id and row.before else wish_of(row)


def _answers(row: Remarking) -> QuerySet[Response]:
    return Response.objects.filter(version=row.version_id)


def _parts(pks: Sequence[int]) -> Iterator[tuple[int, Sequence[int]]]:
    for start in range(0, len(pks), CHUNK):
        part = pks[start : start + CHUNK]
        yield start + len(part), part


def _keep(row: Remarking, changes: Sequence[Change]) -> None:
    RemarkedAttempt.objects.bulk_create(record_of(row, change) for change in changes)


def _look_at_the_new(row: Remarking) -> None:
    """Put the rows right where an answer, a score or words changed since they were made."""
    pks = sorted(set(_changed_since(row)))
    if len(pks) > MOST_MEANWHILE:
        raise RemarkedMeanwhile
    wish = _wish(row)
    for _done, part in _parts(pks):
        row.attempts.filter(attempt__responses__in=part).delete()
        _keep(row, changes_of(row.version, wish, pks=part))


def _changed_since(row: Remarking) -> Iterator[int]:
    """The answers that came since it was begun, and those that are not as they were when it was looked at."""
    answers, since = _answers(row), row.at - MARGIN
    came = Q(answered_at__gte=since) | Q(attempt__started_at__gte=since)
    yield from answers.filter(came).values_list("pk", flat=True)
    rows = answers.filter(attempt__remarked__remarking=row)
    kept = {name: F(f"attempt__remarked__{name}_before") for name in ("mark", "left_out", "score", "max", "passed")}  # fmt: skip
    same = Q(left_out=kept["left_out"])
    for now, then in [("mark", "mark"), ("attempt__score", "score"), ("attempt__max_score", "max"), ("attempt__passed", "passed")]:  # fmt: skip
        both_empty = Q(
            **{f"{now}__isnull": True, f"attempt__remarked__{then}_before__isnull": True}
        )
        same &= Q(**{now: kept[then]}) | both_empty
    yield from rows.exclude(pk__in=rows.filter(same).values("pk")).values_list("pk", flat=True)
    if row.version.kind == Kind.SHORT_TEXT:  # whose words were erased meanwhile
        yield from rows.filter(text="").values_list("pk", flat=True)


def _write(row: Remarking, version: QuestionVersion) -> None:
    kept = RemarkedAttempt.objects.filter(remarking=row)
    own: Any = kept.filter(attempt=OuterRef("attempt"))
    Response.objects.filter(version=version, attempt__in=kept.values("attempt")).update(
        mark=Subquery(own.values("mark_after")), left_out=Subquery(own.values("left_out_after"))
    )
    scored = kept.filter(score_before__isnull=False)
    of_attempt: Any = scored.filter(attempt=OuterRef("pk"))
    Attempt.objects.filter(pk__in=scored.values("attempt")).update(
        score=Subquery(of_attempt.values("score_after")),
        max_score=Subquery(of_attempt.values("max_after")),
        passed=Subquery(of_attempt.values("passed_after")),
    )
