#!/usr/bin/env python3
"""Forty pupils behind one address come into a group at once and answer at the same moments; see README.md."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median, quantiles

from content import FACTS, KEY, SLUG
from databases import fresh_databases
from learners import Browser
from sites import ROOT, Site, environment, running

CODE = "ABCDEFGH"
PREPARE = (
    "import content; content.make_quiz();"
    "from quizzes.models import Group;"
    f"Group.objects.create(name='A class', join_code='{CODE}', guests_join=True)"
)
CHECK = (
    "import content; from quizzes.models import Member;"
    "print(Member.objects.joined().count(), *content.count_full_scores())"
)
LIMIT = 60.0  # seconds for the whole class; a run that takes longer fails
GOALS = {"joining": 5.0, "answering": 2.0}  # seconds for 95 of 100 while all do it at once


def main() -> None:
    """Let the class in, let it answer, print how long that took."""
    options = _options()
    with _site() as (site, counts):
        cpu, began = site.cpu_seconds(), time.monotonic()
        times = _class(site.port, options.pupils, began)
        seconds, cpu = time.monotonic() - began, site.cpu_seconds() - cpu
        members, attempts, full = counts()
    assert members == attempts == full == options.pupils, (members, attempts, full)
    _report(times, seconds, cpu, as_json=options.json)
    missed = [
        name for name, goal in GOALS.items() if _spread(times[name])["of 100, 95 within"] > goal
    ]
    sys.exit(f"Slower than the goal: {', '.join(missed)}" if missed else None)


def _class(port: int, pupils: int, began: float) -> dict[str, list[float]]:
    """The whole class: each pupil in a thread, and all of them at each step together."""
    together = threading.Barrier(pupils, timeout=LIMIT)
    times: dict[str, list[float]] = {"joining": [], "starting": [], "answering": []}

    def pupil(place: int) -> None:
        browser = Browser(port)

        def step(name: str, act: object, *arguments: object) -> None:
            browser.connection.close()  # the server lets go of whoever waits; a browser opens anew
            together.wait()
            assert time.monotonic() - began < LIMIT, f"the class took longer than {LIMIT:.0f} s"
            start = time.monotonic()
            act(*arguments)  # type: ignore[operator]
            times[name].append(time.monotonic() - start)

        step("joining", _join, browser, place)
        browser.get(f"/quizzes/{SLUG}/")
        browser.follow_button()  # to the article
        step("starting", browser.press)
        for number in range(1, len(FACTS) + 1):
            values = browser.choices()
            chosen = [("answer", values[text]) for text in KEY[browser.heading()]]
            step("answering", browser.press, *chosen)
            assert "The article says it in these words" in browser.page, "no feedback came"
            browser.follow_button() if number < len(FACTS) else browser.press()
        browser.connection.close()

    def safely(place: int) -> None:
        try:
            pupil(place)
        except threading.BrokenBarrierError:
            pass  # another pupil failed, and that failure is told
        except BaseException:
            together.abort()
            raise

    with ThreadPoolExecutor(pupils) as people:
        list(people.map(safely, range(pupils)))
    return times


def _join(browser: Browser, place: int) -> None:
    """Type the code (every fourth pupil mistypes it first), choose a nickname, get a card."""
    if place % 4 == 0:
        try:
            browser.get("/join/HGFEDCBA/")
        except AssertionError as refused:
            if " 404:" not in str(refused):
                raise
    browser.get("/join/")
    browser.press(("code", "abcd-efgh"))
    browser.press(("name", f"Pupil {place}"))
    assert "Your personal code" in browser.page, browser.page


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pupils", type=int, default=40, help="at the same time (40)")
    parser.add_argument("--json", action="store_true", help="print JSON instead of the table")
    return parser.parse_args()


@contextmanager
def _site() -> Iterator[tuple[Site, object]]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = os.environ.get("DATABASE_URL", "")
        [url] = stack.enter_context(fresh_databases(url, folder, ["classroom"]))
        env = environment("quizsite.settings", url, folder)
        _django(env, "migrate", "--verbosity=0")
        _django(env, "shell", "--verbosity=0", "--command", PREPARE)
        site = stack.enter_context(running(env))
        yield (
            site,
            lambda: [
                int(n) for n in _django(env, "shell", "--verbosity=0", "--command", CHECK).split()
            ],
        )


def _django(env: dict[str, str], *arguments: str) -> str:
    command = [sys.executable, "-m", "django", *arguments]
    return subprocess.run(
        command, env=env, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
    ).stdout


def _spread(seconds: list[float]) -> dict[str, float]:
    return {
        "median": median(seconds),
        "of 100, 95 within": quantiles(seconds, n=20)[-1],
        "longest": max(seconds),
    }


def _report(times: dict[str, list[float]], seconds: float, cpu: float, *, as_json: bool) -> None:
    spreads = {name: _spread(values) for name, values in times.items()}
    if as_json:
        print(json.dumps({"steps": spreads, "seconds": seconds, "cpu_seconds": cpu}))
        return
    print(f"{'seconds':<12}{'median':>10}{'95 %':>10}{'longest':>10}")
    for name, spread in spreads.items():
        print(f"{name:<12}" + "".join(f"{value:>10.2f}" for value in spread.values()))
    print(f"The whole class: {seconds:.1f} s, {cpu:.1f} s of CPU; nobody was refused.")


if __name__ == "__main__":
    main()
