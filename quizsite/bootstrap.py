"""Makes `.venv` from a hashed lock and goes on inside it; standard library only.

`manage.py start` and `manage.py test` call `prepare`, so that both work on a machine that has
Python and pip alone. Where every pin is importable already (Docker, an active virtual
environment, the `.venv` made here) it does nothing. Whatever stands in the way ends in one
sentence that says what to do.
"""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from quizsite import pins
from quizsite.installing import explain, install

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "installed-lock.txt"  # the hash of the lock that was installed last
UNFINISHED = "unfinished"  # stands in the stamp while pip works; found later, pip was cut off
INSTALLED_JUST_NOW = "QUIZSITE_INSTALLED_JUST_NOW"
IS_SOUND = "import sys; sys.exit(sys.version_info < (3, 11) or sys.prefix == sys.base_prefix)"


def prepare(verb: str) -> None:
    """Go on inside an environment that holds what the verb needs; make it where it is missing."""
    lock = lock_for(verb)
    just_installed = os.environ.pop(INSTALLED_JUST_NOW, None)
    try:
        lacking = pins.missing(lock)
        if not lacking:
            return
        if just_installed:
            sys.exit(
                f"{lacking[0]} is still missing after its installation: delete {VENV} and run this again."
            )
        with only_one(lock):
            if pins.missing(lock) if is_inside() else not is_installed(lock):
                make(lock)
                os.environ[INSTALLED_JUST_NOW] = "1"
        go_inside()
    except OSError as error:
        sys.exit(
            f"{error.filename or VENV} can't be used ({error.strerror}): put that right, "
            "or copy the project to a folder that you own, and run this again."
        )
    except KeyboardInterrupt:
        sys.exit("Stopped; run this again to finish.")


def lock_for(verb: str) -> Path:
    """The lock that the verb needs; PostgreSQL's driver is only for those who use it."""
    if verb == "test":
        return ROOT / "requirements" / "test.txt"
    is_postgres = os.environ.get("DATABASE_URL", "").startswith(("postgres", "pgsql"))
    return ROOT / "requirements" / ("postgres.txt" if is_postgres else "base.txt")


def make(lock: Path) -> None:
    """Install the lock into `.venv`, which is made anew where it is missing or broken."""
    sys.stdout.write(
        f"Installing what {_name(lock)} lists into .venv (only now; this takes some ten to thirty seconds) ...\n"
    )
    sys.stdout.flush()
    before = stamp()
    # Left unfinished, or stamped and yet incomplete: nothing in it can be relied on.
    if before in {UNFINISHED, digest(lock)} or not is_sound():
        before = ""
        create()
    STAMP.write_text(UNFINISHED, encoding="utf-8")
    trouble = install(lock, PYTHON)
    STAMP.write_text(before if trouble else digest(lock), encoding="utf-8")
    if trouble:
        sys.exit(explain(trouble, lock, VENV))


def create() -> None:
    """Make an empty environment; pip stays outside of it, so Debian's missing ensurepip is no matter."""
    try:
        import venv
    except ImportError:
        sys.exit(
            "This Python lacks its venv module: install it (on Debian and Ubuntu `apt install python3-venv`) and run this again."
        )
    VENV.mkdir(exist_ok=True)
    venv.create(VENV, clear=True, symlinks=os.name != "nt", with_pip=False)


def go_inside() -> NoReturn:
    """Run the same command by the environment's Python."""
    command = [str(PYTHON), *sys.orig_argv[1:]]
    if os.name == "nt":  # there, exec would return the prompt at once
        sys.exit(subprocess.call(command))  # noqa: S603
    os.execv(PYTHON, command)  # noqa: S606


@contextmanager
def only_one(lock: Path) -> Iterator[None]:
    """Let a second start wait until the first has installed; the lock file itself is what they hold."""
    with lock.open("rb") as file:
        if os.name == "nt":
            import msvcrt

            file.seek(1 << 30)  # far behind the end: what pip reads stays free
            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
            os.set_inheritable(file.fileno(), True)  # pip holds it on where this process is killed
        yield


def is_inside() -> bool:
    """Whether this Python is the one of `.venv`."""
    return Path(sys.prefix).resolve() == VENV.resolve()


def is_sound() -> bool:
    """Whether `.venv` has a Python of its own that runs and is new enough."""
    return PYTHON.exists() and not subprocess.call([PYTHON, "-c", IS_SOUND])  # noqa: S603


def is_installed(lock: Path) -> bool:
    """Whether the stamp names this lock, or one that holds all of it."""
    if not PYTHON.exists() or not (now := stamp()):
        return False
    wanted = set(pins.pins(lock))
    return any(
        digest(other) == now and wanted <= set(pins.pins(other))
        for other in lock.parent.glob("*.txt")
    )


def stamp() -> str:
    """The hash of the lock that was installed last; empty where `.venv` was not made here."""
    return STAMP.read_text(encoding="utf-8").strip() if STAMP.is_file() else ""


def digest(lock: Path) -> str:
    """What the stamp holds once this lock is installed."""
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def django_is_missing() -> str:
    """One sentence for the verbs that make no environment."""
    if PYTHON.exists():
        return f"Django is not installed in this Python: run `{os.path.relpath(PYTHON)} manage.py` with the same arguments."
    return "Django is not installed here: run `python3 manage.py start`, or `pip install -r requirements.txt` in a virtual environment."


def _name(lock: Path) -> str:
    return lock.relative_to(ROOT).as_posix()
