"""Editors assign in the admin, and see nobody's answers there."""

import pytest
from bs4 import BeautifulSoup

from quizzes.items import Kind
from quizzes.models import Assignment
from tests import make
from tests.assigning import making

pytestmark = pytest.mark.django_db

ADD = "/admin/quizzes/assignment/add/"


def sent(quiz, group, **more):
    return {
        "quiz": quiz.pk, "group": group.pk, "visibility": "aggregates",
        "due_at_0": "2099-01-31", "due_at_1": "17:00",
    } | more  # fmt: skip


def test_an_editor_assigns_and_is_noted(editor):
    quiz, group = make.quiz([Kind.SINGLE]), make.group()
    assert editor.post(ADD, sent(quiz, group)).status_code == 302
    assert Assignment.objects.get().created_by.username == "editor"


def test_dates_that_contradict_each_other_are_said(editor):
    quiz, group = make.quiz([Kind.SINGLE]), make.group()
    answer = editor.post(ADD, sent(quiz, group, within_days="3"))
    assert "Give a due date or days after joining, not both." in answer.content.decode()
    assert not Assignment.objects.exists()


def test_an_editor_withdraws_and_never_deletes(editor):
    assignment = making.assignment(make.group(), make.quiz([Kind.SINGLE]))
    making.sat(assignment, making.member(assignment.group, name="Ben Secret").learner)
    path = f"/admin/quizzes/assignment/{assignment.pk}/"
    page = editor.get(path + "change/")
    assert BeautifulSoup(page.content, "html.parser").find("a", class_="deletelink") is None
    assert "Ben Secret" not in page.content.decode()
    assert editor.post(path + "delete/", {"post": "yes"}).status_code == 403
    editor.post(path + "do/withdraw/")
    assignment.refresh_from_db()
    assert assignment.withdrawn_at is not None
