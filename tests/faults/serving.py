"""The real web server, in a process group of its own, on the test's database."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote, urlencode

from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
CSRF = "c" * 32


def database_url() -> str:
    """The test's database as the environment names it."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{settings['NAME']}"
    user, password = quote(settings["USER"]), quote(settings["PASSWORD"])
    return f"postgres://{user}:{password}@{settings['HOST']}:{settings['PORT']}/{settings['NAME']}"


class Server:
    """Gunicorn with two workers; it can be killed at any point and started again."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.folder, self.process = folder, None
        unset = {"SITE_URL", "DEBUG", "CI"}
        kept = {name: value for name, value in os.environ.items() if name not in unset}
        self.environment = kept | {"DATABASE_URL": database_url(), "DATA_DIR": str(folder)}

    def start(self) -> float:
        """Start it; the seconds until it is ready."""
        began = time.monotonic()
        patience = began + 300
        command = [
            sys.executable,
            "-m",
            "gunicorn",
            "quizsite.wsgi",
            "--preload",
            "--bind",
            f"127.0.0.1:{self.port}",
        ]
        with (self.folder / "server.log").open("a") as log:
            self.process = subprocess.Popen(
                [*command, "--workers", "2", "--threads", "4", "--log-level", "warning"],
                cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        while not self.is_ready():
            assert time.monotonic() < patience, (self.folder / "server.log").read_text()
            time.sleep(0.05)
        return time.monotonic() - began

    def is_ready(self) -> bool:
        try:
            return self.ask("GET", "/health/ready").status == 200
        except OSError:
            return False

    def kill(self) -> None:
        """Kill the master and all workers at once, in the midst of whatever they do."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(60)

    def ask(
        self, method: str, path: str, data: Mapping[str, object] | None = None, guest: str = ""
    ) -> http.client.HTTPResponse:
        """One request; raises OSError where the server is gone before it has answered."""
        browser = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            headers = {"Cookie": f"guest={guest}; csrftoken={CSRF}", "X-CSRFToken": CSRF}
            if data is not None:
                headers["Content-Type"] = "application/x-www-form-urlencoded"
            browser.request(method, path, urlencode(data or {}, doseq=True), headers)
            answer = browser.getresponse()
            answer.read()
            return answer
        except http.client.HTTPException as error:
            raise OSError(str(error)) from error
        finally:
            browser.close()
