"""Before publishing: what stands against a quiz, in words; errors stop it, warnings don't."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.html import escape

from quizzes import actions, readiness
from quizzes.content import shipped
from quizzes.items import Evidence, Item, Kind, Level, Option
from quizzes.models import Quiz
from tests import make
from tests.composing import people
from tests.composing.test_drawing import ruled, stock

pytestmark = pytest.mark.django_db

TEXT = (
    "# Passwords\n\nUse a different password for every account, because a thief tries it elsewhere.\n\n"
    "Install updates soon, because they close holes that are known.\n\n"
    "Report a lost phone at once, so that its access to accounts can be stopped.\n\n"
    "Keep a copy of your files apart from the computer.\n\n"
    "Lock the screen whenever you leave your desk.\n"
)
ASKED = [
    ("Why should every account have its own password?", "A thief tries it elsewhere"),
    ("What do updates do?", "They close holes that are known"),
    ("What can be stopped when a lost phone is reported at once?", "Its access to accounts"),
    ("Where should the copy of your files be kept?", "Apart from the computer"),
    ("When should the screen be locked?", "Whenever you leave your desk"),
]
WRONG = (
    "Only when somebody asks for it",
    "In the drawer of the office",
    "At the end of each month",
)


def sound(article, count=5, level=Level.APPLY):
    """Questions that the linter has no error against."""
    made = []
    for stem, key in ASKED[:count]:
        start = article.current.text.casefold().index(key.casefold())
        evidence = Evidence(start, start + len(key), article.current.text[start : start + len(key)])
        options = (Option(key, True), *(Option(text, False, "It is not so.") for text in WRONG))
        item = Item(
            Kind.SINGLE,
            stem,
            options,
            explanation=f"The article says it: {key}.",
            evidence=(evidence,),
            level=level,
        )
        (version,) = actions.add_items([item], revision=article.current, by=None).versions
        version.approve(by=None, now=timezone.now())
        made.append(version)
    return made


@pytest.fixture
def article(db):
    return make.article(text=TEXT)


def quiz_of(versions, article, **rules):
    return actions.make_quiz(
        title="Ready",
        slug="ready",
        versions=versions,
        articles=[article] if article else [],
        **rules,
    )


def codes(quiz, severity=None):
    found = readiness.look_at(quiz, timezone.now())
    return {f.code for f in found if severity in (None, f.severity)}


def publish(editor, quiz, **sent):
    url = f"/admin/quizzes/quiz/{quiz.pk}/do/publish/"
    page = editor.post(url, sent, follow=True).content.decode()
    quiz.refresh_from_db()
    return page


def test_nothing_stands_against_a_sound_quiz_and_it_is_published(editor, article):
    quiz = quiz_of(sound(article), article)
    assert readiness.look_at(quiz, timezone.now()) == []
    page = editor.get(f"/admin/quizzes/quiz/{quiz.pk}/check/").content.decode()
    assert "Nothing stands against it." in page
    assert "Published." in publish(editor, quiz)
    assert quiz.is_visible


def test_warnings_are_shown_once_and_stop_nobody(editor, article):
    quiz = quiz_of(sound(article, 2), article)
    page = publish(editor, quiz)
    assert "An attempt gets 2 questions only" in page
    assert not quiz.is_visible
    assert "Publish all the same" in page
    publish(editor, quiz, checked="1")
    assert quiz.is_visible


def test_errors_stop_it_whatever_was_sent(editor, article):
    quiz = quiz_of([*sound(article), make.version(approved=False)], article)
    page = publish(editor, quiz, checked="1")
    assert "is not approved. Approve it, or take it out." in page
    assert "1 thing has to be mended first" in page
    assert "Publish all the same" not in page
    assert not quiz.is_visible


def test_a_question_with_a_fault_in_its_wording_stops_it_and_is_linked(editor, article):
    (good, *_rest) = sound(article)
    item = good.to_item()
    faulty = replace(item, stem="Which of them is", options=(*item.options[:3], item.options[1]))
    (version,) = actions.add_items([faulty], revision=article.current, by=None).versions
    type(version).objects.filter(pk=version.pk).update(state="approved")
    quiz = quiz_of([version], article)
    found = [f for f in readiness.look_at(quiz, timezone.now()) if f.severity == "error"]
    assert found
    assert {f.version for f in found} == {version}
    page = editor.get(f"/admin/quizzes/quiz/{quiz.pk}/check/").content.decode()
    assert f"/admin/quizzes/questionversion/{version.pk}/change/" in page
    assert str(escape(found[0].message)) in page


CASES = {
    "EMPTY": lambda a: quiz_of([], a),
    "FEW": lambda a: quiz_of(sound(a, 2), a),
    "UNAPPROVED": lambda a: quiz_of([make.version(approved=False)], a),
    "DUP": lambda a: quiz_of([*sound(a), *sound(make.article(slug="again", text=TEXT))], a),
    "RECALL": lambda a: quiz_of(sound(a, level=Level.REMEMBER), a),
    "NO-ARTICLE": lambda a: quiz_of(sound(a), None),
    "ELSEWHERE": lambda a: quiz_of(sound(a), make.article(slug="other")),
    "NO-GROUP": lambda a: quiz_of(sound(a), a, audience="groups"),
    "UNASSIGNED": lambda a: quiz_of(sound(a), a, audience="assigned"),
    "OVER": lambda a: quiz_of(sound(a), a, closes_at=timezone.now() - timedelta(hours=1)),
    "HURRY": lambda a: quiz_of(sound(a), a, time_limit=timedelta(minutes=1)),
    "READS": lambda a: quiz_of(sound(a), a, time_limit=timedelta(hours=1), article_access="beside"),
    "DRAW-ALL": lambda a: quiz_of(sound(a), a, draw_count=9),
    "KEY-POS": lambda a: quiz_of(sound(a), a, shuffle_options=False),
}
ERRORS = {"EMPTY", "UNAPPROVED", "NO-GROUP", "SHORT"}


@pytest.mark.parametrize("code", CASES)
def test_each_thing_is_found_and_nothing_of_it_in_a_sound_quiz(article, code):
    quiz = CASES[code](article)
    assert code in codes(quiz, "error" if code in ERRORS else "warning")
    quiz.delete()
    Quiz.objects.all().delete()
    assert code not in codes(quiz_of(sound(article), article))


def test_rules_that_find_too_few_or_none_to_spare(article):
    stock(3)
    assert "SHORT" in codes(ruled({"count": 4, "topic": "passwords"}), "error")
    assert "SAME-DRAW" in codes(ruled({"count": 3, "topic": "passwords"}, slug="same"), "warning")
    enough = codes(ruled({"count": 2, "topic": "passwords"}, slug="enough"))
    assert not {"SHORT", "SAME-DRAW"} & enough


def test_an_assigned_quiz_that_is_assigned_has_somebody(article):
    quiz = quiz_of(sound(article), article, audience="assigned")
    people.assigned(people.group(), quiz)
    assert "UNASSIGNED" not in codes(quiz)


def test_every_shipped_quiz_passes_without_an_error(settings):
    list(shipped.add(settings.CONTENT_DIR, now=timezone.now()))
    for quiz in Quiz.objects.all():
        assert not codes(quiz, "error"), quiz


@pytest.mark.parametrize("size", [2, 30])
def test_the_check_takes_as_many_statements_for_two_as_for_thirty(
    editor, size, django_assert_num_queries
):
    articles = [make.article(slug=f"of-{n}") for n in range(size)]
    versions = [
        make.version(kind, of=of, stem="" if kind == Kind.CLOZE else f"Of {of.slug} {kind}?")
        for of in articles
        for kind in Kind
    ]
    quiz = quiz_of(versions[:60], articles[0])
    path = f"/admin/quizzes/quiz/{quiz.pk}/check/"
    editor.get(path)
    with django_assert_num_queries(STATEMENTS):
        assert editor.get(path).status_code == 200


STATEMENTS = 23
