"""Fault 7: the stored deadline decides, by the server's clock, whatever any other clock says."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from quizzes import actions, tasks
from quizzes.items import Kind
from quizzes.models import Attempt, TooLate
from quizzes.models.attempt import GRACE
from tests import make

pytestmark = pytest.mark.django_db

START = dt.datetime(2030, 3, 10, 12, 0, tzinfo=dt.UTC)
LIMIT = dt.timedelta(minutes=20)
SECOND = dt.timedelta(seconds=1)


def timed(learner, kinds=(Kind.SINGLE, Kind.SINGLE), slug="quiz", **rules):
    """An attempt begun at START, to be done in 20 minutes."""
    return make.attempt(make.quiz(kinds, slug=slug, time_limit=LIMIT, **rules), learner, START)


def answer(attempt, position, now):
    response = attempt.responses.select_related("version", "attempt").get(position=position)
    return response.store(make.right(response.version.to_item()), sequence=0, now=now)


@pytest.mark.parametrize("moment", [-LIMIT, -SECOND, SECOND * 0, GRACE])
def test_an_answer_until_the_deadline_and_its_grace_counts(moment):
    attempt = timed(make.learner())
    assert answer(attempt, 1, START + LIMIT + moment)
    assert attempt.responses.answered().count() == 1


@pytest.mark.parametrize("moment", [GRACE + SECOND, dt.timedelta(hours=1), dt.timedelta(days=400)])
def test_an_answer_behind_the_grace_is_refused(moment):
    attempt = timed(make.learner())
    with pytest.raises(TooLate):
        answer(attempt, 1, START + LIMIT + moment)
    assert not attempt.responses.answered().exists()


def test_one_rule_says_whether_an_attempt_is_expired_of_one_and_of_many():
    attempt = timed(make.learner())
    unlimited = make.attempt(make.quiz(slug="unlimited"), make.learner(), START)
    for moment in (-SECOND, SECOND * 0, GRACE, GRACE + SECOND, dt.timedelta(days=9)):
        now = START + LIMIT + moment
        expired = set(Attempt.objects.expired(now))
        assert expired == {a for a in (attempt, unlimited) if a.is_expired(now)}
        assert bool(expired) == (moment > GRACE)


def test_a_late_answer_is_told_and_what_was_answered_before_counts(guest):
    quiz = make.quiz([Kind.SINGLE] * 2, time_limit=LIMIT)
    with time_machine.travel(START, tick=False) as clock:
        attempt = make.start(guest, quiz)
        first, second = attempt.responses.select_related("version")
        make.send(guest, first, make.right(first.version.to_item()))
        clock.shift(LIMIT + GRACE + SECOND)
        late = make.send(guest, second, make.right(second.version.to_item()))
        assert late.status_code == 409
        assert "The time was over when this answer arrived" in late.content.decode()
        result = guest.get(f"/attempts/{attempt.pk}/result/").content.decode()
    assert "what you had answered before counts" in result
    attempt.refresh_from_db()
    assert (attempt.score, attempt.max_score, attempt.finish_reason) == (1, 2, "expired")
    assert attempt.finished_at == attempt.deadline == START + LIMIT


@pytest.mark.parametrize("part", ["", "1/", "overview/", "result/"])
def test_an_expired_attempt_that_is_opened_again_shows_its_result(guest, part):
    with time_machine.travel(START, tick=False) as clock:
        attempt = make.start(guest, make.quiz(time_limit=LIMIT))
        clock.shift(dt.timedelta(days=3))
        shown = guest.get(f"/attempts/{attempt.pk}/{part}", follow=True)
    assert shown.status_code == 200
    assert "Your result" in shown.content.decode()
    attempt.refresh_from_db()
    assert (attempt.finish_reason, attempt.finished_at) == ("expired", START + LIMIT)


def test_an_expired_attempt_that_nobody_opens_is_finished_by_the_periodic_task():
    expired, running = timed(make.learner()), timed(make.learner(), slug="longer")
    unlimited = make.attempt(make.quiz(slug="unlimited"), make.learner(), START)
    answer(expired, 1, START + SECOND)
    Attempt.objects.filter(pk=running.pk).update(deadline=START + 2 * LIMIT)
    tasks.tidy(START + LIMIT + dt.timedelta(minutes=1))
    expired.refresh_from_db()
    assert (expired.score, expired.finish_reason) == (1, "expired")
    assert expired.finished_at == START + LIMIT
    assert set(Attempt.objects.open()) == {running, unlimited}
    assert actions.finish_expired(now=START + LIMIT + dt.timedelta(minutes=2)) == 0


def test_after_an_expired_attempt_a_new_one_begins():
    learner = make.learner()
    first = timed(learner)
    second = make.attempt(first.quiz, learner, START + dt.timedelta(days=1))
    assert (second.number, second.deadline) == (2, START + dt.timedelta(days=1) + LIMIT)
    assert Attempt.objects.finished().get() == first


def test_extra_time_of_a_learner_moves_the_deadline():
    learner = make.learner()
    learner.extra_time_percent = 50
    learner.save()
    attempt = timed(learner)
    assert attempt.deadline == START + dt.timedelta(minutes=30)
    assert answer(attempt, 1, START + dt.timedelta(minutes=29))


def test_a_rule_that_changes_during_an_attempt_moves_no_deadline():
    attempt = timed(make.learner())
    attempt.quiz.time_limit = SECOND
    attempt.quiz.save()
    assert answer(attempt, 1, START + LIMIT)


@pytest.mark.parametrize("step", [dt.timedelta(hours=-1), dt.timedelta(hours=1)])
def test_a_step_of_the_servers_clock_leaves_no_negative_time(guest, step):
    with time_machine.travel(START, tick=False) as clock:
        attempt = make.start(guest, make.quiz([Kind.SINGLE]))
        clock.shift(step)
        first = attempt.responses.select_related("version").get()
        assert make.send(guest, first, make.right(first.version.to_item())).status_code == 302
        assert guest.post(f"/attempts/{attempt.pk}/finish/").status_code == 302
        assert guest.get(f"/attempts/{attempt.pk}/result/").status_code == 200
        assert guest.get("/history/").status_code == 200
    attempt.refresh_from_db()
    assert attempt.finished_at >= attempt.started_at
    assert attempt.score == 1


@pytest.mark.parametrize("days", [-1, 1])
def test_the_browsers_clock_decides_nothing(guest, days):
    attempt = make.start(guest, make.quiz([Kind.SINGLE], time_limit=LIMIT))
    claimed = timezone.now() + dt.timedelta(days=days)
    sent = {
        "sequence": 0,
        "answer": "1",
        "now": claimed.isoformat(),
        "answered_at": claimed.isoformat(),
    }
    header = claimed.strftime("%a, %d %b %Y %H:%M:%S GMT")
    assert (
        guest.post(f"/attempts/{attempt.pk}/1/", sent, headers={"date": header}).status_code == 302
    )
    assert abs(attempt.responses.get().answered_at - timezone.now()) < dt.timedelta(minutes=1)
