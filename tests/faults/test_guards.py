"""The rules of the past hold for whoever writes to the database, raw SQL included."""

# ruff: noqa: S608

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from quizzes.items import Kind
from quizzes.models import Certificate, Practice, Response, guards
from tests import make
from tests.returning import known

pytestmark = pytest.mark.django_db

FROZEN = {
    "articlerevision": [
        "text = 'x'",
        "original = NULL",
        "sha256 = 'x'",
        "number = number + 1",
        "article_id = article_id + 1",
    ],
    "block": [
        "start = start + 1",
        '"end" = "end" + 1',
        "kind = 'heading!'",
        "position = position + 100",
    ],
    "questionversion": [
        "stem = 'x'",
        "explanation = 'x'",
        "kind = 'cloze'",
        "level = 'apply'",
        "number = number + 1",
        "number_value = 1",
        "tolerance = 9",
        "unit = 'x'",
        "beyond = NOT beyond",
        "language = 'x'",
        "question_id = question_id + 100",
        "state = 'candidate'",
    ],
    "option": ["text = 'x'", "correct = NOT correct", "feedback = 'x'", "position = position + 1"],
    "acceptedanswer": ["text = 'x'", "position = position + 1"],
    "citation": ["org = 'x'", "title = 'x'", "url = 'x'", "position = position + 1"],
    "pair": ["\"left\" = 'x'", "\"right\" = 'x'", "position = position + 1"],
    "step": ["text = 'x'", "position = position + 1"],
    "evidencepassage": [
        "revision_id = revision_id + 100",
        "start = start + 1",
        '"end" = "end" + 1',
    ],
    "attempt": [
        "finished_at = NULL",
        "closed_at = NULL",
        "finish_reason = 'expired'",
        "visibility = 'individual'",
        "quiz_id = quiz_id + 1",
        "seed = seed + 1",
        "started_at = '2001-01-01 00:00:00+00:00'",
        "deadline = '2099-01-01 00:00:00+00:00'",
        "question_count = question_count + 1",
        "pass_percent = 0",
    ],
    "response": [
        "attempt_id = attempt_id + 1",
        "version_id = version_id + 100",
        "position = position + 100",
        "answered_at = NULL",
        "answered_at = '2001-01-01 00:00:00+00:00'",
        "sequence = sequence + 1",
        "number = 1",
    ],
    "practiceanswer": [
        "answered_at = NULL",
        "answered_at = '2001-01-01 00:00:00+00:00'",
        "version_id = version_id + 100",
    ],
    "certificate": [
        "attempt_id = attempt_id + 1",
        "code = 'x'",
        "issued_at = '2001-01-01 00:00:00+00:00'",
        "quiz_title = 'x'",
        "score = 0",
        "max_score = max_score + 1",
        "attempt_number = attempt_number + 1",
        "shown_before = shown_before + 1",
        "looked_up = looked_up + 1",
    ],
}


@pytest.fixture
def taken(guest):
    """A quiz on an article with a question of each kind, taken by a guest, with a certificate; a practice."""
    attempt = make.take(guest, make.quiz(list(Kind), of=make.article()))
    now = timezone.now()
    Certificate.objects.issue(attempt, now=now)
    practice = Practice.objects.create(learner=attempt.learner, seed=1, planned=1, started_at=now)
    practice.answers.create(
        position=1, version=attempt.responses.first().version, concept=known.concept(),
        max_mark=1, mark=1, sequence=1, answered_at=now,
    )  # fmt: skip
    return attempt


def execute(statement):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("table", FROZEN)
def test_what_was_shown_to_a_learner_is_not_changed_even_by_raw_sql(taken, table):
    for change in FROZEN[table]:
        with pytest.raises(IntegrityError, match="never"):
            execute(f"UPDATE quizzes_{table} SET {change}")


def test_the_table_above_names_every_frozen_column():
    named = {
        (t, change.split(" ")[0].strip('"')) for t, changes in FROZEN.items() for change in changes
    }
    columns = {("questionversion", name) for name in guards.VERSION_COLUMNS}
    columns |= {(part, name) for part, names in guards.PARTS.items() for name in names}
    assert columns <= named
    assert {guard.table.removeprefix("quizzes_") for guard in guards.GUARDS} == set(FROZEN)


@pytest.mark.parametrize(
    ("table", "columns", "values"),
    [
        ("option", "version_id, position, text, correct, feedback", "id, 9, 'x', TRUE, ''"),
        ("acceptedanswer", "version_id, position, text", "id, 9, 'x'"),
        ("pair", 'version_id, position, "left", "right"', "id, 9, 'x', 'y'"),
        ("step", "version_id, position, text", "id, 9, 'x'"),
    ],
)
def test_nothing_is_added_to_a_question_that_was_drawn(taken, table, columns, values):
    with pytest.raises(IntegrityError, match="drawn"):
        execute(
            f"INSERT INTO quizzes_{table} ({columns}) SELECT {values} FROM quizzes_questionversion"
        )


@pytest.mark.parametrize("column", ["position", "version_id"])
def test_an_attempt_holds_each_question_and_each_place_once(taken, column):
    first = taken.responses.first()
    again = Response(attempt=taken, position=99, version=make.version(), max_mark=1)
    setattr(again, column, getattr(first, column))
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()


def test_an_answer_is_not_taken_back_before_the_finish_either(guest):
    quiz = make.quiz([Kind.SINGLE], feedback="at_end")
    response = make.start(guest, quiz).responses.select_related("version").get()
    make.send(guest, response, make.right(response.version.to_item()))
    with pytest.raises(IntegrityError, match="never lost"):
        execute("UPDATE quizzes_response SET answered_at = NULL, mark = NULL, sequence = 0")


@pytest.mark.parametrize(
    "change",
    [
        "quizzes_response SET mark = max_mark + 1",
        "quizzes_response SET mark = -1",
        "quizzes_response SET mark = NULL",
        "quizzes_response SET sequence = 0",
        "quizzes_response SET confidence = 7",
        "quizzes_attempt SET score = max_score + 1",
        "quizzes_attempt SET score = NULL",
        "quizzes_attempt SET passed = NULL",
        "quizzes_attempt SET finish_reason = ''",
    ],
)
def test_a_mark_or_score_that_cannot_be_is_refused(taken, change):
    with pytest.raises(IntegrityError):
        execute(f"UPDATE {change}")


def test_a_candidate_may_be_changed():
    version = make.version(approved=False)
    execute("UPDATE quizzes_questionversion SET stem = 'Better?'")
    execute("UPDATE quizzes_option SET text = 'Better'")
    version.refresh_from_db()
    assert (version.stem, version.options.first().text) == ("Better?", "Better")


def test_putting_the_guards_in_place_again_changes_nothing(taken):
    guards.install()
    with pytest.raises(IntegrityError):
        execute("UPDATE quizzes_option SET text = 'x'")


def test_guards_step_aside_while_sqlite_changes_tables_and_only_then(taken):
    def count():
        with connection.cursor() as cursor:
            cursor.execute("SELECT COUNT(*) FROM sqlite_master WHERE type = 'trigger'")
            return cursor.fetchone()[0]

    if connection.vendor != "sqlite":
        return
    before = count()
    guards.lift(plan=[])
    assert count() == before > 0
    guards.lift(plan=["a migration"])
    assert count() == 0
    guards.install()
    assert count() == before
