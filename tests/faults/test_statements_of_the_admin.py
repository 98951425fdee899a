"""The admin's lists take as many SQL statements for two rows as for forty."""

import pytest
from django.contrib import admin
from django.utils import timezone

from quizzes.items import Kind
from quizzes.models import (
    Article,
    Assignment,
    Attempt,
    Behaviour,
    Certificate,
    Concept,
    ConceptLoad,
    ConceptMemory,
    Decision,
    GenerationRun,
    Group,
    Learner,
    Misconception,
    PermissionGroup,
    Practice,
    ProblemReport,
    QuestionVersion,
    Quiz,
    Remarking,
    Reminder,
    Response,
    Scenario,
    Series,
    Source,
    User,
)
from tests import make

pytestmark = pytest.mark.django_db

MOST = 16


def articles(count):
    for i in range(count):
        make.article(slug=f"article-{i}-{count}")


def runs(count):
    for i in range(count):
        revision = make.article(slug=f"article-{i}-{count}").current
        GenerationRun.objects.create(revision=revision, started_by=make.user(f"by-{i}-{count}"))


def written(model, count, **fields):
    """Entries that somebody wrote here, each with all that an entry may have."""
    for i in range(count):
        model.objects.create(key=f"k-{i}-{count}", sha256="x", origin="own", **fields)


def concepts(count):
    written(Concept, count, topic="t", label="L")


def behaviours(count):
    written(Behaviour, count, topic="t", forms_imperative="Do it")


def misconceptions(count):
    written(Misconception, count, topic="t", claim="It is so.")


def scenarios(count):
    written(Scenario, count, topic="t", stem="What now?")
    for row in Scenario.objects.filter(distractors=None):
        for text in "ABC":
            row.distractors.create(text=text, kind="habit", why="No.")


def sources(count):
    written(Source, count, org="O", title="T")


def loads(count):
    for _ in range(count):
        ConceptLoad.objects.create(at=timezone.now())


def versions(count):
    for i in range(count):
        make.version(
            of=make.article(slug=f"article-{i}-{count}"), approved=bool(i % 2), stem=f"Of {i}?"
        )


def quizzes(count):
    for i in range(count):
        make.quiz([Kind.SINGLE] * (1 + i % 3), slug=f"quiz-{i}-{count}", published=bool(i % 2))


def series(count):
    for i in range(count):
        Series.objects.create(title=f"Series {i} {count}", wanted=3)


def sittings(count):
    for i in range(count):
        learner = make.learner(make.user(f"who-{i}-{count}") if i % 2 else None)
        attempt = make.attempt(make.quiz([Kind.SINGLE], slug=f"quiz-{i}-{count}"), learner)
        attempt.finish(now=timezone.now())


def accounts(count):
    for i in range(count):
        make.learner(make.user(f"user-{i}-{count}"))


def learners(count):
    for i in range(count):
        yield make.learner(make.user(f"learner-{i}-{count}"))


def assignments(count):
    for i in range(count):
        quiz = make.quiz([Kind.SINGLE], slug=f"quiz-{i}-{count}")
        Assignment.objects.create(quiz=quiz, group=make.group(f"Class {i} {count}"))


def groups(count):
    for i in range(count):
        make.member(
            make.group(f"Class {i} {count}", make.user(f"leader-{i}-{count}")), f"Member {i}"
        )


def remarkings(count):
    for i in range(count):
        version = make.version(stem=f"Stem {i} of {count}?")
        by = make.user(f"by-{i}-{count}")
        Remarking.objects.create(
            version=version, ruling="everybody", reason="It was wrong.", at=timezone.now(), by=by
        )


def permissions(count):
    for i in range(count):
        PermissionGroup.objects.create(name=f"Permissions {i} {count}")


def certificates(count):
    for learner in learners(count):
        attempt = make.attempt(make.quiz([Kind.SINGLE], slug=f"quiz-{learner.pk}"), learner)
        Attempt.objects.filter(pk=attempt.pk).update(
            finished_at=timezone.now(), finish_reason="learner", score=1, max_score=1, passed=True
        )
        Certificate.objects.issue(Attempt.objects.get(pk=attempt.pk), now=timezone.now())


def memories(count):
    for learner in learners(count):
        concept = Concept.objects.create(key=f"k-{learner.pk}", sha256="x", origin="own", label="L")
        now = timezone.now()
        ConceptMemory.objects.create(
            learner=learner,
            concept=concept,
            stability=1,
            difficulty=5,
            seen_at=now,
            due_at=now,
            answers=1,
        )


def practices(count):
    for learner in learners(count):
        Practice.objects.create(learner=learner, seed=1, planned=5, started_at=timezone.now())


def reminders(count):
    for learner in learners(count):
        Reminder.objects.create(learner=learner)


def reports(count):
    for learner in learners(count):
        quiz = make.quiz([Kind.SINGLE], slug=f"quiz-{learner.pk}")
        response = make.attempt(quiz, learner).responses.get()
        ProblemReport.objects.create(response=response, reason="key", created_at=timezone.now())


LISTS = {
    Article: articles,
    Assignment: assignments,
    Certificate: certificates,
    ConceptMemory: memories,
    Group: groups,
    PermissionGroup: permissions,
    Practice: practices,
    ProblemReport: reports,
    Remarking: remarkings,
    Reminder: reminders,
    GenerationRun: runs,
    Concept: concepts,
    Behaviour: behaviours,
    Misconception: misconceptions,
    Scenario: scenarios,
    Source: sources,
    ConceptLoad: loads,
    QuestionVersion: versions,
    Quiz: quizzes,
    Series: series,
    Attempt: sittings,
    Response: sittings,
    Learner: accounts,
    User: accounts,
    Decision: quizzes,
}


def test_every_list_of_the_admin_is_looked_at():
    ours = {model for model in admin.site._registry if model._meta.app_label == "quizzes"}
    assert ours == set(LISTS)


@pytest.mark.parametrize("model", LISTS)
def test_a_list_takes_the_same_for_two_and_for_forty_rows(
    superuser, model, django_assert_max_num_queries, django_assert_num_queries
):
    path = f"/admin/quizzes/{model._meta.model_name}/"
    LISTS[model](2)
    superuser.get(path)
    with django_assert_max_num_queries(MOST) as few:
        assert superuser.get(path).status_code == 200
    count = len(few)
    LISTS[model](38)
    with django_assert_num_queries(count):
        assert superuser.get(path).status_code == 200


@pytest.mark.parametrize("size", [2, 40])
def test_a_quizs_form_takes_the_same_for_two_and_for_forty_questions(
    superuser, size, django_assert_max_num_queries
):
    quiz = make.quiz([Kind.SINGLE] * size, of=make.article())
    for i in range(size):
        make.version(stem=f"Another {i}?", of=quiz.articles.get())
    with django_assert_max_num_queries(22):
        assert superuser.get(f"/admin/quizzes/quiz/{quiz.pk}/change/").status_code == 200


@pytest.mark.parametrize("size", [2, 40])
def test_an_attempts_page_takes_the_same_for_two_and_for_forty_questions(
    superuser, guest, size, django_assert_max_num_queries
):
    attempt = make.start(guest, make.quiz([Kind.SINGLE] * size))
    with django_assert_max_num_queries(14):
        assert superuser.get(f"/admin/quizzes/attempt/{attempt.pk}/change/").status_code == 200
