"""Invitations by mail: what they say, how often they are sent, and that only a button accepts them."""

import datetime as dt
import re
import smtplib

import pytest
from django.core import mail
from django.utils import timezone

from quizzes.mailing import inviting
from quizzes.models import Group, Learner, Member, Tries
from quizzes.models.group import groups
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna(db):
    return make.user("anna", first_name="Anna", last_name="Braun")


@pytest.fixture
def group(anna, settings):
    settings.SITE_URL = "https://quiz.example.org"
    settings.SITE_NAME = "Safe Quiz"
    return make.group("Class 7b", anna)


@pytest.fixture
def kim(group):
    return make.member(group, "Kim Lund", email="kim@example.org")


def invite(client, group):
    return client.post(f"/groups/{group.pk}/invite/", follow=True).content.decode()


def code_in(message):
    return re.search(r"^ {4}([A-Z0-9]{4}(?:-[A-Z0-9]{4}){2})$", message.body, re.MULTILINE)[1]


def test_the_mail_says_who_invites_whom_to_what_and_works_without_its_link(signed_in, group, kim):
    assert "1 invitation is on its way." in invite(signed_in, group)
    [sent] = mail.outbox
    assert sent.to == ["kim@example.org"]
    assert sent.subject == "Invitation to the group “Class 7b” at Safe Quiz"
    assert "Hello Kim Lund," in sent.body
    assert "Anna Braun invites you to the group “Class 7b” at Safe Quiz" in sent.body
    assert "\n    quiz.example.org\n" in sent.body
    assert "Join a group" in sent.body
    assert sent.message().get_content_type() == "text/plain"
    links = re.findall(r"https?://\S+", sent.body)
    assert links == [f"https://quiz.example.org/join/{code_in(sent).replace('-', '')}/"]
    assert code_in(sent).replace("-", "") not in str(Member.objects.values().get())


def test_looking_at_the_invitation_records_nothing_and_the_button_joins(
    signed_in, client, group, kim
):
    invite(signed_in, group)
    code = code_in(mail.outbox[0])
    path = client.post("/join/", {"code": code}).url
    before = list(Member.objects.values())
    page = client.get(path).content.decode()
    assert "This invitation is for <b>Kim Lund</b>" in page
    assert "This group is for people with an account here" in page
    assert (list(Member.objects.values()), Learner.objects.count()) == (before, 0)
    assert not Tries.objects.exists()
    berta = make.browser_of(make.user("berta"))
    assert berta.post(path).url == "/groups/"
    kim.refresh_from_db()
    assert kim.learner.user.username == "berta"
    again = make.browser_of(make.user("carla"))
    assert again.get(path).status_code == 404
    assert again.post(path).status_code == 404


def test_where_guests_may_join_an_invitation_needs_no_account(signed_in, client, group, kim):
    Group.objects.update(guests_join=True)
    invite(signed_in, group)
    path = f"/join/{code_in(mail.outbox[0])}/"
    assert client.post(path).url == "/groups/card/"
    kim.refresh_from_db()
    assert kim.learner.user is None
    assert Member.objects.of_return_code(client.cookies["card"].value) == kim


@pytest.mark.parametrize(("person", "same"), [("", True), ("new", False)])
def test_a_browser_that_joined_another_group_before_is_asked_who_is_there(
    signed_in, client, group, kim, person, same
):
    Group.objects.update(guests_join=True)
    other = make.group("Class 8a", join_code="HGFEDCBA", guests_join=True)
    client.post("/join/HGFEDCBA/", {"name": "Tom"})
    invite(signed_in, group)
    path = f"/join/{code_in(mail.outbox[0])}/"
    page = client.get(path).content.decode()
    assert "Join; I am Tom (Class 8a)" in page
    assert "Join; I am somebody else" in page
    client.post(path, {"person": person})
    kim.refresh_from_db()
    assert (kim.learner == other.members.get().learner) is same


def test_nobody_is_invited_twice_on_one_day_and_the_newer_code_counts(signed_in, group, kim):
    invite(signed_in, group)
    assert "0 invitations" in invite(signed_in, group)
    page = signed_in.post(f"/groups/{group.pk}/members/{kim.pk}/invite/", follow=True)
    assert "Nobody is invited twice on one day" in page.content.decode()
    assert len(mail.outbox) == 1
    then = timezone.now() - dt.timedelta(days=1, minutes=1)
    Member.objects.update(invited_at=then, invite_asked_at=then)
    signed_in.post(f"/groups/{group.pk}/members/{kim.pk}/invite/")
    old, new = (code_in(message) for message in mail.outbox)
    now = timezone.now()
    assert Member.objects.of_invite_code(old, now=now) is None
    assert Member.objects.of_invite_code(new, now=now) == kim


def test_only_whoever_has_an_address_and_has_not_joined_is_invited(signed_in, group, kim):
    make.member(group, "No address")
    make.member(group, "In", make.learner(), email="in@example.org")
    make.member(group, "Gone", email="gone@example.org", left_at=timezone.now())
    make.member(make.group("Class 8a"), "Other", email="other@example.org")
    invite(signed_in, group)
    assert [message.to for message in mail.outbox] == [["kim@example.org"]]


def test_a_group_sends_a_bounded_number_an_hour(signed_in, group, monkeypatch):
    monkeypatch.setattr(groups, "MOST_INVITATIONS", 3)
    for i in range(5):
        make.member(group, f"Pupil {i}", email=f"p{i}@example.org")
    assert "3 invitations" in invite(signed_in, group)
    assert "as many invitations as it may within an hour" in invite(signed_in, group)
    assert len(mail.outbox) == 3


def test_a_mail_that_cannot_be_sent_is_shown_and_can_be_sent_again(
    signed_in, group, kim, monkeypatch, caplog
):
    def refuse(*_arguments, **_options):
        raise smtplib.SMTPRecipientsRefused({})

    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.EmailMessage.send", refuse)
        invite(signed_in, group)
    page = signed_in.get(f"/groups/{group.pk}/").content.decode()
    assert "The invitation could not be sent" in page
    kim.refresh_from_db()
    assert (kim.invited_at, kim.invite_digest) == (None, None)
    invite(signed_in, group)
    assert len(mail.outbox) == 1
    assert "Invited on" in signed_in.get(f"/groups/{group.pk}/").content.decode()


def test_a_task_that_runs_twice_sends_once(signed_in, anna, group, kim):
    invite(signed_in, group)
    inviting.send_invitations.call(group.pk, anna.pk)
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("name", ["Win: http://evil.example", "evil.example", "a@b", "see www now"])
def test_no_name_that_people_chose_becomes_a_link_in_a_mail(signed_in, group, kim, name):
    path = f"/groups/{group.pk}/settings/"
    assert signed_in.post(path, {"name": name}).status_code == 422
    Group.objects.update(name=name)
    Member.objects.update(name=name)
    invite(signed_in, group)
    [sent] = mail.outbox
    assert name not in sent.body + sent.subject
    assert "invites you to a group at Safe Quiz" in sent.body


def test_a_name_cannot_add_a_header(group, anna, kim):
    kim.name, group.name = "Kim", "Class\r\nBcc: eve@example.org"
    kim.group = group
    message = inviting.compose(kim, "ABCDEFGHJKMN", by=anna)
    assert set(message.message().keys()) >= {"Subject", "To"}
    assert "Bcc" not in message.message()


def test_a_site_without_mail_says_where_the_text_is_printed(signed_in, group, kim, settings):
    settings.EMAIL_IS_SET = False
    page = signed_in.get(f"/groups/{group.pk}/door/").content.decode()
    assert "is printed where the worker runs" in page


def test_an_invitation_page_names_nobody_to_whom_the_code_is_unknown(client, group, kim):
    answer = client.get("/join/ABCDEFGHJKMN/")
    assert answer.status_code == 404
    assert "Kim" not in answer.content.decode()
