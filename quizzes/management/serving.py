"""Serves the site on this machine: gunicorn and the task worker side by side; waitress on Windows."""

import contextlib
import errno
import gc
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from importlib import import_module

from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.servers.basehttp import get_internal_wsgi_application
from django.db import connections

from quizzes.management.processes import keep_running, watch_parent

THREADS = 4  # per worker
PATIENCE = 2.0  # seconds in which a server that was just killed lets its port go


LOOPBACK = "127.0.0.1"


def listen(port: int, host: str = LOOPBACK) -> socket.socket:
    """Take the port before anything else is done; who calls early waits instead of being refused."""
    try:
        return _open_patiently(port, host)
    except OverflowError as error:
        raise CommandError(
            f"There is no port {port}: choose one up to 65535 with --port."
        ) from error
    except OSError as error:
        if error.errno == errno.EADDRNOTAVAIL:
            raise CommandError(
                f"{host} is no address of this machine: leave it out after --share, or name one that is."
            ) from error
        is_taken = error.errno == errno.EADDRINUSE
        why = "is taken" if is_taken else f"can't be used ({error.strerror})"
        raise CommandError(
            f"Port {port} {why}: choose another with --port, such as --port {_next(port)}."
        ) from error


def _open_patiently(port: int, host: str) -> socket.socket:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError):
            return _open(port, host)
        time.sleep(0.1)
    return _open(port, host)


def _open(port: int, host: str) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if os.name == "posix":  # on Windows the option would let two servers share a port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(2048)
    except BaseException:
        listener.close()
        raise
    return listener


def serve(listener: socket.socket, workers: int, when_ready: Callable[[], None]) -> int:
    """Serve until somebody asks for the end; return the exit status."""
    application = get_internal_wsgi_application()
    import_module(settings.ROOT_URLCONF)  # once here, instead of in every worker at its first page
    connections.close_all()  # a connection must not be shared by two processes
    if os.name == "nt":
        return _serve_by_waitress(application, listener, when_ready)
    gc.freeze()
    parent = os.getpid()

    def work() -> None:
        listener.close()
        watch_parent(parent)
        call_command("worker")

    def run_server() -> None:
        from quizzes.management.webserver import WebServer

        WebServer(application, listener, workers, THREADS, when_ready, parent).run()

    return keep_running(run_server, work)


def _serve_by_waitress(
    application: object, listener: socket.socket, when_ready: Callable[[], None]
) -> int:
    import waitress

    with subprocess.Popen([sys.executable, sys.argv[0], "worker"]) as worker:  # noqa: S603
        try:
            when_ready()
            waitress.serve(application, sockets=[listener], threads=2 * THREADS, _quiet=True)
        finally:
            worker.terminate()
    return 0


def _next(port: int) -> int:
    return port + 1 if 1024 <= port < 65535 else 8000
