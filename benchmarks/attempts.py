#!/usr/bin/env python3
"""How much CPU an attempt costs the server, beside a bare Django app; see README.md."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

import content
import learners
from databases import fresh_databases
from sites import ROOT, Site, environment, running

PREPARE = {
    "app": "import content; content.make_quiz()",
    "bare": "from bare.models import Page;"
    "Page.objects.create(title='A page', text='\\n'.join(f'Line {i} ' + 36 * 'word ' for i in range(14)))",
}
CHECK = "import content; print(*content.count_full_scores())"


@dataclass(frozen=True)
class Round:
    """What a site did in one round."""

    attempts: int
    requests: int
    seconds: float
    cpu: float

    @property
    def figures(self) -> dict[str, float]:
        """The round as the figures of the table."""
        return {
            "attempts_per_second": self.attempts / self.seconds,
            "requests_per_attempt": self.requests / self.attempts,
            "cpu_seconds_per_attempt": self.cpu / self.attempts,
        }


def main() -> None:
    """Run the rounds, A B A B ..., and print what came out."""
    options = _options()
    with _sites() as (app, bare, count_full_scores):
        per_attempt = learners.take_quiz(app.port)

        def both(attempts: int) -> tuple[Round, Round]:
            people = options.learners
            return (
                _measure(app, attempts, people, lambda: learners.take_quiz(app.port)),
                _measure(bare, attempts, people, lambda: learners.visit(bare.port, per_attempt)),
            )

        both(options.learners * 2)  # until every worker and thread is warm
        pairs = [both(options.attempts) for _ in range(options.rounds)]
        attempts, full = count_full_scores()
    expected = 1 + options.learners * 2 + options.attempts * options.rounds
    assert attempts == full == expected, f"{full} full scores of {attempts}, {expected} expected"
    _report(pairs, full, as_json=options.json)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--attempts", type=int, default=40, help="in each round (40)")
    parser.add_argument("--learners", type=int, default=8, help="at the same time (8)")
    parser.add_argument("--rounds", type=int, default=5, help="pairs of app and bare app (5)")
    parser.add_argument("--json", action="store_true", help="print JSON instead of the table")
    return parser.parse_args()


@contextmanager
def _sites() -> Iterator[tuple[Site, Site, Callable[[], list[int]]]]:
    """The app and the bare app, both running on fresh databases, and how to count full scores."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = os.environ.get("DATABASE_URL", "")
        urls = stack.enter_context(fresh_databases(url, folder, list(PREPARE)))
        settings = ["quizsite.settings", "bare.settings"]
        envs = [environment(s, u, folder) for s, u in zip(settings, urls, strict=True)]
        for env, prepare in zip(envs, PREPARE.values(), strict=True):
            _django(env, "migrate", "--run-syncdb", "--verbosity=0")
            _django(env, "shell", "--verbosity=0", "--command", prepare)
        app, bare = (stack.enter_context(running(env)) for env in envs)
        yield app, bare, lambda: [int(n) for n in _django(envs[0], "shell", "--verbosity=0", "--command", CHECK).split()]  # fmt: skip


def _django(env: dict[str, str], *arguments: str) -> str:
    command = [sys.executable, "-m", "django", *arguments]
    return subprocess.run(
        command, env=env, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
    ).stdout


def _measure(site: Site, attempts: int, people: int, act: Callable[[], int]) -> Round:
    cpu, start = site.cpu_seconds(), time.monotonic()
    requests = learners.at_once(people, attempts, act)
    return Round(attempts, requests, time.monotonic() - start, site.cpu_seconds() - cpu)


def _report(pairs: list[tuple[Round, Round]], full: int, *, as_json: bool) -> None:
    ratio = median(app.cpu / bare.cpu for app, bare in pairs)
    medians = [
        {name: median(r.figures[name] for r in rounds) for name in rounds[0].figures}
        for rounds in zip(*pairs, strict=True)
    ]
    if as_json:
        rounds = [{"app": asdict(app), "bare": asdict(bare)} for app, bare in pairs]
        print(json.dumps({"app": medians[0], "bare": medians[1], "ratio": ratio, "rounds": rounds}))
        return
    print(f"{'median of ' + str(len(pairs)) + ' rounds':<26}{'app':>10}{'bare app':>10}")
    for name in medians[0]:
        app, bare = (of[name] for of in medians)
        print(f"{name.replace('_', ' '):<26}{app:>10.4g}{bare:>10.4g}")
    print(f"{'CPU ratio (of pairs)':<26}{ratio:>10.2f}")
    print(f"All {full} attempts of {len(content.FACTS)} questions ended with the full score.")


if __name__ == "__main__":
    main()
