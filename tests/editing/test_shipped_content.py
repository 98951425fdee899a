"""The content that comes with the project."""

import json
from collections import Counter
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.core.management import call_command

from quizzes.content.shipped import read_items
from quizzes.generation import objections, read, set_objections
from quizzes.items import Kind, Level
from quizzes.management.commands.make_fixtures import founding_items
from quizzes.models import Article, Concept, Decision, Question, QuestionVersion, Quiz
from quizzes.tasks import shipped_base

FOLDER = Path(settings.CONTENT_DIR)


def load(name):
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def content():
    return yaml.safe_load((FOLDER / "content.yaml").read_text(encoding="utf-8"))


def items_of(key):
    versions = QuestionVersion.objects.whole().filter(question__quiz_questions__quiz__key=key)
    return [v.to_item() for v in versions.order_by("question__quiz_questions__position")]


def test_the_founding_quiz_is_what_the_pipeline_makes_of_the_article():
    assert load("items/founding.json") == json.loads(json.dumps(founding_items(FOLDER)))


def test_the_founding_quiz_has_enough_questions_of_more_than_memory():
    items = read_items(FOLDER / "items" / "founding.json")
    assert len(items) >= 6
    assert 3 * sum(item.level != Level.REMEMBER for item in items) >= len(items)
    assert all(item.evidence for item in items)


def test_the_second_quiz_shows_every_kind_once():
    items = read_items(FOLDER / "items" / "kinds.json")
    assert Counter(item.kind for item in items) == Counter(Kind)


@pytest.mark.parametrize("name", ["founding", "kinds"])
def test_nothing_stands_against_a_shipped_question(name):
    items = read_items(FOLDER / "items" / f"{name}.json")
    document = None
    if name == "founding":
        document = read((FOLDER / "articles" / "founding.txt").read_bytes())
    found = [
        (item.stem, o.code, o.message)
        for item in items
        for o in objections(item, document=document, concepts=shipped_base())
        if o.severity == "error"
    ]
    assert found == []
    assert [o.message for _, o in set_objections(items) if o.severity == "error"] == []


@pytest.mark.parametrize("path", sorted((FOLDER / "items").glob("*.json")), ids=lambda p: p.stem)
def test_a_shipped_question_names_the_entries_that_it_was_made_of(path):
    base = shipped_base()
    known = {
        f"{section[:-1]}:{key}"
        for section in ("scenarios", "misconceptions", "behaviours")
        for key in getattr(base, section)
    }
    for item in read_items(path):
        named = {item.entry, *(option.entry for option in item.options)} - {""}
        assert named <= known
        assert bool(item.entry) is (item.family in {"scenario", "reason", "misconception"})


@pytest.mark.django_db
def test_loading_adds_everything_once_and_approved(shipped_content):
    first = [
        Model.objects.count()
        for Model in (Article, Concept, Question, QuestionVersion, Quiz, Decision)
    ]
    call_command("load_content")
    assert first == [
        Model.objects.count()
        for Model in (Article, Concept, Question, QuestionVersion, Quiz, Decision)
    ]
    assert items_of("kinds") == read_items(FOLDER / "items" / "kinds.json")
    founding = read_items(FOLDER / "items" / "founding.json")
    assert [i.stem for i in items_of("founding")] == [i.stem for i in founding]
    assert [i.evidence for i in items_of("founding")] == [i.evidence for i in founding]


@pytest.mark.django_db
def test_loading_leaves_what_an_editor_changed(shipped_content):
    quiz = Quiz.objects.get(key="founding")
    quiz.title = "Ours"
    quiz.save()
    quiz.quiz_questions.first().delete()
    count = quiz.quiz_questions.count()
    call_command("load_content")
    quiz.refresh_from_db()
    assert (quiz.title, quiz.quiz_questions.count()) == ("Ours", count)
