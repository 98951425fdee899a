"""Erasing a person: what names them goes, their answers stay without a name."""

from __future__ import annotations

import datetime as dt
from typing import Any

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.admin.models import LogEntry
from django.contrib.auth import SESSION_KEY
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import models, transaction
from django.db.models import Count, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from quizzes.models import (
    ENTRIES,
    Certificate,
    Decision,
    DomainError,
    DueMail,
    Group,
    Learner,
    Member,
    PracticeAnswer,
    ProblemReport,
    Remarking,
    Reminder,
    Response,
    User,
)
from quizzes.privacy.noting import note, noted


class NotErasable(DomainError):
    sentence = _("The only administrator can't be erased. Make another one first.")


@transaction.atomic
def erase(learner: Learner, *, now: dt.datetime, noting: bool = True) -> None:
    """Take the person out of everything that names them; what they answered stays, without its words.

    Open attempts are finished as they stand. Raises NotErasable for the last administrator, NotNoted
    where the list of erasures can't be written; then nothing is changed.
    """
    if not Learner.objects.lock(learner):
        return  # a guest who signed in meanwhile, and is another learner now
    learner = Learner.objects.select_related("user").get(pk=learner.pk)
    user = learner.user
    if user:
        _refuse_the_last(user)
    _close(learner, now)
    _blank_words(learner)
    places = _leave_groups(learner, now)
    _forget_log("learner", [learner.pk])
    _forget_log("member", places)
    # As the last step that can fail, and before the rows are gone: what is noted is done.
    if noting:
        note(learner, now=now)
    Learner.objects.filter(pk=learner.pk).update(
        user=None, guest_digest=None, extra_time_percent=0, assignment_mail=False
    )
    if user:
        _erase_account(user)


def erase_again(*, now: dt.datetime) -> int:
    """Erase anew whom a restored backup brought back; how many."""
    count = 0
    for one in noted():
        learner = Learner.objects.filter(pk=one.learner, created_at=one.made).first()
        user = (
            User.objects.filter(pk=one.user, date_joined=one.joined).first() if one.user else None
        )
        if user and learner is None:
            learner = Learner.objects.of_user(user)
        if learner and (learner.user_id or learner.guest_digest):
            erase(learner, now=now, noting=False)
            count += 1
    return count


def led_alone_by(user: User) -> list[Group]:
    """The groups that would have no leader without this account."""
    led = Group.objects.filter(archived_at__isnull=True, leaders__user=user)
    alone = Group.objects.filter(pk__in=led.values("pk")).annotate(n=Count("leaders"))
    return list(alone.filter(n=1).order_by("name"))


def _refuse_the_last(user: User) -> None:
    others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=user.pk)
    if user.is_superuser and not others.exists():
        raise NotErasable


def _close(learner: Learner, now: dt.datetime) -> None:
    for attempt in learner.attempts.open():
        attempt.finish(now=now)
    for practice in learner.practices.filter(finished_at__isnull=True):
        practice.finish(now=now)


def _blank_words(learner: Learner) -> None:
    Response.objects.filter(attempt__learner=learner).exclude(text="").update(text="")
    PracticeAnswer.objects.filter(practice__learner=learner).exclude(text="").update(text="")
    ProblemReport.objects.of_learner(learner).update(note="")
    Certificate.objects.of_learner(learner).delete()
    learner.memories.all().delete()
    Reminder.objects.filter(learner=learner).delete()


def _leave_groups(learner: Learner, now: dt.datetime) -> list[int]:
    """The ids of the person's places, which stay without a name, and of invitations, which go."""
    own = Member.objects.filter(learner=learner)
    invited = Member.objects.none()
    if learner.user and learner.user.email:
        invited = Member.objects.filter(learner=None, email__iexact=learner.user.email)
    places = [*own.values_list("pk", flat=True), *invited.values_list("pk", flat=True)]
    DueMail.objects.filter(member__in=own).delete()
    own.update(
        name="", email="", reference="", invite_digest=None, return_digest=None,
        invite_asked_at=None, invited_at=None, left_at=Coalesce("left_at", models.Value(now)),
    )  # fmt: skip
    invited.delete()
    return places


def _erase_account(user: User) -> None:
    _end_sessions(user)
    for tried in (AccessAttempt, AccessFailureLog, AccessLog):
        tried.objects.filter(username__iexact=user.username).delete()
    for named in (Decision, Remarking):
        named._default_manager.filter(by=user).update(by_name="")
    for entry in ENTRIES.values():
        history: Any = entry
        for rows in (entry._default_manager, history.history):
            rows.filter(checked_by=user).update(checked_by_name="")
    _forget_log("user", [user.pk])
    user.delete()


def _end_sessions(user: User) -> None:
    for session in Session.objects.iterator():
        if session.get_decoded().get(SESSION_KEY) == str(user.pk):
            session.delete()


def _forget_log(model: str, ids: list[int]) -> None:
    """The admin's log writes down how a row was called."""
    about = ContentType.objects.get_by_natural_key("quizzes", model)
    LogEntry.objects.filter(Q(content_type=about, object_id__in=[str(pk) for pk in ids])).delete()
