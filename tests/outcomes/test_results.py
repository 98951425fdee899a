"""Results of a group: figures, people by name, gains, retention, the record for auditors."""

import csv
import datetime as dt
import io
import sys

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.utils import timezone

from quizzes.items import Kind
from quizzes.models import Concept, Quiz
from quizzes.models.series import Series
from quizzes.outcomes import group_result, learned_by
from tests import make
from tests.assigning import making

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


@pytest.fixture
def group(anna):
    return make.group("Class 7b", anna, time_zone="Europe/Berlin")


@pytest.fixture
def leader(signed_in, group):
    return signed_in


def people(group, count, **fields):
    joined = timezone.now() - 400 * DAY
    start = group.members.count()
    return [
        making.member(group, name=f"Member {start + i}", joined_at=joined) for i in range(count)
    ]


def words(browser, group, path):
    answer = browser.get(f"/groups/{group.pk}/results/{path}")
    assert answer.status_code == 200
    return " ".join(BeautifulSoup(answer.content, "html.parser").main.get_text(" ").split())


def rows(browser, group, path):
    answer = browser.get(f"/groups/{group.pk}/results/{path}")
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))


def test_mastery_of_a_topic_counts_the_answers_of_each_person(group):
    concept = Concept.objects.create(key="p", topic="phishing", label="Phishing")
    quiz = make.quiz([Kind.SINGLE] * 4)
    for at in quiz.quiz_questions.all()[:2]:
        at.question.approved.concepts.add(concept)
    assignment = making.assignment(group, quiz)
    for i, member in enumerate(people(group, 5)):
        making.sat(assignment, member.learner, [i < 3, i < 1, True, True])
    (topic,) = group_result(assignment).topics
    assert (topic.name, topic.answers, topic.figure.n) == ("Phishing", 10, 5)
    assert topic.figure.value == pytest.approx(0.4)
    assert topic.figure.low < 0.4 < topic.figure.high


def test_sure_and_wrong_are_counted_by_question(group):
    assignment = making.assignment(group, make.quiz([Kind.SINGLE]))
    for i, member in enumerate(people(group, 5)):
        making.sat(assignment, member.learner, i == 0, confidence=3 if i < 3 else 1)
    (question,) = group_result(assignment).questions
    assert (question.right.value, question.sure_and_wrong) == (0.2, 2)


def test_only_the_first_attempt_of_each_counts_for_the_group(group):
    assignment = making.assignment(group, make.quiz([Kind.SINGLE]))
    for member in people(group, 5):
        making.sat(assignment, member.learner, False)
        making.sat(assignment, member.learner, True)
    result = group_result(assignment)
    assert (result.counted, result.score.value) == (5, 0)


def test_the_leader_sees_each_person_and_what_was_answered_where_they_were_told(leader, group):
    assignment = making.assignment(group, make.quiz([Kind.SINGLE] * 2), visibility="individual")
    member = people(group, 1)[0]
    making.sat(assignment, member.learner, [True, False], confidence=3)
    making.sat(assignment, member.learner, [True, True])
    listed = words(leader, group, f"{assignment.pk}/")
    assert "Member 0 50 % 100 % yes 1" in listed
    page = words(leader, group, f"{assignment.pk}/people/{member.pk}/")
    assert "2 of 2 points, 100 %" in page
    older = words(leader, group, f"{assignment.pk}/people/{member.pk}/?attempt=1")
    assert "1 of 2 points, 50 %" in older
    assert "Certain, and not right" in older
    assert "Their answer" in older


def series(group, now, *, visibility, taken):
    """A series whose tests were taken so many days ago by so many of the group, so well."""
    found = Series.objects.create(title="Before and after", wanted=2)
    for role, (days, count, rightly) in taken.items():
        quiz = make.quiz([Kind.SINGLE] * 2, slug=role)
        Quiz.objects.filter(pk=quiz.pk).update(series=found, series_role=role)
        quiz.refresh_from_db()
        when = now - days * DAY
        assignment = making.assignment(group, quiz, now=when - DAY, visibility=visibility)
        for member in group.members.order_by("pk")[:count]:
            making.sat(assignment, member.learner, rightly, now=when)
    return found


@pytest.mark.parametrize(("visibility", "n"), [("individual", 8), ("aggregates", 5)])
def test_gains_rest_on_those_who_took_both_tests_in_steps_of_five(leader, group, visibility, n):
    now = timezone.now()
    people(group, 11)
    taken = {
        "pre": (100, 11, [True, False]),
        "post": (90, 8, True),
        "later": (50, 5, [True, False]),
    }
    series(group, now, visibility=visibility, taken=taken)
    (learned,), _curves = learned_by(group, now)
    before_after = learned.steps[0]
    assert (before_after.gain.n, before_after.gain.dropouts) == (n, 3)
    assert before_after.gain.gain.value == pytest.approx(0.5)
    assert before_after.is_named == (visibility == "individual")
    text = words(leader, group, "")
    assert "Before – After +50" in text
    assert ("(50 % – 100 %)" in text) == (visibility == "individual")


def test_fewer_than_five_give_no_gain(leader, group):
    now = timezone.now()
    people(group, 6)
    taken = {"pre": (100, 6, False), "post": (90, 4, True)}
    series(group, now, visibility="aggregates", taken=taken)
    assert "Before – After – fewer than 5 2" in words(leader, group, "")


def test_the_curve_says_what_is_left_and_of_how_many(leader, group):
    now = timezone.now()
    people(group, 12)
    taken = {"post": (90, 12, True), "later": (55, 6, [True, False])}
    series(group, now, visibility="aggregates", taken=taken)
    _gains, (curve,) = learned_by(group, now)
    first, month, quarter, _half = curve.points
    assert (first.shares.n, first.shares.value) == (10, 1.0)
    assert (month.shares.n, month.of, month.shares.value) == (5, 10, 0.5)
    assert (quarter.shares.n, quarter.of) == (0, 10)
    assert "14 to 60 days 50 %" in words(leader, group, "")


def test_what_is_asked_again_gives_a_curve_too(group):
    now = timezone.now()
    members = people(group, 5)
    assignment = making.assignment(
        group, make.quiz([Kind.SINGLE]), now=now - 200 * DAY, within_days=20, every_months=3
    )
    for member in members:
        making.sat(assignment, member.learner, True, now=now - 190 * DAY)
        making.sat(assignment, member.learner, False, now=now - 90 * DAY)
    _gains, (curve,) = learned_by(group, now)
    assert [p.shares.value for p in curve.points] == [1.0, None, 0.0, None]


NOW = dt.datetime.fromisoformat("2026-03-02T12:00+00:00")


@pytest.fixture
def recorded(leader, group):
    """Early is in time, Tardy late, Never missing, Gone left before it was due."""
    assignment = making.assignment(
        group,
        make.quiz([Kind.SINGLE] * 2),
        now=NOW - 9 * DAY,
        due_at=NOW - 2 * DAY,
        visibility="individual",
    )
    by_name = {
        name: making.member(group, name=name, joined_at=NOW - 20 * DAY)
        for name in ("Early", "Tardy", "Never", "=Gone")
    }
    making.sat(assignment, by_name["Early"].learner, [True, False], now=NOW - 5 * DAY)
    making.sat(assignment, by_name["Tardy"].learner, now=NOW - DAY)
    by_name["=Gone"].left_at = NOW - 6 * DAY
    by_name["=Gone"].save()
    return assignment


@time_machine.travel(NOW, tick=False)
def test_the_record_says_who_finished_which_content_when_and_whether_in_time(
    leader, group, recorded
):
    record = rows(leader, group, "record.csv")
    told = [
        (r["Person"], r["State"], r["Completed"], r["On time"], r["Score in percent"])
        for r in record
    ]
    assert told == [
        ("Early", "done", "2026-02-25 13:00", "yes", "50.0"),
        ("Never", "late", "", "", ""),
        ("Tardy", "done late", "2026-03-01 13:00", "no", "100.0"),
    ]
    assert {r["As of (Europe/Berlin)"] for r in record} == {"2026-03-02 13:00"}
    assert {r["Due"] for r in record} == {"2026-02-28 13:00"}
    versions = [
        r.version for r in recorded.attempts.first().responses.select_related("version__question")
    ]
    expected = " ".join(sorted(f"{v.question_id}v{v.number}" for v in versions))
    assert record[0]["Content (question and version)"] == expected


@time_machine.travel(NOW, tick=False)
def test_somebody_who_finished_and_left_stays_in_the_record(leader, group, recorded):
    early = group.members.get(name="Early")
    early.left_at = NOW - DAY
    early.save()
    (row,) = [r for r in rows(leader, group, "record.csv") if r["Person"] == "Early"]
    assert (row["State"], row["Left the group"]) == ("done", "2026-03-01 13:00")


@time_machine.travel(NOW, tick=False)
def test_what_was_withdrawn_before_it_was_due_is_held_against_nobody(leader, group):
    assignment = making.assignment(
        group, make.quiz([Kind.SINGLE]), now=NOW - 9 * DAY, due_at=NOW - DAY
    )
    making.member(group, name="Never", joined_at=NOW - 20 * DAY)
    assignment.withdraw(by=None, now=NOW - 3 * DAY)
    assert rows(leader, group, "record.csv") == []


@time_machine.travel(NOW, tick=False)
def test_files_are_dated_and_named_after_the_group(leader, group, recorded):
    for path, kind in (("record.csv", "text/csv"), ("record.xlsx", "spreadsheetml")):
        answer = leader.get(f"/groups/{group.pk}/results/{path}")
        assert kind in answer.headers["Content-Type"]
        name = f'filename="record-class-7b-2026-03-02.{path[-4:].strip(".")}"'
        assert name in answer.headers["Content-Disposition"]
    assert leader.get(f"/groups/{group.pk}/results/record.exe").status_code == 404


def test_a_name_that_is_a_formula_is_none_in_any_sheet(leader, group):
    assignment = making.assignment(group, make.quiz([Kind.SINGLE]), visibility="individual")
    member = making.member(group, name='=HYPERLINK("http://evil.example")')
    making.sat(assignment, member.learner)
    for path in ("record.csv", f"{assignment.pk}/people.csv"):
        (row,) = rows(leader, group, path)
        assert row["Person"].startswith("'=HYPERLINK")


def grow(group, assignment, count):
    for member in people(group, count):
        making.sat(assignment, member.learner, [True, False], confidence=3)


@pytest.mark.parametrize(
    ("path", "most"),
    [("", 14), ("{a}/", 20), ("{a}/people.csv", 12), ("{a}/figures.csv", 18), ("record.csv", 12)],
)
def test_pages_and_sheets_take_the_same_for_few_and_for_many(
    leader, group, path, most, django_assert_max_num_queries
):
    quiz = make.quiz([Kind.SINGLE] * 2)
    concept = Concept.objects.create(key="p", topic="phishing", label="Phishing")
    for at in quiz.quiz_questions.all():
        at.question.approved.concepts.add(concept)
    assignment = making.assignment(
        group, quiz, visibility="individual", within_days=9, every_months=1
    )
    counts = []
    for size in (6, 30):
        grow(group, assignment, size)
        making.assignment(group, make.quiz([Kind.SINGLE], slug=f"more-{size}"))
        with django_assert_max_num_queries(most) as statements:
            answer = leader.get(f"/groups/{group.pk}/results/{path.format(a=assignment.pk)}")
            assert answer.status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_nobody_is_said_to_have_been_sure_and_wrong_who_never_said_how_sure(leader, group):
    assignment = making.assignment(group, make.quiz([Kind.SINGLE]), visibility="individual")
    for member in people(group, 5):
        making.sat(assignment, member.learner, False)
    listed = words(leader, group, f"{assignment.pk}/")
    assert "Member 0 0 % 0 % no –" in listed
    assert "the person never said how sure they were" in listed
    assert {r["Sure and wrong"] for r in rows(leader, group, f"{assignment.pk}/people.csv")} == {""}
    assert group_result(assignment).questions[0].sure_and_wrong is None
    Quiz.objects.filter(pk=assignment.quiz_id).update(ask_confidence=False)
    assert "The quiz does not ask" in words(leader, group, f"{assignment.pk}/")


def test_spreadsheets_are_offered_only_where_they_can_be_written(leader, group, monkeypatch):
    assignment = making.assignment(group, make.quiz([Kind.SINGLE]), visibility="individual")
    for member in people(group, 5):
        making.sat(assignment, member.learner, True)
    pages = ("", f"{assignment.pk}/")
    assert [words(leader, group, path).count("XLSX") for path in pages] == [1, 2]
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    assert [words(leader, group, path).count("XLSX") for path in pages] == [0, 0]
    assert [words(leader, group, path).count("CSV") for path in pages] == [1, 2]
