"""Reminders: only where asked for and confirmed, at most weekly, by day, and off by one button."""

import datetime as dt
import re

import pytest
import time_machine
from django.core import mail

from quizzes import tasks
from quizzes.mailing import reminding
from quizzes.models import Reminder
from tests import make
from tests.returning import known
from tests.returning.known import START

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
NOON = START + 10 * DAY + dt.timedelta(hours=3)
LINK = re.compile(r"http://\S+(/practice/reminder/\S+/)")


@pytest.fixture(autouse=True)
def _mail_is_set(settings):
    settings.EMAIL_IS_SET = True


@pytest.fixture
def learner(anna):
    anna.email = "anna@example.org"
    anna.save()
    learner = make.learner(anna)
    known.take(known.quiz(known.version(known.concept(), stem="Only?")), learner)
    return learner


@pytest.fixture
def hers(anna, learner):
    return make.browser_of(anna)


def link():
    return LINK.search(mail.outbox[-1].body)[1]


@pytest.fixture
def confirmed(hers, client):
    """Anna wants it, and pressed the button on the page of the mail, in another browser."""
    hers.post("/practice/reminder/", {"wanted": "on"})
    client.post(link(), {"wanted": "on"})
    mail.outbox.clear()
    return Reminder.objects.get()


def test_nothing_is_sent_to_an_address_that_was_not_confirmed(hers):
    hers.post("/practice/reminder/", {"wanted": "on"})
    assert [m.to for m in mail.outbox] == [["anna@example.org"]]
    assert "It waits for you" in hers.get("/practice/").content.decode()
    assert reminding.send_due(now=NOON) == 0


def test_opening_the_link_records_nothing_and_its_button_does(hers, client):
    hers.post("/practice/reminder/", {"wanted": "on"})
    before = Reminder.objects.values().get()
    page = client.get(link()).content.decode()
    assert "Remind me once a week at most" in page
    assert Reminder.objects.values().get() == before
    assert "The reminder is on" in client.post(link(), {"wanted": "on"}).content.decode()
    assert "It is on: anna@example.org" in hers.get("/practice/").content.decode()


def test_it_tells_what_is_due_and_how_to_get_no_more(confirmed, client):
    assert reminding.send_due(now=NOON) == 1
    message = mail.outbox[0]
    assert message.subject == "1 thing to recall before it fades"
    assert "http://localhost:8000/practice/" in message.body
    assert "sign in, and choose “Practice”" in message.body
    assert message.content_subtype == "plain"
    path = link()
    assert message.extra_headers["List-Unsubscribe"] == f"<http://localhost:8000{path}>"
    client.get(path)
    assert Reminder.objects.get().is_on
    assert "No mail will follow" in client.post(path, {"wanted": "off"}).content.decode()
    assert reminding.send_due(now=NOON + 30 * DAY) == 0


def test_it_comes_once_a_week_at_most_and_only_when_something_is_due(confirmed, learner):
    assert reminding.send_due(now=START + dt.timedelta(hours=3)) == 0
    assert [reminding.send_due(now=NOON + n * DAY) for n in range(8)] == [1, 0, 0, 0, 0, 0, 0, 1]


def test_not_at_night_where_the_person_is(confirmed, anna):
    anna.time_zone = "Asia/Tokyo"
    anna.save()
    night = dt.datetime(2026, 3, 12, 17, tzinfo=dt.UTC)  # two in the morning there
    assert reminding.send_due(now=night) == 0
    assert reminding.send_due(now=night + dt.timedelta(hours=5)) == 0
    assert reminding.send_due(now=night + dt.timedelta(hours=6)) == 1


def test_a_new_address_is_asked_anew_and_an_old_link_only_switches_off(confirmed, anna, client):
    reminding.send_due(now=NOON)
    old = link()
    anna.email = "else@example.org"
    anna.save()
    assert reminding.send_due(now=NOON + 8 * DAY) == 0
    page = client.get(old).content.decode()
    assert "older address" in page
    client.post(old, {"wanted": "off"})
    client.post(old, {"wanted": "on"})
    assert not Reminder.objects.get().is_on


def test_nobodys_post_box_is_filled(hers):
    with time_machine.travel(START, tick=False) as clock:
        for _ in range(3):
            hers.post("/practice/reminder/", {"wanted": "on"})
        assert len(mail.outbox) == 1
        clock.shift(dt.timedelta(minutes=11))
        hers.post("/practice/reminder/", {"wanted": "on"})
    assert len(mail.outbox) == 2


def test_where_mail_fails_it_is_tried_again_in_an_hour(confirmed, monkeypatch):
    def fail(_message):
        raise ConnectionRefusedError("no server")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", fail)
    assert reminding.send_due(now=NOON) == 0
    monkeypatch.undo()
    assert reminding.send_due(now=NOON + dt.timedelta(minutes=59)) == 0
    assert reminding.send_due(now=NOON + dt.timedelta(minutes=60)) == 1


def test_what_only_open_quizzes_hold_is_no_reason_for_a_mail(confirmed, learner):
    make.attempt(known.quiz(*_versions(), slug="again"), learner, NOON)
    assert reminding.send_due(now=NOON) == 0


def _versions():
    from quizzes.models import QuestionVersion

    return list(QuestionVersion.objects.approved())


def test_the_worker_sends_them(confirmed):
    tasks.tidy(NOON)
    assert len(mail.outbox) == 1


def test_a_link_that_was_made_up_is_404(client):
    for token in ("x", "1-abc:def", "set-password"):
        assert client.get(f"/practice/reminder/{token}/").status_code == 404
        assert client.post(f"/practice/reminder/{token}/", {"wanted": "off"}).status_code == 404


def test_without_mail_or_account_nobody_is_offered_one(hers, client, settings):
    make.start(client, make.quiz(slug="door"))
    assert client.post("/practice/reminder/", {"wanted": "on"}).status_code == 404
    settings.EMAIL_IS_SET = False
    assert "reminder" not in hers.get("/practice/").content.decode().casefold()
    assert hers.post("/practice/reminder/", {"wanted": "on"}).status_code == 404
    assert reminding.send_due(now=NOON) == 0


def test_a_round_takes_the_same_for_one_and_for_many_who_want_none(
    confirmed, django_assert_max_num_queries
):
    for i in range(20):
        Reminder.objects.create(learner=make.learner(make.user(f"person-{i}")))
    with django_assert_max_num_queries(3):
        reminding.send_due(now=NOON)
