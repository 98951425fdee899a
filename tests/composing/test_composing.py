"""Composing a quiz in the admin: pick, draw by rule, order, marks; copies; two editors; past attempts."""

from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from quizzes.composing import ChangedMeanwhile, Wanted, arrange, copy_quiz, lines_of
from quizzes.items import Kind
from quizzes.models import DrawRule, Quiz
from tests import make
from tests.composing.test_drawing import ruled, stock

pytestmark = pytest.mark.django_db


def address(quiz):
    return f"/admin/quizzes/quiz/{quiz.pk}/questions/"


def keys(quiz):
    return [line.key for line in lines_of(quiz)]


def typed(quiz, **more):
    """The form of the lines as the page sends it, nothing changed."""
    quiz.refresh_from_db()
    sent = {"act": "save", "edit_seen": quiz.edit_number}
    for place, line in enumerate(lines_of(quiz), start=1):
        sent |= {f"{line.key}-place": place, f"{line.key}-marks": line.row.max_mark}
        if line.is_rule:
            sent[f"{line.key}-count"] = line.row.count
    return sent | more


def test_an_editor_picks_questions_and_sees_what_each_asks(editor):
    quiz, article = make.quiz([], published=False), make.article()
    version = make.version(of=article, stem="What would a thief do?")
    page = editor.get(address(quiz)).content.decode()
    for told in (
        "What would a thief do?",
        "Bravo</b> (right answer)",
        make.EXPLANATION,
        "<mark>A thief",
    ):
        assert told in page
    answer = editor.post(
        address(quiz), {"_add": "", "question": version.question_id}, follow=True
    ).content.decode()
    assert "1 question added." in answer
    assert [v for v, _mark in quiz.drawable()] == [version]


def test_what_is_in_the_quiz_already_or_no_approved_question_is_not_added(editor):
    quiz = make.quiz([Kind.SINGLE], published=False)
    there, candidate = quiz.quiz_questions.get().question_id, make.version(approved=False)
    for pk in (there, candidate.question_id, 987654, "x"):
        page = editor.post(address(quiz), {"_add": "", "question": pk}, follow=True)
        assert "Nothing was added" in page.content.decode()
    assert quiz.quiz_questions.count() == 1


@pytest.fixture
def bank(db):
    article = make.article(title="The article")
    return {
        "of": stock(1, of=article)[0],
        "topic": stock(1, topic="mfa")[0],
        "level": stock(1, level="apply", topic="scams")[0],
        "kind": stock(1, kind=Kind.NUMERIC, topic="updates")[0],
    }


def picked(editor, quiz, **asked):
    soup = BeautifulSoup(editor.get(address(quiz), asked).content, "html.parser")
    return {int(box["value"]) for box in soup.select(".pick > input")}


@pytest.mark.parametrize("filtered", ["article", "topic", "level", "kind", "q", "family"])
def test_the_search_finds_by_each_filter(editor, bank, filtered):
    quiz = make.quiz([], published=False)
    type(bank["of"]).objects.filter(pk=bank["of"].pk).update(family="a_family")
    wanted = {
        "article": (bank["of"].question.article_id, "of"),
        "topic": ("mfa", "topic"),
        "level": ("apply", "level"),
        "kind": ("numeric", "kind"),
        "q": ("mfa asks", "topic"),
        "family": ("a_family", "of"),
    }
    value, found = wanted[filtered]
    assert picked(editor, quiz, **{filtered: value}) == {bank[found].question_id}


def test_the_words_of_options_are_searched_too_and_nonsense_finds_all_or_nothing(editor, bank):
    quiz = make.quiz([], published=False)
    assert picked(editor, quiz, q="charlie") == {
        bank[n].question_id for n in ("of", "topic", "level")
    }
    assert picked(editor, quiz, q="no such words") == set()
    assert len(picked(editor, quiz, level="'; DROP", article="x", page="999")) == 4


def test_questions_on_its_own_article_are_offered_first(editor):
    article = make.article()
    quiz = make.quiz([], of=article, published=False)
    make.version(of=article, stem="On the article?")
    make.version(stem="Elsewhere, and newer?")
    page = editor.get(address(quiz)).content.decode()
    assert page.index("On the article?") < page.index("Elsewhere, and newer?")


def test_a_rule_is_added_behind_what_is_there(editor):
    quiz = make.quiz([Kind.SINGLE], published=False)
    stock(3, topic="mfa")
    sent = {"_rule": "", "count": 2, "topic": "mfa", "max_mark": "2", "unseen_first": "on"}
    page = editor.post(address(quiz), sent, follow=True).content.decode()
    assert "2 questions on “Signing in with a second factor”" in page
    assert "3 approved questions match" in page
    rule = quiz.draw_rules.get()
    assert (rule.count, rule.position, rule.max_mark, rule.unseen_first) == (2, 2, 2, True)


def test_a_rule_that_finds_too_few_says_so_at_once(editor):
    quiz = ruled({"count": 4, "topic": "passwords"})
    stock(1)
    assert "Too few: an attempt gets 1 of them" in editor.get(address(quiz)).content.decode()


@pytest.mark.parametrize(
    "field", [{"count": "0"}, {"count": "101"}, {"max_mark": "0"}, {"topic": "?"}]
)
def test_a_rule_that_makes_no_sense_is_told_and_not_stored(editor, field):
    quiz = make.quiz([], published=False)
    answer = editor.post(address(quiz), {"_rule": "", "count": 2, "max_mark": 1} | field)
    assert answer.status_code == 422
    assert 'class="errornote"' in answer.content.decode()
    assert not DrawRule.objects.exists()


def test_up_down_and_take_out_by_buttons(editor):
    quiz = ruled({"count": 1, "topic": "passwords"}, kinds=[Kind.SINGLE] * 2)
    stock(1)
    first, second, rule = keys(quiz)
    answer = editor.post(address(quiz), typed(quiz, act=f"up:{rule}"))
    assert (answer.status_code, answer.url.endswith(f"#{rule}")) == (302, True)
    assert keys(quiz) == [first, rule, second]
    editor.post(address(quiz), typed(quiz, act=f"down:{first}"))
    assert keys(quiz) == [rule, first, second]
    editor.post(address(quiz), typed(quiz, act=f"remove:{rule}"))
    assert keys(quiz) == [first, second]
    editor.post(address(quiz), typed(quiz, act=f"up:{first}"))
    assert keys(quiz) == [first, second]


def test_places_and_marks_are_typed(editor):
    quiz = make.quiz([Kind.SINGLE] * 4, published=False)
    a, b, c, d = keys(quiz)
    editor.post(address(quiz), typed(quiz, **{f"{d}-place": 1, f"{b}-marks": "2.5"}))
    assert keys(quiz) == [d, a, b, c]
    editor.post(address(quiz), typed(quiz, **{f"{d}-place": 3}))
    assert keys(quiz) == [a, b, d, c]
    assert [line.row.position for line in lines_of(quiz)] == [1, 2, 3, 4]
    assert lines_of(quiz)[1].row.max_mark == Decimal("2.5")


@pytest.mark.parametrize(
    ("name", "value"), [("marks", "0"), ("marks", "x"), ("place", "0"), ("place", "")]
)
def test_what_was_typed_wrongly_is_told_and_nothing_is_stored(editor, name, value):
    quiz = make.quiz([Kind.SINGLE] * 2, published=False)
    a, b = keys(quiz)
    sent = typed(quiz, **{f"{a}-{name}": value, f"{b}-marks": "5"})
    assert editor.post(address(quiz), sent).status_code == 422
    assert {line.row.max_mark for line in lines_of(quiz)} == {1}


def test_the_second_of_two_editors_is_told(editor, superuser):
    quiz = make.quiz([Kind.SINGLE] * 2, published=False)
    a, b = keys(quiz)
    sent = typed(quiz, act=f"down:{a}")
    superuser.post(address(quiz), sent)
    page = editor.post(address(quiz), sent, follow=True).content.decode()
    assert "Somebody changed this quiz" in page
    assert keys(quiz) == [b, a]
    with pytest.raises(ChangedMeanwhile):
        arrange(quiz, {a: Wanted(1, Decimal(9))}, seen=0)


def test_begun_and_past_attempts_keep_what_they_got(editor, guest):
    quiz = make.quiz([Kind.SINGLE] * 2)
    attempt = make.start(guest, quiz)
    before = list(attempt.responses.values("version", "position", "max_mark"))
    first = keys(quiz)[0]
    editor.post(address(quiz), typed(quiz, act=f"remove:{first}"))
    assert len(keys(quiz)) == 1
    assert list(attempt.responses.values("version", "position", "max_mark")) == before


def test_a_copy_has_the_same_questions_and_rules_a_new_address_and_is_a_draft(editor):
    article = make.article()
    quiz = ruled({"count": 1, "topic": "passwords"}, kinds=[Kind.SINGLE] * 2, of=article, key="own")
    stock(1)
    quiz.publish(by=None, now=timezone.now())
    answer = editor.post(f"/admin/quizzes/quiz/{quiz.pk}/do/copy/")
    copy = Quiz.objects.exclude(pk=quiz.pk).get()
    assert answer.url == f"/admin/quizzes/quiz/{copy.pk}/change/"
    assert (copy.title, copy.slug) == ("Copy of The quiz", "copy-of-the-quiz")
    assert (copy.published_at, copy.key, copy.is_visible) == (None, None, False)
    assert list(copy.articles.all()) == [article]

    def told(of):
        return [(line.is_rule, str(line.row), line.row.position) for line in lines_of(of)]

    assert told(copy) == told(quiz)
    assert [v for v, _mark in copy.drawable()] == [v for v, _mark in quiz.drawable()]
    assert copy_quiz(quiz).slug == "copy-of-the-quiz-2"


def test_whoever_may_not_edit_quizzes_may_not_compose_them(signed_in, guest, db):
    quiz = make.quiz()
    for client in (signed_in, guest):
        assert "/admin/login/" in client.get(address(quiz)).url
    helper = make.browser_of(make.user("helper", is_staff=True))
    assert helper.get(address(quiz)).status_code == 403
    assert helper.post(address(quiz), typed(quiz)).status_code == 403


@pytest.mark.parametrize("size", [2, 30])
def test_the_page_takes_as_many_statements_for_two_as_for_thirty(
    editor, size, django_assert_num_queries
):
    article = make.article()
    quiz = ruled(
        {"count": 1, "article": article}, kinds=[Kind.SINGLE, Kind.MATCHING] * size, of=article
    )
    for n in range(size):
        DrawRule.objects.create(quiz=quiz, count=1, topic="passwords", position=99 + n)
        stock(1, of=article, stem=f"Lot {n}")
    editor.get(address(quiz))
    with django_assert_num_queries(STATEMENTS):
        assert editor.get(address(quiz)).status_code == 200


STATEMENTS = 31
