"""A parent that keeps the web server and the task worker together: they end with it, and it with them.

Each runs in a session of its own, so Ctrl-C reaches the parent alone, which then asks the
others to finish what they are at. Where the parent is killed hard, they notice and end too.
"""

import contextlib
import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn

GRACE = 10.0  # seconds that a process has to finish what it is at
SETTLED = 60.0  # seconds after which a restarted process counts as well again
LONGEST_PAUSE = 60.0
ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP) if os.name == "posix" else ()


@dataclass
class Process:
    """A child: what it does, and since when."""

    run: Callable[[], object]
    pid: int = 0
    started: float = 0.0
    pause: float = 0.0

    def start(self) -> None:
        """Fork; the child never returns from here."""
        self.started = time.monotonic()
        parent = os.getpid()
        self.pid = os.fork()
        if not self.pid:
            _be_the_child(self.run, parent, self.pause)

    def start_again(self) -> None:
        """Fork again, after a pause that grows while it keeps dying at once."""
        is_settled = time.monotonic() - self.started > SETTLED
        self.pause = 1.0 if is_settled or not self.pause else min(2 * self.pause, LONGEST_PAUSE)
        self.start()


def keep_running(server: Callable[[], object], worker: Callable[[], object]) -> int:
    """Run both until the server ends or somebody asks for the end; return the exit status."""
    processes = [Process(server), Process(worker)]
    for number in ENDING:
        if number is not signal.SIGHUP or signal.getsignal(number) is not signal.SIG_IGN:  # nohup
            signal.signal(number, _stop)
    try:
        for process in processes:
            process.start()
        return _watch(*processes)
    except KeyboardInterrupt:
        return 0
    finally:
        _end({process.pid for process in processes if process.pid})


def watch_parent(parent: int) -> None:
    """End this process, too, once the parent is gone without a word."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(GRACE)
        os.kill(os.getpid(), signal.SIGKILL)

    threading.Thread(target=watch, daemon=True).start()


def _watch(server: Process, worker: Process) -> int:
    while True:
        pid, status = os.waitpid(-1, 0)
        code = os.waitstatus_to_exitcode(status)
        if pid == server.pid:
            server.pid = 0
            return code if code > 0 else 1
        if pid == worker.pid:
            worker.start_again()
            sys.stderr.write(f"The task worker ended ({code}); it starts again.\n")


def _end(pids: set[int]) -> None:
    """Ask all to end; kill what is left after the grace, or at a second Ctrl-C."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(KeyboardInterrupt, ProcessLookupError, ChildProcessError):
            for pid in pids:
                os.kill(pid, number)
            _wait(pids)


def _wait(pids: set[int]) -> None:
    deadline = time.monotonic() + GRACE
    while pids and time.monotonic() < deadline:
        pid, _ = os.waitpid(-1, os.WNOHANG)
        pids.discard(pid)
        time.sleep(0 if pid else 0.02)


def _be_the_child(run: Callable[[], object], parent: int, pause: float) -> NoReturn:
    code = 1
    try:
        os.setsid()
        for number in ENDING:
            signal.signal(number, signal.SIG_DFL)
        time.sleep(pause)
        run()
        code = 0
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 1
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)  # what the parent registered for its own end is not for the child


def _stop(number: int, frame: object) -> NoReturn:
    raise KeyboardInterrupt
