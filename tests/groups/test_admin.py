"""Editors make groups and name their first leaders; they see nobody who is in them."""

import pytest

from quizzes.models import Group
from tests import make

pytestmark = pytest.mark.django_db

ADD = "/admin/quizzes/group/add/"


def sent(name="Class 7b", accounts=("berta",), ids=(), group=""):
    rows = {}
    for i, account in enumerate(accounts):
        rows[f"leaders-{i}-account"] = account
        rows[f"leaders-{i}-id"] = ids[i] if i < len(ids) else ""
        rows[f"leaders-{i}-group"] = group
    return rows | {
        "name": name,
        "time_zone": "",
        "leaders-TOTAL_FORMS": len(accounts),
        "leaders-INITIAL_FORMS": len(ids),
        "leaders-MIN_NUM_FORMS": 0,
        "leaders-MAX_NUM_FORMS": 1000,
    }


@pytest.fixture
def berta(db):
    return make.user("berta")


def test_an_editor_makes_a_group_and_names_its_leaders(editor, berta):
    make.user("carla")
    answer = editor.post(ADD, sent(accounts=("Berta", "carla")))
    assert answer.status_code == 302, answer.content.decode()
    group = Group.objects.get()
    assert [leader.user.username for leader in group.leaders.all()] == ["berta", "carla"]
    assert make.browser_of(berta).get(f"/groups/{group.pk}/").status_code == 200


@pytest.mark.parametrize("accounts", [("nobody",), ("berta", "BERTA")])
def test_a_leader_who_is_none_or_named_twice_is_told(editor, berta, accounts):
    answer = editor.post(ADD, sent(accounts=accounts))
    assert answer.status_code == 200
    assert "errornote" in answer.content.decode()
    assert not Group.objects.exists()


def test_an_editor_sees_no_member_and_cannot_name_herself_leader_of_a_group_that_has_some(
    editor, berta
):
    group = make.group("Class 7b", berta)
    make.member(group, "Tom Berg", make.learner())
    path = f"/admin/quizzes/group/{group.pk}/change/"
    page = editor.get(path).content.decode()
    assert "Tom Berg" not in page
    assert "leaders-0-account" not in page
    own = group.leaders.get()
    editor.post(path, sent("Class 8b", ("berta", "editor"), (own.pk,), group.pk))
    group.refresh_from_db()
    assert group.name == "Class 8b"
    assert [leader.user for leader in group.leaders.all()] == [berta]


def test_a_superuser_names_leaders_of_any_group(superuser, berta):
    group = make.group("Class 7b", berta)
    make.member(group, "Tom Berg", make.learner())
    own = group.leaders.get()
    path = f"/admin/quizzes/group/{group.pk}/change/"
    superuser.post(path, sent("Class 7b", ("berta", "root"), (own.pk,), group.pk))
    assert group.leaders.count() == 2


def test_a_group_is_put_away_and_brought_back_and_never_deleted(editor, berta):
    group = make.group("Class 7b", berta)
    editor.post(f"/admin/quizzes/group/{group.pk}/do/archive/")
    assert not Group.objects.led_by(berta).exists()
    editor.post(f"/admin/quizzes/group/{group.pk}/do/bring_back/")
    assert Group.objects.led_by(berta).exists()
    assert (
        editor.post(f"/admin/quizzes/group/{group.pk}/delete/", {"post": "yes"}).status_code == 403
    )


def test_the_list_takes_the_same_for_two_and_for_forty_groups(
    superuser, berta, django_assert_num_queries
):
    for size in (2, 40):
        for i in range(size):
            make.member(make.group(f"Group {size} {i}", berta), "Tom")
        with django_assert_num_queries(6):
            assert superuser.get("/admin/quizzes/group/").status_code == 200
