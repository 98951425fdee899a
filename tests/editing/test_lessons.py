"""The starter library: short lessons of our own, each with a quiz."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from quizzes.content.shipped import read_items
from quizzes.generation import format_of, objections, read, set_objections
from quizzes.items import Kind, Level
from quizzes.models import Article, Quiz
from quizzes.tasks import shipped_base

FOLDER = Path(settings.CONTENT_DIR)
CONTENT = yaml.safe_load((FOLDER / "content.yaml").read_text(encoding="utf-8"))
LESSONS = [entry for entry in CONTENT["quizzes"] if entry["key"].startswith("lesson-")]
TOPICS = [entry["key"].removeprefix("lesson-") for entry in LESSONS]

every_lesson = pytest.mark.parametrize("topic", TOPICS)


def source_of(topic):
    return (FOLDER / "articles" / "lessons" / f"{topic}.md").read_text(encoding="utf-8")


def document_of(topic):
    path = FOLDER / "articles" / "lessons" / f"{topic}.md"
    return read(path.read_bytes(), format=format_of(path.name))


def items_of(topic):
    return read_items(FOLDER / "items" / f"lesson-{topic}.json")


def choices(items):
    return [item for item in items if item.kind == Kind.SINGLE]


def test_the_course_begins_with_what_most_people_meet_first():
    assert TOPICS[:6] == ["phishing", "passwords", "mfa", "updates", "malware", "backups"]
    assert len(TOPICS) == len(set(TOPICS))


def test_every_lesson_that_lies_there_is_shipped():
    folder = FOLDER / "articles" / "lessons"
    assert {path.stem for path in folder.glob("*.md")} - {"README"} == set(TOPICS)


@every_lesson
def test_a_lesson_is_short_and_ends_with_its_sources(topic):
    lesson, _, sources = source_of(topic).partition("\n## Sources\n")
    assert 300 <= len([word for word in lesson.split() if word.strip("#-")]) <= 600
    assert "## " not in sources
    # Address, title and who says so: "- Organisation: Title, <https://...>".
    lines = [line for line in sources.splitlines() if line.strip()]
    assert [x for x in lines if not re.fullmatch(r"- [^:]+: .+, <https?://\S+>", x)] == []


@every_lesson
def test_a_lesson_cites_what_the_concept_base_leans_on(topic):
    cited = set(re.findall(r"<(https?://\S+)>", source_of(topic)))
    known = {source.url for source in shipped_base().sources.values()}
    assert len(cited & known) >= 2


@every_lesson
def test_a_lesson_is_licensed_for_everybody(topic):
    article = next(
        a for a in CONTENT["articles"] if a["slug"] == f"lesson-{topic.replace('_', '-')}"
    )
    assert article["licence"] == "CC BY 4.0"
    assert "creativecommons.org/licenses/by/4.0" in source_of("README")


@every_lesson
def test_a_lessons_quiz_asks_eight_to_ten_questions_and_mostly_what_to_do(topic):
    items = items_of(topic)
    assert 8 <= len(items) <= 10
    assert 2 * sum(item.level == Level.APPLY for item in items) >= len(items)
    assert 4 * sum(item.kind == Kind.TRUE_FALSE for item in items) <= len(items)


@every_lesson
def test_nothing_stands_against_a_lessons_questions(topic):
    items, document = items_of(topic), document_of(topic)
    found = [
        (item.stem, o.code, o.message)
        for item in items
        for o in objections(item, document=document, concepts=shipped_base())
        if o.severity != "info"
    ]
    assert found == []
    assert [o.message for _, o in set_objections(items) if o.severity != "info"] == []


@every_lesson
def test_a_lessons_questions_are_kept_with_the_text_that_is_shipped(topic):
    kept = json.loads((FOLDER / "items" / f"lesson-{topic}.json").read_text(encoding="utf-8"))
    assert kept["article"]["text"] == document_of(topic).text


@every_lesson
def test_the_evidence_stands_in_the_lesson_word_for_word(topic):
    text = document_of(topic).text
    for item in items_of(topic):
        # What goes beyond the lesson leans on its cited source alone.
        assert item.evidence if not item.beyond else item.authority
        assert [p.text for p in item.evidence] == [text[p.start : p.end] for p in item.evidence]


@every_lesson
def test_the_keys_are_spread_over_the_places(topic):
    places = Counter(item.keys[0] for item in choices(items_of(topic)))
    assert max(places.values()) - min(places[place] for place in range(4)) <= 1


@every_lesson
def test_a_question_says_why_for_every_option_and_names_its_source(topic):
    for item in items_of(topic):
        assert item.explanation
        assert item.authority
        assert all(option.feedback for option in item.options)
        wrong = [option.feedback for option in item.options if not option.correct]
        assert len(set(wrong)) == len(wrong)


@pytest.mark.django_db
def test_the_first_page_shows_the_lessons_as_a_course_before_the_other_quizzes(
    guest, shipped_content
):
    page = guest.get("/").content.decode()
    places = [page.index(f'href="/quizzes/{entry["slug"]}/"') for entry in CONTENT["quizzes"]]
    assert places == sorted(places)
    assert [entry["key"] for entry in CONTENT["quizzes"]][len(LESSONS) :] == ["founding", "kinds"]


@pytest.mark.django_db
def test_a_lessons_sources_can_be_read_on_its_page(guest, shipped_content):
    lesson = Article.objects.get(slug="lesson-phishing")
    page = guest.get(f"/articles/{lesson.slug}/").content.decode()
    assert "https://www.reportfraud.police.uk/phishing/" in page
    assert "CC BY 4.0" in page
    assert Quiz.objects.get(key="lesson-phishing").articles.get() == lesson
