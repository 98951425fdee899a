"""Does long work in a process of its own, which can be ended at any moment.

A writer that hangs can't be asked to stop, and neither can a thread. A process can: at a time limit,
or as soon as nobody wants its work any more. Where processes can't be forked (Windows), the work runs
here and is asked at every step that it reports.
"""

from __future__ import annotations

import signal
import threading
import time
import traceback
import warnings
from collections.abc import Callable
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection
from typing import Any, Generic, TypeVar, cast

T = TypeVar("T")
Progress = Callable[[float], None]
Work = Callable[[Progress], T]

LOOK_SECONDS = 0.5
"""How often the process is looked after: so long a cancelled one may go on."""

_MARGIN = 5
_PATIENCE = 10
"""Seconds to wait for a quiet moment; what takes longer (mails) will hardly be in the middle of a write."""

QUIET = threading.Lock()
"""Whoever holds it is not in the middle of anything that a fork would break off half-way."""


class TookTooLong(Exception):
    """The work was not done within its limit."""


class NotWanted(Exception):
    """Nobody wants the result any more."""


class WorkBroke(Exception):
    """The work raised something, or its process died; `str()` is its traceback."""


def apart(
    work: Work[T], *, limit: float, wanted: Callable[[], bool], progress: Progress = lambda _: None
) -> T:
    """The result of `work`, whose reports of progress are handed on.

    `wanted` is asked about twice a second. Raises TookTooLong after `limit` seconds, NotWanted, and
    WorkBroke; nothing of the work goes on then.
    """
    if "fork" not in get_all_start_methods():
        return _here(work, limit, wanted, progress)
    return _Child(work, limit).result(wanted, progress)


class _Child(Generic[T]):
    """The process, and what comes from it."""

    def __init__(self, work: Work[T], limit: float) -> None:
        context = get_context("fork")
        self.deadline = time.monotonic() + limit
        self.ours, theirs = context.Pipe(duplex=False)
        self.process = context.Process(
            target=_be_the_child, args=(work, theirs, int(limit) + _MARGIN), daemon=True
        )
        is_quiet = QUIET.acquire(timeout=_PATIENCE)
        try:
            with warnings.catch_warnings():
                # Python 3.12 warns of locks that other threads hold; that is what QUIET is for.
                warnings.simplefilter("ignore", DeprecationWarning)
                self.process.start()
        finally:
            if is_quiet:
                QUIET.release()
        theirs.close()  # so that the end of the process is the end of the pipe

    def result(self, wanted: Callable[[], bool], progress: Progress) -> T:
        try:
            while True:
                told = self._told()
                if told is None and not wanted():
                    raise NotWanted
                match told:
                    case ("progress", share):
                        progress(cast(float, share))
                    case ("broke", why):
                        raise WorkBroke(why)
                    case ("done", value):
                        return cast(T, value)
        finally:
            self._end()

    def _told(self) -> tuple[str, Any] | None:
        """What the process says next, None where it says nothing for a while."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TookTooLong
        if not self.ours.poll(min(left, LOOK_SECONDS)):
            return None
        try:
            return cast(tuple[str, Any], self.ours.recv())
        except EOFError:
            self.process.join(_MARGIN)
            raise WorkBroke(f"The process ended with {self.process.exitcode}.") from None

    def _end(self) -> None:
        self.process.kill()
        self.process.join()
        self.process.close()
        self.ours.close()


def _be_the_child(work: Work[T], pipe: Connection, seconds: int) -> None:
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, signal.SIG_DFL if name == signal.SIGTERM else signal.SIG_IGN)
    # Should the parent be killed hard, nobody else would ever end a process that hangs.
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(seconds)
    try:
        pipe.send(("done", work(lambda share: pipe.send(("progress", share)))))
    except BrokenPipeError:
        return  # the parent is gone
    except BaseException:
        pipe.send(("broke", traceback.format_exc()))


def _here(work: Work[T], limit: float, wanted: Callable[[], bool], progress: Progress) -> T:
    deadline = time.monotonic() + limit

    def step(share: float) -> None:
        if time.monotonic() > deadline:
            raise TookTooLong
        if not wanted():
            raise NotWanted
        progress(share)

    try:
        return work(step)
    except (TookTooLong, NotWanted):
        raise
    except Exception as error:
        raise WorkBroke(traceback.format_exc()) from error
