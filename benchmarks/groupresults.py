#!/usr/bin/env python3
"""How long leaders' pages take with forty groups of five hundred people and twenty quizzes each; see README.md."""

from __future__ import annotations

import argparse
import datetime as dt
import itertools
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).parents[1]
BEGAN = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)
BATCH = 20_000


def main() -> None:
    """Fill a fresh SQLite database with the shipped quizzes, then open each page as a leader."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--groups", type=int, default=40)
    parser.add_argument("--members", type=int, default=500, help="of each group")
    parser.add_argument("--quizzes", type=int, default=20, help="assigned to each group")
    parser.add_argument("--times", type=int, default=11, help="that each page is opened")
    parser.add_argument("--folder", help="keep the database here, and use it again")
    parser.add_argument("--verb", choices=["fill", "pages"], help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.verb:
        _measured(options)
        return
    with tempfile.TemporaryDirectory() as folder:
        folder = options.folder or folder
        known = Path(folder, "db.sqlite3").exists()
        env = os.environ | {"DATA_DIR": folder, "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3"}
        for verb in [] if known else ["migrate", "load_concepts", "load_content"]:
            subprocess.run(
                [sys.executable, "manage.py", verb, "--verbosity=0"], cwd=ROOT, env=env, check=True
            )
        for verb in ["pages"] if known else ["fill", "pages"]:
            own = [sys.executable, __file__, *sys.argv[1:], "--verb", verb]
            subprocess.run(own, cwd=ROOT, env=env, check=True)


def _measured(options: argparse.Namespace) -> None:
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quizsite.settings")
    import django

    django.setup()
    if options.verb == "fill":
        fill(options.groups, options.members, options.quizzes)
        return
    for told in pages(options.times):
        print(json.dumps(told), flush=True)


def fill(groups: int, members: int, quizzes: int) -> None:
    """Groups with members and assignments, each taken by everybody: first attempts, by plain SQL."""
    from django.db import connection
    from django.utils import timezone

    from quizzes.models import Group, Quiz, Series, User
    from quizzes.models.series import Role

    chief = User.objects.create_user("chief")
    asked = _quizzes(quizzes)
    series = Series.objects.create(title="Before and after", wanted=10)
    for quiz, role in zip(asked, (Role.PRE, Role.POST, Role.LATER), strict=False):
        Quiz.objects.filter(pk=quiz.pk).update(series=series, series_role=role)
    pks = itertools.count(1)
    for number in range(groups):
        group = Group.objects.create(name=f"Group {number}", time_zone="Europe/Berlin")
        group.add_leader(chief)
        learners = _members(group, number, members)
        for place, quiz in enumerate(asked):
            _sat(group, quiz, place, learners, pks)
        print(f"group {number} at {timezone.now():%H:%M:%S}", file=sys.stderr)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _quizzes(wanted: int) -> list[Any]:
    """The shipped ones, and copies of them where more are wanted."""
    from django.utils import timezone

    from quizzes.composing import copy_quiz
    from quizzes.models import Quiz

    found = list(Quiz.objects.order_by("pk"))[:wanted]
    for quiz in found[: wanted - len(found)]:
        copy = copy_quiz(quiz)
        copy.publish(by=None, now=timezone.now())
        found.append(copy)
    return found


def _members(group: Any, number: int, count: int) -> list[int]:
    from quizzes.models import Learner, Member, User

    users = User.objects.bulk_create(
        User(username=f"g{number}-m{i}", email=f"g{number}-m{i}@example.org", first_name=f"M{i}")
        for i in range(count)
    )
    learners = Learner.objects.bulk_create(Learner(user=user) for user in users)
    Member.objects.bulk_create(
        Member(group=group, learner=learner, name=f"Member {i}", joined_at=BEGAN - dt.timedelta(9))
        for i, learner in enumerate(learners)
    )
    return [learner.pk for learner in learners]


RESPONSES = """INSERT INTO quizzes_response (id, attempt_id, position, version_id, article_opened, flagged,
left_out, max_mark, sequence, answered_at, mark, confidence, text) VALUES (%s, %s, %s, %s, 0, 0, 0, 1, 1, %s, %s, %s, '')"""
CHOSEN = "INSERT INTO quizzes_chosenoption (response_id, option_id) VALUES (%s, %s)"


def _sat(group: Any, quiz: Any, place: int, learners: list[int], pks: Iterator[int]) -> None:
    """Everybody's attempt at one quiz, a day after it was assigned."""
    from django.db import connection, transaction

    from quizzes.models import Assignment, Attempt, QuestionVersion

    when = BEGAN + dt.timedelta(days=7 * place)
    assignment = Assignment.objects.create(
        group=group, quiz=quiz, created_at=when, due_at=when + dt.timedelta(days=5),
        visibility=("individual", "aggregates")[place % 2], every_months=12 if place == 5 else None,
    )  # fmt: skip
    found = QuestionVersion.objects.filter(question__quiz_questions__quiz=quiz, state="approved")
    versions = list(found.prefetch_related("options"))
    offered = {
        v.pk: ([o.pk for o in v.options.all() if o.correct], [o.pk for o in v.options.all() if not o.correct])
        for v in versions
    }  # fmt: skip
    dice = random.Random(place)  # noqa: S311 (no secret)
    attempts, responses, chosen = [], [], []
    for i, learner in enumerate(learners):
        pk, score = next(pks), 0
        moment = when + dt.timedelta(days=1, seconds=60 * i)
        skill = dice.random()
        for at, version in enumerate(versions):
            right = dice.random() < skill
            score += right
            key = pk * 20 + at
            answered = f"{moment:%Y-%m-%d %H:%M:%S}"
            responses.append(
                (key, pk, at + 1, version.pk, answered, int(right), dice.choice((None, 1, 2, 3)))
            )
            if picks := offered[version.pk][0 if right else 1]:
                chosen.append((key, dice.choice(picks)))
        attempts.append(Attempt(
            pk=pk, quiz=quiz, learner_id=learner, number=1, seed=pk, started_at=moment, assignment=assignment,
            visibility=assignment.visibility, finished_at=moment, closed_at=moment, question_count=len(versions),
            feedback="at_once", ask_confidence=True, shuffle_options=True, pass_percent=70, score=score,
            max_score=len(versions), passed=score >= 7, finish_reason="learner",
        ))  # fmt: skip
    with transaction.atomic(), connection.cursor() as cursor:
        Attempt.objects.bulk_create(attempts, batch_size=1000)
        cursor.executemany(RESPONSES, responses)
        cursor.executemany(CHOSEN, chosen)


def pages(times: int) -> Iterator[dict[str, object]]:
    """Each page of a group and of its assignments as its leader gets it."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from quizzes.models import Group, User

    settings.ALLOWED_HOSTS = ["testserver"]
    settings.SECURE_SSL_REDIRECT = False
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # fmt: skip
    client = Client()
    client.force_login(User.objects.get(username="chief"), backend=settings.AUTHENTICATION_BACKENDS[-1])  # fmt: skip
    for path in _paths(Group.objects.order_by("-pk")[0]):
        spans, work = [], []
        for _ in range(times):
            start, busy = time.perf_counter(), time.process_time()
            answer = client.get(path)
            spans.append(1000 * (time.perf_counter() - start))
            work.append(1000 * (time.process_time() - busy))
            assert answer.status_code == 200, (path, answer)
        with CaptureQueriesContext(connection) as asked:
            client.get(path)
        yield {
            "page": path, "first_ms": round(spans[0]), "median_ms": round(median(spans[1:] or spans)),
            "least_ms": round(min(spans)), "cpu_ms": round(median(work)), "statements": len(asked),
            "sql_ms": round(1000 * sum(float(q["time"]) for q in asked)),
            "kib": len(answer.content) // 1024,
        }  # fmt: skip


def _paths(group: Any) -> list[str]:
    named, hidden = list(group.assignments.order_by("pk"))[:2]
    person = group.members.order_by("pk")[0]
    home = f"/groups/{group.pk}/"
    return [
        "/groups/",
        home,
        f"{home}assignments/",
        f"{home}assignments/{named.pk}/",
        f"{home}results/",
        f"{home}results/{named.pk}/",
        f"{home}results/{hidden.pk}/",
        f"{home}results/{named.pk}/people/{person.pk}/",
        f"{home}results/{named.pk}/people.csv",
        f"{home}results/{named.pk}/figures.csv",
        f"{home}results/record.csv",
    ]


if __name__ == "__main__":
    main()
