"""A pause: the clock stands still, bounded and recorded, and nothing of the quiz is shown meanwhile."""

from datetime import timedelta

import pytest
from django.utils import timezone

from quizzes.items import Kind
from quizzes.models import Paused, PauseNotAllowed
from quizzes.models.pausing import LONGEST
from tests import make

pytestmark = pytest.mark.django_db

LIMIT = timedelta(minutes=20)


@pytest.fixture
def now():
    return timezone.now()


def begun(now, *, pauses=1, limit=LIMIT, **rules):
    quiz = make.quiz([Kind.SINGLE, Kind.SINGLE], pauses_allowed=pauses, time_limit=limit, **rules)
    return make.attempt(quiz, make.learner(), now)


def minutes(count):
    return timedelta(minutes=count)


def test_the_deadline_is_put_off_by_as_long_as_the_pause_was(now):
    attempt = begun(now)
    attempt.pause(now=now + minutes(5))
    attempt.resume(now=now + minutes(9))
    attempt.refresh_from_db()
    assert attempt.deadline == now + LIMIT + minutes(4)
    assert [(p.began_at, p.ended_at) for p in attempt.pauses.all()] == [
        (now + minutes(5), now + minutes(9))
    ]


def test_a_pause_to_which_nobody_comes_back_ends_by_itself(now):
    attempt = begun(now)
    attempt.pause(now=now + minutes(5))
    assert attempt.is_paused(now + minutes(5) + LONGEST - minutes(1))
    assert not attempt.is_paused(now + minutes(5) + LONGEST)
    attempt.resume(now=now + minutes(30))
    attempt.refresh_from_db()
    assert attempt.deadline == now + LIMIT + LONGEST
    assert attempt.pauses.get().ended_at == now + minutes(5) + LONGEST


def test_pausing_twice_or_going_on_twice_changes_nothing(now):
    attempt = begun(now, pauses=2)
    attempt.pause(now=now + minutes(1))
    attempt.pause(now=now + minutes(2))
    attempt.resume(now=now + minutes(3))
    attempt.resume(now=now + minutes(4))
    attempt.refresh_from_db()
    assert (attempt.deadline, attempt.pauses_left, attempt.pauses.count()) == (
        now + LIMIT + minutes(2),
        1,
        1,
    )


def test_there_are_as_many_pauses_as_the_quiz_allowed_when_it_began(now):
    attempt = begun(now)
    attempt.quiz.pauses_allowed = 5
    attempt.quiz.save()
    attempt.pause(now=now)
    attempt.resume(now=now + minutes(1))
    with pytest.raises(PauseNotAllowed):
        attempt.pause(now=now + minutes(2))


@pytest.mark.parametrize("rules", [{"pauses": 0}, {"limit": None}])
def test_where_the_rules_allow_none_or_no_clock_runs_there_is_no_pause(now, rules):
    attempt = begun(now, **rules)
    assert not attempt.may_pause
    with pytest.raises(PauseNotAllowed):
        attempt.pause(now=now)


def test_an_attempt_that_was_left_in_a_pause_is_finished_by_its_deadline(now):
    from quizzes import actions

    attempt = begun(now)
    attempt.pause(now=now + minutes(5))
    assert actions.finish_expired(now=now + LIMIT + minutes(10)) == 0
    assert actions.finish_expired(now=now + LIMIT + LONGEST + minutes(1)) == 1
    attempt.refresh_from_db()
    assert (attempt.finished_at, attempt.paused_at) == (now + LIMIT + LONGEST, None)


def test_finishing_in_a_pause_ends_it(now):
    attempt = begun(now)
    attempt.pause(now=now + minutes(5))
    attempt.finish(now=now + minutes(6))
    assert attempt.pauses.get().ended_at == now + minutes(6)


def test_an_answer_in_a_pause_is_refused_and_can_be_sent_after_it(now):
    attempt = begun(now)
    attempt.pause(now=now)
    response = attempt.responses.select_related("version", "attempt").first()
    answer = make.right(response.version.to_item())
    with pytest.raises(Paused):
        response.store(answer, sequence=0, now=now + minutes(1))
    attempt.resume(now=now + minutes(2))
    assert response.store(answer, sequence=0, now=now + minutes(3))


@pytest.fixture
def paused(guest):
    quiz = make.quiz(
        [Kind.SINGLE, Kind.SINGLE], of=make.article(), pauses_allowed=1, time_limit=LIMIT
    )
    attempt = make.start(guest, quiz)
    assert b"Pause" in guest.get(f"/attempts/{attempt.pk}/1/").content
    guest.post(f"/attempts/{attempt.pk}/1/article/open/")
    guest.post(f"/attempts/{attempt.pk}/pause/")
    return attempt


def test_while_it_is_paused_no_page_shows_a_question_or_the_article(guest, paused):
    for part in ("", "1/", "2/", "1/article/", "overview/", "result/"):
        page = guest.get(f"/attempts/{paused.pk}/{part}", follow=True)
        assert page.redirect_chain[-1][0] == f"/attempts/{paused.pk}/pause/"
        assert "Stem" not in page.content.decode()
        assert "A thief" not in page.content.decode()
    assert "A thief" not in guest.get("/articles/passwords/").content.decode()


def test_the_page_says_how_much_time_is_left_and_goes_on_by_a_button(guest, paused):
    page = guest.get(f"/attempts/{paused.pk}/pause/").content.decode()
    assert "20 minutes" in page
    answer = guest.post(f"/attempts/{paused.pk}/resume/", follow=True)
    assert answer.redirect_chain[-1][0] == f"/attempts/{paused.pk}/1/"
    assert b">Pause<" not in answer.content  # the only one is used


def test_an_answer_from_another_window_says_that_it_was_not_stored(guest, paused):
    response = paused.responses.select_related("version").first()
    answer = make.send(guest, response, make.right(response.version.to_item()))
    page = guest.get(answer.url).content.decode()
    assert "the answer was not stored" in page
    assert "Stem" not in page
    assert not paused.responses.answered().exists()


def test_a_refused_pause_says_why(guest, paused):
    guest.post(f"/attempts/{paused.pk}/resume/")
    page = guest.post(f"/attempts/{paused.pk}/pause/", follow=True).content.decode()
    assert "No pause is left" in page


def test_more_time_for_a_person_stands_on_the_quizs_page(signed_in, anna):
    learner = make.learner(anna)
    learner.extra_time_percent = 50
    learner.save()
    make.quiz(time_limit=LIMIT, pauses_allowed=2)
    page = " ".join(signed_in.get("/quizzes/quiz/").content.decode().split())
    assert "20 minutes; for you 30 minutes" in page
    assert "2, up to 15 minutes each" in page


def test_a_pauses_page_and_its_end_take_few_statements(
    guest, paused, django_assert_max_num_queries
):
    with django_assert_max_num_queries(2):
        guest.get(f"/attempts/{paused.pk}/pause/")
    with django_assert_max_num_queries(7):
        guest.post(f"/attempts/{paused.pk}/resume/")
