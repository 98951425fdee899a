"""Runs pip for the bootstrap and says in one sentence what went wrong; standard library only."""

import importlib.util
import subprocess
import sys
from pathlib import Path

# What pip says, and what the person should do. The first that fits is told.
PIP_TROUBLE = [
    (
        "No module named pip",
        "This Python has no pip: install it (on Debian and Ubuntu `apt install python3-pip`) "
        "and run this again.",
    ),
    (
        "no such option",
        "This Python's pip is too old: bring it to 22.3 or newer "
        "(`python3 -m pip install --upgrade pip`) and run this again.",
    ),
    (
        "DO NOT MATCH THE HASHES",
        "A package that pip got does not match its hash in {lock}, so nothing was installed: "
        "restore that file from the repository or use another package index.",
    ),
    (
        "--require-hashes",
        "A requirement in {lock} has no hash, so nothing was installed: "
        "restore that file from the repository.",
    ),
    ("No space left", "The disk is full: free some space and run this again."),
    (
        "onnection",
        "The package index can't be reached: connect this machine to the internet, or name an "
        "index that it reaches (PIP_INDEX_URL, PIP_PROXY), and run this again.",
    ),
    (
        "OSError",
        "pip can't write into {venv}: make that folder writable, or copy the project to a folder "
        "that you own, and run this again.",
    ),
    (
        "No matching distribution",
        "The package index has no ready-made {package} for Python {python} on {platform}: run this "
        "by another Python from 3.11 on (say `python3.12`), or name another index (PIP_INDEX_URL).",
    ),
]


def install(lock: Path, python: Path) -> str:
    """Let pip install the lock for that Python; return what pip complained about, or nothing."""
    done = subprocess.run(  # noqa: S603
        [
            *(_python_with_pip(), "-m", "pip", "--python", str(python), "install", "--quiet"),
            *("--no-input", "--disable-pip-version-check", "--no-warn-script-location"),
            *("--retries", "3"),  # pip names a lost connection only when it tries again
            *("--require-hashes", "--only-binary", ":all:", "-r", str(lock)),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
        close_fds=False,  # pip inherits the lock that keeps a second start waiting
    )
    return (done.stdout.strip() or "nothing") if done.returncode else ""


def explain(trouble: str, lock: Path, venv: Path) -> str:
    """One sentence for what pip said."""
    last = trouble.splitlines()[-1]
    known = {
        "lock": f"{lock.parent.name}/{lock.name}",
        "venv": venv,
        "package": last.rpartition(" ")[2],
        "python": "{}.{}".format(*sys.version_info),
        "platform": sys.platform,
    }
    for sign, sentence in PIP_TROUBLE:
        if sign in trouble:
            return sentence.format(**known)
    return (
        "pip could not install {lock} and said {last!r}: put that right and run this again.".format(
            last=last, **known
        )
    )


def _python_with_pip() -> str:
    # `.venv` holds no pip of its own: the Python that it was made from has it.
    has_pip = importlib.util.find_spec("pip")
    return sys.executable if has_pip else getattr(sys, "_base_executable", sys.executable)
