"""A class in a room: forty pupils behind one address come in at once, and nobody is locked out."""

import re
from functools import partial

import pytest
from django.test import Client
from django.utils import timezone

from quizzes import membership
from quizzes.membership import joining
from quizzes.models import Learner, Member, TooManyGuesses, Tries, UnknownCode
from tests import make
from tests.faults.racing import at_once

PUPILS = 40
ADDRESS = "192.168.1.77"
CODE, WRONG = "ABCDEFGH", "HGFEDCBA"


@pytest.fixture
def group(db):
    return make.group("Class 7b", make.user("berta"), join_code=CODE, guests_join=True)


def comes_in(place, wrong=2):
    """One pupil: mistypes the code, then joins; what the browser gets."""
    client = Client(REMOTE_ADDR=ADDRESS)
    for i in range(wrong):
        assert client.get(f"/join/{WRONG[:-2]}{place % 9}{i + 2}/").status_code == 404
    page = client.post("/join/", {"code": "abcd efgh"}, follow=True)
    assert page.status_code == 200
    answer = client.post(f"/join/{CODE}/", {"name": f"Pupil {place}"})
    assert answer.status_code == 302, answer.content.decode()
    return client, re.search(r'class="code"[^>]*>([-A-Z0-9]+)<', client.get(answer.url).content.decode())[1]  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_forty_pupils_join_at_once_behind_one_address_some_mistyping(group):
    came = at_once([partial(comes_in, place) for place in range(PUPILS)])
    assert group.members.joined().count() == PUPILS
    assert Learner.objects.count() == PUPILS
    codes = [code for _client, code in came]
    assert len(set(codes)) == PUPILS
    back = Client(REMOTE_ADDR=ADDRESS)
    assert back.post("/join/return/", {"code": codes[7]}).url == "/groups/"
    assert "As Pupil 7" in back.get("/groups/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_forty_at_once_with_one_nickname_make_one_member_and_no_fault(group):
    def tries(_place):
        return Client(REMOTE_ADDR=ADDRESS).post(f"/join/{CODE}/", {"name": "Tom"}).status_code

    statuses = at_once([partial(tries, place) for place in range(PUPILS)])
    assert sorted(statuses) == [302] + [422] * (PUPILS - 1)
    assert Member.objects.count() == Learner.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_browser_that_joins_in_many_tabs_is_in_once(group):
    learner, key = Learner.objects.new_guest()

    def tab(place):
        client = Client(REMOTE_ADDR=ADDRESS)
        client.cookies["guest"] = key
        return client.post(f"/join/{CODE}/", {"name": f"Tom {place}"}).status_code

    assert set(at_once([partial(tab, place) for place in range(8)])) <= {200, 302}
    assert Member.objects.get().learner == learner


def guess(code, asker, times=1):
    for _ in range(times):
        with pytest.raises(UnknownCode):
            membership.group_by_code(code, asker, now=timezone.now())


@pytest.mark.django_db
class TestSomebodyWhoGuesses:
    @pytest.fixture(autouse=True)
    def _few(self, monkeypatch):
        for name, most in [("WRONG_FROM_ADDRESS", 30), ("WRONG_BY_ACCOUNT", 5)]:
            limit = getattr(joining, name)
            monkeypatch.setattr(joining, name, type(limit)(limit.scope, most, limit.window))

    def test_the_address_is_held_back_and_the_page_says_for_how_long(self, group):
        guess(WRONG, membership.Asker(ADDRESS), 30)
        with pytest.raises(TooManyGuesses):
            membership.group_by_code(CODE, membership.Asker(ADDRESS), now=timezone.now())
        for path, sent in [("/join/return/", {"code": "ABCDEFGHJK"}), (f"/join/{CODE}/", {})]:
            answer = Client(REMOTE_ADDR=ADDRESS).post(path, sent)
            assert answer.status_code == 429
            assert "Wait ten minutes" in answer.content.decode()

    def test_a_class_that_began_to_come_in_is_not_locked_out(self, group):
        comes_in(1, wrong=0)
        guess(WRONG, membership.Asker(ADDRESS), 30)
        comes_in(2, wrong=0)
        with pytest.raises(TooManyGuesses):
            membership.group_by_code(WRONG, membership.Asker(ADDRESS), now=timezone.now())

    def test_other_addresses_and_whoever_is_signed_in_are_not_held_back(self, group):
        guess(WRONG, membership.Asker(ADDRESS), 30)
        for asker in (membership.Asker("192.168.1.78"), membership.Asker(ADDRESS, 17)):
            assert membership.group_by_code(CODE, asker, now=timezone.now()) == group

    def test_an_account_is_counted_alone(self, group):
        guess(WRONG, membership.Asker(ADDRESS, 17), 5)
        with pytest.raises(TooManyGuesses):
            membership.group_by_code(CODE, membership.Asker("10.0.0.1", 17), now=timezone.now())
        for asker in (membership.Asker(ADDRESS, 18), membership.Asker(ADDRESS)):
            assert membership.group_by_code(CODE, asker, now=timezone.now()) == group

    def test_after_the_wait_counting_begins_anew(self, group):
        guess(WRONG, membership.Asker(ADDRESS), 30)
        later = timezone.now() + joining.WRONG_FROM_ADDRESS.window
        assert membership.group_by_code(CODE, membership.Asker(ADDRESS), now=later) == group
        Tries.objects.forget_old(now=later + joining.NEW_FROM_ADDRESS.window)
        assert not Tries.objects.exists()

    def test_right_codes_and_what_can_be_no_code_are_not_counted(self, group):
        for code in [CODE] * 50 + ["short", "", "x" * 40]:
            Client(REMOTE_ADDR=ADDRESS).get(f"/join/{code or 'x'}/")
        assert not Tries.objects.exists()

    def test_the_address_is_not_kept_in_words(self, group):
        guess(WRONG, membership.Asker(ADDRESS))
        assert ADDRESS not in str(list(Tries.objects.values()))

    def test_a_flood_of_guests_is_bounded(self, group, monkeypatch):
        limit = joining.NEW_FROM_ADDRESS
        monkeypatch.setattr(joining, "NEW_FROM_ADDRESS", type(limit)(limit.scope, 2, limit.window))
        comes_in(1, wrong=0)
        comes_in(2, wrong=0)
        answer = Client(REMOTE_ADDR=ADDRESS).post(f"/join/{CODE}/", {"name": "Third"})
        assert "Too many people joined from here" in answer.content.decode()
        assert (Member.objects.count(), Learner.objects.count()) == (2, 2)


@pytest.mark.django_db
def test_wrong_passwords_of_one_pupil_lock_nobody_else_behind_the_address(group):
    for name in ("tom", "kim"):
        make.user(name)
    for _ in range(12):
        Client(REMOTE_ADDR=ADDRESS).post("/accounts/sign-in/", {"username": "tom", "password": "x"})
    sent = {"username": "kim", "password": "a long pass phrase"}
    assert Client(REMOTE_ADDR=ADDRESS).post("/accounts/sign-in/", sent).status_code == 302
    comes_in(1)
