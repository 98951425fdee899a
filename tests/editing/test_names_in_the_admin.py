"""Who made what is said to editors by name, and linked only for whoever may see accounts."""

import pytest

from quizzes.items import Kind
from quizzes.models import Quiz
from tests import make
from tests.assigning import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def maker(db):
    return make.user("made-by-me")


def history(kind, maker):
    """The address of a history in which somebody's change stands."""
    made = {
        "article": lambda: make.article(),
        "quiz": lambda: make.quiz([Kind.SINGLE]),
        "questionversion": lambda: make.version(),
        "assignment": lambda: making.assignment(make.group(), make.quiz([Kind.SINGLE])),
    }[kind]()
    made.history.update(history_user=maker)
    return f"/admin/quizzes/{kind}/{made.pk}/history/"


@pytest.mark.parametrize("kind", ["article", "quiz", "questionversion", "assignment"])
def test_a_history_links_to_an_account_only_for_whoever_may_see_it(kind, maker, editor, superuser):
    path, link = history(kind, maker), f"/admin/quizzes/user/{maker.pk}/change/"
    for browser, linked in ((editor, False), (superuser, True)):
        page = browser.get(path).content.decode()
        assert "made-by-me" in page
        assert (link in page) == linked


def test_an_assignment_names_who_made_it_without_a_link_that_editors_may_not_open(
    maker, editor, superuser
):
    assignment = making.assignment(make.group(), make.quiz([Kind.SINGLE]))
    type(assignment).objects.update(created_by=maker)
    path, link = f"/admin/quizzes/assignment/{assignment.pk}/change/", f"/user/{maker.pk}/change/"
    for browser, linked in ((editor, False), (superuser, True)):
        page = browser.get(path).content.decode()
        assert "made-by-me" in page
        assert (link in page) == linked
    assert editor.get("/admin/quizzes/assignment/add/").status_code == 200


def test_lists_and_filters_say_shortly_for_whom_a_quiz_is(editor):
    make.quiz([Kind.SINGLE], slug="open")
    make.quiz([Kind.SINGLE], slug="asked", audience="assigned")
    page = editor.get("/admin/quizzes/quiz/").content.decode()
    assert "chosen below" not in page
    assert "some groups" in page
    asked = editor.get("/admin/quizzes/quiz/?audience=assigned").content.decode()
    assert ("The asked" in asked, "The open" in asked) == (True, False)
    form = editor.get(f"/admin/quizzes/quiz/{Quiz.objects.first().pk}/change/").content.decode()
    assert "members of the groups chosen below" in form
