"""Many requests of one learner at the same moment: nothing twice, nothing lost."""

import datetime as dt

import pytest

from quizzes.models import AlreadyAnswered, Practice, PracticeAnswer
from quizzes.returning import practising
from tests import make
from tests.faults.racing import CROWD, at_once
from tests.returning import known
from tests.returning.known import START

pytestmark = pytest.mark.django_db(transaction=True)
LATER = START + dt.timedelta(days=30)


@pytest.fixture
def learner():
    learner = make.learner()
    known.take(known.quiz(known.version(known.concept(), stem="Only?")), learner)
    return learner


def test_a_practice_that_is_begun_by_many_clicks_is_one(learner):
    asked = at_once([lambda: practising.start(learner, now=LATER).pk] * CROWD)
    assert len(set(asked)) == 1
    assert Practice.objects.count() == PracticeAnswer.objects.count() == 1


def test_of_many_answers_at_once_one_counts(learner):
    asked = practising.start(learner, now=LATER)

    def answer(rightly):
        fresh = PracticeAnswer.objects.select_related("practice", "version").get(pk=asked.pk)
        try:
            return known.answer(fresh, rightly=rightly, now=LATER)
        except AlreadyAnswered:
            return False

    stored = at_once([lambda r=i % 2 == 0: answer(r) for i in range(CROWD)])
    assert sum(stored) == 1
    assert learner.memories.get().answers == 2


def test_an_attempt_that_is_finished_by_many_is_heard_once(learner):
    quiz = known.quiz(known.version(known.concept(), stem="Late?"), slug="late", feedback="at_end")
    attempt = make.attempt(quiz, learner, LATER)
    response = attempt.responses.select_related("version", "attempt").get()
    response.store(make.right(response.version.to_item()), sequence=0, now=LATER)
    at_once([lambda: attempt.finish(now=LATER)] * CROWD)
    assert learner.memories.get().answers == 2


def test_answers_in_two_windows_on_one_concept_are_both_heard(learner):
    quizzes = [
        known.quiz(known.version(known.concept(), stem=f"Window {i}?"), slug=f"window-{i}")
        for i in range(8)
    ]
    attempts = [make.attempt(quiz, learner, LATER) for quiz in quizzes]

    def answer(attempt):
        response = attempt.responses.select_related("version", "attempt").get()
        return response.store(make.right(response.version.to_item()), sequence=0, now=LATER)

    assert all(at_once([lambda a=attempt: answer(a) for attempt in attempts]))
    assert learner.memories.get().answers == 9
