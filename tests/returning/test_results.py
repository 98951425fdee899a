"""Results: strengths by topic, honest about few answers; what was sure and wrong first; one next thing."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from quizzes import actions
from quizzes.drawings.lines import dots, path_of
from quizzes.items import Item, Kind, Option
from quizzes.models import Response
from quizzes.models.strengths import strengths_of, sure_and_wrong
from tests import make
from tests.returning import known
from tests.returning.known import START
from tests.returning.test_pages import learner, met, person  # noqa: F401

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def told(learner):  # noqa: F811
    return [(s.topic, s.right, s.count, s.is_few) for s in strengths_of(learner)]


def test_strengths_count_each_answer_once_a_topic_and_say_where_they_are_few():
    someone = make.learner()
    one, two, other = (known.concept(k, t) for k, t in (("a", "x"), ("b", "x"), ("c", "y")))
    versions = [known.version(one, two, stem=f"Stem {i}?") for i in range(5)]
    quiz = known.quiz(*versions, known.version(other, stem="Other?"))
    known.take(quiz, someone, wrong=(1,))
    assert told(someone) == [("x", 4, 5, False), ("y", 1, 1, True)]


def test_nothing_of_a_quiz_with_feedback_at_the_end_counts_before_its_finish():
    someone = make.learner()
    quiz = known.quiz(known.version(known.concept(), stem="Only?"), feedback="at_end")
    attempt = make.attempt(quiz, someone, START)
    response = attempt.responses.select_related("version", "attempt").get()
    response.store(make.wrong(response.version.to_item()), sequence=0, confidence=3, now=START)
    assert told(someone) == []
    assert not sure_and_wrong(someone)
    attempt.finish(now=START)
    assert told(someone) == [("phishing", 0, 1, True)]
    assert sure_and_wrong(someone).count() == 1


def test_what_was_sure_and_wrong_goes_once_it_was_answered_rightly():
    someone = make.learner()
    quiz = known.quiz(known.version(known.concept(), stem="Only?"))
    known.take(quiz, someone, wrong=(1,))
    Response.objects.update(confidence=3)
    assert sure_and_wrong(someone).count() == 1
    known.take(quiz, someone, now=START + DAY)
    assert not sure_and_wrong(someone)


def test_a_line_goes_from_left_to_right_and_up_with_the_share():
    low, high = dots([(0, False), (100, True)])
    assert (low.x, high.x) == (64, 468)
    assert low.y > high.y
    assert path_of([low, high]) == "M64 148L468 12"
    assert path_of(dots([])) == ""


def page(browser, path):
    answer = browser.get(path)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def test_the_dashboard_has_one_next_thing_a_line_and_its_table(person, learner):  # noqa: F811
    for i in range(3):
        known.take(
            known.quiz(known.version(known.concept(), stem=f"Q{i}?"), slug=f"quiz-{i}"),
            learner,
            now=timezone.now() - 30 * DAY + i * DAY,
            wrong=(1,) if i == 0 else (),
        )
    soup = page(person, "/history/")
    assert "Go on with the quiz" in soup.text  # what was begun comes before anything else
    assert len(soup.select("main .button")) == 1
    assert len(soup.select("svg circle")) == len(soup.select("table tbody tr")) == 3
    learner.attempts.open().get().finish(now=timezone.now())
    soup = page(person, "/history/")
    assert len(soup.select("main form[action='/practice/start/']")) == 1
    assert not soup.select("main .button")
    assert not soup.select("[style]")


def test_the_result_shows_topics_and_what_was_sure_and_wrong_first(person):  # noqa: F811
    versions = [known.version(known.concept(), stem=f"Stem {i}?") for i in range(3)]
    attempt = make.start(person, known.quiz(*versions))
    for response in attempt.responses.select_related("version"):
        more = {"confidence": 3} if response.position == 3 else {}
        make.send(person, response, make.wrong(response.version.to_item()), **more)
    person.post(f"/attempts/{attempt.pk}/finish/")
    soup = page(person, f"/attempts/{attempt.pk}/result/")
    assert "0 of 3 answers" in soup.text
    assert soup.text.count("too few to tell") == 1
    first = soup.select_one("ol.rows h3")
    assert "Stem 2?" in first.text
    assert len(soup.select("main .button, main button")) == 1


def test_the_result_shows_the_answer_and_the_key_and_folds_the_other_choices_away(person):  # noqa: F811
    attempt = make.start(person, known.quiz(known.version(known.concept(), stem="Which?")))
    response = attempt.responses.select_related("version").get()
    make.send(person, response, make.wrong(response.version.to_item()))
    person.post(f"/attempts/{attempt.pk}/finish/")
    row = page(person, f"/attempts/{attempt.pk}/result/").select_one("ol.rows > li")
    folded = row.select_one("details").extract()
    assert {tag.text for tag in row.select(".option .tag")} == {"Your answer", "Correct answer"}
    assert len(row.select(".option")) == len(folded.select(".option")) == 2
    assert make.WHY_WRONG in folded.text


def test_what_the_explanation_says_of_a_choice_is_told_at_the_choice_alone(person):  # noqa: F811
    options = (Option("Yes", True), Option("No", False, "No helps nobody."), Option("Wait", False))
    told = "Yes is right. Why not “No”? No helps nobody."
    item = Item(Kind.SINGLE, "Which?", options, explanation=told)
    (version,) = actions.add_items([item], revision=None, by=None).versions
    version.approve(by=None, now=START)
    attempt = make.start(person, known.quiz(version))
    response = attempt.responses.select_related("version").get()
    make.send(person, response, make.right(item))
    text = page(person, f"/attempts/{attempt.pk}/1/").text
    assert "Yes is right." in text
    assert text.count("No helps nobody.") == 1
    assert "Why not" not in text


def test_after_a_lesson_that_was_passed_the_next_one_is_the_thing_to_do(person):  # noqa: F811
    first, second = (
        known.quiz(known.version(known.concept(), stem=f"{name}?"), slug=name, key=f"lesson-{name}")
        for name in ("first", "second")
    )
    last = passed(person, second)
    assert last.select_one("main .button")["href"] == "/quizzes/first/"
    assert page(person, "/history/").select_one("main .button")["href"] == "/quizzes/first/"
    assert "All quizzes" in passed(person, first).select_one("main .button").text


def test_after_any_other_quiz_there_is_the_choice_among_all(person):  # noqa: F811
    quiz = known.quiz(known.version(known.concept(), stem="Alone?"))
    assert "All quizzes" in passed(person, quiz).select_one("main .button").text


def passed(browser, quiz):
    """The page of the result of an attempt that was passed."""
    attempt = make.start(browser, quiz)
    for response in attempt.responses.select_related("version"):
        make.send(browser, response, make.right(response.version.to_item()))
    browser.post(f"/attempts/{attempt.pk}/finish/")
    return page(browser, f"/attempts/{attempt.pk}/result/")


def test_the_dashboard_takes_the_same_for_few_and_for_many(
    person, learner, django_assert_max_num_queries  # noqa: F811
):  # fmt: skip
    counts = []
    for size in (2, 40):
        met(learner, size)
        for i in range(size // 2):
            known.take(known.quiz(known.version(stem=f"{size} {i}?", kind=Kind.SINGLE), slug=f"q-{size}-{i}"), learner)  # fmt: skip
        with django_assert_max_num_queries(14) as statements:
            assert person.get("/history/").status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1]
