"""A practice asks what is due, in another question where there is one, and never tells what a quiz keeps."""

import datetime as dt

import pytest

from quizzes import actions
from quizzes.items import Kind
from quizzes.models import AlreadyAnswered, Article, NothingDue, Practice, Response
from quizzes.models.askable import askable, practicable
from quizzes.returning import practising
from tests import make
from tests.returning import known
from tests.returning.known import START

pytestmark = pytest.mark.django_db
LATER = START + dt.timedelta(days=30)


@pytest.fixture
def learner():
    return make.learner()


@pytest.fixture
def phishing():
    return known.concept()


@pytest.fixture
def first(phishing):
    return known.version(phishing, stem="The first?")


@pytest.fixture
def met(learner, first):
    """The learner has met phishing in the first question, a month ago."""
    known.take(known.quiz(first, slug="met"), learner)
    return first


def test_nothing_is_due_before_its_time(learner, met):
    with pytest.raises(NothingDue):
        practising.start(learner, now=START + dt.timedelta(hours=1))
    assert not Practice.objects.exists()


def test_a_due_concept_comes_back_in_another_question(learner, met, phishing):
    other = known.version(phishing, stem="Another?")
    known.quiz(other, slug="other")
    assert practising.start(learner, now=LATER).version == other


def test_a_scenario_comes_before_other_questions(learner, met, phishing):
    plain, scenario = (make.version(approved=False, stem=stem) for stem in ("Remember?", "Apply?"))
    type(scenario).objects.filter(pk=scenario.pk).update(level="apply")
    for version in (plain, scenario):
        version.concepts.set([phishing])
        version.approve(by=None, now=START)
    known.quiz(plain, scenario, slug="both")
    assert practising.start(learner, now=LATER).version == scenario


def test_where_there_is_no_other_the_same_comes_again(learner, met):
    assert practising.start(learner, now=LATER).version == met


def test_of_those_that_were_met_the_one_longest_ago_comes(learner, met, phishing):
    second = known.version(phishing, stem="The second?")
    known.take(known.quiz(second, slug="second"), learner, now=START + dt.timedelta(days=5))
    assert practising.start(learner, now=START + dt.timedelta(days=90)).version == met


def test_a_practice_can_be_left_and_goes_on_where_it_was(learner, met):
    asked = practising.start(learner, now=LATER)
    again = practising.start(learner, now=LATER + dt.timedelta(hours=1))
    assert again == asked
    known.answer(again, now=LATER)
    assert practising.go_on(asked.practice, now=LATER) is None
    assert Practice.objects.get().is_finished
    with pytest.raises(NothingDue):
        practising.start(learner, now=LATER)


def test_an_old_practice_is_closed_and_what_was_answered_stays(learner, met, phishing):
    asked = practising.start(learner, now=LATER)
    known.answer(asked, rightly=False, now=LATER)
    again = practising.start(learner, now=LATER + dt.timedelta(days=2))
    assert again.practice != asked.practice
    assert learner.memories.get().answers == 2


def test_an_answer_moves_the_concept_and_a_second_one_is_refused(learner, met):
    asked = practising.start(learner, now=LATER)
    assert known.answer(asked, now=LATER)
    due = learner.memories.get().due_at
    assert due > LATER
    assert not known.answer(asked, now=LATER + dt.timedelta(days=1))
    with pytest.raises(AlreadyAnswered):
        known.answer(asked, rightly=False, now=LATER)
    assert learner.memories.get().due_at == due


def test_no_question_comes_twice_in_one_practice(learner, phishing):
    two = known.concept("two", "phishing")
    versions = [known.version(phishing, two, stem=f"Stem {i}?") for i in range(3)]
    known.take(known.quiz(*versions), learner, wrong=(1, 2, 3))
    asked, seen = practising.start(learner, now=LATER), []
    while asked:
        seen.append(asked.version_id)
        known.answer(asked, rightly=False, now=LATER)
        asked = practising.go_on(asked.practice, now=LATER)
    assert len(seen) == len(set(seen)) >= 1


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_of_question_can_be_practised(learner, phishing, kind):
    stem = "" if kind == Kind.CLOZE else f"Of kind {kind.value}?"
    known.take(known.quiz(known.version(phishing, stem=stem, kind=kind)), learner)
    asked = practising.start(learner, now=LATER)
    assert known.answer(asked, rightly=False, now=LATER)
    asked.refresh_from_db()
    assert asked.stored_answer() == make.wrong(asked.version.to_item())
    assert not asked.is_right


def test_practice_is_in_no_quizs_responses(learner, met):
    before = Response.objects.count()
    known.answer(practising.start(learner, now=LATER), now=LATER)
    assert Response.objects.count() == before


def asked_of(learner):
    return set(askable(learner, LATER).values_list("stem", flat=True))


def test_a_quiz_with_feedback_at_the_end_keeps_its_questions_until_it_is_finished(learner, met):
    exam = known.quiz(met, slug="exam", feedback="at_end")
    other = make.learner()
    assert asked_of(other) == set()
    assert asked_of(learner) == {
        "The first?"
    }  # finished elsewhere: the key is known to the learner
    known.take(exam, other, now=LATER)
    assert asked_of(other) == {"The first?"}


def test_what_rules_draw_is_asked_and_kept_like_what_is_chosen(learner, first, met):
    other = make.learner()
    quiz = known.quiz(first, slug="own", published=False)
    quiz.quiz_questions.all().delete()
    drawn = known.version(known.concept("two", "backups"), stem="Drawn?")
    quiz.draw_rules.create(count=1, topic="backups")
    quiz.publish(by=None, now=START)
    assert asked_of(other) == {"The first?", "Drawn?"}
    exam = known.quiz(drawn, slug="exam", feedback="at_end", published=False)
    exam.quiz_questions.all().delete()
    exam.draw_rules.create(count=1, topic="backups", kind="single")
    exam.publish(by=None, now=START)
    assert asked_of(other) == {"The first?"}


def test_what_is_for_a_group_is_not_asked_of_others(first):
    known.quiz(first, slug="theirs", audience="groups")
    assert asked_of(make.learner()) == set()


def test_when_the_quiz_has_closed_its_questions_are_free(learner, first):
    known.quiz(first, slug="at-once")
    known.quiz(first, slug="exam", feedback="at_end", closes_at=START + dt.timedelta(days=1))
    assert asked_of(learner) == {"The first?"}


def test_what_an_open_attempt_asks_is_not_practised(learner, met):
    make.attempt(known.quiz(met, slug="again"), learner, LATER)
    assert asked_of(learner) == set()
    assert not practicable(learner, LATER).exists()


def test_what_is_on_the_article_of_an_open_attempt_is_not_practised(learner, phishing):
    article = make.article()
    one, two = (known.version(phishing, stem=stem, of=article) for stem in ("One?", "Two?"))
    known.quiz(one, slug="one")
    make.attempt(known.quiz(two, slug="two", articles=list(Article.objects.all())), learner, LATER)
    assert asked_of(learner) == set()


@pytest.mark.parametrize(
    "rules",
    [
        {"guests_allowed": False},
        {"opens_at": LATER + dt.timedelta(days=1)},
        {"feedback": "at_end"},
    ],
)
def test_a_guest_is_not_asked_what_no_quiz_would_ask(learner, first, rules):
    known.quiz(first, slug="closed", **rules)
    assert asked_of(learner) == set()


def test_a_draft_and_an_archived_quiz_bring_no_question(learner, first):
    quiz = known.quiz(first, slug="gone")
    quiz.archive(by=None, now=START)
    assert asked_of(learner) == set()


def test_a_question_that_a_quiz_took_meanwhile_is_put_away_for_another(learner, met, phishing):
    asked = practising.start(learner, now=LATER)
    other = known.version(phishing, stem="Another?")
    known.quiz(other, slug="other")
    make.attempt(known.quiz(met, slug="again"), learner, LATER)
    assert not practising.may_ask(asked, now=LATER)
    assert practising.go_on(asked.practice, now=LATER).version == other


def test_a_guest_who_signs_in_keeps_the_practices(learner, met, anna):
    own = make.learner(anna)
    known.take(known.quiz(met, slug="own"), own)
    practising.start(own, now=LATER)
    asked = practising.start(learner, now=LATER)
    known.answer(asked, now=LATER)
    actions.claim_guest(learner, user=anna, now=LATER)
    assert own.practices.count() == 2
    assert own.practices.open().count() == 1
    assert own.memories.get().answers == 3
