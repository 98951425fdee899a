"""Who belongs to a group: joining, leaving, coming back, names and marks that tell people apart."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from quizzes import actions
from quizzes.models import (
    AddressTaken,
    AlreadyMember,
    Group,
    GroupArchived,
    GroupFull,
    LastLeader,
    Learner,
    Member,
    NameTaken,
)
from quizzes.models.group import as_typed, groups, one_line, shown
from tests import make

pytestmark = pytest.mark.django_db

NOW = timezone.now()
LATER = NOW + dt.timedelta(days=40)


@pytest.fixture
def group(anna):
    return make.group("Class 7b", anna, join_code="ABCDEFGH", guests_join=True)


def join(group, name, learner=None, now=NOW):
    return group.admit(learner or make.learner(), name=name, now=now)


def test_who_joins_twice_is_in_once(group):
    learner = make.learner()
    first, second = join(group, "Tom", learner), join(group, "Tim", learner)
    assert first == second
    assert [m.name for m in group.members.joined()] == ["Tom"]


@pytest.mark.parametrize("name", ["Zoë", "ZOË", "zoë", " Zoë ", "Zoe\u0308", "Zo\u200bë"])
def test_a_name_is_in_a_group_once_however_it_is_written(group, name):
    join(group, "Zoë")
    with pytest.raises(NameTaken):
        join(group, name)
    assert group.members.count() == 1


def test_the_database_itself_holds_a_nickname_once(group):
    join(group, "Tom")
    with pytest.raises(IntegrityError), transaction.atomic():
        make.member(group, "TOM")


def test_two_of_one_name_are_told_apart_by_a_reference(group):
    for number in ("17", "18"):
        group.await_member(name="Anna Berg", email="", reference=number)
    assert group.members.count() == 2
    with pytest.raises(NameTaken):
        join(group, "anna berg")


def test_a_name_is_free_again_after_its_owner_left(group):
    tom = join(group, "Tom")
    tom.leave(now=NOW)
    join(group, "Tom")
    with pytest.raises(NameTaken):
        tom.come_back(now=NOW)


def test_who_leaves_stays_as_a_row_and_may_join_again_under_another_name(group):
    learner = make.learner()
    tom = join(group, "Tom", learner)
    tom.leave(now=NOW)
    tom.leave(now=LATER)
    assert Group.objects.of_learner(learner).count() == 0
    tom.refresh_from_db()
    assert tom.left_at == NOW
    again = join(group, "Tim", learner, now=LATER)
    assert (again.pk, again.name, again.left_at, again.joined_at) == (tom.pk, "Tim", None, LATER)


def test_an_address_and_a_reference_are_in_a_group_once(group):
    group.await_member(name="Tom", email="tom@example.org", reference="17")
    for email, reference in [("TOM@example.org", ""), ("", "17")]:
        with pytest.raises(AddressTaken):
            group.await_member(name="Tim", email=email, reference=reference)
    tim = group.await_member(name="Tim", email="", reference="18")
    with pytest.raises(AddressTaken):
        tim.edit(name="Tim", email="", reference="17")
    assert group.members.count() == 2


def test_a_group_that_was_put_away_takes_nobody(group):
    group.archive(now=NOW)
    with pytest.raises(GroupArchived):
        join(group, "Tom")
    assert Group.objects.of_join_code("ABCDEFGH") is None
    group.bring_back()
    join(group, "Tom")


def test_a_group_has_a_bound(group, monkeypatch):
    monkeypatch.setattr(groups, "MOST_MEMBERS", 2)
    join(group, "Tom")
    join(group, "Tim")
    with pytest.raises(GroupFull):
        join(group, "Kim")


def test_the_last_leader_stays(group, anna):
    with pytest.raises(LastLeader):
        group.remove_leader(group.leaders.get())
    group.add_leader(make.user("berta"))
    group.add_leader(anna)
    group.remove_leader(group.leaders.get(user=anna))
    assert [leader.user.username for leader in group.leaders.all()] == ["berta"]
    assert not group.is_led_by(anna)


@pytest.mark.parametrize("typed", ["abcd-efgh", " ABCD EFGH ", "abcdefgh", "ABCD–EFGH"])
def test_a_code_may_be_typed_with_spaces_dashes_and_small_letters(group, typed):
    assert Group.objects.of_join_code(typed) == group


def test_a_code_is_shown_in_parts():
    assert (shown("ABCDEFGH"), shown("ABCDEFGHJK")) == ("ABCD-EFGH", "ABCDE-FGHJK")
    assert as_typed("a" * 5000) == "A" * 32


def test_a_new_code_closes_the_old_one(group):
    group.open_door(guests=True)
    assert Group.objects.of_join_code("ABCDEFGH") is None
    assert Group.objects.of_join_code(group.join_code) == group
    group.close_door()
    assert group.join_code is None


def test_a_personal_code_brings_back_whoever_holds_it_and_is_not_kept_itself(group):
    tom = join(group, "Tom")
    code = tom.new_return_code()
    assert Member.objects.of_return_code(shown(code).lower()) == tom
    assert code not in str(Member.objects.values().get())
    newer = tom.new_return_code()
    assert (Member.objects.of_return_code(code), Member.objects.of_return_code(newer)) == (
        None,
        tom,
    )
    tom.leave(now=NOW)
    assert Member.objects.of_return_code(newer) is None


def test_names_are_one_line_of_letters_that_can_be_seen():
    assert one_line(" A\r\nBcc:\tx\x00\u202e ") == "A Bcc: x"


class TestSigningUpLater:
    def claim(self, guest, user):
        actions.claim_guest(guest, user=user, now=LATER)
        return Learner.objects.of_user(user)

    def test_a_guests_place_goes_to_the_account_and_its_personal_code_ends(self, group):
        guest, berta = make.learner(), make.user("berta")
        tom = join(group, "Tom", guest)
        code = tom.new_return_code()
        own = self.claim(guest, berta)
        assert list(own.memberships.values_list("pk", "name", "joined_at")) == [
            (tom.pk, "Tom", NOW)
        ]
        assert Member.objects.of_return_code(code) is None

    def test_who_is_in_already_is_in_once_and_what_the_list_knew_is_kept(self, group):
        guest, berta = make.learner(), make.user("berta")
        own = make.learner(berta)
        join(group, "Berta", own)
        make.member(group, "Tom", guest, reference="17")
        self.claim(guest, berta)
        assert list(group.members.values_list("name", "reference", "learner")) == [
            ("Berta", "17", own.pk)
        ]

    def test_an_account_that_left_is_in_again_when_its_guest_was(self, group):
        guest, berta = make.learner(), make.user("berta")
        join(group, "Berta", make.learner(berta)).leave(now=NOW)
        join(group, "Tom", guest)
        own = self.claim(guest, berta)
        assert [m.name for m in own.memberships.present()] == ["Berta"]


class TestAccepting:
    @pytest.fixture
    def invited(self, group):
        made = group.await_member(name="Kim", email="kim@example.org", reference="9")
        Member.objects.filter(pk=made.pk).update(invite_asked_at=NOW)
        return made

    def test_an_invitation_is_accepted_once(self, invited):
        code = invited.new_invite_code(now=NOW)
        assert Member.objects.of_invite_code(code, now=NOW) == invited
        invited.accept(make.learner(), now=LATER)
        assert Member.objects.of_invite_code(code, now=NOW) is None
        with pytest.raises(AlreadyMember):
            invited.accept(make.learner(), now=LATER)

    def test_an_invitation_ends_after_thirty_days(self, invited):
        code = invited.new_invite_code(now=NOW)
        assert Member.objects.of_invite_code(code, now=LATER) is None

    def test_who_came_in_by_code_before_is_in_once_and_gets_what_the_list_knows(
        self, group, invited
    ):
        learner = make.learner()
        tom = join(group, "Tom", learner)
        assert invited.accept(learner, now=LATER) == tom
        assert list(group.members.values_list("name", "email", "reference")) == [
            ("Tom", "kim@example.org", "9")
        ]

    def test_an_invitation_is_asked_for_again_after_a_day_and_sent_once(self, invited):
        assert invited.new_invite_code(now=NOW)
        assert invited.new_invite_code(now=NOW) is None
        for hours, may in [(1, False), (23, False), (24, True)]:
            then = NOW + dt.timedelta(hours=hours)
            assert invited.is_invitable(then) is may
            assert Member.objects.invitable(then).exists() is may
