"""The preview shows every page as a learner sees it, to editors alone, and stores nothing."""

import re

import pytest
from django.apps import apps
from django.urls import reverse

from quizzes.items import Kind
from quizzes.models import Learner, Quiz
from tests import make
from tests.composing.test_drawing import ruled, stock

pytestmark = pytest.mark.django_db

KINDS = list(Kind)
HERE = "/quizzes/quiz/preview/"


def everything_stored():
    """How many rows each table of ours has, and what the quizzes say."""
    counts = {
        model.__name__: model._default_manager.count()
        for model in apps.get_app_config("quizzes").get_models(include_auto_created=True)
    }
    return counts, list(Quiz.objects.order_by("pk").values())


@pytest.fixture(autouse=True)
def _nothing_is_stored(request):
    """What every test of this file also asserts: the preview left no row behind."""
    request.getfixturevalue("db")
    make.quiz(KINDS, of=make.article(), published=False)
    request.getfixturevalue("editor")
    before = everything_stored()
    yield
    if not request.node.get_closest_marker("stores"):
        assert everything_stored() == before


def text(client, path, **sent):
    answer = client.post(HERE + path, sent) if sent else client.get(HERE + path)
    assert answer.status_code == 200, answer.headers
    return answer.content.decode()


def test_a_drafts_own_page_its_article_and_its_start(editor):
    page = text(editor, "")
    assert "Preview: this is no real attempt." in page
    assert "Learners can&#x27;t open this quiz yet." in page or "can't open" in page
    assert 'action="/quizzes/quiz/preview/start/"' in page
    assert "Use a different password" in text(editor, "articles/passwords/")
    begun = editor.post(HERE + "start/")
    assert re.fullmatch(HERE + r"\d+-/1/", begun.url)


@pytest.mark.parametrize("place", range(1, len(KINDS) + 1))
def test_each_kind_is_shown_asked_answered_rightly_and_wrongly(editor, place):
    before = "r" * (place - 1)
    asked = text(editor, f"7-{before}/{place}/")
    assert "Check answer" in asked
    assert f"Question {place} of 8" in asked
    assert make.EXPLANATION not in asked
    assert "Correct</h2>" in text(editor, f"7-{before}r/{place}/")
    wrong = text(editor, f"7-{before}w/{place}/")
    assert "Not quite</h2>" in wrong or "Partly right</h2>" in wrong
    assert "Preview: this is no real attempt." in wrong


def test_an_answer_that_an_editor_sends_is_marked_and_its_links_lead_on(editor):
    page = text(editor, "7-/1/", sequence="0", answer="1")
    state = re.search(HERE + r"(7-[rw])/2/", page)
    assert state, page
    assert "Question 2 of 8" in text(editor, f"{state[1]}/2/")
    assert "/attempts/" not in page


def test_an_empty_answer_is_told_as_to_a_learner(editor):
    answer = editor.post(HERE + "7-/1/", {"sequence": "0"})
    assert answer.status_code == 422
    assert "There is a problem" in answer.content.decode()


def test_results_with_and_without_mistakes_the_overview_and_finishing(editor):
    assert "8 of 8 points" in text(editor, "7-rrrrrrrrf/result/")
    assert "questions to look at again" in text(editor, "7-wrwrwrwrf/result/")
    assert "5 questions are still open" in text(editor, "7-rrr/overview/")
    assert "3 of 8 points" in text(editor, "7-rrr/result/")
    assert "3 of 8 points" in text(editor, "7-rrr/finish/", csrf="")


def test_the_article_is_opened_on_request_for_one_page(editor):
    assert "Look it up in the article?" in text(editor, "7-/1/article/")
    assert "Use a different password" in text(editor, "7-/1/article/open/", csrf="")


@pytest.mark.stores
def test_with_feedback_at_the_end_answers_may_change_and_nothing_is_told(editor):
    Quiz.objects.update(feedback="at_end")
    page = text(editor, "7-r/1/")
    assert "Save answer" in page
    assert make.EXPLANATION not in page
    assert make.EXPLANATION in text(editor, "7-rf/1/")


@pytest.mark.stores
def test_a_draw_is_shown_and_another_one(editor):
    quiz = ruled({"count": 2, "topic": "passwords"}, slug="drawn")
    stock(9)
    pages = {editor.get(f"/quizzes/drawn/preview/{n}-/1/").content.decode() for n in range(5)}
    titles = {re.search(r"Asks passwords remember \d", page)[0] for page in pages}
    assert len(titles) > 1
    assert not quiz.attempts.exists()


@pytest.mark.stores
def test_a_quiz_without_questions_says_so(editor):
    make.quiz([], slug="none", published=False)
    page = editor.get("/quizzes/none/preview/7-/1/", follow=True).content.decode()
    assert "no questions yet" in page


def test_what_is_typed_into_the_address_is_not_found_rather_than_a_fault(editor):
    for path in ("x-/1/", "7-q/1/", "7-/99/", "7-/1/nowhere/", "99999999999-/1/", "7-/../admin/"):
        assert editor.get(HERE + path).status_code == 404, path


@pytest.fixture
def helper(db):
    """Somebody on the staff who may not edit quizzes."""
    return make.browser_of(make.user("helper", is_staff=True))


ROUTES = ["preview", "preview-start", "preview-article", "preview-attempt"]


@pytest.mark.stores
@pytest.mark.parametrize("who", ["guest", "signed_in", "helper"])
@pytest.mark.parametrize("name", ROUTES)
def test_nobody_but_editors_finds_it(request, who, name):
    from tests.security.walking import address

    client = request.getfixturevalue(who)
    for ask in (client.get, client.post):
        assert ask(address(name)).status_code in {404, 405}
    assert not Learner.objects.filter(user=None).exists()


@pytest.mark.stores
def test_superusers_are_editors(superuser):
    assert "Check answer" in text(superuser, "7-/1/")


@pytest.mark.stores
@pytest.mark.parametrize("part", ["1/", "overview/", "result/"])
def test_a_page_takes_as_many_statements_for_four_questions_as_for_forty(
    editor, part, django_assert_max_num_queries
):
    counts = []
    for size in (4, 40):
        slug = f"of-{size}"
        make.quiz([Kind.MULTIPLE, Kind.ORDERING] * (size // 2), slug=slug, published=False)
        path = f"/quizzes/{slug}/preview/7-{'rw' * (size // 2)}/{part}"
        editor.get(path)
        with django_assert_max_num_queries(60) as statements:
            assert editor.get(path).status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_the_editors_pages_lead_to_it(editor):
    quiz = Quiz.objects.get()
    for page in ("change", "questions"):
        shown = editor.get(f"/admin/quizzes/quiz/{quiz.pk}/{page}/").content.decode()
        assert f'href="{reverse("preview", args=["quiz"])}"' in shown
