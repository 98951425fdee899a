"""The snapshot holds what the responses say: first attempts alone, per version, in steps of five."""

import csv
import datetime as dt

import numpy as np
import pytest
from django.utils import timezone

from quizzes import statistics
from quizzes.analysis import Responses, item_figures, option_use, quiz_figures
from quizzes.items import Kind
from quizzes.models import (
    Assignment,
    Attempt,
    Concept,
    Pause,
    Practice,
    QuizStatistics,
    Response,
)
from quizzes.statistics import keeping, refreshing
from tests import make
from tests.analysis.test_classical import PUBLISHED
from tests.statistics.answering import answered, by_chance

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def quiz():
    return make.quiz([Kind.SINGLE, Kind.CLOZE, Kind.SINGLE, Kind.SHORT_TEXT])


def kept(quiz, now=NOW):
    return statistics.refresh(quiz, now=now)


def recomputed(quiz):
    """The figures from the responses again, the plain way: row by row, in memory, with the core alone."""
    versions = [version for version, _mark in quiz.drawable()]
    attempts = list(Attempt.objects.filter(quiz=quiz, number=1).order_by("closed_at", "pk"))
    table, chosen = [], []
    for attempt in attempts:
        rows = {r.version_id: r for r in attempt.responses.all()}
        table.append([float(rows[v.pk].mark or 0) / float(rows[v.pk].max_mark) for v in versions])
        chosen.append([{o.option_id for o in rows[v.pk].chosen_options.all()} for v in versions])
    return versions, table, chosen


def test_the_snapshot_equals_a_full_recomputation_from_the_responses(quiz):
    answered(quiz, by_chance(quiz, 60))
    row = kept(quiz)
    versions, table, chosen = recomputed(quiz)
    responses = Responses.of(table)
    whole = quiz_figures(Responses.of([[cell / 4 for cell in line] for line in table]))
    assert row.n == 60
    for name, value in [
        ("mean", whole.mean.value), ("mean_low", whole.mean.low), ("mean_high", whole.mean.high),
        ("median", whole.median), ("sd", whole.sd), ("skewness", whole.skewness),
        ("kurtosis", whole.kurtosis), ("alpha", whole.consistency.value), ("alpha_low", whole.consistency.low),
        ("alpha_high", whole.consistency.high), ("error_ratio", whole.error_ratio),
        ("standard_error", whole.standard_error),
    ]:  # fmt: skip
        assert getattr(row, name) == pytest.approx(value), name
    totals = np.array([sum(line) for line in table])
    for at, (version, own) in enumerate(zip(versions, item_figures(responses), strict=True)):
        item = row.items.get(version=version)
        assert item.figure("facility", item.n) == own.facility
        assert item.figure("discrimination", item.n).value == pytest.approx(
            own.discrimination.value
        )
        assert (item.sd, item.efficiency, item.alpha_without) == pytest.approx(
            (own.sd, own.efficiency, own.alpha_without)
        )
        options = [(o.pk, o.correct) for o in version.options.all()]
        rests = totals - np.array([line[at] for line in table])
        wanted = option_use(options, [frozenset(line[at]) for line in chosen], rests)
        found = [(r.option_id, u.share, u.thirds, u.is_idle, u.misleads) for r, u in item.uses()]
        assert found == [(w.option, w.share, w.thirds, w.is_idle, w.misleads) for w in wanted]
    shares = totals / 4
    bands = np.histogram(shares, bins=np.linspace(0, 1, 11))[0]
    assert [band.count for band in row.bands.all()] == bands.tolist()


@pytest.mark.parametrize("name", ["lsat6", "lsat7"])
def test_what_is_kept_of_published_answers_equals_the_published_tables(name):
    quiz = make.quiz([Kind.TRUE_FALSE] * 5)
    with (PUBLISHED / f"{name}_patterns.csv").open() as file:
        patterns = [
            [int(line[f"i{n}"]) for n in range(1, 6)]
            for line in csv.DictReader(file)
            for _ in range(int(line["freq"]))
        ]
    bulk(quiz, patterns)  # the second option is the key
    row = kept(quiz)
    with (PUBLISHED / "lsat_expected.csv").open() as file:
        lines = [r for r in csv.DictReader(file) if r["model"] == "ctt" and r["dataset"] == name]
    names = {"mean": "facility", "sd": "sd", "item_rest_r": "discrimination", "alpha_if_removed": "alpha_without"}  # fmt: skip
    whole = {"alpha": row.alpha, "mean_total": 5 * row.mean, "sd_total": 5 * row.sd, "SEM_alpha": 5 * row.standard_error}  # fmt: skip
    met = 0
    for line in lines:
        quantity, tolerance = line["quantity"], float(line["tolerance"])
        if quantity in names:
            found = getattr(row.items.get(place=int(line["item"])), names[quantity])
        elif quantity in whole:
            found = whole[quantity]
        else:
            continue
        assert found == pytest.approx(float(line["value"]), abs=tolerance), line
        met += 1
    assert met >= 20


def bulk(quiz, patterns):
    """Finished attempts of so many people in a few statements."""
    from quizzes.models import Learner

    drawn = quiz.drawable()
    people = Learner.objects.bulk_create(
        Learner(guest_digest=f"{i:064d}") for i in range(len(patterns))
    )
    attempts = Attempt.objects.bulk_create(
        Attempt(
            quiz=quiz, learner=who, number=1, seed=1, started_at=NOW, finished_at=NOW, closed_at=NOW,
            question_count=len(drawn), feedback=quiz.feedback, ask_confidence=False, shuffle_options=True,
            pass_percent=70, score=sum(marks), max_score=len(drawn), passed=False, finish_reason="learner",
        )
        for who, marks in zip(people, patterns, strict=True)
    )  # fmt: skip
    Response.objects.bulk_create(
        Response(attempt=a, position=i, version=v, max_mark=1, mark=m, sequence=1, answered_at=NOW)
        for a, marks in zip(attempts, patterns, strict=True)
        for i, ((v, _most), m) in enumerate(zip(drawn, marks, strict=True), start=1)
    )


def test_only_first_attempts_count(quiz):
    first = answered(quiz, by_chance(quiz, 20))
    before = kept(quiz)
    again = [[1, 1, 1, "phishing"]] * 20
    answered(quiz, again, number=2, learners=[a.learner for a in first], start=NOW)
    after = kept(quiz, NOW + dt.timedelta(hours=1))
    assert (after.n, after.mean) == (before.n, before.mean)


def test_the_first_is_the_one_begun_first_whatever_its_number(quiz):
    late = answered(quiz, [[1, 1, 1, "phishing"]] * 10, start=NOW)
    people = [attempt.learner for attempt in late]
    answered(quiz, [[0, 0, 0, "no"]] * 10, number=2, learners=people)  # brought along by a guest
    assert kept(quiz).mean == 0


def test_an_open_attempt_does_not_count_and_nor_does_the_one_after_it(quiz):
    who = make.learner()
    make.attempt(quiz, who)
    answered(quiz, by_chance(quiz, 10))
    assert kept(quiz).n == 10


def test_practice_is_no_part_of_it(quiz):
    answered(quiz, by_chance(quiz, 10))
    before = kept(quiz).items.get(place=1)
    version = quiz.drawable()[0][0]
    practice = Practice.objects.create(learner=make.learner(), started_at=NOW, seed=1, planned=1)
    practice.answers.create(
        version=version,
        position=1,
        max_mark=1,
        mark=0,
        sequence=1,
        answered_at=NOW,
        concept=Concept.objects.create(key="c", topic="t", label="C"),
    )
    item = kept(quiz, NOW + dt.timedelta(hours=1)).items.get(version=version)
    assert (item.n, item.facility) == (before.n, before.facility)


def test_people_are_counted_in_steps_of_five(quiz):
    answered(quiz, by_chance(quiz, 14))
    assert kept(quiz).n == 10


def test_who_was_told_that_nobody_looks_at_answers_is_left_out(quiz):
    answered(quiz, by_chance(quiz, 10))
    group = make.group()
    told = Assignment.objects.create(
        quiz=quiz, group=group, visibility="completion", due_at=NOW + dt.timedelta(days=1)
    )
    answered(quiz, [[1, 1, 1, "phishing"]] * 5, assignment=told, visibility="completion")
    row = kept(quiz)
    assert (row.n, row.untold) == (10, 5)


def test_each_version_has_its_own_figures(quiz):
    answered(quiz, [[1, 1, 1, "phishing"]] * 10)
    old = quiz.drawable()[0][0]
    new = old.successor(by=None)
    new.approve(by=None, now=NOW)
    answered(quiz, [[0, 1, 1, "phishing"]] * 10)
    row = kept(quiz)
    assert {i.version_id: (i.n, i.facility) for i in row.items.filter(version__in=[old, new])} == {
        old.pk: (10, 1.0),
        new.pk: (10, 0.0),
    }
    assert row.alpha is None  # attempts were asked different questions


def test_time_runs_from_the_answer_before_and_not_where_there_was_a_pause(quiz):
    made = answered(quiz, by_chance(quiz, 20))
    Pause.objects.create(attempt=made[1], began_at=NOW, ended_at=NOW + dt.timedelta(minutes=5))
    item = kept(quiz).items.get(version=quiz.drawable()[3][0])
    answers = Response.objects.filter(version=item.version_id).exclude(attempt=made[1]).answered()
    assert item.timed == answers.count()
    assert (item.seconds_low, item.seconds) == (20, 20)


def test_an_attempt_in_which_an_answer_was_changed_tells_no_time(quiz):
    rows = [[1, 1, 1, "phishing"]] * 10
    answered(quiz, rows[:9])
    answered(quiz, rows[9:], stored=2)
    assert [item.timed for item in kept(quiz).items.all()] == [9] * 4


def test_a_blank_counts_as_wrong_and_chooses_nothing(quiz):
    answered(quiz, [[None, 1, 1, "phishing"]] * 10)
    item = kept(quiz).items.get(place=1)
    assert (item.n, item.blanks, item.facility) == (10, 10, 0.0)
    assert all(use.share.value == 0 for _row, use in item.uses())


def test_typed_answers_are_kept_where_five_people_gave_them(quiz):
    rows = [[1, 1, 1, text] for text in ["Fishing", "fishing ", " FISHING"] * 2 + ["my own"] * 4]
    answered(quiz, rows)
    (typed,) = kept(quiz).items.get(place=4).typed.all()
    assert (typed.text.casefold(), typed.count, typed.right) == ("fishing", 6, False)


def test_an_option_never_chosen_is_found(quiz):
    answered(quiz, by_chance(quiz, 60))
    row = kept(quiz)
    found = row.items.get(place=1).findings.filter(code="idle")
    assert [finding.option.option.text for finding in found] == ["Delta"]
    assert (
        "“Delta” was never chosen in 60 answers. Replace it" in statistics.told(found[0]).sentence
    )


def test_a_wrong_key_is_found(quiz):
    rows = [
        *[[1, 0, 0, "no"]] * 15,
        *[[1, 1, 0, "no"]] * 15,
        *[[0, 1, 1, "phishing"]] * 15,
    ]
    answered(quiz, rows)
    found = kept(quiz).items.get(place=1).findings.values_list("code", "is_grave")
    assert {("misleads", True), ("negative", True)} <= set(found)


def test_nobody_answered(quiz):
    row = kept(quiz)
    assert (row.n, row.mean, row.items.count()) == (0, None, 0)


def test_a_renewal_replaces_and_an_older_one_does_not(quiz):
    answered(quiz, by_chance(quiz, 10))
    kept(quiz)
    answered(quiz, by_chance(quiz, 10))
    assert kept(quiz, NOW - dt.timedelta(days=1)).n == 10
    assert kept(quiz, NOW + dt.timedelta(hours=1)).n == 20
    assert QuizStatistics.objects.count() == 1


def test_the_worker_renews_where_answers_came_and_only_there(quiz):
    make.quiz(slug="nobody-took-it")
    answered(quiz, by_chance(quiz, 10), start=NOW - dt.timedelta(hours=5))
    assert list(statistics.stale(NOW)) == [quiz]
    refreshing.ask_for_stale(NOW)
    later = timezone.now() + dt.timedelta(hours=1)
    assert QuizStatistics.objects.get().n == 10
    assert list(statistics.stale(later)) == []
    answered(quiz, by_chance(quiz, 5), start=timezone.now() + dt.timedelta(minutes=1))
    assert list(statistics.stale(timezone.now())) == []  # kept a moment ago
    assert list(statistics.stale(later)) == [quiz]


def test_asked_twice_it_is_computed_once(quiz):
    assert QuizStatistics.objects.ask(quiz, now=NOW)
    assert not QuizStatistics.objects.ask(quiz, now=NOW + dt.timedelta(minutes=1))
    assert QuizStatistics.objects.ask(quiz, now=NOW + dt.timedelta(minutes=11))


def test_where_it_fails_the_row_says_so_and_it_can_be_asked_for_again(quiz, monkeypatch):
    monkeypatch.setattr(keeping, "refresh", lambda *_a, **_k: 1 / 0)
    refreshing.ask(quiz, now=NOW)
    row = QuizStatistics.objects.get()
    assert (row.failed, row.is_awaited) == (True, False)
    assert QuizStatistics.objects.ask(quiz, now=NOW)
