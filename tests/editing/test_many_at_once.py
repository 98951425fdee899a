"""Many questions are stored and approved at once: as few statements as for two, all of them or none."""

import dataclasses

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from quizzes import actions
from quizzes.items import Kind
from quizzes.models import Decision, NotReviewable, Option, Question, QuestionVersion
from quizzes.models.approving import approve_all
from tests import make
from tests.returning import known

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def stored(size):
    return actions.add_items(
        [make.item(kind, stem=f"Stem {i} ____?") for i in range(size) for kind in Kind],
        revision=None,
        by=None,
    ).versions


def statements(act, *args, **kwargs):
    with CaptureQueriesContext(connection) as found:
        act(*args, **kwargs)
    return len(found)


def test_many_take_as_few_statements_as_one_of_each_kind():
    assert statements(stored, 3) == statements(stored, 1)
    few, many = stored(1), stored(3)
    approving = [statements(approve_all, those, by=None, now=NOW) for those in (few, many)]
    assert approving[0] == approving[1]
    assert all(version.to_item() for version in QuestionVersion.objects.whole())


def test_each_is_approved_as_by_itself(anna):
    [one, other] = stored(1)[:2]
    one.approve(by=anna, now=NOW)
    approve_all([other], by=anna, now=NOW)
    told = [
        (row.state, row.edit_number, [(d.verb, d.at, d.by, d.by_name) for d in row.decisions.all()])
        for row in QuestionVersion.objects.filter(pk__in=[one.pk, other.pk])
    ]
    assert told[0] == told[1]
    assert (other.state, other.edit_number) == ("approved", 1)


def test_the_version_before_is_retired_and_says_by_which_it_was_replaced():
    first = make.version()
    second = first.successor(by=None)
    approve_all([second], by=None, now=timezone.now())
    first.refresh_from_db()
    assert (first.state, second.state) == ("retired", "approved")
    assert first.decisions.first().note == "Replaced by version 2."


def test_where_one_can_not_be_approved_none_is():
    sound, broken = stored(1)[:2]
    Option.objects.filter(version=broken).update(correct=False)
    with pytest.raises(NotReviewable):
        approve_all([sound, broken], by=None, now=NOW)
    assert not QuestionVersion.objects.approved().exists()
    assert not Decision.objects.exists()


def test_the_history_knows_who_and_which_concepts(anna):
    known.concept("phishing")
    item = dataclasses.replace(make.item(Kind.SINGLE), concepts=("phishing", "phishing", "unknown"))
    [version] = actions.add_items([item], revision=None, by=anna).versions
    approve_all([version], by=anna, now=NOW)
    assert [c.key for c in version.concepts.all()] == ["phishing"]
    told = [
        (row.history_type, row.history_user, row.state, [c.concept.key for c in row.concepts.all()])
        for row in version.history.all()
    ]
    assert told == [
        ("~", anna, "approved", ["phishing"]),
        ("+", anna, "candidate", ["phishing"]),
    ]


def test_nothing_at_all_is_nothing():
    assert actions.add_items([], revision=None, by=None).versions == ()
    approve_all([], by=None, now=NOW)
    assert not Question.objects.exists()
