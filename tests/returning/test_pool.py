"""The practice pool: reviewed entries of the concept base, asked when the questions of quizzes are used up."""

import dataclasses
import datetime as dt
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from quizzes import entries
from quizzes.content import pool
from quizzes.content.shipped import read_items
from quizzes.generation import asked_alone, objections, structure
from quizzes.generation.checks import Background
from quizzes.items import Kind
from quizzes.models import Concept, Decision, Misconception, Question, QuestionVersion, Scenario
from quizzes.models.askable import askable
from quizzes.models.drawing import outlook
from quizzes.models.kinds import State
from quizzes.models.today import free_scenarios
from quizzes.returning import practising
from quizzes.tasks import shipped_base
from tests import make
from tests.editing.conceptfiles import Files
from tests.returning import known
from tests.returning.known import START

pytestmark = pytest.mark.django_db
LATER = START + dt.timedelta(days=30)


@pytest.fixture
def files(tmp_path, settings):
    settings.CONCEPTS_DIR = tmp_path
    return Files(tmp_path)


@pytest.fixture
def filled(files):
    """The pool of a small base: two situations and one belief on phishing."""
    files.load()
    return pooled()


@pytest.fixture
def learner():
    return make.learner()


@pytest.fixture
def phishing(filled):
    return Concept.objects.get(key="phishing")


@pytest.fixture
def met(learner, phishing):
    """The only question of a quiz on phishing, answered a month ago."""
    version = known.version(phishing, stem="Of the quiz?")
    known.take(known.quiz(version, slug="met"), learner)
    return version


def pooled():
    """What the pool asks now, by the entry."""
    asked = QuestionVersion.objects.approved().of_the_pool().select_related("question")
    return {version.question.practice_of: version for version in asked}


SITUATION, TWIN, BELIEF = "scenario:bank_writes", "scenario:bank_calls", "misconception:looks_real"


def practise(learner, *, now, rightly=True):
    """One practice with one question; which version it asked."""
    asked = practising.start(learner, now=now)
    known.answer(asked, rightly=rightly, now=now)
    asked.practice.finish(now=now)
    return asked.version


def test_every_reviewed_entry_becomes_one_question_with_its_source_as_the_proof(filled):
    assert set(pooled()) == {SITUATION, TWIN, BELIEF}
    situation = pooled()[SITUATION].to_item()
    assert (situation.kind, situation.beyond, situation.evidence) == (Kind.SINGLE, True, ())
    assert [a.org for a in situation.authority] == ["An Authority"]
    assert situation.concepts == ("phishing",)
    assert [o.text for o in situation.options if o.correct] == ["Call the bank on its known number"]
    assert pooled()[BELIEF].kind == Kind.TRUE_FALSE
    assert {d.by_name for d in Decision.objects.filter(verb="approved")} == {""}


def test_following_again_changes_nothing(filled, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):  # the base is read anew, whatever it holds
        assert pool.follow(now=LATER) == pool.Followed()


def test_an_entry_without_review_and_one_about_something_retired_is_not_asked(files):
    del files.data["scenarios"]["bank_calls"]["review"]
    assert "Practice pool: questions added: 2." in files.load()
    assert set(pooled()) == {SITUATION, BELIEF}
    Concept.objects.get(key="phishing").retire(by=None, now=LATER)
    assert pool.follow(now=LATER).retired == 2
    assert pooled() == {}


def test_a_due_concept_comes_back_in_another_question_while_one_exists(learner, met):
    at, seen = LATER, []
    for _turn in range(3):
        seen.append(practise(learner, now=at))
        at += dt.timedelta(days=200)
    assert {v.entry for v in seen} == {SITUATION, TWIN, BELIEF}
    assert seen[-1].entry == BELIEF  # situations come first
    assert practise(learner, now=at) == met  # now the one longest unseen
    assert practise(learner, now=at + dt.timedelta(days=200)) == seen[0]


def test_a_question_of_a_quiz_comes_before_the_pool(learner, met, phishing):
    other = known.version(phishing, stem="Of another quiz?")
    known.quiz(other, slug="other")
    assert practising.start(learner, now=LATER).version == other


def test_a_question_that_an_editor_put_in_a_quiz_of_others_is_not_asked(learner, met, phishing):
    theirs = known.version(phishing, stem="Of a quiz for others?")
    known.quiz(theirs, slug="theirs", audience="groups")
    assert practising.start(learner, now=LATER).version != theirs


def test_what_a_quiz_asked_of_the_same_entry_counts_as_met(learner, met, phishing):
    same = known.version(phishing, stem="The bank, in a quiz?", entry=SITUATION)
    known.take(known.quiz(same, slug="same"), learner, now=START + dt.timedelta(days=1))
    assert practising.start(learner, now=LATER).version.entry == TWIN


def test_an_exam_on_the_same_entry_keeps_the_pools_question(learner, met, phishing):
    same = known.version(phishing, stem="The bank, in the exam?", entry=SITUATION)
    exam = known.quiz(same, slug="exam", feedback="at_end")
    names = set(askable(learner, LATER).values_list("entry", flat=True))
    assert names == {"", TWIN, BELIEF}
    known.take(exam, learner, now=LATER)
    assert SITUATION in askable(learner, LATER).values_list("entry", flat=True)


def test_an_open_attempt_with_the_same_entry_keeps_it_and_its_feedback(learner, met, phishing):
    asked = practising.start(learner, now=LATER)
    same = known.version(phishing, stem="The same, in a quiz?", entry=asked.version.entry)
    make.attempt(known.quiz(same, slug="going"), learner, LATER)
    assert not practising.may_ask(asked, now=LATER)


def test_no_rule_draws_from_the_pool(phishing):
    version = known.version(phishing, stem="Of a quiz?")
    quiz = known.quiz(version, slug="drawn", published=False)
    quiz.quiz_questions.all().delete()
    rule = quiz.draw_rules.create(count=2)
    assert outlook(quiz) == [(rule, 1, 1)]


def test_the_question_of_the_day_may_ask_what_practices_ask_too(phishing):
    assert {s.key for s in free_scenarios()} == {"bank_writes", "bank_calls"}
    known.quiz(pooled()[SITUATION], slug="in-a-quiz")
    assert {s.key for s in free_scenarios()} == {"bank_calls"}


def test_a_changed_entry_renews_its_question_and_past_answers_keep_theirs(learner, met, files):
    old = practise(learner, now=LATER)
    key = old.entry.partition(":")[2]
    files.data["scenarios"][key]["stem"] = "A new wording of it. What should you do?"
    assert "Practice pool: questions brought up to date: 1." in files.load()
    new = pooled()[old.entry]
    assert (new.number, new.stem) == (2, "A new wording of it. What should you do?")
    assert new.question == old.question
    old.refresh_from_db()
    assert old.state == State.RETIRED


def test_an_entry_that_is_retired_takes_its_question_along_and_brings_it_back(filled, anna):
    row = Scenario.objects.get(key="bank_writes")
    row.retire(by=anna, now=LATER)
    assert pool.follow(now=LATER) == pool.Followed(retired=1)
    assert SITUATION not in pooled()
    row.bring_back(by=anna, now=LATER)
    assert pool.follow(now=LATER) == pool.Followed(renewed=1)
    assert pooled()[SITUATION].number == 2


def test_what_an_editor_took_out_stays_out(filled, anna, files):
    pooled()[SITUATION].retire(by=anna, now=LATER)
    files.data["scenarios"]["bank_writes"]["stem"] = "Another wording. What should you do?"
    assert "Practice pool" not in files.load()
    assert SITUATION not in pooled()


def test_what_an_editor_reworded_stays_reworded(filled, anna, files):
    mended = pooled()[SITUATION].successor(by=anna)
    mended.stem = "An editor's wording. What should you do?"
    mended.save()
    mended.approve(by=anna, now=LATER)
    files.data["scenarios"]["bank_writes"]["stem"] = "Another wording. What should you do?"
    assert "Practice pool" not in files.load()
    assert pooled()[SITUATION] == mended


def test_what_an_editor_wrote_is_for_quizzes_and_not_asked_of_everybody(filled, anna):
    row = Misconception.objects.get(key="looks_real")
    shipped = row.to_entry()
    row.edit(
        dataclasses.replace(shipped, correction="Looks prove nothing."),
        checked=True, by=anna, now=LATER,
    )  # fmt: skip
    assert pool.follow(now=LATER).retired == 1
    assert BELIEF not in pooled()
    row.take_shipped(shipped, by=anna, now=LATER)
    pool.follow(now=LATER)
    assert pooled()[BELIEF].stem in {shipped.claim, shipped.correction}


def test_the_history_tells_what_each_question_is_about(filled):
    version = pooled()[SITUATION]
    first, second = version.history.order_by("history_id")
    assert [c.concept.key for c in first.concepts.all()] == ["phishing"]
    assert (first.state, second.state) == (State.CANDIDATE, State.APPROVED)
    assert second.diff_against(first).changed_fields == []  # approving changes no words or concepts


def test_the_admin_keeps_the_pool_apart_and_finds_it_when_it_is_looked_for(filled, editor):
    known.version(known.concept("two"), stem="Of an article?")
    path = "/admin/quizzes/questionversion/"
    stem = filled[SITUATION].stem
    assert stem not in editor.get(path).content.decode()
    for query in ("?pool=only", "?pool=all", "?q=blocked"):
        assert stem in editor.get(path + query).content.decode(), query
    page = editor.get(f"{path}{filled[SITUATION].pk}/change/").content.decode()
    assert "of the practice pool, proved by the cited sources" in page


def test_an_editor_who_retires_an_entry_is_told_what_the_pool_did(filled, editor):
    row = Scenario.objects.get(key="bank_writes")
    answer = editor.post(f"/admin/quizzes/scenario/{row.pk}/do/retire/", follow=True)
    assert "questions added: 0, renewed: 0, retired: 1" in answer.content.decode()
    assert SITUATION not in pooled()


def test_practice_says_that_a_question_goes_beyond_and_who_proves_it(client, filled):
    browser = client
    learner = make.start(browser, make.quiz([Kind.SINGLE], slug="door")).learner
    version = known.version(Concept.objects.get(key="phishing"), stem="Of the quiz?")
    known.take(known.quiz(version, slug="met"), learner, now=timezone.now() - dt.timedelta(days=30))
    path = browser.post("/practice/start/").url
    page = browser.get(path).content.decode()
    assert "Beyond the lessons" in page
    assert "authority.example" not in page
    browser.post(path, {"sequence": "0", "answer": "1"})
    told = browser.get(path).content.decode()
    assert "Who says so:" in told
    assert "https://authority.example/page" in told


@pytest.fixture(scope="module")
def shipped(django_db_setup, django_db_blocker):
    base = shipped_base()
    reviewed = [
        entry
        for entry in [*base.scenarios.values(), *base.misconceptions.values()]
        if entry.review and entry.review.passed and entry.sources
    ]
    return base, [asked_alone(entry, base) for entry in reviewed]


def test_nothing_stands_against_a_question_of_the_shipped_pool(shipped):
    base, items = shipped
    background = Background(None, base)
    found = [
        (item.entry, o.message)
        for item in items
        for o in objections(item, background=background)
        if o.severity == "error"
    ]
    assert found == []
    assert [item.entry for item in items if "the article" in item.stem.lower()] == []


def test_the_shipped_pool_knows_something_else_on_nearly_everything_that_lessons_teach(shipped):
    _base, items = shipped
    taught = {
        concept
        for path in (Path(settings.CONTENT_DIR) / "items").glob("lesson-*.json")
        for item in read_items(path)
        for concept in item.concepts
    }
    offered = [concept for item in items for concept in item.concepts]
    assert len(items) > 1000
    assert sum(offered.count(concept) >= 2 for concept in taught) >= 0.95 * len(taught)


def test_what_is_shipped_comes_in_at_once(django_assert_max_num_queries):
    entries.load(Path(settings.CONCEPTS_DIR), now=START)
    assert not pool.is_filled()
    with django_assert_max_num_queries(1200):  # some 1,000 questions with their parts and history
        assert pool.follow(now=START).added > 1000
    assert Question.objects.filter(practice_of__isnull=False).count() > 1000
    assert not [v for v in QuestionVersion.objects.whole()[:50] if structure(v.to_item())]
