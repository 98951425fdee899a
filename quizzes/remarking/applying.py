"""Marks anew what a ruling changes, in one transaction with its record."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from quizzes.models import (
    Attempt,
    Certificate,
    NotUndone,
    QuestionVersion,
    RemarkedAttempt,
    RemarkedMeanwhile,
    RemarkedOption,
    RemarkedText,
    Remarking,
    Response,
    Ruling,
    User,
)
from quizzes.remarking.planning import Change, Plan, Wish, plan_of, wish_of

BATCH = 400
RESPONSE = attrgetter("mark_after", "left_out_after")
SCORE = attrgetter("score_after", "max_after", "passed_after")


@transaction.atomic
def apply(
    version: QuestionVersion,
    wish: Wish,
    *,
    reason: str,
    by: User | None,
    now: dt.datetime,
    seen: str | None = None,
) -> Remarking:
    """Let the wish hold of the version, for what was answered and for what will be.

    Certificates of the attempts are renewed or withdrawn; what is known of a learner while practising
    is left. `seen` is the digest of the plan that was looked at: raises RemarkedMeanwhile where another
    one would be carried out now.
    """
    version = locked(version)
    plan = _seen(plan_of(version, wish), seen)
    row = Remarking.objects.create(
        version=version, ruling=wish.ruling, reason=reason, at=now, by=by, by_name=str(by or ""),
        before=version.remarking, number_value=wish.number, tolerance=wish.tolerance,
    )  # fmt: skip
    keep_wish(row, wish)
    QuestionVersion.objects.filter(pk=version.pk).update(remarking=row)
    _carry_out(plan, row, now)
    return row


@transaction.atomic
def take_back(
    held: Remarking, *, reason: str, by: User | None, now: dt.datetime, seen: str | None = None
) -> Remarking:
    """Let hold again what held before it; the record of both stays.

    Raises NotUndone where it does not hold any more, RemarkedMeanwhile like `apply`.
    """
    version = locked(held.version)
    if version.remarking_id != held.pk:
        raise NotUndone(
            _("Another re-marking of this question came after it. Take that one back first.")
        )
    plan = _seen(plan_of(version, wish_of(held.before)), seen)
    row = Remarking.objects.create(
        version=version, ruling=Ruling.BACK, reason=reason, at=now, by=by, by_name=str(by or ""),
        before=held, undoes=held,
    )  # fmt: skip
    QuestionVersion.objects.filter(pk=version.pk).update(remarking=held.before)
    _carry_out(plan, row, now)
    return row


def keep_wish(row: Remarking, wish: Wish) -> None:
    """Store the key of a wish with its re-marking."""
    RemarkedOption.objects.bulk_create(
        RemarkedOption(remarking=row, option_id=pk) for pk in sorted(wish.options)
    )
    RemarkedText.objects.bulk_create(RemarkedText(remarking=row, text=t) for t in wish.texts)


def locked(version: QuestionVersion) -> QuestionVersion:
    """The version as it is now, its attempts kept from others until the transaction ends."""
    row = QuestionVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
    asked = Response.objects.filter(version=row).values("attempt")
    locked = Attempt.objects.filter(pk__in=asked).order_by("pk").select_for_update()
    for _pk in locked.values_list("pk", flat=True).iterator():
        pass
    return row


def _seen(plan: Plan, seen: str | None) -> Plan:
    if seen is not None and seen != plan.digest:
        raise RemarkedMeanwhile
    return plan


def _carry_out(plan: Plan, row: Remarking, now: dt.datetime) -> None:
    for changes in _batches(plan.changes):
        for (mark, left_out), keys in _alike(changes, RESPONSE, "response"):
            Response.objects.filter(pk__in=keys).update(mark=mark, left_out=left_out)
        scored = [c for c in changes if c.is_of_score]
        for (score, most, passed), keys in _alike(scored, SCORE, "attempt"):
            held = Attempt.objects.filter(pk__in=keys)
            held.update(score=score, max_score=most, passed=passed)
        RemarkedAttempt.objects.bulk_create(record_of(row, change) for change in changes)
        put_certificates_right([c.attempt for c in scored], row, now)


def _alike(
    changes: Iterable[Change], what: Callable[[Change], Any], key: str
) -> Iterator[tuple[Any, list[int]]]:
    """The rows that get the same values, each with the values: one statement writes them all."""
    found: dict[Any, list[int]] = defaultdict(list)
    for change in changes:
        found[what(change)].append(getattr(change, key))
    yield from found.items()


def record_of(row: Remarking, change: Change) -> RemarkedAttempt:
    """What a re-marking changes, or would change, in one attempt, as a row."""
    told = [
        "mark_before", "mark_after", "left_out_before", "left_out_after", "score_before",
        "score_after", "max_before", "max_after", "passed_before", "passed_after",
    ]  # fmt: skip
    return RemarkedAttempt(
        remarking=row, attempt_id=change.attempt, **{name: getattr(change, name) for name in told}
    )


def put_certificates_right(attempts: Iterable[int], row: Remarking, now: dt.datetime) -> None:
    """What a certificate says never changes: it is withdrawn, and made anew where it was passed still."""
    stale = Certificate.objects.valid().filter(attempt__in=list(attempts))
    for certificate in stale.select_related("attempt__quiz"):
        name, told = certificate.name, _("The attempt was marked anew.")
        certificate.revoke(told, now=now, by=row.by, remarked=True)
        attempt = Attempt.objects.select_related("quiz").get(pk=certificate.attempt_id)
        if attempt.passed:
            Certificate.objects.issue(attempt, name=name, now=now)


def _batches(changes: Sequence[Change]) -> Iterator[Sequence[Change]]:
    for start in range(0, len(changes), BATCH):
        yield changes[start : start + BATCH]
