"""Gunicorn inside a process of ours: an application that is already loaded, a port that is already open."""

import os
import socket
from collections.abc import Callable
from typing import Any

from gunicorn import arbiter
from gunicorn.app.base import BaseApplication


class WebServer(BaseApplication):
    """Gunicorn with threads, configured here and not by files or the command line."""

    def __init__(
        self,
        application: object,
        listener: socket.socket,
        workers: int,
        threads: int,
        when_ready: Callable[[], None],
        parent: int,
    ) -> None:
        self.application = application
        self.parent = parent
        self.settings = {
            "bind": f"fd://{listener.detach()}",
            "workers": workers,
            "threads": threads,
            "worker_class": "gthread",
            "graceful_timeout": 8,  # less than the grace that the parent gives
            "loglevel": "warning",
            "control_socket_disable": True,
            "when_ready": lambda server: when_ready(),
        }
        super().__init__()

    def load_config(self) -> None:
        """Set what differs from gunicorn's defaults; an older one has no control socket to disable."""
        for name, value in self.settings.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Any:
        """Give the application, loaded before the fork."""
        return self.application

    def run(self) -> None:
        """Run until a signal says stop."""
        Arbiter(self, self.parent).run()


class Arbiter(arbiter.Arbiter):
    """Gunicorn's master, which also ends when the process that started it is gone."""

    def __init__(self, app: WebServer, parent: int) -> None:
        super().__init__(app)
        self.parent = parent

    def maybe_promote_master(self) -> None:
        """Look once a second whether the parent still lives; gunicorn asks here about its own."""
        super().maybe_promote_master()
        if os.getppid() != self.parent:
            raise StopIteration
