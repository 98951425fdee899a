"""How many SQL statements a page takes, at two sizes of data: the number does not grow with them."""

import pytest
from django.utils import timezone

from quizzes.items import Kind
from quizzes.models import Attempt
from tests import make

pytestmark = pytest.mark.django_db

KINDS = list(Kind)
SIZES = [1, 10]  # as many questions of each kind, and as many strangers beside
QUESTION, ANSWER, FEEDBACK = 7, 10, 6


@pytest.fixture(params=["guest", "account"])
def person(request, client, anna):
    return client if request.param == "guest" else make.browser_of(anna)


def crowd(quiz, count):
    """So many strangers who have the same quiz open."""
    for _ in range(count):
        make.attempt(quiz, make.learner())


@pytest.fixture(params=SIZES)
def taken(request, person):
    """An attempt at a small and at a large quiz, on an article with evidence; strangers beside."""
    quiz = make.quiz(KINDS * request.param, of=make.article(), article_access="on_request")
    crowd(quiz, request.param)
    return make.start(person, quiz)


def responses(attempt):
    return list(attempt.responses.select_related("version").order_by("position")[: len(KINDS)])


def test_a_question_page_takes_at_most_seven(taken, person, django_assert_max_num_queries):
    for response in responses(taken):
        with django_assert_max_num_queries(QUESTION, info=response.version.kind):
            assert person.get(f"/attempts/{taken.pk}/{response.position}/").status_code == 200


def test_an_answer_takes_at_most_ten_and_its_feedback_six(
    taken, person, django_assert_max_num_queries
):
    for response in responses(taken):
        path = f"/attempts/{taken.pk}/{response.position}/"
        sent = make.posted(response, make.wrong(response.version.to_item()))
        with django_assert_max_num_queries(ANSWER, info=response.version.kind):
            assert person.post(path, sent).status_code == 302
        with django_assert_max_num_queries(FEEDBACK, info=response.version.kind):
            assert make.EXPLANATION in person.get(path).content.decode()


def test_a_changed_answer_takes_at_most_ten_plus_the_removal_of_the_first(
    person, django_assert_max_num_queries
):
    attempt = make.start(person, make.quiz(KINDS, feedback="at_end"))
    for response in responses(attempt):
        make.send(person, response, make.wrong(response.version.to_item()))
        path = f"/attempts/{attempt.pk}/{response.position}/"
        with django_assert_max_num_queries(QUESTION + 1, info=response.version.kind):
            assert person.get(path).status_code == 200
        sent = make.posted(response, make.right(response.version.to_item()))
        with django_assert_max_num_queries(ANSWER + 1, info=response.version.kind):
            assert person.post(path, sent).status_code == 302


@pytest.fixture
def constant(django_assert_num_queries, django_assert_max_num_queries):
    """Assert that asking takes the same number of statements after the data grew, and how many at most."""

    def assert_constant(ask, grow, *, most):
        ask()  # what is done once a process, such as the sites' content types
        with django_assert_max_num_queries(most) as small:
            ask()
        count = len(small)
        grow()
        with django_assert_num_queries(count):
            ask()

    return assert_constant


def page(client, path):
    def ask():
        answer = client.get(path)
        assert answer.status_code == 200

    return ask


def history_of(person, count):
    """So many more finished attempts of the person, without the pages between."""
    first = Attempt.objects.get()
    now = timezone.now()
    Attempt.objects.bulk_create(
        Attempt(
            quiz=first.quiz, learner=first.learner, number=n, seed=n, question_count=1, feedback="at_once", shuffle_options=True,
            article_access="beside", ask_confidence=True,
            pass_percent=50, started_at=now, finished_at=now, finish_reason="learner", score=1, max_score=2, passed=True,
        )
        for n in range(2, count + 1)
    )  # fmt: skip


def test_the_history_takes_the_same_for_one_and_for_a_thousand_attempts(person, constant):
    make.take(person, make.quiz([Kind.SINGLE]))
    constant(page(person, "/history/?page=1"), lambda: history_of(person, 1000), most=12)
    assert Attempt.objects.count() == 1000


def test_a_quizs_page_takes_the_same_for_one_and_for_a_thousand_attempts(person, constant):
    quiz = make.quiz([Kind.SINGLE])
    make.take(person, quiz)
    constant(page(person, "/quizzes/quiz/"), lambda: history_of(person, 1000), most=8)


def test_a_quizs_page_takes_the_same_for_two_and_for_forty_questions(person, constant):
    quiz = make.quiz([Kind.SINGLE] * 2, of=make.article())

    def grow():
        for i in range(38):
            quiz.quiz_questions.create(
                question=make.version(stem=f"More {i}?").question, position=i
            )
        crowd(quiz, 20)

    constant(page(person, "/quizzes/quiz/"), grow, most=6)


def test_the_home_page_takes_the_same_for_two_and_for_forty_quizzes(person, constant):
    for i in range(2):
        make.start(person, make.quiz([Kind.SINGLE], slug=f"few-{i}"))

    def grow():
        for i in range(38):
            make.quiz([Kind.SINGLE], slug=f"many-{i}")
        for i in range(10):
            make.start(person, make.quiz([Kind.SINGLE], slug=f"waiting-{i}"))

    constant(page(person, "/"), grow, most=9)


@pytest.mark.parametrize("part", ["result/", "overview/", "", "1/article/"])
def test_pages_on_a_whole_attempt_take_the_same_for_two_and_for_twenty_questions(
    person, part, django_assert_max_num_queries
):
    counts = []
    for size in (2, 20):
        article = make.article(slug=f"article-{size}")
        quiz = make.quiz(
            [Kind.MULTIPLE, Kind.ORDERING] * (size // 2), slug=f"quiz-{size}", of=article
        )
        attempt = make.start(person, quiz)
        if part == "result/":
            attempt = make.take(person, quiz, rightly=False)
        if part == "1/article/":
            person.post(f"/attempts/{attempt.pk}/1/article/open/")
        with django_assert_max_num_queries(14) as statements:
            assert person.get(f"/attempts/{attempt.pk}/{part}").status_code in {200, 302}
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_a_start_takes_the_same_for_two_and_for_forty_questions(
    anna, django_assert_max_num_queries
):
    client, counts = make.browser_of(anna), []
    make.learner(anna)
    for size in (2, 40):
        make.quiz([Kind.SINGLE] * size, slug=f"quiz-{size}")
        with django_assert_max_num_queries(16) as statements:
            client.post(f"/quizzes/quiz-{size}/start/")
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_a_finish_takes_the_same_for_two_and_for_forty_questions(
    anna, django_assert_max_num_queries
):
    client, counts = make.browser_of(anna), []
    for size in (2, 40):
        attempt = make.start(client, make.quiz([Kind.SINGLE] * size, slug=f"quiz-{size}"))
        with django_assert_max_num_queries(9) as statements:
            client.post(f"/attempts/{attempt.pk}/finish/")
        counts.append(len(statements))
    assert counts[0] == counts[1]
