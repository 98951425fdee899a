"""The admin's pages on one thing take as many SQL statements beside few other things as beside many."""

import pytest
from django.utils import timezone

from quizzes.items import Kind
from quizzes.models import QuestionVersion, Remarking, Ruling
from quizzes.remarking import Wish, large
from tests import make
from tests.assigning import making
from tests.returning import known

pytestmark = pytest.mark.django_db

PAGES = {
    "": 22,
    "article/{article}/change/": 22,
    "article/{article}/text/": 14,
    "questionversion/{version}/change/": 30,
    "questionversion/add/": 6,
    "quiz/{quiz}/change/": 24,
    "quiz/{quiz}/check/": 30,
    "quiz/{quiz}/questions/": 34,
    "group/{group}/change/": 16,
    "assignment/{assignment}/change/": 18,
    "remarking/of/{version}/": 18,
    "remarking/{plan}/change/": 14,
}


@pytest.fixture
def things():
    """One of each; the version has answers, and a re-marking of it is prepared."""
    article = make.article()
    quiz = make.quiz([Kind.SINGLE] * 2, of=article)
    for _ in range(2):
        known.take(quiz, make.learner(), wrong=(1,))
    version = QuestionVersion.objects.get(question__quiz_questions__position=1)
    group = make.group()
    return {
        "article": article.pk,
        "quiz": quiz.pk,
        "version": version.pk,
        "group": group.pk,
        "assignment": making.assignment(group, quiz).pk,
        "plan": prepared(version).pk,
    }


def prepared(version):
    row = Remarking.objects.first() or large.prepare(
        version, Wish(Ruling.EVERYBODY), reason="Wrong.", by=None, now=timezone.now()
    )
    Remarking.objects.update(state="looking")
    row.refresh_from_db()
    large.look(row)
    return row


def grow(things, numbers):
    """As many more articles, questions, quizzes, groups, members, attempts."""
    version = QuestionVersion.objects.get(pk=things["version"])
    quiz = version.question.quiz_questions.get().quiz
    group = make.group("More")
    for i in numbers:
        make.quiz([Kind.SINGLE], slug=f"more-{i}", of=make.article(slug=f"more-{i}"))
        make.group(f"Group {i}")
        make.version(stem=f"A candidate {i}?", approved=False)
        making.member(group)
        known.take(quiz, make.learner(), wrong=(1,))
    prepared(version)


def address(page, things):
    return f"/admin/quizzes/{page.format(**things)}" if page else "/admin/"


def counted(browser, things, limit):
    counts = {}
    for page, most in PAGES.items():
        with limit(most, info=page) as statements:
            assert browser.get(address(page, things)).status_code == 200, page  # fmt: skip
        counts[page] = len(statements)
    return counts


def test_pages_take_the_same_beside_few_and_beside_many(
    superuser, things, django_assert_max_num_queries
):
    grow(things, range(2))
    counted(superuser, things, django_assert_max_num_queries)  # articles are read once a process
    few = counted(superuser, things, django_assert_max_num_queries)
    grow(things, range(2, 10))
    assert counted(superuser, things, django_assert_max_num_queries) == few
