"""Fault 6: an attempt is finished, begun or answered by several callers at the same moment."""

from functools import partial

import pytest
from django.utils import timezone

from quizzes.items import Kind
from quizzes.models import Attempt
from tests import make
from tests.faults.racing import CROWD, at_once

pytestmark = pytest.mark.django_db(transaction=True)

ATTEMPTS = 6


def half_answered(person, quiz):
    """An attempt whose first question is answered rightly."""
    attempt = make.attempt(quiz, make.learner(person))
    first = attempt.responses.select_related("version", "attempt").first()
    first.store(make.right(first.version.to_item()), sequence=0, now=timezone.now())
    return attempt


def test_attempts_finished_sixteen_times_at_once_have_one_score_and_one_page(anna):
    attempts = [
        half_answered(anna, make.quiz([Kind.SINGLE] * 2, slug=f"quiz-{i}")) for i in range(ATTEMPTS)
    ]
    windows = [make.browser_of(anna) for _ in range(CROWD)]
    for attempt in attempts:
        pages = at_once(partial(w.post, f"/attempts/{attempt.pk}/finish/") for w in windows)
        assert {(page.status_code, page.url) for page in pages} == {
            (302, f"/attempts/{attempt.pk}/result/")
        }
        ends = {
            windows[i].get(f"/attempts/{attempt.pk}/result/").context["attempt"].finished_at
            for i in (0, 15)
        }
        assert len(ends) == 1
    states = Attempt.objects.values_list("score", "max_score", "passed", "finish_reason").distinct()
    assert list(states.order_by()) == [(1, 2, False, "learner")]


def test_the_periodic_task_and_the_learner_may_finish_at_the_same_moment(anna):
    attempt = half_answered(anna, make.quiz())
    now = timezone.now()
    acts = [
        partial(Attempt.objects.get(pk=attempt.pk).finish, now=now, reason=reason)
        for reason in ("learner", "expired")
    ]
    at_once(acts * 4)
    attempt.refresh_from_db()
    assert (attempt.score, attempt.finished_at) == (1, now)


def test_an_answer_that_races_with_the_finish_is_counted_or_refused(anna):
    for i in range(8):
        attempt = make.attempt(make.quiz([Kind.SINGLE], slug=f"quiz-{i}"), make.learner(anna))
        response = attempt.responses.get()
        sent = make.posted(response, make.right(response.version.to_item()))
        answer, finish = make.browser_of(anna), make.browser_of(anna)
        answered, finished = at_once([
            partial(answer.post, f"/attempts/{attempt.pk}/1/", sent),
            partial(finish.post, f"/attempts/{attempt.pk}/finish/"),
        ])  # fmt: skip
        assert finished.status_code == 302
        attempt.refresh_from_db()
        response.refresh_from_db()
        counted = (answered.status_code, response.is_answered, attempt.score) == (302, True, 1)
        refused = (answered.status_code, response.is_answered, attempt.score) == (409, False, 0)
        assert counted or refused


def test_changed_answers_that_race_with_the_finish_leave_the_score_of_what_is_stored(anna):
    attempt = make.attempt(make.quiz([Kind.SINGLE] * 6, feedback="at_end"), make.learner(anna))
    responses = list(attempt.responses.select_related("version"))
    for response in responses:
        response.store(make.wrong(response.version.to_item()), sequence=0, now=timezone.now())
    acts = []
    for response in responses:
        sent = make.posted(response, make.right(response.version.to_item()))
        acts.append(
            partial(
                make.browser_of(anna).post, f"/attempts/{attempt.pk}/{response.position}/", sent
            )
        )
    acts.insert(3, partial(make.browser_of(anna).post, f"/attempts/{attempt.pk}/finish/"))
    at_once(acts)
    attempt.refresh_from_db()
    assert attempt.score == sum(response.mark for response in attempt.responses.all())
