"""A run of the generator: watched, cancelled, stopped at its limit, started again, read."""

import datetime as dt
import multiprocessing
import os
import subprocess
import sys
import threading
import time

import pytest
from django.core.management import CommandError, call_command
from django.db import connections
from django.utils import timezone

from quizzes import redisqueue, tasks
from quizzes.generation import writers
from quizzes.models import GenerationRun, QuestionVersion, RunIsOver, WorkerSign
from tests import make
from tests.editing.test_articles import LEAKS

pytestmark = pytest.mark.django_db
SLEEP = 600  # seconds; whoever waited for its end would take longer than any busy machine explains


@pytest.fixture
def queue(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.fixture
def hanging(monkeypatch):
    """A writer that sleeps for ever, in one C call that nothing in Python can break off."""

    def write(passage, study):
        time.sleep(SLEEP)
        yield

    monkeypatch.setitem(writers.WRITERS, "hanging", write)


def queued(**wishes):
    return tasks.start_generation(make.article("leaks", LEAKS).current, by=None, **wishes)


def state(run):
    run.refresh_from_db()
    return run.state


def children():
    """Processes of this one that are still alive, those that hold generators among them."""
    return multiprocessing.active_children()


@pytest.mark.django_db(transaction=True)
def test_a_writer_that_hangs_is_stopped_at_the_limit_and_the_run_may_be_tried_again(
    queue, hanging, settings, editor, monkeypatch
):
    settings.GENERATION_SECONDS = 2
    run = queued()
    started = time.monotonic()
    call_command("worker", "--once")
    assert time.monotonic() - started < SLEEP / 2
    assert state(run) == "failed"
    assert "not done within 1 minute." in run.message
    assert not QuestionVersion.objects.exists()
    assert children() == []

    monkeypatch.delitem(writers.WRITERS, "hanging")
    settings.GENERATION_SECONDS = 60
    again = editor.post(f"/admin/quizzes/generationrun/{run.pk}/do/retry/")
    newer = GenerationRun.objects.first()
    assert again.url == f"/admin/quizzes/generationrun/{newer.pk}/change/"
    call_command("worker", "--once")
    assert state(newer) == "finished"


def work_once():
    """The worker in a thread of its own, whose connection nobody else would close."""
    try:
        call_command("worker", "--once")
    finally:
        connections.close_all()


@pytest.mark.django_db(transaction=True)
def test_a_cancelled_run_stops_at_once_and_pages_do_not_wait_for_it(queue, hanging, editor):
    run = queued()
    worker = threading.Thread(target=work_once)
    worker.start()
    page = f"/admin/quizzes/generationrun/{run.pk}/change/"
    while state(run) != "running" and worker.is_alive():
        time.sleep(0.1)
    assert editor.get(page).status_code == 200
    assert state(run) == "running"
    editor.post(f"/admin/quizzes/generationrun/{run.pk}/do/cancel/")
    worker.join(SLEEP / 2)
    assert not worker.is_alive()
    assert state(run) == "cancelled"
    assert "editor cancelled it" in run.message
    assert not QuestionVersion.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_what_was_cancelled_while_it_waited_never_begins(queue):
    run = queued()
    run.cancel(by=make.user("anna"), now=timezone.now())
    call_command("worker", "--once")
    assert (state(run), run.started_at) == ("cancelled", None)


def test_what_is_over_can_not_be_cancelled(editor):
    run = GenerationRun.objects.create(revision=make.article().current, state="finished")
    with pytest.raises(RunIsOver):
        run.cancel(by=make.user("anna"), now=timezone.now())
    assert editor.post(f"/admin/quizzes/generationrun/{run.pk}/do/cancel/").status_code == 404
    assert state(run) == "finished"


def test_a_run_cancelled_just_before_it_stores_keeps_nothing(monkeypatch):
    run, written = (
        GenerationRun.objects.create(revision=make.article("leaks", LEAKS).current),
        tasks._written,
    )

    def cancelled_meanwhile(run):
        made = written(run)
        GenerationRun.objects.get(pk=run.pk).cancel(by=make.user("anna"), now=timezone.now())
        return made

    monkeypatch.setattr(tasks, "_written", cancelled_meanwhile)
    tasks.generate_candidates.call(run.pk)
    assert (state(run), "anna cancelled it" in run.message) == ("cancelled", True)
    assert not QuestionVersion.objects.exists()
    assert not run.notes.exists()


def test_a_process_that_dies_is_a_failed_run(monkeypatch):
    monkeypatch.setattr(tasks, "generate", lambda *args, **kwargs: os._exit(3))
    run = GenerationRun.objects.create(revision=make.article().current)
    tasks.generate_candidates.call(run.pk)
    assert (state(run), "try again" in run.message) == ("failed", True)


def test_the_limit_also_holds_where_there_are_no_processes_to_fork(monkeypatch, settings):
    monkeypatch.setattr("quizzes.generation.process.get_all_start_methods", lambda: ["spawn"])

    def slow(*args, progress, **kwargs):
        while True:
            progress(0.5)
            time.sleep(0.05)

    settings.GENERATION_SECONDS = 1
    monkeypatch.setattr(tasks, "generate", slow)
    run = GenerationRun.objects.create(revision=make.article().current)
    tasks.generate_candidates.call(run.pk)
    assert (state(run), "not done within" in run.message) == ("failed", True)


def test_a_run_whose_worker_fell_silent_is_given_up_within_minutes():
    now = timezone.now()
    about = {"revision": make.article().current, "state": "running", "started_at": now}
    heard = GenerationRun.objects.create(**about, seen_at=now)
    silent = GenerationRun.objects.create(**about, seen_at=now - dt.timedelta(minutes=2))
    tasks.tidy(now)
    assert (state(heard), state(silent)) == ("running", "failed")


def test_a_waiting_run_says_that_no_worker_is_there(editor):
    run = GenerationRun.objects.create(revision=make.article().current)
    page = f"/admin/quizzes/generationrun/{run.pk}/change/"
    assert "No worker is running" in editor.get(page).content.decode()
    WorkerSign.give(now=timezone.now())
    assert "No worker is running" not in editor.get(page).content.decode()
    WorkerSign.give(now=timezone.now() - dt.timedelta(minutes=2))
    assert "No worker is running" in editor.get(page).content.decode()


@pytest.fixture
def redis(settings, monkeypatch):
    """Redis as the queue; the part of the server is played in this process."""
    import fakeredis
    from rq import SimpleWorker

    server = fakeredis.FakeServer()
    settings.TASKS = {"default": {"BACKEND": "quizzes.redisqueue.RedisBackend"}}
    settings.QUEUE_IS_DATABASE, settings.REDIS_URL = False, "redis://localhost:6379"
    fake = lambda url: fakeredis.FakeRedis(server=server)  # noqa: E731
    monkeypatch.setattr(redisqueue.Redis, "from_url", fake)
    monkeypatch.setattr(redisqueue, "Worker", SimpleWorker)  # does not fork from the server
    return server


@pytest.mark.django_db(transaction=True)
def test_redis_holds_the_queue_where_it_is_configured(redis):
    run = queued()
    assert state(run) == "waiting"
    assert redisqueue.queue().count == 1
    call_command("worker", "--once")
    assert (state(run), redisqueue.queue().count) == ("finished", 0)


@pytest.mark.django_db(transaction=True)
def test_a_redis_that_is_away_is_told_on_the_run(redis):
    redis.connected = False
    run = queued()
    assert state(run) == "failed"
    assert "could not be reached" in run.message


@pytest.mark.django_db(transaction=True)
def test_a_worker_without_redis_says_so_and_keeps_its_address_to_itself(redis, settings):
    settings.REDIS_URL = "redis://:secret@localhost:6379"
    redis.connected = False
    with pytest.raises(CommandError, match="Redis can't be reached") as told:
        call_command("worker", "--once")
    assert "secret" not in str(told.value)


def test_redis_without_its_library_is_refused_with_what_to_install(tmp_path):
    script = "import sys; sys.modules['rq'] = None; import quizsite.settings"
    ran = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True,
        env=os.environ | {"REDIS_URL": "redis://localhost", "DATA_DIR": str(tmp_path)},
    )  # fmt: skip
    assert ran.returncode == 1
    assert "pip install -r requirements/redis.txt" in ran.stderr
