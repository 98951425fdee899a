"""`manage.py start` sets the site up, serves it, and leaves nothing running behind."""

import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher

from tests.site.running import PATIENCE, ROOT, Site, are_gone, environment, wait_until


@pytest.fixture
def data(first, tmp_path):
    """A data folder of its own, as the first start left it."""
    return Path(shutil.copytree(first.data, tmp_path / "data"))


def test_the_first_start_serves_the_first_page_with_its_styles(first):
    assert first.address in first.said
    assert first.style_status == 200
    assert re.search(r"\.[0-9a-f]{12}\.css$", first.stylesheet[1]), (
        "a name that may be cached for ever"
    )


def test_the_first_admin_gets_a_password_that_is_told_once(first):
    [password] = re.findall(r"The first admin is admin, the password (\S+) ", first.said)
    [(stored,)] = first.rows("SELECT password FROM quizzes_user WHERE is_superuser")
    assert PBKDF2PasswordHasher().verify(password, stored)


def test_ctrl_c_ends_all_processes(first):
    assert first.process.returncode == 0
    assert len(first.running) >= 3
    assert are_gone(first.running)
    assert "Traceback" not in first.said


def test_a_second_start_doubles_nothing_and_takes_little_work(first, data):
    counts = "SELECT (SELECT count(*) FROM quizzes_user), (SELECT count(*) FROM quizzes_article), (SELECT count(*) FROM quizzes_question)"
    with Site(data) as site:
        pass
    assert site.rows(counts) == first.rows(counts)
    assert "password" not in site.said
    assert site.worked < first.worked / 2
    assert not (data / "backups").exists(), "there was no migration"


def test_the_database_is_copied_before_a_migration_changes_it(data):
    undo = [sys.executable, "manage.py", "migrate", "sessions", "zero", "-v0"]
    subprocess.run(undo, cwd=ROOT, env=environment(data), check=True)
    with Site(data) as site:
        [backup] = (data / "backups").iterdir()
        assert str(backup) in site.said
        tables = "SELECT count(*) FROM sqlite_master WHERE name = 'django_session'"
        assert site.rows(tables) == [(1,)]
    with closing(sqlite3.connect(backup)) as before:
        assert before.execute(tables).fetchall() == [(0,)]
        assert before.execute("SELECT count(*) FROM quizzes_user").fetchall() == [(1,)]


def test_a_taken_port_is_named_in_one_sentence(data):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        site = Site(data, port)
        assert site.process.wait(PATIENCE) == 1
    assert len(site.said.strip().splitlines()) == 1, site.said
    assert f"Port {port} is taken" in site.said
    assert "--port" in site.said


def test_a_data_folder_that_cannot_be_written_is_named_in_one_sentence(data):
    (data / "start.lock").unlink()
    (data / "start.lock").mkdir()
    site = Site(data)
    assert site.process.wait(PATIENCE) == 1
    assert len(site.said.strip().splitlines()) == 1, site.said
    assert "can't be written" in site.said
    assert "DATA_DIR" in site.said


def test_a_terminated_parent_ends_all_processes(data):
    with Site(data) as site:
        running = site.children()
        site.process.terminate()
        assert site.process.wait(PATIENCE) == 0
    assert are_gone(running)


def test_a_parent_killed_hard_takes_all_along_and_its_port_serves_again_at_once(data):
    with Site(data) as site:
        running = site.children()
        site.process.kill()
    with Site(data, site.port):
        wait_until(lambda: are_gone(running))


def test_a_task_worker_that_died_is_started_again(data):
    with Site(data) as site:
        server, worker = site.direct_children()
        os.kill(worker, signal.SIGKILL)
        wait_until(lambda: "task worker ended" in site.said)
        assert len({server, worker, *site.direct_children()}) == 3
        assert site.get("")[0] == 200


def test_a_web_server_that_died_ends_the_start_with_a_sentence(data):
    with Site(data) as site:
        running = site.children()
        os.kill(site.direct_children()[0], signal.SIGKILL)
        assert site.process.wait(PATIENCE) == 1
    wait_until(lambda: are_gone(running))
    assert "The web server ended by itself" in site.said
