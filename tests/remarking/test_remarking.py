"""Re-marking: the dry run says what the act does, nothing else changes, and it can be taken back."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone

from quizzes import remarking
from quizzes.items import Chosen, Kind, Number, Typed
from quizzes.models import (
    Attempt,
    Certificate,
    ConceptMemory,
    NotUndone,
    QuestionVersion,
    RemarkedAttempt,
    RemarkedMeanwhile,
    Response,
    Ruling,
)
from quizzes.remarking import Wish
from tests import make
from tests.returning import known
from tests.returning.known import START

pytestmark = pytest.mark.django_db
LATER = START + dt.timedelta(days=1)


def version_at(quiz, position):
    return QuestionVersion.objects.get(
        question__quiz_questions__quiz=quiz, question__quiz_questions__position=position
    )


def key_is(version, *texts):
    rows = version.options.filter(text__in=texts)
    return Wish(Ruling.KEY, options=frozenset(rows.values_list("pk", flat=True)))


def apply(version, wish, **more):
    return remarking.apply(version, wish, reason="The key was wrong.", by=None, now=LATER, **more)


def score(attempt):
    row = Attempt.objects.get(pk=attempt.pk)
    return row.score, row.max_score, row.passed


@pytest.fixture
def quiz():
    return make.quiz([Kind.SINGLE, Kind.SINGLE])


def test_another_key_changes_exactly_what_the_dry_run_says(quiz):
    right, wrong = known.take(quiz, make.learner()), known.take(quiz, make.learner(), wrong=(1,))
    version = version_at(quiz, 1)
    plan = remarking.plan_of(version, key_is(version, "Alpha"))
    told = {c.attempt: (c.score_before, c.score_after, c.passed_after) for c in plan.scored}
    assert told == {right.pk: (2, 1, False), wrong.pk: (1, 2, True)}
    assert (plan.newly_passed, plan.newly_failed) == (1, 1)
    assert score(right) == (2, 2, True), "a dry run writes nothing"
    apply(version, key_is(version, "Alpha"), seen=plan.digest)
    assert (score(right), score(wrong)) == ((1, 2, False), (2, 2, True))


def test_two_keys_let_both_answers_count(quiz):
    right, wrong = known.take(quiz, make.learner()), known.take(quiz, make.learner(), wrong=(1,))
    version = version_at(quiz, 1)
    apply(version, key_is(version, "Alpha", "Bravo"))
    assert score(right) == score(wrong) == (2, 2, True)


def test_everybody_who_answered_gets_the_mark_and_who_did_not_gets_none(quiz):
    wrong = known.take(quiz, make.learner(), wrong=(1, 2))
    empty = make.attempt(quiz, make.learner())
    empty.finish(now=timezone.now())
    apply(version_at(quiz, 1), Wish(Ruling.EVERYBODY))
    assert score(wrong) == (1, 2, False)
    assert score(empty) == (0, 2, False)


def test_a_question_that_is_left_out_counts_for_nobody(quiz):
    wrong = known.take(quiz, make.learner(), wrong=(1,))
    empty = make.attempt(quiz, make.learner())
    empty.finish(now=timezone.now())
    apply(version_at(quiz, 1), Wish(Ruling.LEFT_OUT))
    assert score(wrong) == (1, 1, True)
    assert score(empty) == (0, 1, False)
    assert wrong.responses.get(position=1).mark == 0, "what the answer earned stays known"


def test_where_nothing_is_left_to_count_nobody_fails_or_passes_by_it():
    quiz = make.quiz([Kind.SINGLE])
    right, wrong = known.take(quiz, make.learner()), known.take(quiz, make.learner(), wrong=(1,))
    apply(version_at(quiz, 1), Wish(Ruling.LEFT_OUT))
    assert (score(right), score(wrong)) == ((0, 0, True), (0, 0, False))


@pytest.mark.parametrize("feedback", ["at_once", "at_end"])
def test_open_attempts_are_marked_by_it_before_and_after(feedback):
    quiz = make.quiz([Kind.SINGLE, Kind.SINGLE], feedback=feedback)
    attempt = make.attempt(quiz, make.learner())
    first, second = attempt.responses.select_related("version", "attempt")
    first.store(Chosen(frozenset({0})), sequence=0, now=timezone.now())
    for version in (first.version, second.version):
        plan = remarking.plan_of(version, key_is(version, "Alpha"))
        assert not plan.scored
        apply(version, key_is(version, "Alpha"))
    # A page that was opened before the key was corrected sends its answer now.
    second.store(Chosen(frozenset({0})), sequence=0, now=timezone.now())
    attempt.finish(now=timezone.now())
    assert score(attempt) == (2, 2, True)


def test_an_attempt_that_begins_later_leaves_out_what_is_left_out(quiz):
    apply(version_at(quiz, 1), Wish(Ruling.LEFT_OUT))
    attempt = known.take(quiz, make.learner(), now=LATER)
    assert score(attempt) == (1, 1, True)


def test_typed_answers_and_numbers(quiz):
    quiz = make.quiz([Kind.SHORT_TEXT, Kind.NUMERIC], slug="typed")
    attempt = make.attempt(quiz, make.learner())
    text, number = attempt.responses.select_related("version", "attempt")
    text.store(Typed("  VISHING. "), sequence=0, now=timezone.now())
    number.store(Number(Decimal(80)), sequence=0, now=timezone.now())
    attempt.finish(now=timezone.now())
    apply(text.version, Wish(Ruling.KEY, texts=("phishing", "vishing")))
    apply(number.version, Wish(Ruling.KEY, number=Decimal(79), tolerance=Decimal(1)))
    assert score(attempt) == (2, 2, True)


def test_the_words_of_an_erased_person_are_gone_and_the_mark_stays():
    quiz = make.quiz([Kind.SHORT_TEXT])
    attempt = known.take(quiz, make.learner())
    Response.objects.update(text="")
    apply(version_at(quiz, 1), Wish(Ruling.KEY, texts=("something else",)))
    assert score(attempt) == (1, 1, True)


def test_it_is_recorded_and_can_be_taken_back(quiz, anna):
    attempt = known.take(quiz, make.learner(), wrong=(1,))
    version = version_at(quiz, 1)
    done = remarking.apply(
        version, Wish(Ruling.EVERYBODY), reason="Two were right.", by=anna, now=LATER
    )
    row = RemarkedAttempt.objects.get(remarking=done)
    assert (done.by_name, done.reason, done.at) == ("anna", "Two were right.", LATER)
    assert (row.attempt, row.score_before, row.score_after) == (attempt, 1, 2)
    back = remarking.take_back(done, reason="It was right after all.", by=anna, now=LATER)
    assert score(attempt) == (1, 2, False)
    assert (back.undoes, back.attempts.get().score_after) == (done, 1)
    with pytest.raises(NotUndone):
        remarking.take_back(done, reason="Again.", by=anna, now=LATER)


def test_only_the_last_ruling_is_taken_back_and_the_one_before_holds_again(quiz):
    attempt = known.take(quiz, make.learner(), wrong=(1,))
    version = version_at(quiz, 1)
    first = apply(version, key_is(version, "Alpha"))
    second = apply(version, Wish(Ruling.LEFT_OUT))
    with pytest.raises(NotUndone):
        remarking.take_back(first, reason="No.", by=None, now=LATER)
    remarking.take_back(second, reason="No.", by=None, now=LATER)
    assert score(attempt) == (2, 2, True)
    version.refresh_from_db()
    assert version.remarking == first


def test_what_came_between_looking_and_doing_is_not_overrun(quiz):
    version = version_at(quiz, 1)
    seen = remarking.plan_of(version, Wish(Ruling.EVERYBODY)).digest
    attempt = known.take(quiz, make.learner(), wrong=(1,))
    with pytest.raises(RemarkedMeanwhile):
        apply(version, Wish(Ruling.EVERYBODY), seen=seen)
    assert score(attempt) == (1, 2, False)
    assert not RemarkedAttempt.objects.exists()


def test_certificates_are_renewed_or_withdrawn(quiz):
    stays, goes = known.take(quiz, make.learner()), known.take(quiz, make.learner())
    Attempt.objects.filter(pk=stays.pk)
    for attempt in (stays, goes):
        attempt.refresh_from_db()
    old = Certificate.objects.issue(stays, name="Anna", now=START)
    lost = Certificate.objects.issue(goes, now=START)
    version = version_at(quiz, 1)
    done = apply(version, Wish(Ruling.LEFT_OUT))
    new = Certificate.objects.valid().get(attempt=stays)
    assert (new.name, new.score, new.max_score) == ("Anna", 1, 1)
    assert new.code != old.code
    remarking.take_back(done, reason="No.", by=None, now=LATER)
    apply(version, key_is(version, "Alpha"))
    assert not Certificate.objects.valid().filter(attempt=goes).exists()
    lost.refresh_from_db()
    assert (lost.revoke_reason, lost.by_learner) == ("The attempt was marked anew.", False)
    remarking.take_back(
        QuestionVersion.objects.get(pk=version.pk).remarking, reason="No.", by=None, now=LATER
    )
    goes.refresh_from_db()
    assert Certificate.objects.issue(goes, now=LATER).is_valid, "a re-marking bars no new one"


def test_what_is_known_while_practising_is_left():
    version = known.version(known.concept(), stem="Q?")
    known.take(known.quiz(version), make.learner(), wrong=(1,))
    before = list(ConceptMemory.objects.values())
    apply(version, Wish(Ruling.EVERYBODY))
    assert list(ConceptMemory.objects.values()) == before


def test_the_dry_run_takes_few_statements_whatever_the_size(django_assert_max_num_queries):
    quiz = make.quiz([Kind.SINGLE])
    for _ in range(12):
        known.take(quiz, make.learner(), wrong=(1,))
    version = QuestionVersion.objects.get()
    with django_assert_max_num_queries(8):
        assert len(remarking.plan_of(version, Wish(Ruling.EVERYBODY)).scored) == 12
