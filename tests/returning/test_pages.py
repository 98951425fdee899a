"""The pages of coming back, as a browser without JavaScript sees them."""

import datetime as dt

import pytest
from django.utils import timezone

from quizzes.items import Kind
from quizzes.models import Learner, Practice, PracticeAnswer
from tests import make
from tests.returning import known
from tests.security.test_leaks import SECRETS, SIGNAL

pytestmark = pytest.mark.django_db
MONTH = dt.timedelta(days=30)


@pytest.fixture(params=["guest", "account"])
def person(request, client, anna):
    return client if request.param == "guest" else make.browser_of(anna)


def learner_of(browser) -> Learner:
    """The learner behind a browser, made by beginning a quiz."""
    return make.start(browser, make.quiz([Kind.SINGLE], slug="door")).learner


@pytest.fixture
def learner(person):
    return learner_of(person)


def met(learner, count=1, *, kind=Kind.SINGLE, each=1):
    """So many concepts that the learner met a month ago, each in so many questions."""
    concepts = [known.concept(f"concept-{i}", f"topic-{i % 4}") for i in range(count)]
    versions = make.versions(
        [
            make.item(kind, f"Stem {i} of {c.key}?", concepts=(c.key,))
            for c in concepts
            for i in range(each)
        ]
    )
    quiz = known.quiz(*versions, slug=f"met-{count}")
    known.take(quiz, learner, now=timezone.now() - MONTH)
    return versions


def begin(person):
    answer = person.post("/practice/start/")
    assert answer.status_code == 302
    return answer.url


def sent(path, judge=make.right):
    """What a browser would send to answer the question at an address."""
    pk, position = path.split("/")[2:4]
    asked = PracticeAnswer.objects.select_related("practice", "version").get(
        practice=pk, position=position
    )
    options = list(asked.version.options.all())
    place = next(iter(judge(asked.version.to_item()).options))
    return {"sequence": "0", "answer": str(asked.shown(options).index(options[place]) + 1)}


def reply(person, path, judge=make.right):
    return person.post(path, sent(path, judge))


def test_a_whole_practice(person, learner):
    met(learner, 3)
    assert "3 things that you learned are due" in person.get("/practice/").content.decode()
    path = begin(person)
    for turn in range(3):
        page = person.get(path).content.decode()
        assert f"Question {turn + 1} of at most 3" in page
        assert reply(person, path, make.right if turn else make.wrong).url == path
        told = person.get(path).content.decode()
        assert make.EXPLANATION in told
        assert ("Correct" if turn else "Not quite") in told
        path = person.post(f"{path.rsplit('/', 2)[0]}/next/").url
    page = person.get(path).content.decode()
    assert "2 of 3 answers were right" in page
    assert Practice.objects.get().is_finished
    assert "Nothing is due today" in person.get("/practice/").content.decode()


def test_the_question_tells_nothing_before_the_answer(person, learner):
    met(learner)
    path = begin(person)
    page = person.get(path).content.decode()
    assert not [secret for secret in SECRETS if secret in page]
    assert "Concept-0" not in page
    assert not SIGNAL.search(page.split("<main", 1)[1].split('role="status"')[0])


def test_an_empty_answer_is_told_and_another_one_after_the_first_is_refused(person, learner):
    met(learner)
    path = begin(person)
    assert person.post(path, {"sequence": "0"}).status_code == 422
    assert reply(person, path).status_code == 302
    assert reply(person, path).status_code == 302
    assert reply(person, path, make.wrong).status_code == 409
    assert person.post(path, {"sequence": "0"}).status_code == 409
    assert PracticeAnswer.objects.get().is_right


def test_it_can_be_stopped_and_a_page_that_was_left_open_leads_on(person, learner):
    met(learner, 2)
    path = begin(person)
    pk = path.split("/")[2]
    assert person.post(f"/practice/{pk}/finish/").url == f"/practice/{pk}/"
    assert "Nothing was answered this time" in person.get(f"/practice/{pk}/").content.decode()
    answer = person.post(path, {"sequence": "0", "answer": "1"}, follow=True)
    assert "put away" in answer.content.decode()
    assert learner.memories.due(timezone.now()).count() == 2


def test_without_anything_due_nothing_begins(person, learner):
    assert "Nothing is here yet" in person.get("/practice/").content.decode()
    answer = person.post("/practice/start/", follow=True)
    assert "Nothing is due at the moment" in answer.content.decode()


def test_whoever_is_nobody_yet_has_an_empty_page(client):
    assert "Nothing is here yet" in client.get("/practice/").content.decode()
    assert client.post("/practice/start/").status_code == 404
    assert client.get("/practice/topics/phishing/").status_code == 404


def test_during_a_quiz_that_asks_it_a_question_is_neither_asked_nor_explained(person, learner):
    first, second = met(learner, 2)
    path = begin(person)
    reply(person, path)
    asked = PracticeAnswer.objects.get().version
    pk = path.split("/")[2]
    waiting = person.post(f"/practice/{pk}/next/").url
    make.start(person, known.quiz(first, second, slug="exam", feedback="at_end"))
    for place in (path, waiting):
        page = person.get(place).content.decode()
        assert "This question waits" in page
        assert make.EXPLANATION not in page
        assert asked.stem not in page
    assert reply(person, waiting).status_code == 409
    assert not PracticeAnswer.objects.get(position=2).is_answered


def test_others_practices_do_not_exist(person, learner, superuser):
    met(learner)
    path = begin(person)
    pk = path.split("/")[2]
    stranger = make.browser_of(make.user("stranger"))
    learner_of_stranger = make.start(stranger, make.quiz([Kind.SINGLE], slug="other"))
    assert learner_of_stranger.learner != learner
    for browser in (stranger, superuser):
        for part in ("", "1/"):
            assert browser.get(f"/practice/{pk}/{part}").status_code == 404
        for part in ("1/", "next/", "finish/"):
            assert browser.post(f"/practice/{pk}/{part}", {"answer": "1"}).status_code == 404
    assert not PracticeAnswer.objects.get().is_answered


def test_a_topic_lists_what_was_met_and_when_it_comes_back(person, learner):
    met(learner, 2)
    assert person.get("/practice/topics/topic-0/").status_code == 200
    page = person.get("/practice/topics/topic-1/").content.decode()
    assert "Concept-1" in page
    assert "Concept-0" not in page
    assert "Due now" in page
    assert person.get("/practice/topics/nothing/").status_code == 404


def test_pages_take_the_same_for_few_and_for_many_concepts(
    person, learner, django_assert_max_num_queries
):
    counts = []
    for size in (4, 60):
        met(learner, size)
        pages = {"/practice/": 6, "/practice/topics/topic-0/": 6, begin(person): 7}
        count = []
        for path, most in pages.items():
            with django_assert_max_num_queries(most, info=path) as statements:
                assert person.get(path).status_code == 200
            count.append(len(statements))
        counts.append(count)
    assert counts[0] == counts[1]


MOST = {"start": 20, "answer": 14, "feedback": 10, "next": 15}


def test_acts_take_the_same_for_few_and_for_many_concepts(
    person, learner, django_assert_max_num_queries
):
    counts = []
    for size in (4, 60):
        met(learner, size)
        count = {}

        def counted(act, do, *args, count=count):
            with django_assert_max_num_queries(MOST[act], info=act) as statements:
                answer = do(*args)
            count[act] = len(statements)
            return answer

        where = counted("start", person.post, "/practice/start/").url
        data = sent(where)
        counted("answer", person.post, where, data)
        counted("feedback", person.get, where)
        counted("next", person.post, f"{where.rsplit('/', 2)[0]}/next/")
        Practice.objects.open().get().finish(now=timezone.now())
        counts.append(count)
    assert counts[0] == counts[1]


def test_an_answer_that_comes_after_signing_out_is_kept_until_one_is_back(anna):
    browser = make.browser_of(anna)
    met(learner_of(browser))
    path = begin(browser)
    data = sent(path)
    browser.logout()
    assert browser.post(path, data).url.startswith("/accounts/sign-in/")
    browser.post("/accounts/sign-in/", {"username": "anna", "password": "a long pass phrase"})
    page = browser.get(path).content.decode()
    assert "was kept while you were signed out" in page
    assert not PracticeAnswer.objects.get().is_answered
    assert reply(browser, path).status_code == 302
