#!/usr/bin/env python3
"""How long a quiz's statistics take with a million responses: the task, and the page; see README.md."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).parents[1]


def main() -> None:
    """Fill a fresh SQLite database, then measure each verb in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--responses", type=int, default=1_000_000)
    parser.add_argument("--questions", type=int, default=20, help="in each attempt")
    parser.add_argument("--verb", choices=["fill", "task", "page"], help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.verb:
        _measured(options)
        return
    with tempfile.TemporaryDirectory() as folder:
        env = os.environ | {"DATA_DIR": folder, "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3"}
        manage = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
        subprocess.run(manage, cwd=ROOT, env=env, check=True)
        for verb in ("fill", "task", "page"):
            own = [sys.executable, __file__, *sys.argv[1:], "--verb", verb]
            subprocess.run(own, cwd=ROOT, env=env, check=True)


def _measured(options: argparse.Namespace) -> None:
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quizsite.settings")
    import django

    django.setup()
    verbs = {"fill": lambda: fill(options.responses, options.questions), "task": task, "page": page}
    start = time.monotonic()
    told = verbs[options.verb]()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    seconds = round(time.monotonic() - start, 2)
    print(json.dumps({"verb": options.verb, "seconds": seconds, "peak_mib": round(peak), **told}))


def fill(responses: int, questions: int) -> dict[str, object]:
    """A quiz of single choice questions and so many responses, written by plain SQL."""
    from django.db import connection
    from django.utils import timezone

    from quizzes import actions
    from quizzes.items import Item, Kind, Option
    from quizzes.models import Learner

    now = timezone.now()
    options = tuple(Option(text, text == "B") for text in "ABCD")
    asked = [Item(kind=Kind.SINGLE, stem=f"Question {i}?", options=options) for i in range(questions)]  # fmt: skip
    versions = actions.add_items(asked, revision=None, by=None).versions
    for version in versions:
        version.approve(by=None, now=now)
    quiz = actions.make_quiz(title="Big", slug="big", versions=versions, articles=[])
    count = responses // questions
    learners = Learner.objects.bulk_create(
        (Learner(guest_digest=f"{i:064d}") for i in range(count)), batch_size=5000
    )
    first = learners[0].pk
    offered = [[o.pk for o in version.options.all()] for version in versions]
    with connection.cursor() as cursor:
        _insert(cursor, quiz.pk, first, count, [v.pk for v in versions], offered, now)
        cursor.execute("ANALYZE")
    return {"attempts": count, "responses": count * questions}


RESPONSES = """INSERT INTO quizzes_response (id, attempt_id, position, version_id, article_opened, flagged, left_out,
max_mark, sequence, answered_at, mark, text) VALUES (%s, %s, %s, %s, 0, 0, 0, 1, 1, %s, %s, '')"""
CHOSEN = "INSERT INTO quizzes_chosenoption (response_id, option_id) VALUES (%s, %s)"


def _insert(
    cursor: Any,
    quiz: int,
    first: int,
    count: int,
    versions: list[int],
    offered: list[list[int]],
    now: dt.datetime,
) -> None:
    """Attempts of learners of every skill; the last option is chosen as often as the other wrong ones."""
    from django.db import transaction

    from quizzes.models import Attempt

    dice, most = random.Random(1), len(versions)  # noqa: S311 (no secret)
    moments = [f"{now + dt.timedelta(seconds=s):%Y-%m-%d %H:%M:%S}" for s in range(20 * most + 20)]
    for begin in range(0, count, 5000):
        attempts, responses, chosen = [], [], []
        for i in range(begin, min(count, begin + 5000)):
            skill, score = dice.random(), 0
            for at, version in enumerate(versions):
                right = dice.random() < skill
                score += right
                pk = i * most + at + 1
                pick = offered[at][1 if right else dice.choice((0, 2, 3))]
                moment = moments[20 * at + dice.randrange(1, 20)]
                responses.append((pk, i + 1, at + 1, version, moment, int(right)))
                chosen.append((pk, pick))
            attempts.append(Attempt(
                pk=i + 1, quiz_id=quiz, learner_id=first + i, number=1, seed=i, started_at=now,
                finished_at=now + dt.timedelta(hours=1), closed_at=now + dt.timedelta(hours=1, seconds=i),
                question_count=most, feedback="at_once", ask_confidence=True, shuffle_options=True,
                pass_percent=70, score=score, max_score=most, passed=False, finish_reason="learner",
            ))  # fmt: skip
        with transaction.atomic():
            Attempt.objects.bulk_create(attempts)
            cursor.executemany(RESPONSES, responses)
            cursor.executemany(CHOSEN, chosen)


def task() -> dict[str, object]:
    """The whole renewal, as the worker does it."""
    from django.utils import timezone

    from quizzes import statistics
    from quizzes.models import Quiz

    row = statistics.refresh(Quiz.objects.get(slug="big"), now=timezone.now())
    return {"attempts_counted": row.n, "alpha": round(row.alpha or 0, 4)}


def page() -> dict[str, object]:
    """The page as an editor gets it, twenty times, and its SQL statements."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from quizzes.models import Quiz, User

    settings.ALLOWED_HOSTS = ["testserver"]
    settings.SECURE_SSL_REDIRECT = False
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # fmt: skip
    client = Client()
    root = User.objects.create_superuser("root")
    client.force_login(root, backend=settings.AUTHENTICATION_BACKENDS[-1])
    path = f"/admin/quizzes/quiz/{Quiz.objects.get(slug='big').pk}/statistics/"
    times = []
    for _ in range(21):
        start = time.perf_counter()
        answer = client.get(path)
        times.append(1000 * (time.perf_counter() - start))
        assert answer.status_code == 200, answer
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get(path)
    return {
        "first_ms": round(times[0]),
        "median_ms": round(median(times[1:])),
        "worst_ms": round(max(times[1:])),
        "statements": len(asked),
    }


if __name__ == "__main__":
    main()
