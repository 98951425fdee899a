"""A site under gunicorn in a process of its own, and the CPU time that it takes.

Run as a script it is that process: the server and the options are those of `manage.py start`.
"""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
WORKERS = 2
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Site:
    """A running server: gunicorn's master and the port that it listens on."""

    pid: int
    port: int

    def cpu_seconds(self) -> float:
        """User and system time so far of the master and its workers, dead ones included."""
        workers = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        ticks = sum(_ticks(self.pid)) + sum(sum(_ticks(int(pid))[:2]) for pid in workers)
        return ticks / TICKS


def _ticks(pid: int) -> list[int]:
    """User, system, and the same of children that have ended (proc(5), fields 14 to 17)."""
    behind_the_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return [int(field) for field in behind_the_name[11:15]]


def environment(settings: str, database: str, folder: Path) -> dict[str, str]:
    """What a process of a site is started with: nothing set but where its data are."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return kept | {
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(HERE)]),
        "DJANGO_SETTINGS_MODULE": settings,
        "DATABASE_URL": database,
        "DATA_DIR": str(folder),
    }


@contextmanager
def running(env: dict[str, str]) -> Iterator[Site]:
    """Serve until the block ends."""
    command = [sys.executable, str(HERE / "sites.py")]
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            if not (port := process.stdout.readline().strip()):
                sys.exit("The server did not start; its last words are above.")
            yield Site(process.pid, int(port))
        finally:
            process.terminate()


def serve() -> None:
    """Load the application once, fork the workers, tell the port."""
    import django
    from django.conf import settings
    from django.core.handlers.wsgi import WSGIHandler
    from django.db import connections

    from quizzes.management import serving
    from quizzes.management.webserver import WebServer

    django.setup(set_prefix=False)
    application = WSGIHandler()
    import_module(settings.ROOT_URLCONF)
    connections.close_all()
    gc.freeze()
    with serving.listen(0) as listener:
        port = listener.getsockname()[1]
        tell = lambda: print(port, flush=True)  # noqa: E731
        WebServer(application, listener, WORKERS, serving.THREADS, tell, os.getppid()).run()


if __name__ == "__main__":
    sys.path.remove(str(HERE))  # set twice: as this script's folder, and in PYTHONPATH
    serve()
