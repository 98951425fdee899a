"""What a leader does on the group's pages, without a staff flag."""

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from quizzes.models import Group, Member
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def group(anna):
    return make.group("Class 7b", anna)


def page(client, path, status=200):
    answer = client.get(path)
    assert answer.status_code == status
    return answer.content.decode()


def test_a_leader_finds_her_groups_and_no_others(signed_in, group):
    make.group("Class 8a", make.user("berta"))
    shown = page(signed_in, "/groups/")
    assert "Class 7b" in shown
    assert "Class 8a" not in shown


def test_a_leader_adds_somebody_and_is_ready_for_the_next(signed_in, group):
    path = f"/groups/{group.pk}/members/add/"
    sent = {"name": " Tom  Berg ", "email": "tom@example.org", "reference": "17"}
    assert signed_in.post(path, sent).url == path
    assert group.members.values_list("name", "email", "reference", "joined_at").get() == (
        "Tom Berg", "tom@example.org", "17", None,
    )  # fmt: skip
    again = signed_in.post(path, sent)
    assert again.status_code == 422
    assert "in the group already" in again.content.decode()
    empty = signed_in.post(path, {"name": " "})
    assert "Write a name, an e-mail address or a number." in empty.content.decode()
    assert group.members.count() == 1


def test_a_rude_name_is_changed_and_a_name_that_is_taken_is_refused(signed_in, group):
    rude, _ = make.member(group, "Rude", make.learner()), make.member(group, "Tom", make.learner())
    path = f"/groups/{group.pk}/members/{rude.pk}/"
    refused = signed_in.post(path, {"name": "tom"})
    assert refused.status_code == 422
    assert "goes by that name already" in refused.content.decode()
    signed_in.post(path, {"name": "Kim"})
    assert sorted(group.members.values_list("name", flat=True)) == ["Kim", "Tom"]


def test_somebody_is_removed_without_being_deleted_and_brought_back(signed_in, group):
    tom = make.member(group, "Tom", make.learner())
    path = f"/groups/{group.pk}/members/{tom.pk}"
    signed_in.post(f"{path}/remove/")
    signed_in.get("/groups/")  # which tells what was done
    assert ">Tom<" not in page(signed_in, f"/groups/{group.pk}/")
    assert "Tom" in page(signed_in, f"/groups/{group.pk}/?show=left")
    signed_in.post(f"{path}/back/")
    assert Member.objects.present().get() == tom
    make_room = Member.objects.get(pk=tom.pk)
    make_room.leave(now=timezone.now())
    make.member(group, "tom", make.learner())
    refused = signed_in.post(f"{path}/back/", follow=True).content.decode()
    assert "goes by that name already" in refused


def test_members_are_paged_and_found_by_every_word(signed_in, group):
    for i in range(60):
        make.member(group, f"Pupil {i:02}", reference=f"N{i}")
    first = page(signed_in, f"/groups/{group.pk}/?q=pupil")
    assert "Page 1 of 2" in first
    assert "?q=pupil&amp;show=&amp;page=2" in first
    assert "Pupil 59" in page(signed_in, f"/groups/{group.pk}/?q=pupil&show=&page=2")
    found = page(signed_in, f"/groups/{group.pk}/?q=pupil+n7")
    assert "Pupil 07" in found
    assert "Pupil 08" not in found
    assert "Nobody fits." in page(signed_in, f"/groups/{group.pk}/?q=nobody")
    assert page(signed_in, f"/groups/{group.pk}/?show=odd&page=odd")


def test_a_code_is_made_shown_and_closed(signed_in, group):
    door = f"/groups/{group.pk}/door/"
    assert signed_in.get(f"/groups/{group.pk}/poster/").url == door
    signed_in.post(door, {"guests": "yes"})
    group.refresh_from_db()
    first = group.join_code
    assert group.guests_join
    for path in (door, f"/groups/{group.pk}/poster/"):
        shown = page(signed_in, path)
        assert f"{first[:4]}-{first[4:]}" in shown
        assert '<svg class="qr"' in shown
        assert f"http://testserver/join/{first}/" in shown
    signed_in.post(door, {"guests": "no"})
    group.refresh_from_db()
    assert (group.join_code != first, group.guests_join) == (True, False)
    signed_in.post(door, {"act": "close"})
    group.refresh_from_db()
    assert group.join_code is None
    assert signed_in.post(door, {"guests": "odd"}).status_code == 422


def test_only_a_code_that_replaces_one_is_said_to(signed_in, group):
    door = f"/groups/{group.pk}/door/"
    for replaces in (False, True):
        told = signed_in.post(door, {"guests": "yes"}, follow=True).content.decode()
        assert ("the one before is no longer valid" in told) == replaces
    signed_in.post(door, {"act": "close"})
    told = signed_in.post(door, {"guests": "yes"}, follow=True).content.decode()
    assert "People can join with the code below now." in told


def test_joining_by_code_stands_before_inviting_and_as_large(signed_in, group):
    page_ = BeautifulSoup(page(signed_in, f"/groups/{group.pk}/door/"), "html.parser")
    heads = page_.select("main section.section > h2")
    assert [head.text for head in heads] == ["Let people join by a code", "Invite by e-mail"]


def test_the_name_and_the_time_zone_are_the_leaders_and_nothing_else_is(signed_in, group):
    path = f"/groups/{group.pk}/settings/"
    sent = {
        "name": "Class\r\n8b",
        "time_zone": "Europe/Berlin",
        "join_code": "X",
        "archived_at": "2020-01-01",
    }
    signed_in.post(path, sent)
    assert Group.objects.values_list("name", "time_zone", "join_code", "archived_at").get() == (
        "Class 8b", "Europe/Berlin", None, None,
    )  # fmt: skip
    wrong = signed_in.post(path, {"name": "X", "time_zone": "Mars/Base"})
    assert wrong.status_code == 422
    assert "There is no time zone" in wrong.content.decode()


def test_leaders_are_named_by_their_account(signed_in, group):
    berta = make.user("Berta")
    path = f"/groups/{group.pk}/leaders/"
    wrong = signed_in.post(path, {"account": "nobody"})
    assert "No account is called “nobody”" in wrong.content.decode()
    signed_in.post(path, {"account": "berta"})
    assert group.is_led_by(berta)
    hers = make.browser_of(berta)
    for leader in group.leaders.order_by("pk"):
        last = hers.post(f"{path}{leader.pk}/remove/", follow=True).content.decode()
    assert "A group needs a leader" in last
    assert signed_in.get(path).status_code == 404


def test_a_leader_who_steps_down_is_led_to_her_list(signed_in, anna, group):
    group.add_leader(make.user("berta"))
    own = group.leaders.get(user=anna)
    assert signed_in.post(f"/groups/{group.pk}/leaders/{own.pk}/remove/").url == "/groups/"


def test_a_group_is_put_away_after_a_question(signed_in, group):
    make.member(group, "Tom")
    path = f"/groups/{group.pk}/archive/"
    assert "Put the group away?" in page(signed_in, path)
    group.refresh_from_db()
    assert group.archived_at is None
    assert signed_in.post(path).url == "/groups/"
    assert "Class 7b" not in page(signed_in, "/groups/").split("<h1>")[1].split("</h1>")[1]
    assert Member.objects.count() == 1


def test_a_lost_card_is_replaced_and_shown_once(signed_in, group):
    tom = make.member(group, "Tom", make.learner())
    old = tom.new_return_code()
    path = f"/groups/{group.pk}/members/{tom.pk}"
    card = page(signed_in, signed_in.post(f"{path}/code/").url)
    tom.refresh_from_db()
    code = signed_in.cookies["card"].value
    assert Member.objects.of_return_code(code) == tom
    assert f"{code[:5]}-{code[5:]}" in card
    assert Member.objects.of_return_code(old) is None
    del signed_in.cookies["card"]
    assert signed_in.get(f"{path}/card/").url == f"{path}/"


def test_whoever_has_an_account_gets_no_personal_code(signed_in, group):
    berta = make.member(group, "Berta", make.learner(make.user("berta")))
    path = f"/groups/{group.pk}/members/{berta.pk}/"
    assert "New personal code" not in page(signed_in, path)
    assert signed_in.post(f"{path}code/").url == path
    berta.refresh_from_db()
    assert berta.return_digest is None


def test_pages_take_the_same_for_two_and_for_two_hundred_members(
    signed_in, group, django_assert_num_queries
):
    def add(numbers):
        for i in numbers:
            make.member(group, f"Pupil {i}", make.learner())

    signed_in.get("/groups/")
    paths = {
        f"/groups/{group.pk}/": 6,
        f"/groups/{group.pk}/?q=pupil&show=awaited": 5,
        f"/groups/{group.pk}/door/": 4,
        f"/groups/{group.pk}/leaders/": 4,
        f"/groups/{group.pk}/settings/": 5,
        "/groups/": 4,
    }
    add(range(2))
    for size in (range(0), range(2, 200)):
        add(size)
        for path, most in paths.items():
            with django_assert_num_queries(most, info=path):
                signed_in.get(path)


def test_the_list_of_groups_takes_the_same_for_two_and_for_forty(
    signed_in, anna, django_assert_num_queries
):
    own = make.learner(anna)
    for count in (2, 40):
        for i in range(count):
            group = make.group(f"Group {count} {i}", anna, make.user(f"leader-{count}-{i}"))
            make.member(group, "Anna", own)
        with django_assert_num_queries(7):
            signed_in.get("/groups/")
