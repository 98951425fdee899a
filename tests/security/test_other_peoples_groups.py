"""A group's pages are its leaders'; for everybody else, leaders of other groups among them, there are none."""

import pytest
from django.utils import timezone

from quizzes.models import Assignment, Group, Leader, Learner, Member
from tests import make
from tests.assigning import making
from tests.security.test_other_peoples_things import BELONGS, LEADS, MATRIX
from tests.security.walking import address, as_if_first, everything

pytestmark = pytest.mark.django_db

LED = [name for name, kind in MATRIX.items() if kind == LEADS]
BELONGING = [name for name, kind in MATRIX.items() if kind == BELONGS]
SENT = {
    "name": "Eve", "account": "anna", "guests": "yes", "act": "close", "time_zone": "Asia/Tokyo", "email": "", "reference": "", "text": "Eve",
}  # fmt: skip


@pytest.fixture
def group(db):
    group = make.group("Class 7b", make.user("berta"), join_code="ABCDEFGH", guests_join=True)
    make.member(group, "Tom", make.learner())
    make.member(group, "Kim", email="kim@example.org")
    making.assignment(group, make.quiz(), visibility="individual")
    return group


@pytest.fixture(
    params=["nobody", "a guest of the group", "a member", "another leader", "an editor", "who led"]
)
def stranger(request, client, anna, editor, group):
    """Everybody who may not see the group's pages."""
    if request.param == "a guest of the group":
        learner, key = Learner.objects.new_guest()
        group.admit(learner, name="A guest", now=timezone.now())
        client.cookies["guest"] = key
    if request.param == "a member":
        group.admit(make.learner(anna), name="Anna", now=timezone.now())
    if request.param == "another leader":
        make.group("Class 8a", anna)
    if request.param == "who led":
        group.add_leader(anna)
        group.remove_leader(group.leaders.get(user=anna))
    if request.param == "an editor":
        return editor
    return client if request.param in {"nobody", "a guest of the group"} else make.browser_of(anna)


def rows():
    return [
        list(model.objects.order_by("pk").values()) for model in (Group, Leader, Member, Assignment)
    ]


def parts(group):
    return {
        "group": group.pk,
        "member": group.members.first().pk,
        "leader": group.leaders.first().pk,
        "assignment": group.assignments.get().pk,
    }


def test_who_does_not_lead_the_group_gets_404_and_changes_nothing(stranger, group, subtests):
    before = rows()
    for name in LED:
        path = address(name, **parts(group))
        with subtests.test(name), as_if_first(stranger):
            answers = [stranger.get(path), stranger.post(path, SENT)]
            assert {answer.status_code for answer in answers} <= {404, 405}
            assert 404 in {answer.status_code for answer in answers}
            assert rows() == before


def test_a_group_of_others_looks_like_none(signed_in, anna, group, subtests):
    make.group("Class 8a", anna)
    for name in LED:
        there, nowhere = (
            address(name, **(parts(group) | {"group": pk})) for pk in (group.pk, 987_654)
        )
        for ask in (signed_in.get, signed_in.post):
            with subtests.test(name), as_if_first(signed_in):
                existing, missing = (
                    everything(ask(path)).replace(path, "") for path in (there, nowhere)
                )
                assert existing == missing


def test_a_leader_reaches_nobody_of_another_group_through_her_own(signed_in, anna, group, subtests):
    mine = make.group("Class 8a", anna)
    before = rows()
    for name in [name for name in LED if "member" in name or name == "group-card"]:
        path = address(name, **(parts(group) | {"group": mine.pk}))
        with subtests.test(name), as_if_first(signed_in):
            answers = {signed_in.get(path).status_code, signed_in.post(path, SENT).status_code}
            assert answers <= {404, 405}
            assert rows() == before


def test_a_leader_removes_no_leader_of_another_group(signed_in, anna, group):
    mine = make.group("Class 8a", anna)
    path = address("group-leader-remove", group=mine.pk, leader=group.leaders.get().pk)
    assert signed_in.post(path).status_code == 404
    assert group.leaders.count() == 1


@pytest.mark.parametrize("name", BELONGING)
def test_who_does_not_belong_to_the_group_leaves_nothing_and_gets_no_card(
    client, anna, group, name
):
    browsers = [client, make.browser_of(anna)]
    make.member(make.group("Class 8a"), "Anna", make.learner(anna))
    before = rows()
    for browser in browsers:
        path = address(name, group=group.pk)
        assert browser.post(path).status_code == 404
        assert browser.get(path).status_code in {404, 405}
    assert rows() == before


def test_a_group_that_was_put_away_has_no_pages(group):
    berta = make.browser_of(group.leaders.get().user)
    assert berta.get(f"/groups/{group.pk}/").status_code == 200
    group.archive(now=timezone.now())
    assert berta.get(f"/groups/{group.pk}/").status_code == 404


def test_a_superuser_sees_every_group(superuser, group):
    for name in ("group", "group-door", "group-settings", "group-leaders"):
        assert superuser.get(address(name, group=group.pk)).status_code == 200


def test_a_card_is_shown_to_nobody_whose_code_it_is_not(client, group):
    tom = group.members.get(name="Tom")
    code = tom.new_return_code()
    other, key = Learner.objects.new_guest()
    group.admit(other, name="Other", now=timezone.now())
    client.cookies["guest"], client.cookies["card"] = key, code
    assert client.get("/groups/card/").status_code == 302
