"""Coming in by a code, with an account or a nickname, and coming back by a personal code."""

import re

import pytest
from django.test import Client

from quizzes.models import Group, Learner, Member, Tries
from tests import make

pytestmark = pytest.mark.django_db

CODE = "ABCDEFGH"
JOIN, RETURN = f"/join/{CODE}/", "/join/return/"


@pytest.fixture
def group(db):
    leader = make.user("berta", first_name="Berta", last_name="Braun")
    return make.group("Class 7b", leader, join_code=CODE, guests_join=True)


def join(client, name, **more):
    return client.post(JOIN, {"name": name} | more)


def card(client):
    return re.search(
        r'class="code"[^>]*>([-A-Z0-9]+)<', client.get("/groups/card/").content.decode()
    )[1]


def test_a_typed_code_leads_into_the_group(client, group):
    answer = client.post("/join/", {"code": "abcd-efgh"}, follow=True)
    page = answer.content.decode()
    assert answer.redirect_chain[-1][0] == JOIN
    assert "Join Class 7b" in page
    assert "Berta Braun" in page
    assert "Whoever leads the group sees" in page


def test_looking_at_a_link_records_nothing(client, group):
    client.get(JOIN)
    assert not Learner.objects.exists()
    assert not Member.objects.exists()
    assert not Tries.objects.exists()
    assert set(client.cookies) <= {"csrftoken"}


def test_a_pupil_joins_with_a_nickname_and_gets_a_card_once(client, group):
    assert join(client, "Tom").url == "/groups/card/"
    tom = Member.objects.get()
    assert (tom.name, tom.group, tom.learner.user_id) == ("Tom", group, None)
    assert Member.objects.of_return_code(card(client)) == tom
    del client.cookies["card"]
    assert client.get("/groups/card/").url == "/groups/"
    assert "Class 7b" in client.get("/groups/").content.decode()


def test_a_nickname_that_is_taken_makes_no_guest(client, group):
    join(Client(), "Tom")
    answer = join(client, "tom")
    assert answer.status_code == 422
    assert "goes by that name already" in answer.content.decode()
    assert Learner.objects.count() == 1
    assert "guest" not in client.cookies


@pytest.mark.parametrize("name", ["", "   ", "\u200b", "x" * 41])
def test_a_name_that_is_none_is_told(client, group, name):
    assert join(client, name).status_code == 422
    assert not Member.objects.exists()


def test_an_account_joins_under_its_own_name_and_needs_no_card(signed_in, anna, group):
    assert 'value="anna"' in signed_in.get(JOIN).content.decode()
    assert join(signed_in, "Anna Berg").url == "/groups/"
    place = Member.objects.get()
    assert (place.learner.user, place.return_digest) == (anna, None)


def test_without_an_account_one_is_asked_for_where_the_group_wants_it(client, group):
    Group.objects.update(guests_join=False)
    page = client.get(JOIN).content.decode()
    assert f"/accounts/sign-up/?next={JOIN}" in page
    assert 'name="name"' not in page
    join(client, "Tom")
    assert not Member.objects.exists()
    word = "a long pass phrase"
    sent = {"username": "tom", "password1": word, "password2": word, "next": JOIN}
    assert client.post("/accounts/sign-up/", sent).url == JOIN
    assert join(client, "Tom").url == "/groups/"


def test_who_is_in_is_told_so(client, group):
    join(client, "Tom")
    page = client.get(JOIN).content.decode()
    assert "You are in this group as <b>Tom</b>" in page
    join(client, "Tim", person="same")
    assert Member.objects.get().name == "Tom"


def test_the_next_pupil_at_the_same_device_is_somebody_else(client, group):
    join(client, "Tom")
    first = card(client)
    assert client.get(f"{JOIN}?as=new").status_code == 200
    client.post(f"{JOIN}?as=new", {"name": "Kim", "person": "new"})
    assert sorted(Member.objects.values_list("name", flat=True)) == ["Kim", "Tom"]
    assert Learner.objects.count() == 2
    kim = Member.objects.of_return_code(card(client))
    assert (kim.name, card(client) != first) == ("Kim", True)


def test_a_device_that_joined_another_group_asks_who_is_there(client, group):
    other = make.group("Class 8a", join_code="HGFEDCBA", guests_join=True)
    join(client, "Tom")
    page = client.get("/join/HGFEDCBA/").content.decode()
    assert "I am Tom (Class 7b)" in page
    unsaid = client.post("/join/HGFEDCBA/", {"name": "Kim"})
    assert unsaid.status_code == 422
    client.post("/join/HGFEDCBA/", {"name": "Tom", "person": "same"})
    assert other.members.get().learner == group.members.get().learner


class TestComingBack:
    def test_a_card_brings_a_pupil_back_on_another_device(self, client, group):
        quiz = make.quiz()
        join(client, "Tom")
        attempt, code = make.start(client, quiz), card(client)
        home = Client()
        answer = home.post(
            RETURN, {"code": f" {code.lower()} ", "next": f"/attempts/{attempt.pk}/"}
        )
        assert answer.url == f"/attempts/{attempt.pk}/"
        assert home.get(f"/attempts/{attempt.pk}/1/").status_code == 200
        assert client.get(f"/attempts/{attempt.pk}/1/").status_code == 404

    def test_an_answer_sent_from_the_device_that_was_left_is_kept_until_the_code_is_typed(
        self, client, group
    ):
        join(client, "Tom")
        code = card(client)
        first = make.start(client, make.quiz()).responses.first()
        Client().post(RETURN, {"code": code})
        sent = make.send(client, first, make.right(first.version.to_item()))
        path = f"/attempts/{first.attempt_id}/1/"
        assert sent.url == f"/accounts/sign-in/?next={path}"
        assert f"{RETURN}?next={path}" in client.get(sent.url).content.decode()
        client.post(RETURN, {"code": code, "next": path})
        assert "It is not stored yet: look at it and send it" in client.get(path).content.decode()

    @pytest.mark.parametrize("code", ["AAAAABBBBB", "short", "", "A" * 12, "'; DROP TABLE"])
    def test_a_code_that_is_nobodys_is_told(self, client, group, code):
        answer = client.post(RETURN, {"code": code})
        assert answer.status_code in {404, 422}
        assert "There is a problem" in answer.content.decode()
        assert "guest" not in client.cookies

    def test_nobody_is_led_to_another_site(self, client, group):
        join(client, "Tom")
        answer = Client().post(RETURN, {"code": card(client), "next": "https://evil.example/"})
        assert answer.url == "/groups/"

    def test_whoever_is_signed_in_signs_out_first(self, signed_in, client, group):
        code = None
        other = Client()
        join(other, "Tom")
        code = card(other)
        answer = signed_in.post(RETURN, {"code": code})
        assert "Sign out first" in answer.content.decode()
        assert "guest" not in signed_in.cookies

    def test_after_signing_up_the_place_is_the_accounts_and_the_code_is_gone(self, client, group):
        join(client, "Tom")
        code, word = card(client), "a long pass phrase"
        client.post("/accounts/sign-up/", {"username": "tom", "password1": word, "password2": word})
        assert Member.objects.get().learner.user.username == "tom"
        assert Client().post(RETURN, {"code": code}).status_code == 404

    def test_a_personal_code_typed_at_the_wrong_door_is_led_to_the_right_one(self, client, group):
        answer = client.post("/join/", {"code": "ABCDEFGHJK"}, follow=True)
        assert answer.redirect_chain[-1][0] == RETURN
        assert "That is a personal code" in answer.content.decode()


class TestLeaving:
    def test_one_leaves_after_a_question(self, client, group):
        join(client, "Tom")
        path = f"/groups/{group.pk}/leave/"
        assert "Leave Class 7b?" in client.get(path).content.decode()
        assert Member.objects.present().exists()
        assert client.post(path).url == "/groups/"
        assert not Member.objects.present().exists()
        assert client.post(path).status_code == 404

    def test_a_pupil_who_lost_the_card_makes_a_new_one_in_the_old_browser(self, client, group):
        join(client, "Tom")
        old = card(client)
        assert client.post(f"/groups/{group.pk}/my-card/").url == "/groups/card/"
        assert card(client) != old
        assert Member.objects.of_return_code(old) is None


def test_cookies_are_kept_from_scripts_and_secure_where_the_site_is(client, group, settings):
    settings.SESSION_COOKIE_SECURE = True
    join(client, "Tom")
    for name in ("guest", "card"):
        assert client.cookies[name]["httponly"]
        assert client.cookies[name]["secure"]
        assert client.cookies[name]["samesite"] == "Lax"


def test_joining_takes_the_same_for_two_and_for_two_hundred_members(
    group, django_assert_max_num_queries
):
    counts = []
    join(Client(), "The first from here")
    for size in (2, 200):
        for i in range(size):
            make.member(group, f"Pupil {size} {i}", make.learner())
        client = Client()
        with django_assert_max_num_queries(7):
            client.get(JOIN)
        with django_assert_max_num_queries(25) as statements:
            join(client, f"Tom {size}")
        counts.append(len(statements))
    assert counts[0] == counts[1]
