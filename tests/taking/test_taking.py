"""Taking a quiz from the first page to the history."""

import datetime as dt

import pytest
from django.utils import timezone

from quizzes.items import Kind
from quizzes.models import Attempt, Quiz, Response
from tests import make

pytestmark = pytest.mark.django_db

KINDS = list(Kind)


def page(client, attempt, position, **more):
    return client.get(f"/attempts/{attempt.pk}/{position}/", **more)


def test_a_guest_takes_a_quiz_with_every_kind_of_question(guest):
    quiz = make.quiz(KINDS)
    assert "The quiz" in guest.get("/").content.decode()
    attempt = make.take(guest, quiz)
    assert (attempt.score, attempt.max_score, attempt.passed) == (8, 8, True)
    result = guest.get(f"/attempts/{attempt.pk}/result/")
    assert result.status_code == 200
    assert "100" in result.content.decode()
    assert "The quiz" in guest.get("/history/").content.decode()


def test_wrong_answers_of_every_kind_earn_nothing_and_are_explained(guest):
    attempt = make.take(guest, make.quiz(KINDS), rightly=False)
    assert (attempt.score, attempt.passed) == (0, False)
    for position in range(1, 9):
        feedback = page(guest, attempt, position).content.decode()
        assert "Not quite" in feedback
        assert make.EXPLANATION in feedback


def test_an_empty_answer_is_told_and_nothing_is_stored(guest):
    attempt = make.start(guest, make.quiz(KINDS))
    for response in attempt.responses.all():
        answer = guest.post(f"/attempts/{attempt.pk}/{response.position}/", {"sequence": 0})
        assert answer.status_code == 422
    assert not attempt.responses.answered().exists()


@pytest.mark.parametrize("position", [1, 2, 3, 4])
def test_an_option_that_the_page_did_not_show_is_refused(guest, position):
    attempt = make.start(
        guest, make.quiz([Kind.SINGLE, Kind.MULTIPLE, Kind.MATCHING, Kind.ORDERING])
    )
    sent = {"sequence": 0, "answer": "99"} | {f"answer_{i}": "99" for i in range(1, 5)}
    assert guest.post(f"/attempts/{attempt.pk}/{position}/", sent).status_code == 422
    assert not attempt.responses.answered().exists()


def test_two_steps_on_one_place_are_told(guest):
    attempt = make.start(guest, make.quiz([Kind.ORDERING]))
    answer = guest.post(
        f"/attempts/{attempt.pk}/1/", {"sequence": 0} | {f"answer_{i}": "1" for i in range(1, 5)}
    )
    assert answer.status_code == 422
    assert "a place of its own" in answer.content.decode()


@pytest.mark.parametrize(
    ("typed", "mark"), [("73.5", 1), ("73,5 %", 1), (" 73.9", 1), ("74.1", 0), ("−73.5", 0)]
)
def test_a_number_is_read_as_people_write_it(guest, typed, mark):
    attempt = make.start(guest, make.quiz([Kind.NUMERIC]))
    guest.post(f"/attempts/{attempt.pk}/1/", {"sequence": 0, "answer": typed})
    assert attempt.responses.get().mark == mark


@pytest.mark.parametrize("typed", ["many", "1e5", "NaN", "--3", "9" * 30, "1.2.3", "٣٫٥x"])
def test_what_is_no_number_is_told(guest, typed):
    attempt = make.start(guest, make.quiz([Kind.NUMERIC]))
    answer = guest.post(f"/attempts/{attempt.pk}/1/", {"sequence": 0, "answer": typed})
    assert answer.status_code == 422
    assert "in digits" in answer.content.decode()


def test_feedback_at_once_shows_the_evidence_and_makes_the_answer_final(guest):
    article = make.article()
    quiz = make.quiz([Kind.SINGLE], of=article)
    attempt = make.start(guest, quiz)
    response = attempt.responses.get()
    value = response.version.to_item()
    sent = make.send(guest, response, make.wrong(value))
    assert (sent.status_code, sent.url) == (302, f"/attempts/{attempt.pk}/1/")
    feedback = page(guest, attempt, 1).content.decode()
    assert "<mark>A thief who learns one password tries it elsewhere.</mark>" in feedback
    assert make.EXPLANATION in feedback
    again = guest.post(f"/attempts/{attempt.pk}/1/", make.posted(response, make.right(value)))
    assert again.status_code == 409
    assert "first answer counts" in again.content.decode()
    assert attempt.responses.get().mark == 0


def test_the_same_answer_sent_twice_counts_once_and_gives_the_same_page(guest):
    attempt = make.start(guest, make.quiz())
    response = attempt.responses.first()
    sent = make.posted(response, make.right(response.version.to_item()))
    first, second = (guest.post(f"/attempts/{attempt.pk}/1/", sent) for _ in range(2))
    assert (first.status_code, first.url) == (second.status_code, second.url)
    response.refresh_from_db()
    assert (response.sequence, response.chosen_options.count()) == (1, 1)


def test_with_feedback_at_the_end_answers_may_change_until_the_finish(guest):
    attempt = make.start(guest, make.quiz(KINDS, feedback="at_end"))
    for response in attempt.responses.select_related("version"):
        value = response.version.to_item()
        make.send(guest, response, make.wrong(value))
        shown = page(guest, attempt, response.position).content.decode()
        assert make.EXPLANATION not in shown
        assert make.send(guest, response, make.right(value)).status_code == 302
    guest.post(f"/attempts/{attempt.pk}/finish/")
    attempt.refresh_from_db()
    assert attempt.score == 8
    last = attempt.responses.last()
    assert make.send(guest, last, make.wrong(last.version.to_item())).status_code == 409
    attempt.refresh_from_db()
    assert attempt.score == 8


def test_a_page_that_saw_an_older_answer_is_told_and_sees_the_stored_one(guest):
    attempt = make.start(guest, make.quiz([Kind.SHORT_TEXT], feedback="at_end"))
    url = f"/attempts/{attempt.pk}/1/"
    guest.post(url, {"sequence": 0, "answer": "first"})
    stale = guest.post(url, {"sequence": 0, "answer": "second"})
    assert stale.status_code == 409
    assert "changed in another window" in stale.content.decode()
    assert "first" in stale.content.decode()
    assert guest.post(url, {"sequence": 1, "answer": "second"}).status_code == 302
    assert attempt.responses.get().text == "second"


def test_an_attempt_goes_on_where_it_was_left_on_another_device(anna):
    desk, phone = make.browser_of(anna), make.browser_of(anna)
    quiz = make.quiz([Kind.SINGLE] * 3)
    attempt = make.start(desk, quiz)
    first = attempt.responses.first()
    make.send(desk, first, make.right(first.version.to_item()))
    assert make.start(phone, quiz) == attempt
    assert phone.get(f"/attempts/{attempt.pk}/").url == f"/attempts/{attempt.pk}/2/"


def test_the_order_of_the_options_is_the_same_whenever_the_page_is_opened(guest):
    attempt = make.start(guest, make.quiz([Kind.SINGLE]))
    first, second = (
        page(guest, attempt, 1).context["form"].fields["answer"].choices for _ in range(2)
    )
    assert first == second


def test_options_are_shuffled_by_the_attempts_seed_unless_the_quiz_says_no(guest):
    quiz = make.quiz([Kind.SINGLE], shuffle_options=False)
    shown = [
        text
        for _, text in page(guest, make.start(guest, quiz), 1)
        .context["form"]
        .fields["answer"]
        .choices
    ]
    assert shown == ["Alpha", "Bravo", "Charlie", "Delta"]
    response = Response(
        attempt=Attempt(seed=1, shuffle_options=True), version=make.version(slug := Kind.SINGLE)
    )
    assert slug
    orders = set()
    for seed in range(30):
        response.attempt.seed = seed
        orders.add(tuple(o.text for o in response.shown(response.version.options.all())))
    assert len(orders) > 10


def test_a_random_draw_takes_so_many_questions_and_differs_between_learners():
    quiz = make.quiz([Kind.SINGLE] * 6, draw_count=2, shuffle_questions=True)
    drawn = [
        tuple(make.attempt(quiz, make.learner()).responses.values_list("version", flat=True))
        for _ in range(12)
    ]
    assert {len(d) for d in drawn} == {2}
    assert len(set(drawn)) > 1


def test_the_overview_lists_what_is_open_and_flagged(guest):
    attempt = make.start(guest, make.quiz([Kind.SINGLE] * 2, feedback="at_end"))
    guest.post(f"/attempts/{attempt.pk}/2/flag/", {"flagged": "1"})
    overview = guest.get(f"/attempts/{attempt.pk}/overview/")
    assert overview.context["open_count"] == 2
    assert "lagged" in overview.content.decode()
    guest.post(f"/attempts/{attempt.pk}/2/flag/", {"flagged": "0"})
    assert not attempt.responses.filter(flagged=True).exists()


def test_an_unfinished_attempt_counts_what_was_answered(guest):
    attempt = make.start(guest, make.quiz([Kind.SINGLE] * 4))
    first = attempt.responses.first()
    make.send(guest, first, make.right(first.version.to_item()))
    guest.post(f"/attempts/{attempt.pk}/finish/")
    attempt.refresh_from_db()
    assert (attempt.score, attempt.max_score, attempt.passed) == (1, 4, False)


def test_finishing_a_second_time_leads_to_the_same_result(guest):
    attempt = make.take(guest, make.quiz())
    finished_at = attempt.finished_at
    again = guest.post(f"/attempts/{attempt.pk}/finish/")
    assert again.url == f"/attempts/{attempt.pk}/result/"
    attempt.refresh_from_db()
    assert attempt.finished_at == finished_at


def test_the_pass_mark_is_the_one_that_held_when_the_attempt_began(guest):
    quiz = make.quiz([Kind.SINGLE] * 2, pass_percent=50)
    attempt = make.start(guest, quiz)
    Quiz.objects.update(pass_percent=90)
    first = attempt.responses.first()
    make.send(guest, first, make.right(first.version.to_item()))
    guest.post(f"/attempts/{attempt.pk}/finish/")
    attempt.refresh_from_db()
    assert attempt.passed


@pytest.mark.parametrize(
    ("method", "share"), [("highest", 1), ("latest", 0), ("first", 0.5), ("average", 0.5)]
)
def test_what_counts_of_several_attempts_is_the_quizzes_rule(guest, method, share):
    quiz = make.quiz([Kind.SINGLE] * 2, grading=method)
    half = make.start(guest, quiz)
    first = half.responses.first()
    make.send(guest, first, make.right(first.version.to_item()))
    guest.post(f"/attempts/{half.pk}/finish/")
    make.take(guest, quiz)
    make.take(guest, quiz, rightly=False)
    assert float(guest.get(f"/quizzes/{quiz.slug}/").context["share"]) == pytest.approx(share)


def test_no_more_attempts_begin_than_the_quiz_allows(guest):
    quiz = make.quiz(attempts_allowed=1)
    make.take(guest, quiz)
    refused = guest.post(f"/quizzes/{quiz.slug}/start/", follow=True)
    assert "all the attempts" in refused.content.decode()
    assert Attempt.objects.count() == 1


def test_a_quiz_for_accounts_sends_a_guest_to_sign_in(guest):
    quiz = make.quiz(guests_allowed=False)
    assert guest.post(f"/quizzes/{quiz.slug}/start/").url.startswith("/accounts/sign-in/")
    assert not Attempt.objects.exists()


def test_a_quiz_without_questions_says_so(guest):
    quiz = make.quiz(published=False)
    Quiz.objects.update(published_at=timezone.now())
    for row in quiz.quiz_questions.all():
        row.question.approved.retire(by=None, now=timezone.now())
    refused = guest.post(f"/quizzes/{quiz.slug}/start/", follow=True)
    assert "no questions yet" in refused.content.decode()


@pytest.mark.parametrize(("opens", "closes"), [(1, None), (None, -1), (-2, -1)])
def test_a_quiz_that_is_not_open_starts_nothing(guest, opens, closes):
    now = timezone.now()
    times = {"opens_at": opens, "closes_at": closes}
    rules = {name: now + dt.timedelta(hours=hours) for name, hours in times.items() if hours}
    quiz = make.quiz(**rules)
    assert not quiz.is_open(now)
    assert quiz not in Quiz.objects.open(now)
    refused = guest.post(f"/quizzes/{quiz.slug}/start/", follow=True)
    assert "not open" in refused.content.decode()


def test_a_quiz_that_closes_during_an_attempt_lets_it_finish(guest):
    quiz = make.quiz()
    attempt = make.start(guest, quiz)
    quiz.closes_at = timezone.now() - dt.timedelta(seconds=1)
    quiz.save()
    first = attempt.responses.first()
    assert make.send(guest, first, make.right(first.version.to_item())).status_code == 302
    guest.post(f"/attempts/{attempt.pk}/finish/")
    attempt.refresh_from_db()
    assert attempt.score == 1


def test_a_draft_and_an_archived_quiz_are_on_no_page(guest):
    draft, gone = make.quiz(slug="draft", published=False), make.quiz(slug="gone")
    gone.archive(by=None, now=timezone.now())
    for quiz in (draft, gone):
        assert guest.get(f"/quizzes/{quiz.slug}/").status_code == 404
        assert guest.post(f"/quizzes/{quiz.slug}/start/").status_code == 404
        assert f"The {quiz.slug}" not in guest.get("/").content.decode()


def test_looking_the_article_up_is_noted_and_only_then_shown(guest):
    attempt = make.start(guest, make.quiz(of=make.article()))
    url = f"/attempts/{attempt.pk}/1/article/"
    assert "A thief who learns" not in guest.get(url).content.decode()
    assert "A thief who learns" not in guest.get("/articles/passwords/").content.decode()
    shown = guest.post(f"{url}open/", follow=True).content.decode()
    assert "A thief who learns" in shown
    assert [r.article_opened for r in attempt.responses.all()] == [True, False]


def test_a_quiz_without_an_article_offers_none(guest):
    attempt = make.start(guest, make.quiz())
    assert "article" not in page(guest, attempt, 1).content.decode()


def test_an_article_that_is_closed_until_the_end_stays_closed(guest):
    attempt = make.start(guest, make.quiz(of=make.article(), article_access="after"))
    url = f"/attempts/{attempt.pk}/1/article/"
    assert "A thief who learns" not in guest.post(f"{url}open/", follow=True).content.decode()
    guest.post(f"/attempts/{attempt.pk}/finish/")
    assert "A thief who learns" in guest.get("/articles/passwords/").content.decode()


def test_an_article_beside_the_question_is_on_its_page(guest):
    attempt = make.start(guest, make.quiz(of=make.article(), article_access="beside"))
    assert "A thief who learns" in page(guest, attempt, 1).content.decode()


def test_the_article_says_how_long_reading_takes(guest):
    make.quiz(of=make.article(text="A thief is everywhere and elsewhere. " * 200))
    assert "5 min" in guest.get("/articles/passwords/").content.decode()


def test_how_sure_one_is_is_kept_with_the_answer(guest):
    attempt = make.start(guest, make.quiz())
    first = attempt.responses.first()
    make.send(guest, first, make.wrong(first.version.to_item()), confidence="3")
    guest.post(f"/attempts/{attempt.pk}/finish/")
    assert attempt.responses.first().confidence == 3
    assert guest.get(f"/attempts/{attempt.pk}/result/").context["missed"][0]["is_sure_and_wrong"]
