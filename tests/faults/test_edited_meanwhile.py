"""Fault 9: a question is edited, retired or deleted between the showing and the sending."""

# ruff: noqa: S608

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from quizzes.items import Kind
from quizzes.models import (
    Article,
    Attempt,
    Learner,
    NotEditable,
    Option,
    QuestionVersion,
    Quiz,
    Response,
)
from tests import make

pytestmark = pytest.mark.django_db

KINDS = list(Kind)


def shown(client, response):
    return client.get(f"/attempts/{response.attempt_id}/{response.position}/").content.decode()


def replaced(version):
    """A successor with another stem and other words, approved in the version's place."""
    successor = version.successor(by=None)
    successor.stem = "Something wholly new that asks for ____?"
    successor.save()
    for option in successor.options.all():
        option.text, option.correct = f"new {option.text}", option.correct
        option.save()
    successor.approve(by=None, now=timezone.now())
    return successor


@pytest.mark.parametrize("kind", KINDS)
def test_an_attempt_keeps_the_version_that_it_showed(guest, kind):
    quiz = make.quiz([kind])
    attempt = make.start(guest, quiz)
    response = attempt.responses.select_related("version").get()
    before = shown(guest, response)
    successor = replaced(response.version)
    after = shown(guest, response)
    assert "wholly new" not in after
    stem = response.version.stem.split("____")[0]
    assert (stem in before, stem in after) == (True, True)
    assert make.send(guest, response, make.right(response.version.to_item())).status_code == 302
    guest.post(f"/attempts/{attempt.pk}/finish/")
    attempt.refresh_from_db()
    assert (attempt.score, attempt.max_score) == (1, 1)
    assert "wholly new" not in shown(guest, response)
    assert make.start(guest, quiz).responses.get().version == successor


def test_a_successor_serves_nobody_until_it_is_approved(guest):
    quiz = make.quiz([Kind.SINGLE])
    old = quiz.drawable()[0][0]
    candidate = old.successor(by=None)
    assert make.start(guest, quiz).responses.get().version == old
    assert candidate.state == "candidate"


def test_a_question_retired_during_an_attempt_still_counts_in_it_and_leaves_new_ones(guest):
    quiz = make.quiz([Kind.SINGLE] * 2)
    attempt = make.start(guest, quiz)
    first = attempt.responses.select_related("version").first()
    first.version.retire(by=None, now=timezone.now())
    assert make.send(guest, first, make.right(first.version.to_item())).status_code == 302
    guest.post(f"/attempts/{attempt.pk}/finish/")
    attempt.refresh_from_db()
    assert (attempt.score, attempt.max_score) == (1, 2)
    assert make.start(guest, quiz).question_count == 1


def test_a_quiz_that_loses_all_its_questions_lets_the_open_attempt_finish(guest):
    quiz = make.quiz([Kind.SINGLE])
    attempt = make.start(guest, quiz)
    response = attempt.responses.select_related("version").get()
    quiz.quiz_questions.all().delete()
    quiz.archive(by=None, now=timezone.now())
    assert make.send(guest, response, make.right(response.version.to_item())).status_code == 302
    guest.post(f"/attempts/{attempt.pk}/finish/")
    assert guest.get(f"/attempts/{attempt.pk}/result/").status_code == 200
    attempt.refresh_from_db()
    assert attempt.score == 1


@pytest.mark.parametrize(
    "what",
    [
        "attempt.quiz",
        "attempt.learner",
        "attempt",
        "version",
        "version.question",
        "revision",
        "article",
    ],
)
def test_what_an_attempt_points_to_is_never_deleted(guest, what):
    article = make.article()
    attempt = make.take(guest, make.quiz([Kind.SINGLE], of=article))
    response = attempt.responses.select_related("version").get()
    things = {
        "attempt.quiz": attempt.quiz, "attempt.learner": attempt.learner, "attempt": attempt,
        "version": response.version, "version.question": response.version.question,
        "revision": article.current, "article": article,
    }  # fmt: skip
    with pytest.raises(ProtectedError):
        things[what].delete()
    with pytest.raises(ProtectedError):
        type(things[what]).objects.filter(pk=things[what].pk).delete()


def delete_all(table):
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM quizzes_{table}")
    connection.check_constraints()


@pytest.mark.parametrize(
    "table",
    ["quiz", "learner", "attempt", "questionversion", "option", "question", "articlerevision"],
)
def test_the_database_itself_refuses_to_delete_it(guest, table):
    make.take(guest, make.quiz([Kind.MULTIPLE], of=make.article()))
    with pytest.raises(IntegrityError), transaction.atomic():
        delete_all(table)


def test_an_option_of_a_reviewed_question_is_not_deleted_even_where_nobody_chose_it(guest):
    attempt = make.take(guest, make.quiz([Kind.SINGLE]))
    for option in attempt.responses.get().version.options.all():
        with pytest.raises(NotEditable):
            option.delete()
    assert Option.objects.count() == 4


def test_an_option_of_a_candidate_may_be_deleted():
    make.version(approved=False).options.first().delete()
    assert Option.objects.count() == 3


@pytest.mark.parametrize("model", [Quiz, QuestionVersion, Article, Learner, Attempt, Response])
def test_not_even_a_superuser_finds_a_button_that_deletes_it(superuser, guest, model):
    make.take(guest, make.quiz([Kind.SINGLE], of=make.article()))
    address = f"/admin/quizzes/{model._meta.model_name}/"
    assert "delete_selected" not in superuser.get(address).content.decode()
    before = model.objects.count()
    refused = superuser.post(f"{address}{model.objects.first().pk}/delete/", {"post": "yes"})
    assert refused.status_code == 403
    assert model.objects.count() == before
