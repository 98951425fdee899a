"""The command line: candidates of an article, and the worker."""

import datetime as dt
import json
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import timezone

from quizzes import privacy, tasks
from quizzes.mailing import reminding
from quizzes.models import GenerationRun, QuestionVersion
from quizzes.tasks import start_generation
from tests import make
from tests.editing.test_articles import LEAKS

pytestmark = pytest.mark.django_db
FOUNDING = str(settings.CONTENT_DIR / "articles" / "founding.txt")


def run(*arguments, **options):
    out = StringIO()
    call_command(*arguments, stdout=out, stderr=out, **options)
    return out.getvalue()


def test_the_candidates_of_a_file_are_printed_with_their_evidence():
    printed = run("generate_questions", FOUNDING)
    assert "(x) Pyramid schemes" in printed
    assert "evidence" in printed
    assert not QuestionVersion.objects.exists()


def test_the_json_holds_items_whose_evidence_stands_in_the_text():
    made = json.loads(run("generate_questions", FOUNDING, "--json"))
    text = made["article"]["text"]
    assert made["format"] == 1
    assert made["items"]
    for item in made["items"]:
        assert all(text[e["start"] : e["end"]] == e["text"] for e in item["evidence"])


def test_a_limit_is_kept():
    assert (
        len(json.loads(run("generate_questions", FOUNDING, "--json", "--limit", "2"))["items"]) == 2
    )


def test_the_candidates_of_a_stored_article_are_saved_once():
    make.article("leaks", LEAKS)
    first = run("generate_questions", "leaks", "--save")
    second = run("generate_questions", "leaks", "--save")
    count = QuestionVersion.objects.candidates().count()
    assert count
    assert f"{count} new candidates" in first
    assert f"0 new candidates stored, {count} were there" in second


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nothing-such"], "no file and no stored article"),
        ([FOUNDING, "--save"], "add the file in the admin first"),
    ],
)
def test_what_can_not_be_done_is_told_in_a_sentence(arguments, told):
    with pytest.raises(CommandError, match=told):
        run("generate_questions", *arguments)


def test_a_binary_file_is_told_in_a_sentence(tmp_path):
    path = tmp_path / "article.txt"
    path.write_bytes(b"\x89PNG\r\n\x00\x00")
    with pytest.raises(CommandError, match=r"article\.txt"):
        run("generate_questions", str(path))


@pytest.fixture
def queue(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.mark.django_db(transaction=True)  # the worker renews its connection
def test_the_worker_does_what_was_queued(queue):
    made = start_generation(make.article("leaks", LEAKS).current, by=None)
    assert GenerationRun.objects.get().state == "waiting"
    run("worker", "--once")
    made.refresh_from_db()
    assert (made.state, made.added > 0) == ("finished", True)


def test_a_duty_of_the_minute_that_fails_keeps_no_other_from_being_done(db, monkeypatch, caplog):
    def fail(*, now):
        raise ValueError("a header with a line break")

    done = []
    monkeypatch.setattr(reminding, "send_due", fail)
    monkeypatch.setattr(privacy, "keep_no_longer", lambda *, now: done.append(now))
    now = timezone.now()
    tasks.tidy(now)
    assert done == [now]
    assert "a header with a line break" in caplog.text


def test_asking_twice_leads_to_the_run_that_is_going_on(queue):
    revision = make.article("leaks", LEAKS).current
    assert start_generation(revision, by=None) == start_generation(revision, by=None)


@pytest.mark.django_db(transaction=True)  # the worker renews its connection
def test_the_worker_closes_attempts_whose_time_is_over():
    quiz = make.quiz(time_limit=dt.timedelta(minutes=5))
    now = timezone.now()
    old = make.attempt(quiz, make.learner(), now - dt.timedelta(hours=1))
    young = make.attempt(quiz, make.learner(), now)
    run("worker", "--once")
    old.refresh_from_db()
    young.refresh_from_db()
    assert (old.finish_reason, old.finished_at) == ("expired", old.deadline)
    assert not young.is_finished


def test_a_run_whose_worker_died_is_given_up():
    now = timezone.now()
    made = GenerationRun.objects.create(
        revision=make.article().current, state="running", started_at=now - dt.timedelta(minutes=20)
    )
    tasks.tidy(now)
    made.refresh_from_db()
    assert (made.state, "Start it again" in made.message) == ("failed", True)


@pytest.mark.parametrize("path", ["/health/live", "/health/ready"])
def test_the_site_says_that_it_is_well_whatever_it_is_called(client, path):
    assert client.get(path).status_code == 200
    assert client.get(path, headers={"host": "10.0.0.7"}).status_code == 200
    assert client.get("/", headers={"host": "10.0.0.7"}).status_code == 400
