"""Nothing about a key is in any page, header, cookie or address before the quiz's rules allow it."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from quizzes.items import Kind
from quizzes.models import Option, Pair, Step
from tests import make
from tests.security.walking import address, everything, routes, seen

pytestmark = pytest.mark.django_db

KINDS = list(Kind)
SECRETS = [
    make.EXPLANATION,
    make.WHY_WRONG,
    "<mark>",
    "elsewhere.",  # the end of the evidence
    "73.5",  # the number that is right
    "phishing",  # the typed answer that is right
    "data-start",
    'class="option right',
    'class="option wrong',
]
VERDICTS = ["Correct<", "Correct ", "Not quite", "Partly right", "Not answered<", "had this right"]
SIGNAL = re.compile(r"correct|wrong|right|partly|missed|mark|score|verdict|evidence|feedback", re.I)
FIRST_PK = 7_310_000


@pytest.fixture(params=["guest", "account"])
def person(request, client, anna):
    return client if request.param == "guest" else make.browser_of(anna)


@pytest.fixture
def telltale_pks(db):
    """Let the parts' row ids be numbers that stand nowhere by accident."""
    version = make.version(approved=False)
    rows = [Option(text="x"), Pair(left="x", right="y"), Step(text="x")]
    for row in rows:
        row.version, row.pk = version, FIRST_PK
        row._meta.model.save_base(row, force_insert=True)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                sequence = f"pg_get_serial_sequence('{row._meta.db_table}', 'id')"
                cursor.execute(f"SELECT setval({sequence}, {FIRST_PK})")


@pytest.fixture
def quiz(telltale_pks, request):
    rules = {"feedback": "at_once"} | getattr(request, "param", {})
    return make.quiz(KINDS, of=make.article(), **rules)


def learners_pages(quiz, attempt):
    """Every address that a learner may ask for, whichever way."""
    parts = {"slug": quiz.slug, "pk": attempt.pk}
    for name, takes in routes().items():
        for position in range(1, 9) if "position" in takes else [0]:
            yield address(name, **parts, position=position)
    yield "/articles/passwords/"
    yield "/no-such-page/"


def walk(client, quiz, attempt):
    """Everything that the person sees on all these pages."""
    return {path: seen(client, path) for path in learners_pages(quiz, attempt)}


def assert_tells_nothing(pages):
    for path, page in pages.items():
        for secret in SECRETS:
            assert secret not in page, f"{path} holds {secret!r}"
        assert str(FIRST_PK)[:4] not in page, f"{path} holds a row id"
        assert not [verdict for verdict in VERDICTS if verdict in page], path
        head, body = page.split("\n\n", 1)
        tags = "".join(re.findall(r"<[^>]*>", body))
        assert not (found := SIGNAL.search(head + tags)), f"{path}: {found} in {head + tags}"


ALL_RULES = [
    {"feedback": feedback, "article_access": access, "shuffle_options": shuffle}
    for feedback in ("at_once", "at_end")
    for access, shuffle in (("on_request", True), ("after", False))
]


@pytest.mark.parametrize("quiz", ALL_RULES, indirect=True)
def test_no_page_tells_anything_before_the_first_answer(person, quiz):
    assert_tells_nothing(walk(person, quiz, make.start(person, quiz)))


@pytest.mark.parametrize("quiz", [{"feedback": "at_end"}], indirect=True)
@pytest.mark.parametrize("judge", [make.right, make.wrong])
def test_with_feedback_at_the_end_no_answer_tells_anything_before_the_finish(person, quiz, judge):
    attempt = make.start(person, quiz)
    for response in attempt.responses.select_related("version"):
        answer = judge(response.version.to_item())
        if response.version.kind not in {
            Kind.NUMERIC,
            Kind.SHORT_TEXT,
        }:  # a page shows what was typed
            sent = make.send(person, response, answer)
            assert_tells_nothing({sent.request["PATH_INFO"]: everything(sent)})
    assert_tells_nothing(walk(person, quiz, attempt))


@pytest.mark.parametrize("quiz", [{"feedback": "at_end"}], indirect=True)
def test_right_and_wrong_answers_lead_to_the_same_pages_before_the_finish(guest, quiz):
    def after(judge, position):
        attempt = make.start(guest, quiz)
        response = attempt.responses.select_related("version").get(position=position)
        sent = make.send(guest, response, judge(response.version.to_item()))
        pages = [
            guest.get(f"/attempts/{attempt.pk}/{page}").content.decode()
            for page in ("overview/", "article/")
        ]
        guest.post(f"/attempts/{attempt.pk}/finish/")
        told = re.sub(r'value="\w{64}"', "", f"{sent.status_code} {sent.url} {pages}")
        return told.replace(f"/attempts/{attempt.pk}/", "/attempts/N/")

    for position in range(1, 9):
        assert after(make.right, position) == after(make.wrong, position)


def test_with_feedback_at_once_an_answer_tells_of_its_own_question_alone(person, quiz):
    attempt = make.start(person, quiz)
    first = attempt.responses.select_related("version").get(position=1)
    make.send(person, first, make.wrong(first.version.to_item()))
    own = {f"/attempts/{attempt.pk}/1/{part}" for part in ("", "article/", "report/")}
    pages = walk(person, quiz, attempt)
    assert make.EXPLANATION in pages[f"/attempts/{attempt.pk}/1/"]
    assert_tells_nothing({path: page for path, page in pages.items() if path not in own})


def test_a_refused_answer_tells_nothing(person, quiz):
    attempt = make.start(person, quiz)
    for position in range(1, 9):
        for data in ({"sequence": 0}, {"answer": "1"}, {"sequence": 7, "answer": "1"}):
            path = f"/attempts/{attempt.pk}/{position}/"
            sent = person.post(path, data)
            assert sent.status_code in {409, 422}
            assert_tells_nothing({path: everything(sent)})
    assert not attempt.responses.answered().exists()


def test_an_article_stays_closed_while_any_attempt_on_it_goes_on(person):
    article = make.article()
    make.start(person, make.quiz(of=article, slug="first", article_access="after"))
    expired = make.start(
        person, make.quiz(of=article, slug="second", time_limit=timedelta(minutes=1))
    )
    type(expired).objects.filter(pk=expired.pk).update(deadline=timezone.now() - timedelta(hours=1))
    assert "A thief who learns" not in seen(person, "/articles/passwords/")
    expired.refresh_from_db()
    assert expired.is_finished


def test_a_stranger_learns_nothing_from_a_quiz_that_others_have_finished(person, quiz):
    make.take(make.browser_of(make.user("boris")), quiz)
    attempt = make.start(person, quiz)
    assert_tells_nothing(walk(person, quiz, attempt))
