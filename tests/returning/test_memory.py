"""What is known of a concept follows from the final answers, each heard once."""

import datetime as dt

import pytest
from django.core.management import call_command

from quizzes import actions
from quizzes.models import ConceptMemory
from quizzes.models.memory import rebuild
from quizzes.models.practice import heard_of
from tests import make
from tests.returning import known
from tests.returning.known import START

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def learner():
    return make.learner()


@pytest.fixture
def quiz():
    phishing, backups = known.concept(), known.concept("backups", "backups")
    return known.quiz(
        known.version(phishing, stem="First?"), known.version(phishing, backups, stem="Second?")
    )


def state(learner):
    names = ("concept__key", "due_at", "stability", "difficulty", "answers", "right_answers")
    return {row[0]: row[1:] for row in learner.memories.values_list(*names)}


def test_a_right_answer_lets_a_concept_rest_longer_than_a_wrong_one(learner, quiz):
    known.take(quiz, learner, wrong=(2,))
    known.take(quiz, other := make.learner())
    assert learner.memories.get(concept__key="backups").due_at == START + DAY
    assert other.memories.get(concept__key="backups").due_at == START + 2 * DAY


def test_each_answer_is_heard_once(learner, quiz):
    attempt = known.take(quiz, learner)
    first = attempt.responses.select_related("version", "attempt").first()
    assert not first.store(make.right(first.version.to_item()), sequence=0, now=START + DAY)
    attempt.finish(now=START + DAY)
    counts = dict(learner.memories.values_list("concept__key", "answers"))
    assert counts == {"phishing": 2, "backups": 1}


def test_with_feedback_at_the_end_only_the_last_answer_is_heard_and_only_at_the_finish(learner):
    quiz = known.quiz(known.version(known.concept(), stem="Only?"), feedback="at_end")
    attempt = make.attempt(quiz, learner, START)
    response = attempt.responses.select_related("version", "attempt").get()
    item = response.version.to_item()
    response.store(make.right(item), sequence=0, now=START)
    response.store(make.wrong(item), sequence=1, now=START + dt.timedelta(minutes=1))
    assert not learner.memories.exists()
    attempt.finish(now=START + DAY)
    attempt.finish(now=START + DAY)
    memory = learner.memories.get()
    assert (memory.answers, memory.right_answers) == (1, 0)
    assert memory.seen_at == START + dt.timedelta(minutes=1)


def test_what_was_not_answered_tells_nothing(learner, quiz):
    make.attempt(quiz, learner, START).finish(now=START)
    assert not learner.memories.exists()


def test_a_clock_that_goes_backwards_moves_nothing_backwards(learner, quiz):
    known.take(quiz, learner, now=START)
    known.take(quiz, learner, now=START - 5 * DAY)
    memory = learner.memories.get(concept__key="backups")
    assert (memory.seen_at, memory.answers) == (START, 2)
    assert memory.due_at > START


def test_made_anew_from_the_answers_it_is_the_same(learner, quiz):
    known.take(quiz, learner, wrong=(1,))
    known.take(quiz, learner, now=START + 3 * DAY)
    before = state(learner)
    rebuild(learner, heard_of(learner))
    assert state(learner) == before


def test_a_guest_who_signs_in_keeps_what_is_known_and_nothing_is_heard_twice(learner, quiz, anna):
    own = make.learner(anna)
    known.take(quiz, own, now=START)
    known.take(quiz, learner, now=START + 4 * DAY, wrong=(1, 2))
    known.take(quiz, alone := make.learner(), now=START)
    known.take(quiz, alone, now=START + 4 * DAY, wrong=(1, 2))
    actions.claim_guest(learner, user=anna, now=START + 5 * DAY)
    assert state(own) == state(alone)
    assert ConceptMemory.objects.count() == 4


def test_questions_without_a_concept_leave_nothing(learner):
    known.take(known.quiz(known.version(stem="Nothing?")), learner)
    assert not learner.memories.exists()


@pytest.mark.parametrize("size", [1, 8])
def test_an_answer_takes_three_statements_more_for_its_concepts(
    client, size, django_assert_max_num_queries
):
    concepts = [known.concept(f"c{i}", "phishing") for i in range(size)]
    quiz = known.quiz(known.version(*concepts, stem="Many?"))
    attempt = make.start(client, quiz)
    response = attempt.responses.select_related("version").get()
    sent = make.posted(response, make.right(response.version.to_item()))
    with django_assert_max_num_queries(13):
        assert client.post(f"/attempts/{attempt.pk}/1/", sent).status_code == 302
    assert attempt.learner.memories.count() == size


def test_a_command_makes_everybodys_memory_from_the_answers(learner, quiz, capsys):
    known.take(quiz, learner, wrong=(2,))
    before = state(learner)
    ConceptMemory.objects.all().delete()
    call_command("rebuild_memories")
    assert state(learner) == before
    assert "what 1 learners know" in capsys.readouterr().out
