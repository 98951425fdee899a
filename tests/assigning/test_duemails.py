"""Mails about what is assigned: what they say, how often, and what happens when the worker dies."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from quizzes import actions, tasks
from quizzes.items import Kind
from quizzes.mailing import duemails
from quizzes.models import DueMail, Learner
from tests import make
from tests.assigning import making

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)
NOON = dt.datetime.fromisoformat("2026-03-02T12:00+00:00")


@pytest.fixture(autouse=True)
def _mail_is_set(settings):
    settings.EMAIL_IS_SET = True


@pytest.fixture
def group(anna):
    anna.first_name, anna.last_name = "Anna", "Leader"
    anna.save()
    return make.group("Class 7b", anna, time_zone="Europe/Berlin")


@pytest.fixture
def assignment(group):
    quiz = make.quiz([Kind.SINGLE])
    return making.assignment(group, quiz, now=NOON, due_at=NOON + 10 * DAY)


@pytest.fixture
def ben(group):
    member = making.member(group, name="Ben", joined_at=NOON - DAY)
    member.email = "ben@example.org"
    member.save()
    return member


def sent(now):
    mail.outbox.clear()
    count = duemails.send_due(now=now)
    assert count == len(mail.outbox)
    return [m.subject for m in mail.outbox]


def test_one_mail_for_each_stage_and_never_a_second(assignment, ben):
    told = [sent(NOON + hours * dt.timedelta(hours=1)) for hours in range(0, 24 * 30, 5)]
    assert [subject for subjects in told for subject in subjects] == [
        "Class 7b: please take the quiz “The quiz”",
        "Class 7b: the quiz “The quiz” is due soon",
        "Class 7b: the quiz “The quiz” was due",
    ]


def test_it_names_who_asks_for_what_until_when_and_needs_no_link(assignment, ben, settings):
    sent(NOON)
    (message,) = mail.outbox
    body = message.body
    for word in ("Hello Ben", "Class 7b", "The quiz", "Anna Leader", settings.SITE_NAME):
        assert word in body
    assert "12 March 2026, 13:00 (CET)" in body
    assert "Assigned to you" in body
    assert "We never ask for a password" in body
    assert message.content_subtype == "plain"
    assert message.to == ["ben@example.org"]


def test_its_addresses_hold_no_secret_and_opening_them_records_nothing(assignment, ben, client):
    sent(NOON)
    addresses = re.findall(r"https?://\S+", mail.outbox[0].body)
    assert [a.split("//")[1].partition("/")[2] for a in addresses] == ["", "quizzes/quiz/"]
    before = list(DueMail.objects.values()), list(Learner.objects.values())
    client.get("/quizzes/quiz/")
    assert (list(DueMail.objects.values()), list(Learner.objects.values())) == before


def test_whoever_has_done_it_is_left_alone(assignment, ben):
    making.sat(assignment, ben.learner, now=NOON)
    assert sent(NOON + DAY) == []


@pytest.mark.parametrize("how", ["switched off", "left", "no address", "withdrawn", "quiz away"])
def test_nobody_is_written_to_who_is_not_asked_or_wants_no_mail(assignment, ben, how):
    match how:
        case "switched off":
            Learner.objects.filter(pk=ben.learner_id).update(assignment_mail=False)
        case "left":
            ben.left_at = NOON
            ben.save()
        case "no address":
            ben.email = ""
            ben.save()
        case "withdrawn":
            assignment.withdraw(by=None, now=NOON)
        case "quiz away":
            assignment.quiz.archive(by=None, now=NOON)
    assert sent(NOON) == []


def test_by_night_nobody_is_written_to_by_the_clocks_of_the_group(assignment, ben):
    night = NOON.replace(hour=5)  # 06:00 in Berlin
    assert sent(night + DAY) == []
    assert len(sent(night + DAY + dt.timedelta(hours=2))) == 1


def test_what_is_long_past_is_not_written_about(assignment, ben):
    assert sent(NOON + 30 * DAY) == []


def test_without_mail_nothing_is_claimed(assignment, ben, settings):
    settings.EMAIL_IS_SET = False
    assert sent(NOON) == []
    assert not DueMail.objects.exists()


class Unreachable(EmailBackend):
    def open(self):
        raise ConnectionRefusedError("no mail server")


def test_a_mail_server_that_is_away_costs_no_mail(assignment, ben, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Unreachable"
    assert sent(NOON) == []
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert len(sent(NOON)) == 1


class Killed(BaseException):
    """What a worker that is killed between two statements looks like from inside."""


@pytest.mark.parametrize("when", ["before the claim", "after the claim", "after sending"])
def test_a_worker_killed_on_the_way_sends_no_mail_twice(assignment, ben, group, monkeypatch, when):
    second = making.member(group, name="Cleo", joined_at=NOON - DAY)
    second.email = "cleo@example.org"
    second.save()
    send = duemails.EmailMessage.send

    def die(*_args, **_kwargs):
        raise Killed

    def send_and_die(self, *args):
        send(self, *args)
        raise Killed

    with monkeypatch.context() as patch:
        if when == "before the claim":
            patch.setattr(DueMail.objects, "claim", die)
        else:
            patch.setattr(
                duemails.EmailMessage, "send", die if when == "after the claim" else send_and_die
            )
        with pytest.raises(Killed):
            duemails.send_due(now=NOON)
    duemails.send_due(now=NOON)
    duemails.send_due(now=NOON)
    to = [m.to[0] for m in mail.outbox]
    assert len(to) == len(set(to)), "somebody got it twice"
    assert set(to) >= {"cleo@example.org"} or set(to) >= {"ben@example.org"}
    assert len(to) == (1 if when == "after the claim" else 2)


def test_a_second_worker_at_the_same_moment_sends_nothing(assignment, ben):
    claimed = {"assignment": assignment, "member": ben, "number": 1, "stage": "opened", "now": NOON}
    assert DueMail.objects.claim(**claimed)
    assert DueMail.objects.claim(**claimed) is None
    assert sent(NOON) == []


def test_a_round_is_short_and_the_next_one_goes_on(assignment, group):
    for i in range(duemails.AT_ONCE + 3):
        member = making.member(group, name=f"M{i}", joined_at=NOON - DAY)
        member.email = f"m{i}@example.org"
        member.save()
    assert len(sent(NOON)) == duemails.AT_ONCE
    assert len(sent(NOON)) == 3
    assert sent(NOON) == []


def test_the_workers_round_sends_them(assignment, ben):
    tasks.tidy(NOON)
    assert [m.to for m in mail.outbox] == [["ben@example.org"]]


def test_a_name_with_line_breaks_makes_no_header(assignment, ben, group):
    group.name = "Class\nBcc: all@example.org"
    group.save()
    (subject,) = sent(NOON)
    assert "\n" not in subject


def test_the_switch_is_ones_own_and_wants_a_post(assignment, ben, client):
    learner, key = Learner.objects.new_guest()
    making.member(assignment.group, learner)
    client.cookies["guest"] = key
    assert client.get("/assignments/mail/").status_code == 405
    client.post("/assignments/mail/", {"wanted": "off"})
    learner.refresh_from_db()
    ben.learner.refresh_from_db()
    assert (learner.assignment_mail, ben.learner.assignment_mail) == (False, True)
    assert "You get no mail about what is assigned." in client.get("/groups/").content.decode()
    client.post("/assignments/mail/", {"wanted": "on"})
    learner.refresh_from_db()
    assert learner.assignment_mail


def test_a_round_takes_the_same_statements_for_few_and_many(group, django_assert_max_num_queries):
    counts = []
    for size in (2, 10):
        for i in range(size):
            quiz = make.quiz([Kind.SINGLE], slug=f"q-{size}-{i}")
            done = making.assignment(group, quiz, now=NOON)
            making.sat(done, making.member(group, joined_at=NOON - DAY).learner, now=NOON)
        with django_assert_max_num_queries(10) as statements:
            duemails.send_due(now=NOON)
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_whoever_switched_it_off_as_a_guest_gets_none_with_an_account(assignment):
    guest = Learner.objects.new_guest()[0]
    making.member(assignment.group, guest)
    Learner.objects.filter(pk=guest.pk).update(assignment_mail=False)
    account = make.user("cleo")
    actions.claim_guest(Learner.objects.get(pk=guest.pk), user=account, now=NOON)
    assert not Learner.objects.get(user=account).assignment_mail


def test_a_name_that_mail_programs_would_make_a_link_of_is_left_out(assignment, ben, group, anna):
    group.name = ben.name = "Win at evil.example"
    anna.last_name = "http://evil.example/now"
    for row in (group, ben, anna):
        row.save()
    (subject,) = sent(NOON)
    body = mail.outbox[0].body
    assert "evil" not in subject + body
    assert "Hello," in body
    assert "your group at" in body
