"""Assigning on the group's pages: what leaders fill in, what they see, what strangers don't."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from quizzes.items import Kind
from quizzes.models import Assignment
from tests import make
from tests.assigning import making

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def quiz(db):
    return make.quiz([Kind.SINGLE])


@pytest.fixture
def group(anna):
    return make.group("Class 7b", anna, time_zone="Europe/Berlin")


@pytest.fixture
def leader(group, signed_in):
    return signed_in


def words(answer):
    return " ".join(BeautifulSoup(answer.content, "html.parser").main.get_text(" ").split())


def sent(quiz, /, **more):
    return {
        "quiz": quiz.pk,
        "until": "date",
        "due_at": "2099-07-01T17:00",
        "visibility": "aggregates",
    } | more


def assign(leader, group, quiz, /, **more):
    return leader.post(f"/groups/{group.pk}/assignments/new/", sent(quiz, **more), follow=True)


def test_a_due_date_is_meant_in_the_groups_time_zone(leader, group, quiz):
    page = assign(leader, group, quiz)
    made = Assignment.objects.get()
    assert made.due_at == dt.datetime(2099, 7, 1, 17, tzinfo=BERLIN)
    assert "1 July 2099, 17:00 (CEST)" in words(page)
    assert made.created_by.username == "anna"


def test_a_day_alone_is_due_at_its_end(leader, group, quiz):
    assign(leader, group, quiz, due_at="2099-07-01")
    assert Assignment.objects.get().due_at == dt.datetime(2099, 7, 1, 23, 59, tzinfo=BERLIN)


def test_new_members_within_thirty_days_then_every_twelve_months(leader, group, quiz):
    page = assign(leader, group, quiz, until="joining", within_days="30", every_months="12")
    made = Assignment.objects.get()
    assert (made.due_at, made.within_days, made.every_months) == (None, 30, 12)
    assert "Within 30 days of joining, again every 12 months" in words(page)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"due_at": ""}, "Give the date."),
        ({"due_at": "tomorrow"}, "Write a day and a time"),
        ({"due_at": "2099-07-01T17:00+02:00"}, "Write a day and a time"),
        ({"due_at": "0001-01-01T00:00"}, "between 2000 and 2100"),
        ({"until": "joining"}, "Give the number of days."),
        ({"until": "joining", "within_days": "9000"}, "less than or equal to 730"),
        ({"until": "any", "every_months": "12"}, "needs a due date"),
        ({"opens_at": "2099-08-01T00:00"}, "due after it opens"),
        ({"visibility": "all"}, "not one of the available choices"),
        ({"quiz": "0"}, "not one of the available choices"),
    ],
)
def test_what_can_not_be_meant_is_refused_with_a_sentence_and_stores_nothing(
    leader, group, quiz, wrong, told
):
    answer = assign(leader, group, quiz, **wrong)
    assert answer.status_code == 422
    assert told in words(answer)
    assert not Assignment.objects.exists()


def test_a_draft_is_not_offered(leader, group, quiz):
    make.quiz(slug="secret", published=False)
    page = leader.get(f"/groups/{group.pk}/assignments/new/").content.decode()
    assert "The quiz" in page
    assert "The secret" not in page


def test_the_leader_sees_who_has_done_it_who_is_late_and_who_never_joined(leader, group, quiz):
    now = timezone.now()
    assignment = making.assignment(group, quiz, now=now - 9 * DAY, due_at=now - DAY)
    early, late, _never = (
        making.member(group, name=name, joined_at=now - 20 * DAY)
        for name in ("Early", "Tardy", "Never")
    )
    group.members.create(name="Invited")
    making.sat(assignment, early.learner, now=now - 5 * DAY)
    making.sat(assignment, late.learner, now=now)
    text = words(leader.get(f"/groups/{group.pk}/assignments/{assignment.pk}/"))
    assert "2 of 3 done" in text
    for expected in (
        "Never Late was due",
        "Tardy Done late",
        "Early Done",
        "Invited Not joined yet",
    ):
        assert expected in text
    assert "1 late" in words(leader.get(f"/groups/{group.pk}/assignments/"))


def test_more_time_is_given_to_one_person(leader, group, quiz):
    now = timezone.now()
    assignment = making.assignment(group, quiz, now=now - 9 * DAY, due_at=now - DAY)
    member = making.member(group, name="Ben", joined_at=now - 20 * DAY)
    path = f"/groups/{group.pk}/assignments/{assignment.pk}/extend/{member.pk}/"
    assert "still to come" in words(leader.post(path, {"due_at": "2001-01-01T00:00"}))
    answer = leader.post(path, {"due_at": "2099-01-01T00:00"}, follow=True)
    assert "Ben has more time now." in words(answer)
    assert "Ben Not done yet due 1 January 2099, 00:00" in words(answer)
    other = making.member(make.group("Others"))
    assert leader.get(path.replace(str(member.pk), str(other.pk))).status_code == 404


def test_terms_are_changed_and_the_form_shows_those_of_now(leader, group, quiz):
    assign(leader, group, quiz)
    made = Assignment.objects.get()
    path = f"/groups/{group.pk}/assignments/{made.pk}/change/"
    assert 'value="2099-07-01T17:00"' in leader.get(path).content.decode()
    terms = {"until": "any", "visibility": "completion"}
    assert leader.post(path, terms).status_code == 302
    made.refresh_from_db()
    assert (made.due_at, made.visibility, made.quiz) == (None, "completion", quiz)
    assert leader.post(path, terms | {"every_months": "1"}).status_code == 422


def test_withdrawing_asks_first(leader, group, quiz):
    assignment = making.assignment(group, quiz)
    path = f"/groups/{group.pk}/assignments/{assignment.pk}/withdraw/"
    assert "Withdraw “The quiz”?" in words(leader.get(path))
    assert "Withdrawn" in words(leader.post(path, follow=True))


PATHS = ["", "new/", "{a}/", "{a}/change/", "{a}/extend/{m}/", "{a}/withdraw/"]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("who", ["client", "editor", "another leader", "a member", "left leading"])
def test_a_groups_assignments_are_its_leaders_and_nobody_elses(
    request, client, anna, group, quiz, path, who
):
    berta = make.user("berta")
    make.group("Others", berta)
    member = making.member(group, make.learner(berta if who == "a member" else None))
    assignment = making.assignment(group, quiz, due_at=timezone.now() + DAY)
    browser = client if who == "client" else make.browser_of(berta)
    if who == "editor":
        browser = request.getfixturevalue("editor")
    if who == "left leading":
        group.leaders.all().delete()
        browser = make.browser_of(anna)
    where = f"/groups/{group.pk}/assignments/" + path.format(a=assignment.pk, m=member.pk)
    before = list(Assignment.objects.values())
    assert browser.get(where).status_code == 404
    assert browser.post(where, sent(quiz)).status_code in {404, 405}
    assert list(Assignment.objects.values()) == before


@pytest.mark.parametrize("path", PATHS[2:])
def test_an_assignment_is_found_under_its_own_group_alone(leader, anna, group, quiz, path):
    other = make.group("Others")
    assignment, member = making.assignment(other, quiz), making.member(other)
    where = f"/groups/{group.pk}/assignments/" + path.format(a=assignment.pk, m=member.pk)
    assert leader.get(where).status_code == 404


def test_the_pages_take_the_same_for_few_and_for_many(
    leader, group, quiz, django_assert_max_num_queries
):
    assignment = making.assignment(group, quiz, due_at=timezone.now() + DAY)
    counts = []
    for size in (2, 20):
        for i in range(size):
            member = making.member(group, name=f"Member {size} {i}")
            making.sat(assignment, member.learner)
            making.assignment(group, make.quiz([Kind.SINGLE], slug=f"q-{size}-{i}"))
        for path in ("", f"{assignment.pk}/", "new/"):
            with django_assert_max_num_queries(12) as statements:
                assert leader.get(f"/groups/{group.pk}/assignments/{path}").status_code == 200
            counts.append((path, len(statements)))
    assert counts[:3] == counts[3:]
