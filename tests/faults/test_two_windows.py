"""Fault 5: a double click, the back button, two tabs, two devices."""

from functools import partial

import pytest

from quizzes.items import Kind
from quizzes.models import Attempt, ChosenOption, Learner, Response
from tests import make
from tests.faults.racing import CROWD, at_once

pytestmark = pytest.mark.django_db(transaction=True)


def windows(person, count=CROWD):
    """So many windows in which the same person is signed in."""
    return [make.browser_of(person) for _ in range(count)]


def address(response):
    return f"/attempts/{response.attempt_id}/{response.position}/"


def begun(person, kinds, **rules):
    """The first response of an attempt that the person has just begun."""
    attempt = make.attempt(make.quiz(kinds, **rules), make.learner(person))
    return attempt.responses.select_related("version").get(position=1)


@pytest.mark.parametrize("feedback", ["at_once", "at_end"])
@pytest.mark.parametrize("kind", [Kind.MULTIPLE, Kind.MATCHING, Kind.ORDERING, Kind.SHORT_TEXT])
def test_one_answer_sent_sixteen_times_at_once_counts_once(anna, kind, feedback):
    response = begun(anna, [kind, Kind.SINGLE], feedback=feedback)
    sent = make.posted(response, make.right(response.version.to_item()))
    pages = at_once(partial(w.post, address(response), sent) for w in windows(anna))
    assert {page.status_code for page in pages} == {302}
    assert len({page.url for page in pages}) == 1
    response.refresh_from_db()
    assert (response.sequence, response.mark) == (1, 1)
    assert response.stored_answer() == make.right(response.version.to_item())


@pytest.mark.parametrize("feedback", ["at_once", "at_end"])
def test_of_different_answers_sent_at_once_one_counts_and_the_others_are_told(anna, feedback):
    response = begun(anna, [Kind.SINGLE], feedback=feedback)
    sent = [{"sequence": 0, "answer": str(1 + i % 4)} for i in range(CROWD)]
    acts = [
        partial(w.post, address(response), data)
        for w, data in zip(windows(anna), sent, strict=True)
    ]
    pages = at_once(acts)
    by_answer = {}
    for data, page in zip(sent, pages, strict=True):
        by_answer.setdefault(data["answer"], set()).add(page.status_code)
    assert sorted(map(sorted, by_answer.values())) == [[302], [409], [409], [409]]
    told = next(page for page in pages if page.status_code == 409).content.decode()
    assert ("first answer counts" if feedback == "at_once" else "changed in another window") in told
    response.refresh_from_db()
    assert response.sequence == 1
    assert ChosenOption.objects.filter(response=response).count() == 1
    acknowledged = next(answer for answer, states in by_answer.items() if states == {302})
    shown = response.shown(response.version.options.all())
    assert response.chosen_options.get().option == shown[int(acknowledged) - 1]


def test_two_devices_that_answer_all_questions_leave_one_row_for_each(anna):
    quiz = make.quiz([Kind.SINGLE] * 4)
    attempt = make.attempt(quiz, make.learner(anna))

    def answer_all(window):
        return [
            window.post(address(r), {"sequence": 0, "answer": "1"}) for r in attempt.responses.all()
        ]

    at_once(partial(answer_all, window) for window in windows(anna, 2))
    assert Response.objects.count() == 4
    assert set(attempt.responses.values_list("sequence", flat=True)) == {1}


def test_a_quiz_started_in_sixteen_windows_at_once_begins_once(anna):
    quiz = make.quiz()
    pages = at_once(partial(w.post, f"/quizzes/{quiz.slug}/start/") for w in windows(anna))
    assert {page.status_code for page in pages} == {302}
    assert len({page.url for page in pages}) == 1
    assert (Attempt.objects.count(), Learner.objects.count(), Response.objects.count()) == (1, 1, 2)


def test_no_more_attempts_begin_at_once_than_the_quiz_allows(anna):
    quiz = make.quiz(attempts_allowed=1)
    learner = make.learner(anna)
    make.attempt(quiz, learner).finish(now=Attempt.objects.get().started_at)
    at_once(partial(w.post, f"/quizzes/{quiz.slug}/start/") for w in windows(anna, 6))
    assert Attempt.objects.count() == 1


def test_the_back_button_after_an_answer_shows_what_is_stored(signed_in, anna):
    response = begun(anna, [Kind.SHORT_TEXT])
    signed_in.post(address(response), {"sequence": 0, "answer": "phishing"})
    old_page = signed_in.post(address(response), {"sequence": 0, "answer": "whaling"})
    assert old_page.status_code == 409
    told = old_page.content.decode()
    assert "phishing" in told
    assert "whaling" not in told
