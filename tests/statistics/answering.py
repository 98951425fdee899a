"""Finished attempts in bulk: what learners answered, written as rows, with reproducible chance."""

import datetime as dt
import random

from django.utils import timezone

from quizzes.items import Kind
from quizzes.models import Attempt, ChosenOption, Learner, Response

SPAN = dt.timedelta(seconds=20)


def answered(quiz, rows, *, number=1, learners=None, start=None, stored=1, **fields):
    """One finished attempt a row; a row holds, for each question, the place of the option chosen.

    None leaves the question blank, a string types an answer (right where it is "phishing").
    """
    start = start or timezone.now() - dt.timedelta(days=1)
    drawn = quiz.drawable()
    options = {version.pk: list(version.options.all()) for version, _mark in drawn}
    learners = learners or [Learner.objects.new_guest()[0] for _ in rows]
    made = []
    for i, (learner, row) in enumerate(zip(learners, rows, strict=True)):
        begun = start + dt.timedelta(minutes=i)
        attempt = Attempt.objects.create(
            quiz=quiz, learner=learner, number=number, seed=i, started_at=begun, question_count=len(drawn),
            feedback=quiz.feedback, ask_confidence=False, shuffle_options=True, pass_percent=70, **fields,
        )  # fmt: skip
        for at, ((version, most), given) in enumerate(zip(drawn, row, strict=True), start=1):
            answer(
                attempt, at, version, most, given, options[version.pk], begun + at * SPAN, stored
            )
        attempt.finish(now=begun + dt.timedelta(minutes=10))
        made.append(attempt)
    return made


def answer(attempt, at, version, most, given, options, moment, stored):
    if given is None:
        Response.objects.create(attempt=attempt, position=at, version=version, max_mark=most)
        return
    is_typed = isinstance(given, str)
    right = given == "phishing" if is_typed else options[given].correct
    response = Response.objects.create(
        attempt=attempt, position=at, version=version, max_mark=most, mark=most if right else 0,
        sequence=stored, answered_at=moment, text=given if is_typed else "",
    )  # fmt: skip
    if not is_typed:
        ChosenOption.objects.create(response=response, option=options[given])


def by_chance(quiz, count, seed=7):
    """Rows in which better learners choose keys more often; the last option is never chosen."""
    dice = random.Random(seed)  # noqa: S311 (no secret)
    drawn = [(v, list(v.options.all())) for v, _ in quiz.drawable()]
    rows = []
    for _ in range(count):
        skill = dice.random()
        row = []
        for version, options in drawn:
            if version.kind == Kind.SHORT_TEXT:
                row.append("phishing" if dice.random() < skill else "fishing")
                continue
            key = next(i for i, o in enumerate(options) if o.correct)
            others = [i for i in range(len(options) - 1) if i != key]
            pick = key if dice.random() < skill else dice.choice(others)
            row.append(None if dice.random() < 0.05 else pick)
        rows.append(row)
    return rows
