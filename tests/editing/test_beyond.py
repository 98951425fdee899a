"""Asking beyond the article: only when the editor wants it, and marked for editor and learner."""

import dataclasses

import pytest
from django.utils import timezone

from quizzes import actions
from quizzes.items import Kind
from quizzes.models import GenerationRun, QuestionVersion
from tests import make

pytestmark = pytest.mark.django_db

MEMO = (
    "The minutes of the meeting name phishing once and passwords once. "
    "The canteen of the office is closed on Monday for all of the staff."
)
NOTE = "This question goes beyond the article."


def run(editor, verb, callbacks):
    article = make.article("memo", MEMO, title="A memo")
    with callbacks(execute=True):
        editor.post(f"/admin/quizzes/article/{article.pk}/do/{verb}/")
    return GenerationRun.objects.get()


def test_an_editor_tops_a_memo_up_and_sees_which_questions_go_beyond_it(
    editor, django_capture_on_commit_callbacks
):
    done = run(editor, "generate_beyond", django_capture_on_commit_callbacks)
    assert done.beyond
    assert 0 < done.added <= 10
    version = QuestionVersion.objects.filter(beyond=True).first()
    page = editor.get(f"/admin/quizzes/questionversion/{version.pk}/change/")
    assert "asks beyond the article" in page.content.decode()


def test_without_the_wish_nothing_goes_beyond_the_article(
    editor, django_capture_on_commit_callbacks
):
    done = run(editor, "generate", django_capture_on_commit_callbacks)
    assert not done.beyond
    assert not QuestionVersion.objects.filter(beyond=True).exists()


def beyond(**fields):
    item = dataclasses.replace(make.item(**fields), beyond=True, family="scenario")
    (version,) = actions.add_items([item], revision=make.article().current, by=None).versions
    return version


def test_the_mark_survives_being_stored_and_revised(superuser):
    version = beyond()
    assert version.to_item().beyond
    assert version.successor(by=None).to_item().beyond


def test_a_learner_is_told_before_and_after_the_answer(guest):
    version = beyond()
    version.approve(by=None, now=timezone.now())
    quiz = actions.make_quiz(title="Q", slug="q", versions=[version], articles=[])
    quiz.publish(by=None, now=timezone.now())
    attempt = make.start(guest, quiz)
    response = attempt.responses.get()
    assert NOTE in guest.get(f"/attempts/{attempt.pk}/1/").content.decode()
    make.send(guest, response, make.right(version.to_item()))
    assert NOTE in guest.get(f"/attempts/{attempt.pk}/1/").content.decode()


def test_other_questions_carry_no_such_note(guest):
    attempt = make.start(guest, make.quiz([Kind.SINGLE]))
    assert NOTE not in guest.get(f"/attempts/{attempt.pk}/1/").content.decode()
