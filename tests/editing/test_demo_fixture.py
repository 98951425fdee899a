"""What is shipped goes into a database that is empty, or that has an article of its own."""

import pytest
from django.core.management import call_command

from quizzes.content.shipped import read_items
from quizzes.management.commands.make_fixtures import demo_rows
from quizzes.models import Question, Quiz
from tests import make
from tests.editing.test_shipped_content import FOLDER, content, items_of, load


@pytest.mark.django_db
def test_loading_leaves_out_a_quiz_whose_article_was_changed_here_and_says_so(capsys):
    make.article("network-civilization-and-network-security", "Our own text.")
    call_command("load_content")
    assert "was changed here" in capsys.readouterr().out
    shipped = {entry["key"] for entry in content()["quizzes"]}
    assert set(Quiz.objects.values_list("key", flat=True)) == shipped - {"founding"}


@pytest.mark.django_db
def test_the_fixture_goes_into_an_empty_database_and_is_then_known_to_load_content():
    call_command("loaddata", str(FOLDER / "demo.json"), verbosity=0)
    assert items_of("kinds") == read_items(FOLDER / "items" / "kinds.json")
    assert [i.stem for i in items_of("founding")] == [
        i.stem for i in read_items(FOLDER / "items" / "founding.json")
    ]
    of_quizzes = Question.objects.filter(practice_of=None)
    count = of_quizzes.count()
    call_command("load_content")
    assert of_quizzes.count() == count


@pytest.mark.django_db
def test_the_fixtures_quiz_can_be_taken(guest):
    call_command("loaddata", str(FOLDER / "demo.json"), verbosity=0)
    attempt = make.take(guest, Quiz.objects.get(key="kinds"))
    assert attempt.score == attempt.max_score


def test_the_fixture_is_what_load_content_makes():
    assert load("demo.json") == demo_rows()
