"""`manage.py start` and `manage.py test` on a bare machine: what they make, and when they don't."""

import shutil
import time
import venv
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from quizsite import bootstrap


def test_a_bare_machine_gets_an_environment_and_goes_on_inside_it(project):
    first = project.manage("start", "--port", "8001")
    assert first.status == 0, first.err
    announcement, result = first.out.splitlines()
    assert "requirements/base.txt" in announcement
    assert result == f"Django runs start --port 8001 in {project.venv}"

    second = project.manage("start")
    assert second.out.splitlines() == [f"Django runs start in {project.venv}"]


def test_what_follows_test_is_left_to_pytest(project):
    done = project.manage("test", "-k", "locks", "-x", "tests/site")
    assert "Django runs test -- -k locks -x tests/site in" in done.out, done.err


def test_one_environment_serves_both_verbs(project):
    project.manage("test")
    assert "Installing" not in project.manage("start").out


def test_a_changed_lock_is_installed(project):
    project.manage("start")
    project.lock((project.root / "requirements" / "base.txt").read_text() + "# changed\n")
    assert "Installing" in project.manage("start").out


@pytest.mark.parametrize(
    ("verb", "database", "name"),
    [
        ("start", "", "base.txt"),
        ("start", "sqlite:////srv/quiz.sqlite3", "base.txt"),
        ("start", "postgres://quiz@db/quiz", "postgres.txt"),
        ("start", "postgresql://quiz@db/quiz", "postgres.txt"),
        ("test", "postgres://quiz@db/quiz", "test.txt"),
    ],
)
def test_the_driver_of_postgresql_is_only_for_those_who_use_it(monkeypatch, verb, database, name):
    monkeypatch.setenv("DATABASE_URL", database)
    assert bootstrap.lock_for(verb).name == name


def test_nothing_is_made_where_every_pin_is_importable(project, tmp_path):
    zipfile.ZipFile(project.wheel).extractall(tmp_path / "elsewhere")
    done = project.manage("start", PYTHONPATH=str(tmp_path / "elsewhere"))
    assert done.out.startswith("Django runs start in")
    assert not project.venv.exists()


def cut_while_pip_worked(venv: Path) -> None:
    (venv / bootstrap.STAMP.name).write_text(bootstrap.UNFINISHED)


def lost_its_python(venv: Path) -> None:
    shutil.rmtree(venv / bootstrap.PYTHON.parent.name)


def lost_a_package(venv: Path) -> None:
    for folder in venv.glob("**/site-packages/django*"):
        shutil.rmtree(folder)


def has_half_a_package(venv: Path) -> None:
    next(venv.glob("**/site-packages/django-*/RECORD")).unlink()


def is_an_empty_folder(venv: Path) -> None:
    shutil.rmtree(venv)
    venv.mkdir()


@pytest.mark.parametrize(
    "damage",
    [cut_while_pip_worked, lost_its_python, lost_a_package, has_half_a_package, is_an_empty_folder],
    ids=lambda damage: damage.__name__,
)
def test_a_half_made_environment_is_repaired(project, damage):
    project.manage("start")
    damage(project.venv)
    done = project.manage("start")
    assert done.out.splitlines()[-1] == f"Django runs start in {project.venv}", done.err


def test_a_start_that_was_killed_while_pip_worked_is_made_up_for(project):
    with project.begin("start") as process:
        stamp = project.venv / bootstrap.STAMP.name
        while not stamp.is_file() and process.poll() is None:
            time.sleep(0.01)
        process.kill()
    done = project.manage("start")
    assert done.out.splitlines()[-1] == f"Django runs start in {project.venv}", done.err


def test_an_environment_that_somebody_else_made_is_kept_and_completed(project):
    venv.create(project.venv, with_pip=False)
    (project.venv / "mine.txt").write_text("keep me")
    assert "Django runs start" in project.manage("start").out
    assert (project.venv / "mine.txt").exists()


def test_two_starts_at_once_make_one_environment(project):
    with ThreadPoolExecutor() as pool:
        both = list(pool.map(project.manage, ["start", "start"]))
    assert [done.status for done in both] == [0, 0]
    assert sum("Installing" in done.out for done in both) == 1
    assert all("Django runs start" in done.out for done in both)


def test_the_exit_status_of_pytest_is_passed_on(manage_here, tmp_path):
    (tmp_path / "test_nothing.py").touch()
    done = manage_here("test", "-q", "-p", "no:cacheprovider", str(tmp_path))
    assert done.status == pytest.ExitCode.NO_TESTS_COLLECTED, done.out
