"""What a guest did belongs to the account that the guest signs in to: nothing is lost or doubled."""

import pytest
from django.utils import timezone

from quizzes import actions
from quizzes.items import Kind
from quizzes.models import Learner
from tests import make
from tests.people.sittings import begun, finished

pytestmark = pytest.mark.django_db

SIGN_IN = {"username": "anna", "password": "a long pass phrase"}


@pytest.fixture
def quiz(db):
    return make.quiz([Kind.SINGLE] * 4)


@pytest.fixture
def own(anna):
    return make.learner(anna)


@pytest.fixture
def visiting():
    return make.learner()


def claim(visiting, anna):
    return actions.claim_guest(visiting, user=anna, now=timezone.now())


def reread(*attempts):
    for attempt in attempts:
        attempt.refresh_from_db()


@pytest.mark.parametrize(
    ("guests", "accounts", "kept"),
    [
        (3, 1, "guest's"),
        (1, 3, "account's"),
        (2, 2, "account's"),
        (0, 0, "account's"),
        (1, 0, "guest's"),
    ],
)
def test_of_two_open_attempts_the_one_with_more_answers_stays_open(
    quiz, own, visiting, anna, guests, accounts, kept
):
    hers, guest = begun(quiz, own, accounts), begun(quiz, visiting, guests)
    assert claim(visiting, anna) == 1
    reread(hers, guest)
    stays, closed = (guest, hers) if kept == "guest's" else (hers, guest)
    assert (stays.is_finished, closed.is_finished, closed.finish_reason) == (False, True, "merged")
    assert closed.score == (accounts if closed == hers else guests)
    assert (hers.number, guest.number) == (1, 2)
    assert {hers.learner, guest.learner} == {own}
    assert make.attempt(quiz, own) == stays


def test_finished_attempts_move_with_their_scores_and_the_numbers_go_on(quiz, own, visiting, anna):
    hers = [finished(quiz, own, 1), finished(quiz, own, 2)]
    guests = [finished(quiz, visiting, 3), finished(quiz, visiting, 4)]
    other = finished(make.quiz(slug="other"), visiting)
    assert claim(visiting, anna) == 3
    reread(*hers, *guests, other)
    assert [a.number for a in (*hers, *guests, other)] == [1, 2, 3, 4, 1]
    assert [a.score for a in (*hers, *guests)] == [1, 2, 3, 4]
    assert own.attempts.count() == 5
    assert begun(quiz, own).number == 5


def test_the_guest_is_gone_and_the_key_opens_nothing(quiz, own, visiting, anna):
    finished(quiz, visiting)
    claim(visiting, anna)
    assert list(Learner.objects.all()) == [own]


def test_extra_time_is_never_taken_away(own, visiting, anna):
    for learner, percent in ((own, 25), (visiting, 50)):
        Learner.objects.filter(pk=learner.pk).update(extra_time_percent=percent)
    visiting.refresh_from_db()
    claim(visiting, anna)
    own.refresh_from_db()
    assert own.extra_time_percent == 50


def test_an_expired_attempt_of_the_guest_is_counted_by_its_own_deadline(own, visiting, anna):
    quiz = make.quiz([Kind.SINGLE] * 2, slug="timed", time_limit=timezone.timedelta(minutes=5))
    attempt = begun(quiz, visiting, 1)
    late = attempt.deadline + timezone.timedelta(days=1)
    actions.claim_guest(visiting, user=anna, now=late)
    assert make.attempt(quiz, own, late) != attempt
    attempt.refresh_from_db()
    assert (attempt.score, attempt.finished_at, attempt.finish_reason) == (
        1,
        attempt.deadline,
        "expired",
    )


def test_an_expired_attempt_is_not_kept_in_place_of_one_that_may_go_on(own, visiting, anna):
    quiz = make.quiz([Kind.SINGLE] * 2, slug="timed", time_limit=timezone.timedelta(minutes=5))
    guests = begun(quiz, visiting, 2)
    later = guests.deadline + timezone.timedelta(days=1)
    hers = make.attempt(quiz, own, later)
    actions.claim_guest(visiting, user=anna, now=later)
    reread(hers, guests)
    assert (hers.is_finished, guests.finish_reason, guests.score) == (False, "expired", 2)


def test_a_guest_who_signs_in_goes_on_where_the_guest_was(guest, anna, quiz):
    attempt = make.start(guest, quiz)
    first = attempt.responses.select_related("version").first()
    make.send(guest, first, make.right(first.version.to_item()))
    signed_in = guest.post("/accounts/sign-in/", SIGN_IN | {"next": f"/attempts/{attempt.pk}/"})
    assert "guest" in signed_in.cookies
    assert signed_in.cookies["guest"].value == ""
    assert guest.get(f"/attempts/{attempt.pk}/").url == f"/attempts/{attempt.pk}/2/"
    assert "is now in your history" in guest.get("/").content.decode()


def test_a_guest_without_attempts_signs_in_without_a_word(guest, anna):
    guest.cookies["guest"] = Learner.objects.new_guest()[1]
    guest.post("/accounts/sign-in/", SIGN_IN)
    assert "in your history" not in guest.get("/").content.decode()


def test_the_closed_one_says_why_it_was_closed(guest, anna, quiz):
    own = begun(quiz, make.learner(anna), 2)
    attempt = make.start(guest, quiz)
    guest.post("/accounts/sign-in/", SIGN_IN)
    page = guest.get(f"/attempts/{attempt.pk}/result/").content.decode()
    assert "closed when you signed in" in page
    assert guest.get(f"/attempts/{own.pk}/").url == f"/attempts/{own.pk}/3/"
