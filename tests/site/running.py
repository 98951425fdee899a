"""The site as `start` runs it, in processes of its own."""

# ruff: noqa: S310

import os
import resource
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 300  # seconds; only what hangs takes so long, however busy the machine is


class Site:
    """The site as `start` runs it, in a data folder and on a port of its own."""

    def __init__(self, data: Path, port: int | None = None, share: str = "") -> None:
        self.data, self.port = data, port or free_port()
        self.address = f"http://{share or '127.0.0.1'}:{self.port}/"
        self.log = data.parent / f"{data.name}-{time.monotonic_ns()}.log"
        self.worked = -worked_by_children()
        """The processor's seconds of all its processes, once it has ended."""
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [
                    sys.executable,
                    "manage.py",
                    "start",
                    "--port",
                    str(self.port),
                    *(["--share", share] if share else []),
                ],
                cwd=ROOT,
                env=environment(data),
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def __enter__(self) -> "Site":
        try:
            wait_until(lambda: "Serving on" in self.said or self.process.poll() is not None)
            assert self.process.poll() is None, self.said
            assert self.get("")[0] == 200
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *error: object) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        self.process.wait(PATIENCE)
        self.worked += worked_by_children()

    @property
    def said(self) -> str:
        return self.log.read_text()

    def get(self, path: str) -> tuple[int, str]:
        with urllib.request.urlopen(self.address + path, timeout=PATIENCE) as answer:
            return answer.status, answer.read().decode()

    def direct_children(self) -> list[int]:
        """The web server and the task worker, in the order in which they were forked."""
        return sorted(pid for pid, parent in processes().items() if parent == self.process.pid)

    def children(self) -> list[int]:
        """The ids of all processes below it: the web server, its workers, the task worker."""
        found, below = [], [self.process.pid]
        while below:
            parent = below.pop()
            new = [pid for pid, of in processes().items() if of == parent]
            found, below = found + new, below + new
        return found

    def rows(self, query: str) -> list[tuple]:
        with closing(sqlite3.connect(self.data / "db.sqlite3")) as database:
            return database.execute(query).fetchall()


def worked_by_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def environment(data: Path) -> dict[str, str]:
    ours = {"DATABASE_URL", "SITE_URL", "DEBUG", "SECRET_KEY", "DATA_DIR"}
    kept = {name: text for name, text in os.environ.items() if name not in ours}
    return kept | {"DATA_DIR": str(data), "DJANGO_SETTINGS_MODULE": "quizsite.settings"}


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def processes() -> dict[int, int]:
    """Every living process and its parent."""
    table = subprocess.run(
        ["ps", "-eo", "pid=,ppid=,stat="], capture_output=True, text=True, check=True
    )
    rows = [line.split() for line in table.stdout.splitlines()]
    return {int(pid): int(parent) for pid, parent, state in rows if not state.startswith("Z")}


def wait_until(is_so) -> None:
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < deadline, "it took too long"
        time.sleep(0.02)


def are_gone(pids: list[int]) -> bool:
    return not set(pids) & set(processes())
