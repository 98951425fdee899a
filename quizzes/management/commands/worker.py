"""Runs background tasks, and once a minute what has to happen by itself."""

from __future__ import annotations

import os
import signal
import threading
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import InterfaceError, OperationalError, close_old_connections
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from quizzes import tasks
from quizzes.generation import QUIET
from quizzes.models import WorkerSign

POLL_SECONDS = 0.5
SIGN_SECONDS = 20
TIDY_EVERY = 3
"""Signs of life between two rounds of tidying: a minute."""


class Command(BaseCommand):
    help = "Run background tasks (generation ...) and close attempts whose time is over."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="Do what is waiting, then end.")

    def handle(self, **options: Any) -> None:
        self.stopping = threading.Event()
        if threading.current_thread() is threading.main_thread():
            for name in (signal.SIGINT, signal.SIGTERM):
                signal.signal(name, lambda *_: self.stopping.set())
        if options["once"]:
            self._try(self._tidy)
            self._try(self._run_waiting)
            return
        # In a thread of its own, so that a long or hung task never keeps an attempt from its end.
        threading.Thread(target=self._tidy_for_ever, daemon=True).start()
        if not settings.QUEUE_IS_DATABASE:
            _work_for_redis(once=False)
            return
        parent = os.getppid()
        # Whoever started the worker beside a server and was killed takes the worker along.
        while not self.stopping.is_set() and os.getppid() == parent:
            self._try(self._run_waiting)
            self.stopping.wait(POLL_SECONDS)

    def _tidy_for_ever(self) -> None:
        rounds = 0
        while True:
            with QUIET:  # a run must not fork in the middle of what happens here
                self._try(self._sign)
                if rounds % TIDY_EVERY == 0:
                    self._try(self._tidy)
            rounds += 1
            if self.stopping.wait(SIGN_SECONDS):
                return

    def _sign(self) -> None:
        WorkerSign.give(now=timezone.now())

    def _tidy(self) -> None:
        tasks.tidy(timezone.now())

    def _try(self, work: Any) -> None:
        close_old_connections()
        try:
            work()
        except (OperationalError, InterfaceError) as error:
            # The database is away or busy; the next round tries again.
            self.stderr.write(f"The worker could not reach the database: {error}")

    def _run_waiting(self) -> None:
        if not settings.QUEUE_IS_DATABASE:
            _work_for_redis(once=True)
            return
        # A look without a lock first, so that an idle worker never holds up a writer.
        if DBTaskResult.objects.ready().exists():
            _worker().run()


def _worker() -> Worker:
    return Worker(
        queue_names=["*"], interval=0, batch=True, backend_name="default", startup_delay=False,
        max_tasks=None, worker_id=get_random_string(32), excluded_queue_names=[],
    )  # fmt: skip


def _work_for_redis(*, once: bool) -> None:
    from quizzes import redisqueue  # an extra, which is there only where REDIS_URL is set

    redisqueue.work(once=once)
