"""The queue of background tasks in Redis: for sites with several servers (the extra "redis").

RQ's own bridge to Django's tasks would bring a scheduler that has no wheel; this needs thirty lines.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management import CommandError
from django.utils.module_loading import import_string
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskResult, TaskResultStatus
from redis import Redis, RedisError
from rq import Queue, Worker

MARGIN_SECONDS = 300
"""A run ends itself with a sentence; this much later RQ would end it without one."""


def queue() -> Queue:
    """Where tasks wait."""
    limit = settings.GENERATION_SECONDS + MARGIN_SECONDS
    return Queue(connection=Redis.from_url(settings.REDIS_URL), default_timeout=limit)


def work(*, once: bool) -> None:
    """Run what waits; until a signal says stop, or, with `once`, until nothing waits.

    Raises CommandError where there is no Redis; its address may hold a password and is not told.
    """
    waiting = queue()
    try:
        Worker([waiting], connection=waiting.connection).work(burst=once)
    except RedisError as error:
        told = "Redis can't be reached (%s): put that right, or set REDIS_URL."
        raise CommandError(told % type(error).__name__) from error


def perform(path: str, args: list[Any], kwargs: dict[str, Any]) -> None:
    """What RQ calls: one of our tasks, by its path."""
    task = import_string(path)
    if not isinstance(task, Task):
        raise TypeError(f"{path} is no task.")
    task.call(*args, **kwargs)


class RedisBackend(BaseTaskBackend):
    """Hands tasks to RQ; what they bring is stored by the task itself."""

    def enqueue(self, task: Task, args: Any, kwargs: Any) -> TaskResult:
        """Put a task in the queue; raises redis.RedisError where there is no Redis."""
        self.validate_task(task)
        job = queue().enqueue(perform, task.module_path, list(args), dict(kwargs))
        return TaskResult(
            task=task, id=job.id, status=TaskResultStatus.READY, enqueued_at=job.enqueued_at,
            started_at=None, last_attempted_at=None, finished_at=None, args=args, kwargs=kwargs,
            backend=self.alias, errors=[], worker_ids=[],
        )  # fmt: skip
