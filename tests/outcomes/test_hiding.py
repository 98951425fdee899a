"""Who sees what: each rule on who sees the answers, on each page and in each sheet of a leader."""

import datetime as dt
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from quizzes.items import Kind
from quizzes.models import Visibility
from quizzes.privacy import erase
from tests import make
from tests.assigning import making

pytestmark = pytest.mark.django_db

PAGES = [
    "assignments/",
    "assignments/{a}/",
    "results/",
    "results/{a}/",
    "results/{a}/people/{m}/",
    "results/{a}/people.csv",
    "results/{a}/figures.csv",
    "results/record.csv",
]
NAMED = {"results/{a}/people/{m}/", "results/{a}/people.csv", "results/record.csv", "results/{a}/"}
TOGETHER = {"results/{a}/", "results/{a}/figures.csv"}
SCORE = "37.5"


@pytest.fixture
def group(anna):
    return make.group("Class 7b", anna)


@pytest.fixture
def leader(signed_in, group):
    return signed_in


def finish(assignment, count, rightly=True):
    """So many more members finish it, one after the other."""
    found = []
    for _one in range(count):
        member = making.member(assignment.group, name=f"Member {assignment.group.members.count()}")
        making.sat(assignment, member.learner, rightly)
        found.append(member)
    return found


def text(browser, group, page, **parts):
    answer = browser.get(f"/groups/{group.pk}/{page.format(**parts)}")
    if answer.status_code == 404:
        return ""
    assert answer.status_code == 200
    if "csv" in page:
        return answer.content.decode("utf-8-sig")
    return " ".join(BeautifulSoup(answer.content, "html.parser").main.get_text(" ").split())


@pytest.mark.parametrize("visibility", Visibility.values)
def test_each_page_shows_what_the_learners_were_told(leader, group, visibility, subtests):
    # Three of eight: 38 % on pages, 37.5 in sheets, 5 questions missed.
    quiz = make.quiz([Kind.SINGLE] * 8)
    assignment = making.assignment(group, quiz, visibility=visibility)
    member = finish(assignment, 5, [True] * 3 + [False] * 5)[0]
    for page in PAGES:
        with subtests.test(page):
            shows_what_was_told(
                text(leader, group, page, a=assignment.pk, m=member.pk), page, visibility
            )


def shows_what_was_told(shown, page, visibility):
    scores = any(score in shown for score in ("38 %", "37.5", "37.5 %"))
    may = visibility == "individual" and page in NAMED | TOGETHER
    may |= visibility == "aggregates" and page in TOGETHER
    assert scores == may
    stems = "Stem 1 of quiz?" in shown
    pages_with_stems = (
        {"results/{a}/", "results/{a}/figures.csv"} if visibility != "completion" else set()
    )
    if visibility == "individual":
        pages_with_stems |= {"results/{a}/people/{m}/"}
    assert stems == (page in pages_with_stems)


@pytest.mark.parametrize("count", [0, 1, 4])
def test_fewer_than_five_are_no_group(leader, group, count, subtests):
    assignment = making.assignment(group, make.quiz([Kind.SINGLE] * 8))
    finish(assignment, count, [True] * 3 + [False] * 5)
    for page in ("results/{a}/", "results/{a}/figures.csv"):
        shown = text(leader, group, page, a=assignment.pk)
        with subtests.test(page):
            assert "38 %" not in shown
            assert "37.5" not in shown
            assert "Stem 1" not in shown


def test_the_sixth_to_finish_changes_no_figure(leader, group):
    """Differencing: a leader who looks before and after must not learn the sixth person's score."""
    assignment = making.assignment(group, make.quiz([Kind.SINGLE] * 2))
    finish(assignment, 5)
    sheets = [text(leader, group, "results/{a}/figures.csv", a=assignment.pk)]
    for _more in range(5):
        finish(assignment, 1, rightly=False)
        sheets.append(text(leader, group, "results/{a}/figures.csv", a=assignment.pk))
    assert [one == other for one, other in pairwise(sheets)] == [True] * 4 + [False]
    assert "Mean score,,5,100.0" in sheets[0]
    assert "Mean score,,10,50.0" in sheets[-1]


def test_an_attempt_that_ended_at_its_deadline_is_counted_when_that_was_noted(leader, group):
    """Its end lies before those of others: put in its place by that it would push one of them out."""
    quiz = make.quiz([Kind.SINGLE] * 2, time_limit=dt.timedelta(minutes=30))
    now = timezone.now()
    assignment = making.assignment(group, quiz, now=now - dt.timedelta(hours=1))
    expired = assignment.start(
        learner=making.member(group, joined_at=now - dt.timedelta(hours=1)).learner,
        now=now - dt.timedelta(minutes=45),
    )
    finish(assignment, 5)
    before = text(leader, group, "results/{a}/figures.csv", a=assignment.pk)
    expired.finish_if_expired(now=timezone.now())
    assert expired.finished_at < now
    assert text(leader, group, "results/{a}/figures.csv", a=assignment.pk) == before


def test_whoever_leaves_the_group_stays_counted(leader, group):
    assignment = making.assignment(group, make.quiz([Kind.SINGLE] * 2))
    finish(assignment, 4)
    (leaver,) = finish(assignment, 1, rightly=False)
    before = text(leader, group, "results/{a}/figures.csv", a=assignment.pk)
    leaver.left_at = timezone.now()
    leaver.save()
    assert text(leader, group, "results/{a}/figures.csv", a=assignment.pk) == before
    assert "80.0" in before


def test_an_erased_person_stays_counted_and_is_named_nowhere(leader, group):
    quiz = make.quiz([Kind.SINGLE] * 2)
    assignment = making.assignment(group, quiz, visibility="individual")
    finish(assignment, 4)
    (gone,) = finish(assignment, 1, rightly=False)
    gone.name = "Zebedee"
    gone.save()
    before = text(leader, group, "results/{a}/figures.csv", a=assignment.pk)
    assert "Zebedee" in text(leader, group, "results/{a}/", a=assignment.pk)
    erase(gone.learner, now=timezone.now())
    assert text(leader, group, "results/{a}/figures.csv", a=assignment.pk) == before
    for page in PAGES:
        assert "Zebedee" not in text(leader, group, page, a=assignment.pk, m=gone.pk), page


def test_a_question_that_fewer_than_five_were_asked_is_not_shown(leader, group):
    quiz = make.quiz([Kind.SINGLE] * 12, draw_count=1)
    assignment = making.assignment(group, quiz)
    finish(assignment, 10)
    asked = {}
    for attempt in assignment.attempts.all():
        stem = attempt.responses.get().version.stem
        asked[stem] = asked.get(stem, 0) + 1
    shown = text(leader, group, "results/{a}/figures.csv", a=assignment.pk)
    assert "Mean score,,10" in shown
    for stem, count in asked.items():
        assert (stem in shown) == (count >= 5)


def test_widening_later_exposes_nobody_who_began_before(leader, group):
    assignment = making.assignment(group, make.quiz([Kind.SINGLE] * 8), visibility="aggregates")
    early = finish(assignment, 6, [True] * 3 + [False] * 5)
    assignment.visibility = "individual"
    assignment.store(by=None)
    (late,) = finish(assignment, 1)
    people = text(leader, group, "results/{a}/people.csv", a=assignment.pk)
    assert "37.5" not in people
    assert f"{late.name},,done" in people
    assert "100.0,100.0,yes," in people
    for member in early:
        assert text(leader, group, "results/{a}/people/{m}/", a=assignment.pk, m=member.pk) == ""
    assert "100 %" in text(leader, group, "results/{a}/people/{m}/", a=assignment.pk, m=late.pk)
    # The one who is seen by name is counted, and of the six others still five alone.
    figures = text(leader, group, "results/{a}/figures.csv", a=assignment.pk)
    assert f"Mean score,,6,{round((5 * 37.5 + 100) / 6, 1)}" in figures


def test_completion_only_stays_so_for_those_who_were_told_that(leader, group):
    assignment = making.assignment(group, make.quiz([Kind.SINGLE] * 8), visibility="completion")
    finish(assignment, 6, [True] * 3 + [False] * 5)
    assignment.visibility = "individual"
    assignment.store(by=None)
    for page in PAGES:
        shown = text(leader, group, page, a=assignment.pk, m=group.members.first().pk)
        assert "38 %" not in shown
        assert "37.5" not in shown


def test_narrowing_hides_at_once_what_was_shown(leader, group):
    assignment = making.assignment(group, make.quiz([Kind.SINGLE] * 8), visibility="individual")
    member = finish(assignment, 6, [True] * 3 + [False] * 5)[0]
    path = "results/{a}/people/{m}/"
    assert text(leader, group, path, a=assignment.pk, m=member.pk)
    assignment.visibility = "completion"
    assignment.store(by=None)
    assert text(leader, group, path, a=assignment.pk, m=member.pk) == ""
    assert "38 %" not in text(leader, group, "results/{a}/", a=assignment.pk)


def test_what_members_took_of_their_own_accord_is_in_no_figure_and_no_sheet(leader, group):
    quiz = make.quiz([Kind.SINGLE] * 2)
    assignment = making.assignment(group, quiz, visibility="individual")
    for i in range(6):
        make.attempt(quiz, making.member(group, name=f"Own {i}").learner).finish(now=timezone.now())
    for page in PAGES:
        shown = text(leader, group, page, a=assignment.pk, m=group.members.first().pk)
        assert "0 %" not in shown
        assert ",done" not in shown
