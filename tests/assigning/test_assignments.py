"""The verbs of an assignment, and what its database holds."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from quizzes.items import Kind
from quizzes.models import Attempt, NotAssignable, Visibility
from tests import make
from tests.assigning import making

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)
NOW = dt.datetime.fromisoformat("2026-03-01T12:00+00:00")


@pytest.fixture
def quiz(db):
    return make.quiz([Kind.SINGLE])


@pytest.fixture
def group(db):
    return make.group(time_zone="Europe/Berlin")


@pytest.mark.parametrize(
    ("terms", "told"),
    [
        ({"due_at": NOW + DAY, "within_days": 30}, "not both"),
        ({"opens_at": NOW + DAY, "due_at": NOW}, "due after it opens"),
        ({"every_months": 12}, "needs a due date"),
        ({"within_days": 40, "every_months": 1}, "fewer days"),
        ({"within_days": 0}, "greater than or equal to 1"),
        ({"visibility": "everything"}, "not a valid choice"),
    ],
)
def test_dates_that_do_not_go_together_are_refused_with_a_sentence(group, quiz, terms, told):
    with pytest.raises(NotAssignable, match=told):
        making.assignment(group, quiz, now=NOW, **terms)
    assert not group.assignments.exists()


def test_only_a_quiz_on_the_site_is_assigned_and_no_archived_group_is_asked(group, quiz):
    with pytest.raises(NotAssignable, match="on the site"):
        making.assignment(group, make.quiz(slug="draft", published=False))
    group.archived_at = NOW
    with pytest.raises(NotAssignable, match="archived"):
        making.assignment(group, quiz)


def test_nothing_is_due_after_its_quiz_has_closed(group):
    quiz = make.quiz([Kind.SINGLE], closes_at=NOW + 5 * DAY)
    with pytest.raises(NotAssignable, match="closes before that date"):
        making.assignment(group, quiz, now=NOW, due_at=NOW + 6 * DAY)
    making.assignment(group, quiz, now=NOW, due_at=NOW + 5 * DAY)


def test_who_assigned_extended_and_withdrew_is_kept(group, quiz, anna):
    assignment = making.assignment(group, quiz, now=NOW, due_at=NOW + DAY)
    member = making.member(group, joined_at=NOW - DAY)
    assignment.extend(member, due_at=NOW + 2 * DAY, by=anna, now=NOW)
    extension = assignment.extend(member, due_at=NOW + 3 * DAY, by=None, now=NOW)
    assignment.withdraw(by=anna, now=NOW)
    assert [h.history_user for h in assignment.history.all()] == [anna, None]
    assert [(h.due_at, h.history_user) for h in extension.history.all()] == [
        (NOW + 3 * DAY, None),
        (NOW + 2 * DAY, anna),
    ]


def test_withdrawing_twice_keeps_the_first_time(group, quiz):
    assignment = making.assignment(group, quiz)
    assignment.withdraw(by=None, now=NOW)
    assignment.withdraw(by=None, now=NOW + DAY)
    assignment.refresh_from_db()
    assert assignment.withdrawn_at == NOW
    assert assignment.history.count() == 2


@pytest.mark.parametrize(
    ("due", "told"),
    [(NOW - DAY, "still to come"), (NOW + DAY, "after the one that holds for everybody")],
)
def test_an_extension_that_is_none_is_refused(group, quiz, due, told):
    assignment = making.assignment(group, quiz, now=NOW, due_at=NOW + 2 * DAY)
    with pytest.raises(NotAssignable, match=told):
        assignment.extend(making.member(group, joined_at=NOW), due_at=due, by=None, now=NOW)


def test_an_extension_ends_before_the_next_time(group, quiz):
    assignment = making.assignment(
        group, quiz, now=NOW, opens_at=NOW, due_at=NOW + 2 * DAY, every_months=1
    )
    member = making.member(group, joined_at=NOW)
    with pytest.raises(NotAssignable, match="before it is asked the next time"):
        assignment.extend(member, due_at=NOW + 32 * DAY, by=None, now=NOW)
    assignment.extend(member, due_at=NOW + 20 * DAY, by=None, now=NOW)


def test_nobody_of_another_group_is_extended(group, quiz):
    assignment = making.assignment(group, quiz, due_at=timezone.now() + DAY)
    with pytest.raises(NotAssignable, match="Only a member"):
        assignment.extend(
            making.member(make.group("Others")), due_at=NOW + 2 * DAY, by=None, now=NOW
        )


def test_the_date_of_a_rule_is_the_end_of_a_day_in_the_groups_zone(group, quiz):
    assignment = making.assignment(group, quiz, now=NOW, within_days=30)
    asked = assignment.standings_of(
        making.member(group, joined_at=NOW), sittings=[], extended_to=None, now=NOW
    )
    due = asked[0].occurrence.due_at.astimezone(ZoneInfo("Europe/Berlin"))
    assert f"{due:%Y-%m-%d %H:%M}" == "2026-03-31 23:59"


@pytest.mark.parametrize("told", Visibility.values)
@pytest.mark.parametrize("now", Visibility.values)
def test_leaders_see_what_was_told_and_no_more_than_holds_now(group, quiz, told, now):
    assignment = making.assignment(group, quiz, visibility=told)
    making.sat(assignment, making.member(group).learner)
    assignment.visibility = now
    assignment.store(by=None)
    narrower = min(Visibility.values.index(told), Visibility.values.index(now))
    attempts = Attempt.objects.all()
    assert attempts.seen_together(assignment).exists() == (narrower >= 1)
    assert attempts.seen_one_by_one(assignment).exists() == (narrower == 2)
    assert assignment.is_seen_together(told) == (narrower >= 1)
    assert assignment.is_seen_one_by_one(told) == (narrower == 2)


def test_an_attempt_of_ones_own_accord_is_in_no_groups_figures(group, quiz):
    assignment = making.assignment(group, quiz, visibility="individual")
    make.attempt(quiz, making.member(group).learner).finish(now=timezone.now())
    assert not Attempt.objects.all().seen_together(assignment).exists()
    assert not Attempt.objects.all().seen_one_by_one(assignment).exists()


@pytest.mark.parametrize("change", [{"visibility": ""}, {"assignment": None}])
def test_the_database_keeps_who_was_told_to_see_it_beside_the_assignment(group, quiz, change):
    attempt = making.sat(making.assignment(group, quiz), making.member(group).learner)
    with pytest.raises(IntegrityError), transaction.atomic():
        Attempt.objects.filter(pk=attempt.pk).update(**change)
