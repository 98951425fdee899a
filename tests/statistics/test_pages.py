"""The statistics pages: who may see them, what they say and hide, what they cost."""

import csv
import io

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.utils import timezone

from quizzes import actions, statistics
from quizzes.items import Kind
from quizzes.models import QuizStatistics
from tests import make
from tests.security.poison import PAYLOADS, assert_harmless, items
from tests.statistics.answering import answered, by_chance

pytestmark = pytest.mark.django_db


def page(quiz, part=""):
    return f"/admin/quizzes/quiz/{quiz.pk}/statistics/{part}"


@pytest.fixture
def quiz():
    return make.quiz([Kind.SINGLE, Kind.CLOZE, Kind.SINGLE, Kind.SHORT_TEXT])


@pytest.fixture
def kept(quiz):
    answered(quiz, by_chance(quiz, 60))
    return statistics.refresh(quiz, now=timezone.now())


def words(answer):
    return " ".join(BeautifulSoup(answer.content, "html.parser").get_text(" ").split())


def test_an_editor_reads_what_to_do_and_comes_to_the_question(editor, quiz, kept):
    first = kept.items.get(place=1)
    answer = editor.get(page(quiz))
    assert "“Delta” was never chosen in 60 answers. Replace it" in words(answer)
    soup = BeautifulSoup(answer.content, "html.parser")
    link = soup.find("a", string=lambda s: s and "Edit the question" in s) or soup.select_one(
        ".findings a"
    )
    assert link["href"] == f"/admin/quizzes/questionversion/{first.version_id}/change/"
    assert editor.get(link["href"]).status_code == 200
    assert "60 first attempts are counted" in words(answer)


def test_from_the_quiz_and_from_the_question_one_comes_there(editor, quiz, kept):
    version = kept.items.get(place=1).version_id
    assert page(quiz) in editor.get(f"/admin/quizzes/quiz/{quiz.pk}/change/").content.decode()
    of_question = f"/admin/quizzes/questionversion/{version}/statistics/"
    change = editor.get(f"/admin/quizzes/questionversion/{version}/change/")
    assert of_question in change.content.decode()
    assert "Version 1 · The quiz" in words(editor.get(of_question))


def test_below_the_minimum_no_figure_is_shown(editor, quiz):
    answered(quiz, by_chance(quiz, 9))
    row = statistics.refresh(quiz, now=timezone.now())
    version = row.items.get(place=1).version_id
    assert "Not enough answers yet" in words(editor.get(page(quiz)))
    for answer in (
        editor.get(page(quiz)),
        editor.get(page(quiz, f"{version}/")),
        editor.get(f"/admin/quizzes/questionversion/{version}/statistics/"),
    ):
        assert "Not enough answers yet" in words(answer)
        assert not BeautifulSoup(answer.content, "html.parser").select("svg.chart, .whisker")
    assert editor.get(page(quiz, "figures.csv")).content.decode("utf-8-sig").count("\n") == 1


def test_before_the_first_time_the_page_says_so_and_the_button_computes(editor, quiz):
    answered(quiz, by_chance(quiz, 10))
    assert "No figures yet." in words(editor.get(page(quiz)))
    answer = editor.post(page(quiz, "refresh/"), follow=True)
    assert "10 first attempts are counted" in words(answer)
    assert QuizStatistics.objects.get().n == 10


def test_while_new_figures_are_on_their_way_the_page_says_so(editor, quiz, kept):
    QuizStatistics.objects.ask(quiz, now=timezone.now())
    told = words(editor.get(page(quiz)))
    assert "New figures are on their way." in told
    assert "no worker was heard of lately" in told
    assert "on their way already" in words(editor.post(page(quiz, "refresh/"), follow=True))


def test_a_look_computes_nothing(editor, quiz, kept):
    assert editor.get(page(quiz, "refresh/")).status_code == 405
    assert QuizStatistics.objects.get().as_of == kept.as_of


def test_who_may_not_see_statistics_does_not(quiz, kept):
    staff = make.user("staff", is_staff=True)
    staff.user_permissions.add(Permission.objects.get(codename="change_quiz"))
    browser = make.browser_of(staff)
    version = kept.items.get(place=1).version_id
    for path in (
        page(quiz),
        page(quiz, f"{version}/"),
        page(quiz, "figures.csv"),
        f"/admin/quizzes/questionversion/{version}/statistics/",
    ):
        assert browser.get(path).status_code == 403
    assert browser.post(page(quiz, "refresh/")).status_code == 403
    change = browser.get(f"/admin/quizzes/quiz/{quiz.pk}/change/").content.decode()
    assert page(quiz) not in change


def test_what_there_is_not_is_not_found(editor, quiz, kept):
    other = make.quiz(slug="other")
    version = other.drawable()[0][0]
    assert editor.get(page(quiz, f"{version.pk}/")).status_code == 404
    assert editor.get(page(other, "figures.csv")).status_code == 404
    assert editor.get("/admin/quizzes/quiz/987654/statistics/").status_code == 404


def test_a_question_shows_its_options_by_thirds(editor, quiz, kept):
    item = kept.items.get(place=1)
    told = words(editor.get(page(quiz, f"{item.version_id}/")))
    assert f"Lower third ({item.lower})" in told
    assert "B. Bravo (right answer)" in told


def test_typed_answers_and_questions_are_text_and_no_more(editor):
    revision = make.article().current
    made = actions.add_items(
        [i for text in PAYLOADS for i in items(text, ())], revision=revision, by=None
    ).versions
    for version in made:
        version.state = "approved"
        type(version).objects.filter(pk=version.pk).update(state="approved")
    quiz = actions.make_quiz(title=PAYLOADS[0], slug="poison", versions=made, articles=[])
    rows = [
        [
            PAYLOADS[i % 3] if not version.options.exists() else 1
            for i, (version, _m) in enumerate(quiz.drawable())
        ]
    ] * 30
    answered(quiz, rows)
    row = statistics.refresh(quiz, now=timezone.now())
    assert row.items.exclude(typed=None).exists()
    paths = [page(quiz), *(page(quiz, f"{i.version_id}/") for i in row.items.all())]
    paths += [f"/admin/quizzes/questionversion/{made[0].pk}/statistics/"]
    for path in paths:
        assert_harmless(editor.get(path).content.decode(), path)


def test_the_sheet_holds_every_figure_and_no_formula(editor):
    version = make.version(stem="=HYPERLINK(1)?")
    quiz = actions.make_quiz(title="T", slug="t", versions=[version], articles=[])
    answered(quiz, by_chance(quiz, 30))
    statistics.refresh(quiz, now=timezone.now())
    answer = editor.get(page(quiz, "figures.csv"))
    assert "attachment" in answer.headers["Content-Disposition"]
    head, question, *options = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert question[2] == "'=HYPERLINK(1)?"
    assert [line[4] for line in options] == ["Alpha", "Bravo", "Charlie", "Delta"]
    assert len(head) == len(question) == len(options[0])
    assert float(question[8]) > 0


def test_the_pages_take_the_same_statements_for_two_questions_as_for_forty(
    editor, django_assert_num_queries, django_assert_max_num_queries
):
    counts = []
    for size in (2, 40):
        quiz = make.quiz([Kind.SINGLE] * size, slug=f"of-{size}")
        answered(quiz, by_chance(quiz, 30))
        row = statistics.refresh(quiz, now=timezone.now())
        version = row.items.get(place=1).version_id
        paths = [
            page(quiz),
            page(quiz, f"{version}/"),
            page(quiz, "figures.csv"),
            f"/admin/quizzes/questionversion/{version}/statistics/",
        ]
        editor.get(paths[0])
        found = []
        for path in paths:
            with django_assert_max_num_queries(16, info=path) as asked:
                assert editor.get(path).status_code == 200
            found.append(len(asked))
        counts.append(found)
    assert counts[0] == counts[1]
