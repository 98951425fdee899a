"""A learner's side: what the groups ask, starting it, lateness, who sees the answers."""

import datetime as dt

import pytest
from django.utils import timezone

from quizzes import actions
from quizzes.items import Kind
from quizzes.models import Attempt, Learner, Visibility
from quizzes.models.standing import asked_of
from tests import make
from tests.assigning import making

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


@pytest.fixture
def quiz():
    return make.quiz([Kind.SINGLE], guests_allowed=False)


@pytest.fixture
def group(anna):
    made = make.group(time_zone="Europe/Berlin")
    making.member(made, make.learner(anna), name="Anna", joined_at=timezone.now() - 60 * DAY)
    return made


def page(client, path="/quizzes/quiz/"):
    answer = client.get(path)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def start(client, assignment):
    return client.post(f"/assignments/{assignment.pk}/start/", follow=True)


def test_what_is_assigned_stands_on_the_first_page_with_its_date(signed_in, group, quiz):
    making.assignment(group, quiz, due_at=timezone.now() + 3 * DAY)
    home = page(signed_in, "/")
    assert "Assigned to you" in home
    assert "Class 7" in home
    assert "Due " in home


def test_starting_it_there_counts_for_the_group_and_then_it_is_done(signed_in, group, quiz):
    assignment = making.assignment(group, quiz, due_at=timezone.now() + 3 * DAY)
    assert start(signed_in, assignment).status_code == 200
    attempt = Attempt.objects.get()
    assert (attempt.assignment, attempt.visibility) == (assignment, Visibility.AGGREGATES)
    signed_in.post(f"/attempts/{attempt.pk}/finish/")
    assert "Assigned to you" not in page(signed_in, "/")
    assert "Done " in page(signed_in)


def test_late_is_said_kindly_and_can_still_be_done(signed_in, group, quiz):
    now = timezone.now()
    assignment = making.assignment(group, quiz, now=now - 5 * DAY, due_at=now - DAY)
    assert "you can still do it" in page(signed_in)
    assert "It is noted as late, and counts." in page(signed_in)
    start(signed_in, assignment)
    assert Attempt.objects.get().assignment == assignment


def test_what_opens_later_is_announced_and_can_not_be_started(signed_in, group, quiz):
    now = timezone.now()
    assignment = making.assignment(group, quiz, opens_at=now + DAY, due_at=now + 3 * DAY)
    assert "Opens " in page(signed_in, "/")
    assert "not assigned to you at the moment" in start(signed_in, assignment).content.decode()
    assert not Attempt.objects.exists()


@pytest.mark.parametrize(
    ("visibility", "told"),
    [
        ("completion", "none of your answers"),
        ("aggregates", "Nobody sees your own answers"),
        ("individual", "your score and your answers, with your name"),
    ],
)
def test_who_sees_the_answers_is_told_before_the_first_question(
    signed_in, group, quiz, visibility, told
):
    assignment = making.assignment(group, quiz, visibility=visibility)
    assert told in page(signed_in)
    start(signed_in, assignment)
    attempt = Attempt.objects.get()
    assert attempt.visibility == visibility
    assert told in page(signed_in, f"/attempts/{attempt.pk}/1/")


def test_what_is_taken_of_ones_own_accord_belongs_to_nobody_else(signed_in, group, quiz):
    assignment = making.assignment(group, quiz)
    make.start(signed_in, quiz)
    assert "Finish it first" in page(signed_in)
    assert "Finish that attempt first" in start(signed_in, assignment).content.decode()
    (own,) = Attempt.objects.all()
    assert (own.assignment, own.visibility) == (None, "")


def test_attempts_that_a_quiz_allows_are_counted_for_each_time_that_it_is_asked(anna, group):
    quiz = make.quiz([Kind.SINGLE], attempts_allowed=1)
    learner, now = make.learner(anna), timezone.now()
    make.attempt(quiz, learner).finish(now=now)
    assignment = making.assignment(group, quiz, now=now - 50 * DAY, within_days=10, every_months=1)
    making.sat(assignment, learner, now=now - 49 * DAY)
    again = making.sat(assignment, learner, now=now - 2 * DAY)
    assert again.number == 3
    with pytest.raises(Exception, match="all the attempts"):
        making.sat(assignment, learner, now=now - DAY)


@pytest.mark.parametrize("how", ["withdrawn", "left", "archived group", "quiz off the site"])
def test_what_is_not_asked_any_more_can_not_be_started(signed_in, group, quiz, how):
    assignment, now = making.assignment(group, quiz), timezone.now()
    match how:
        case "withdrawn":
            assignment.withdraw(by=None, now=now)
        case "left":
            group.members.update(left_at=now)
        case "archived group":
            group.archived_at = now
            group.save()
        case "quiz off the site":
            quiz.archive(by=None, now=now)
    assert start(signed_in, assignment).status_code == 404
    assert "Assigned to you" not in page(signed_in, "/")


def test_who_began_before_it_was_withdrawn_may_finish(signed_in, group, quiz):
    assignment = making.assignment(group, quiz)
    start(signed_in, assignment)
    assignment.withdraw(by=None, now=timezone.now())
    attempt = Attempt.objects.get()
    first = attempt.responses.get()
    make.send(signed_in, first, make.right(first.version.to_item()))
    signed_in.post(f"/attempts/{attempt.pk}/finish/")
    attempt.refresh_from_db()
    assert attempt.score == 1


def test_a_guest_of_a_class_takes_what_is_assigned_though_the_quiz_wants_accounts(client, quiz):
    group, (learner, key) = make.group(), Learner.objects.new_guest()
    making.member(group, learner)
    client.cookies["guest"] = key
    assert start(client, making.assignment(group, quiz)).status_code == 200
    assert Attempt.objects.get().learner == learner


def test_somebody_elses_assignment_is_nowhere(client, signed_in, quiz):
    assignment = making.assignment(make.group("Others"), quiz)
    for browser in (client, signed_in):
        assert start(browser, assignment).status_code == 404
        assert "Others" not in page(browser) + page(browser, "/")


def test_what_a_guest_did_for_a_group_counts_for_the_account_that_is_made_later(anna, quiz):
    group, guest = make.group(), make.learner()
    making.member(group, guest)
    assignment = making.assignment(group, quiz, visibility="individual")
    attempt = making.sat(assignment, guest)
    actions.claim_guest(guest, user=anna, now=timezone.now())
    attempt.refresh_from_db()
    assert (attempt.learner.user, attempt.assignment, attempt.visibility) == (
        anna,
        assignment,
        "individual",
    )
    (asked,) = asked_of(attempt.learner, timezone.now())
    assert asked.current.is_done
