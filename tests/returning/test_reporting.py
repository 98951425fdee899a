"""Something is wrong with a question of a practice: said after the answer, answered by an editor, read again."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from quizzes import privacy
from quizzes.models import PracticeAnswer, ProblemReport
from tests.returning.test_pages import begin, learner, met, person, reply  # noqa: F401

pytestmark = pytest.mark.django_db
SENT = {"reason": "key", "note": "My bank says otherwise."}


@pytest.fixture
def question(person, learner):  # noqa: F811
    """The address of the first question of a practice."""
    met(learner)
    return begin(person)


def test_the_feedback_leads_to_it_and_it_leads_back(person, question):  # noqa: F811
    assert f'href="{question}report/"' not in person.get(question).content.decode()
    reply(person, question)
    assert f'href="{question}report/"' in person.get(question).content.decode()
    assert f'href="{question}"' in person.get(f"{question}report/").content.decode()
    told = person.post(f"{question}report/", SENT, follow=True)
    assert told.redirect_chain == [(question, 302)]
    report = ProblemReport.objects.get()
    assert (report.answered, report.note) == (PracticeAnswer.objects.get(), SENT["note"])


def test_before_the_answer_there_is_nothing_to_say(person, question):  # noqa: F811
    for answer in (person.get(f"{question}report/"), person.post(f"{question}report/", SENT)):
        assert answer.url == question
    assert not ProblemReport.objects.exists()


def test_an_editor_reads_it_without_a_name_and_the_learner_reads_the_answer(
    person, learner, question, editor  # noqa: F811
):  # fmt: skip
    reply(person, question)
    person.post(f"{question}report/", SENT)
    report = ProblemReport.objects.get()
    listed = "/admin/quizzes/problemreport/"
    path = f"{listed}{report.pk}/change/"
    shown = editor.get(path).content.decode()
    assert SENT["note"] in shown
    assert PracticeAnswer.objects.get().version.stem in editor.get(listed).content.decode()
    assert str(learner) not in shown
    editor.post(path, {"state": "declined", "answer": "Banks differ; ours is the rule."})
    assert "Banks differ; ours is the rule." in person.get(question).content.decode()


def test_it_is_about_one_answer(person, question):  # noqa: F811
    reply(person, question)
    with pytest.raises(IntegrityError), transaction.atomic():
        ProblemReport.objects.create(reason="key", created_at=timezone.now())


def test_erasing_blanks_what_was_said(person, learner, question):  # noqa: F811
    reply(person, question)
    person.post(f"{question}report/", SENT)
    privacy.erase(learner, now=timezone.now())
    assert ProblemReport.objects.get().note == ""
