"""What stands in the way of `manage.py` ends in one sentence that says what to do."""

import ast
import errno
import os
import runpy
import shutil
import sys
import zipfile
from pathlib import Path

import pytest

from quizsite import bootstrap

ROOT = Path(bootstrap.__file__).resolve().parents[1]
NOTHING_LISTENS_HERE = "http://127.0.0.1:9/simple"


def test_a_package_that_was_tampered_with_is_not_installed(project):
    with zipfile.ZipFile(project.wheel, "a") as file:
        file.writestr("django/evil.py", "")
    done = project.manage("start")
    assert done.is_one_sentence("does not match its hash in requirements/base.txt")
    assert "Django runs" not in done.out


def test_a_requirement_without_a_hash_is_not_installed(project):
    project.lock("django==0.0.1\n")
    assert project.manage("start").is_one_sentence("has no hash")


def test_without_a_network_it_says_so(project, tmp_path):
    done = project.manage(
        "start",
        PIP_NO_INDEX="0",
        PIP_FIND_LINKS=str(tmp_path),
        PIP_INDEX_URL=NOTHING_LISTENS_HERE,
    )
    assert done.is_one_sentence("can't be reached", "internet")


def test_a_package_that_is_not_ready_made_for_this_machine_is_named(project):
    project.wheel.rename(project.wheel.with_name("django-0.0.1-cp27-cp27m-win32.whl"))
    done = project.manage("start")
    assert done.is_one_sentence("no ready-made django==0.0.1", "another Python")


@pytest.mark.parametrize(
    ("pip", "words"),
    [
        ("raise SystemExit('No module named pip')", "has no pip"),
        ("raise SystemExit('no such option: --python')", "pip is too old"),
        ("raise SystemExit('ERROR: something new')", "said 'ERROR: something new'"),
        ("raise SystemExit('OSError: [Errno 28] No space left on device')", "disk is full"),
        ("raise SystemExit('OSError: [Errno 13] Permission denied')", "writable"),
    ],
)
def test_trouble_with_pip_ends_in_a_sentence(project, tmp_path, pip, words):
    (tmp_path / "stub" / "pip").mkdir(parents=True)
    (tmp_path / "stub" / "pip" / "__init__.py").touch()
    (tmp_path / "stub" / "pip" / "__main__.py").write_text(pip)
    done = project.manage("start", PYTHONPATH=str(tmp_path / "stub"))
    assert done.is_one_sentence(words)


def test_something_in_the_place_of_the_environment_is_named(project):
    project.venv.touch()
    assert project.manage("start").is_one_sentence(str(project.venv), "File exists")


def test_a_read_only_folder_is_named(project, monkeypatch):
    def refuse(path, *args, **kwargs):
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))

    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr(bootstrap, "ROOT", project.root)
    monkeypatch.setattr(bootstrap, "VENV", project.venv)
    monkeypatch.setattr(bootstrap, "PYTHON", project.venv / "bin" / "python")
    monkeypatch.setattr(bootstrap, "STAMP", project.venv / "installed-lock.txt")
    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(SystemExit, match=r"\.venv can't be used \(Read-only file system\)"):
        bootstrap.prepare("start")


def test_an_incomplete_clone_is_named(project):
    shutil.rmtree(project.root / "requirements")
    assert project.manage("start").is_one_sentence("base.txt", "No such file")


def test_an_old_python_can_read_manage_py_and_is_told(monkeypatch):
    ast.parse((ROOT / "manage.py").read_text(), feature_version=(3, 5))
    monkeypatch.setattr(sys, "version_info", (3, 8, 18, "final", 0))
    with pytest.raises(SystemExit, match=r"Python 3\.8 is too old .* 3\.11 or newer"):
        runpy.run_path(str(ROOT / "manage.py"), run_name="__main__")


def test_other_verbs_make_nothing_and_name_both_ways(project):
    done = project.manage("migrate", flags=("-S",))  # without what is installed in that Python
    assert done.is_one_sentence("python3 manage.py start", "pip install -r requirements.txt")
    assert not project.venv.exists()


def test_other_verbs_name_the_environment_that_is_there(project):
    project.manage("start")
    done = project.manage("migrate", flags=("-S",))
    assert done.is_one_sentence(os.path.relpath(bootstrap.PYTHON, ROOT), "manage.py")


def test_a_setting_that_cannot_be_is_one_sentence(manage_here):
    assert manage_here("check", SITE_URL="quiz.example.org").is_one_sentence("SITE_URL")
