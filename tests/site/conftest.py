"""A copy of the project on a bare machine, with a lock of one small wheel: it needs no network."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.site.running import PATIENCE, Site

ROOT = Path(__file__).resolve().parents[2]

# Stands for Django in the small wheel: says that it runs, where, and with which arguments.
DJANGO = {
    "django/__init__.py": "",
    "django/core/__init__.py": "",
    "django/core/exceptions.py": "class ImproperlyConfigured(Exception): ...",
    "django/core/management.py": (
        "import sys\n"
        "def execute_from_command_line(argv):\n"
        "    print('Django runs', *argv[1:], 'in', sys.prefix)\n"
    ),
    "django-0.0.1.dist-info/METADATA": "Metadata-Version: 2.1\nName: django\nVersion: 0.0.1\n",
    "django-0.0.1.dist-info/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
}
RECORD = "django-0.0.1.dist-info/RECORD"


@dataclass
class Done:
    """What a command left behind."""

    status: int
    out: str
    err: str

    def is_one_sentence(self, *words: str) -> bool:
        """Whether it failed with one line that holds these words, and without a traceback."""
        assert self.status != 0
        assert "Traceback" not in self.out + self.err
        assert len(self.err.strip().splitlines()) == 1, self.err
        assert all(word in self.err for word in words), self.err
        return True


@dataclass
class Project:
    """A fresh clone; its locks hold the small wheel alone."""

    root: Path
    wheel: Path
    python: str = getattr(sys, "_base_executable", sys.executable)  # outside of any environment

    @property
    def venv(self) -> Path:
        return self.root / ".venv"

    @property
    def environment(self) -> dict[str, str]:
        """A machine that finds packages in the wheel's folder and nowhere else."""
        foreign = ("PIP_", "PYTHON", "VIRTUAL_ENV", "DJANGO_", "DATABASE_URL")
        kept = {name: text for name, text in os.environ.items() if not name.startswith(foreign)}
        return kept | {
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": str(self.wheel.parent),
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_NO_CACHE_DIR": "1",
        }

    def lock(self, text: str) -> None:
        """Write the locks."""
        (self.root / "requirements").mkdir(exist_ok=True)
        for name in ("base.txt", "test.txt"):
            (self.root / "requirements" / name).write_text(text, encoding="utf-8")

    def begin(self, *arguments: str) -> subprocess.Popen:
        """Run manage.py and don't wait for it."""
        command = [self.python, "manage.py", *arguments]
        return subprocess.Popen(command, cwd=self.root, env=self.environment)

    def manage(self, *arguments: str, flags: tuple[str, ...] = (), **environment: str) -> Done:
        """Run manage.py to its end."""
        done = subprocess.run(
            [self.python, *flags, "manage.py", *arguments],
            cwd=self.root,
            env=self.environment | environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        return Done(done.returncode, done.stdout, done.stderr)


@pytest.fixture(scope="session")
def first(tmp_path_factory):
    """A site that was started once and ended by Ctrl-C."""
    with Site(tmp_path_factory.mktemp("first") / "data") as site:
        site.running = site.children()
        site.stylesheet = re.search(r'href="/(static/[^"]+\.css)"', site.get("")[1])
        site.style_status = site.get(site.stylesheet[1])[0] if site.stylesheet else 0
    return site


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A fresh clone and a folder with the wheel that its locks name."""
    project = Project(tmp_path / "project", tmp_path / "wheels" / "django-0.0.1-py3-none-any.whl")
    project.wheel.parent.mkdir()
    with zipfile.ZipFile(project.wheel, "w") as file:
        for name, text in DJANGO.items():
            file.writestr(name, text)
        file.writestr(RECORD, "".join(f"{name},,\n" for name in [*DJANGO, RECORD]))
    (project.root / "quizsite").mkdir(parents=True)
    shutil.copy(ROOT / "manage.py", project.root)
    for name in ("__init__", "bootstrap", "installing", "pins"):
        shutil.copy(ROOT / "quizsite" / f"{name}.py", project.root / "quizsite")
    project.lock(
        f"django==0.0.1 --hash=sha256:{hashlib.sha256(project.wheel.read_bytes()).hexdigest()}\n"
    )
    return project


@pytest.fixture
def manage_here():
    """Run the project's own manage.py by the Python that runs the tests."""

    def manage(*arguments: str, **environment: str) -> Done:
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=os.environ | {"DJANGO_SETTINGS_MODULE": "quizsite.settings"} | environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        return Done(done.returncode, done.stdout, done.stderr)

    return manage
