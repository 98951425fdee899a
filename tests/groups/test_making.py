"""Whoever makes a group leads it, in the admin and on the site's pages."""

import pytest

from quizzes.models import Group
from tests import make
from tests.groups.test_admin import ADD, sent

pytestmark = pytest.mark.django_db

NEW = "/groups/new/"


def leaders():
    return [leader.user.username for leader in Group.objects.get().leaders.all()]


def shown(client, path="/groups/"):
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_editor_who_names_no_leader_leads_the_group_and_lands_on_its_page(editor):
    answer = editor.post(ADD, sent(accounts=()))
    assert answer.url == f"/groups/{Group.objects.get().pk}/"
    assert leaders() == ["editor"]
    assert "was made." in shown(editor, answer.url)
    assert "Groups that you lead" in shown(editor)


def test_an_editor_who_names_another_leader_does_not_lead(editor):
    make.user("berta")
    answer = editor.post(ADD, sent())
    assert answer.url == "/admin/quizzes/group/"
    assert leaders() == ["berta"]
    assert "Class 7b" not in shown(editor).split("<h1>")[1]


def test_saving_a_group_later_names_nobody(superuser):
    group = make.group()
    superuser.post(f"/admin/quizzes/group/{group.pk}/change/", sent("8b", (), group=group.pk))
    group.refresh_from_db()
    assert (group.name, group.leaders.count()) == ("8b", 0)


def test_a_superuser_sees_what_she_leads_apart_from_what_she_may_see(superuser):
    make.group("Class without anybody")
    page = shown(superuser)
    assert "Groups that you lead" not in page
    assert "Class without anybody" in page.split("Groups that you may see")[1]
    superuser.post(NEW, {"name": "Her own", "time_zone": ""})
    lead, see = shown(superuser).split("Groups that you lead")[1].split("Groups that you may see")
    assert ("Her own" in lead, "Her own" in see) == (True, False)


def test_many_groups_that_a_superuser_may_see_are_paged_in_a_constant_number_of_statements(
    superuser, django_assert_num_queries
):
    superuser.get("/groups/")
    for count in (2, 40):
        for i in range(count):
            make.group(f"Group {count} {i:02}")
        with django_assert_num_queries(5):
            superuser.get("/groups/")
    assert "?others=2" in shown(superuser)
    assert "Group 40 39" in shown(superuser, "/groups/?others=3")


@pytest.mark.parametrize("who", ["editor", "superuser"])
def test_who_may_make_groups_makes_one_on_the_site(request, who):
    browser = request.getfixturevalue(who)
    assert 'href="/groups/new/"' in shown(browser)
    assert "Make a group" in shown(browser, NEW)
    answer = browser.post(NEW, {"name": " Class  7b", "time_zone": "Europe/Berlin"})
    group = Group.objects.get()
    assert answer.url == f"/groups/{group.pk}/"
    assert (group.name, group.time_zone) == ("Class 7b", "Europe/Berlin")
    assert len(leaders()) == 1


@pytest.mark.parametrize("sent", [{"name": ""}, {"name": "7b", "time_zone": "Mars/Base"}])
def test_what_is_wrong_is_said_and_nothing_is_made(editor, sent):
    answer = editor.post(NEW, sent)
    assert answer.status_code == 422
    assert "Error:" in answer.content.decode()
    assert not Group.objects.exists()


def test_nobody_else_makes_groups(client, signed_in):
    staff = make.browser_of(make.user("helper", is_staff=True))
    for browser in (client, signed_in, staff):
        assert browser.get(NEW).status_code == 404
        assert browser.post(NEW, {"name": "Mine"}).status_code == 404
        assert "/groups/new/" not in shown(browser)
    assert not Group.objects.exists()


def test_the_admin_has_one_sort_of_groups_and_permission_groups(superuser, editor):
    index = shown(superuser, "/admin/")
    assert "/admin/auth/group/" not in index
    assert "Permission groups" in index
    assert "Permission groups" not in shown(editor, "/admin/")
    assert editor.get("/admin/quizzes/permissiongroup/").status_code == 403
