"""Several callers who act at the same moment."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connections

CROWD = 16


def at_once(acts: Iterable[Callable[[], Any]]) -> list[Any]:
    """Do all acts in threads that start together; what each returned, in the order of the acts."""
    acts = list(acts)
    barrier = threading.Barrier(len(acts), timeout=300)

    def act_with_the_others(act: Callable[[], Any]) -> Any:
        try:
            barrier.wait()
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as crowd:
        return [done.result() for done in [crowd.submit(act_with_the_others, act) for act in acts]]
