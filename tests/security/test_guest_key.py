"""A guest is known by a random key that only the guest's browser holds."""

import pytest
from django.db import connection
from django.test import Client

from quizzes.models import Learner
from quizzes.models.people import digest
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def key(guest):
    make.start(guest, make.quiz())
    return guest.cookies["guest"]


def test_the_key_is_kept_from_scripts_and_from_other_sites(key):
    assert key["httponly"]
    assert key["samesite"] == "Lax"
    assert key["path"] == "/"
    assert int(key["max-age"]) == 365 * 24 * 3600


def test_the_key_travels_by_https_alone_in_production(guest, settings):
    settings.SESSION_COOKIE_SECURE = True
    make.start(guest, make.quiz())
    assert guest.cookies["guest"]["secure"]


def test_the_database_keeps_the_keys_digest_and_not_the_key(key):
    learner = Learner.objects.get()
    assert learner.guest_digest == digest(key.value)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            assert key.value not in str(cursor.fetchall())


def test_the_key_is_on_no_page(guest, key):
    for path in ("/", "/history/", "/quizzes/quiz/"):
        answer = guest.get(path)
        assert key.value not in answer.content.decode()
        assert "guest" not in answer.cookies


def test_keys_are_long_and_never_the_same():
    keys = {Learner.objects.new_guest()[1] for _ in range(50)}
    assert len(keys) == 50
    assert min(map(len, keys)) >= 32


def test_whoever_has_the_key_has_the_attempts_on_another_device(key):
    other = Client()
    other.cookies["guest"] = key.value
    assert other.get("/history/").context["page"].paginator.count == 1


def test_the_digest_itself_opens_nothing(guest, key):
    guest.cookies["guest"] = Learner.objects.get().guest_digest
    assert guest.get("/history/").context["page"].paginator.count == 0


def test_a_guest_who_starts_again_stays_the_same_guest(guest, key):
    make.start(guest, make.quiz(slug="second"))
    assert Learner.objects.count() == 1
