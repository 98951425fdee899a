#!/usr/bin/env python3
"""How long a re-marking of 200,000 answers takes: the dry run, the act, taking it back; see README.md."""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]


def main() -> None:
    """Fill a fresh SQLite database with answers to one question, then measure each step."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--responses", type=int, default=200_000)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        _measured(options.responses)
        return
    with tempfile.TemporaryDirectory() as folder:
        env = os.environ | {"DATA_DIR": folder, "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3"}
        migrate = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
        subprocess.run(migrate, cwd=ROOT, env=env, check=True)
        own = [sys.executable, __file__, *sys.argv[1:], "--inside"]
        subprocess.run(own, cwd=ROOT, env=env, check=True)


def _measured(responses: int) -> None:
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quizsite.settings")
    import django

    django.setup()
    from django.utils import timezone
    from itemstatistics import fill

    from quizzes.models import QuestionVersion, Remarking, Ruling
    from quizzes.remarking import Wish, large, plan_of

    fill(responses, 1)
    version = QuestionVersion.objects.get()
    wish = Wish(Ruling.EVERYBODY)
    _timed("dry run in one request, as for few", lambda: plan_of(version, wish))
    row = large.prepare(version, wish, reason="Wrong.", by=None, now=timezone.now())
    for told, of in (("", row), (" back", None)):
        of = of or large.prepare_back(row, reason="Right.", by=None, now=timezone.now())
        _timed(f"looking{told}", lambda of=of: large.look(of))  # type: ignore[misc]
        of.move(Remarking.State.LOOKED, state=Remarking.State.MARKING)
        _timed(f"marking{told}, one transaction", lambda of=of: large.mark(of, now=timezone.now()))  # type: ignore[misc]
    _timed("counting for the page", lambda: large.counts_of(row))


def _timed(what: str, work: Callable[[], object]) -> None:
    start, busy = time.monotonic(), time.process_time()
    work()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = {
        "step": what, "seconds": round(time.monotonic() - start, 2),
        "cpu": round(time.process_time() - busy, 2), "peak_mib": round(peak),
    }  # fmt: skip
    print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main()
