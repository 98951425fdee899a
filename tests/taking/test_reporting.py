"""Something is wrong with this question: said after the answer, kept once, shown to editors without a name."""

import pytest
from django.utils import timezone

from quizzes.models import ProblemReport
from tests import make

pytestmark = pytest.mark.django_db

SENT = {"reason": "key", "note": "The second one is right as well, says my bank."}


@pytest.fixture
def answered(guest):
    attempt = make.start(guest, make.quiz())
    response = attempt.responses.select_related("version").first()
    make.send(guest, response, make.wrong(response.version.to_item()))
    return response


def path(response):
    return f"/attempts/{response.attempt_id}/{response.position}/report/"


def test_the_feedback_leads_to_it_and_it_leads_back(guest, answered):
    page = guest.get(f"/attempts/{answered.attempt_id}/1/").content.decode()
    assert f'href="{path(answered)}"' in page
    told = guest.post(path(answered), SENT, follow=True)
    assert told.redirect_chain == [(f"/attempts/{answered.attempt_id}/1/", 302)]
    assert "Thank you. An editor will look at it." in told.content.decode()
    report = ProblemReport.objects.get()
    assert (report.response, report.reason, report.note) == (answered, *SENT.values())


def test_it_can_be_said_from_the_result_too(guest, answered):
    guest.post(f"/attempts/{answered.attempt_id}/finish/")
    result = guest.get(f"/attempts/{answered.attempt_id}/result/").content.decode()
    assert f'href="{path(answered)}"' in result
    assert guest.get(path(answered)).status_code == 200
    assert make.EXPLANATION in guest.get(f"/attempts/{answered.attempt_id}/1/").content.decode()


@pytest.mark.parametrize("feedback", ["at_once", "at_end"])
def test_before_the_question_may_show_its_key_there_is_nothing_to_say(guest, feedback):
    response = make.start(guest, make.quiz(feedback=feedback)).responses.first()
    for answer in (guest.get(path(response)), guest.post(path(response), SENT)):
        assert answer.url == f"/attempts/{response.attempt_id}/1/"
    assert not ProblemReport.objects.exists()


def test_saying_it_again_replaces_it(guest, answered):
    guest.post(path(answered), SENT)
    assert "You have told us already" in guest.get(path(answered)).content.decode()
    guest.post(path(answered), {"reason": "wording", "note": ""})
    report = ProblemReport.objects.get()
    assert (report.reason, report.note) == ("wording", "")


def test_what_an_editor_has_looked_at_stays_as_it_is(guest, answered):
    guest.post(path(answered), SENT)
    ProblemReport.objects.get().settle("declined", "It is right.", by=None, now=timezone.now())
    told = guest.post(path(answered), {"reason": "other"}, follow=True)
    assert "An editor has looked at" in told.content.decode()
    assert ProblemReport.objects.get().reason == "key"


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({}, "Choose what is wrong"),
        ({"reason": "nonsense"}, "nonsense"),
        ({"reason": "key", "note": "x" * 1001}, "at most 1000"),
        ({"reason": "key", "note": "a\0b"}, "Null characters"),
    ],
)
def test_what_cannot_be_kept_is_told_and_nothing_is_kept(guest, answered, sent, told):
    answer = guest.post(path(answered), sent)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not ProblemReport.objects.exists()


def test_editors_read_it_without_the_name(answered, guest, editor, anna):
    guest.post(path(answered), SENT)
    learner = answered.attempt.learner
    type(learner).objects.filter(pk=learner.pk).update(user=anna, guest_digest=None)
    report = ProblemReport.objects.get()
    for address in ("", f"{report.pk}/change/"):
        page = editor.get(f"/admin/quizzes/problemreport/{address}").content.decode()
        assert SENT["note"] in page
        assert "anna" not in page


def test_two_windows_that_send_at_once_leave_one_report(answered):
    answered.attempt.feedback = "at_once"
    answered.refresh_from_db()
    for _ in range(2):
        ProblemReport.objects.tell(answered, reason="key", note="", now=timezone.now())
    assert ProblemReport.objects.count() == 1


def test_the_form_and_what_it_sends_take_few_statements(
    guest, answered, django_assert_max_num_queries
):
    with django_assert_max_num_queries(3):
        guest.get(path(answered))
    with django_assert_max_num_queries(9):
        guest.post(path(answered), SENT)
