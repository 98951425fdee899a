"""Close and reopen: buttons that set the date now; open attempts finish by their own rules."""

from datetime import timedelta

import pytest
from django.utils import timezone

from quizzes.models import Decision, NotPublishable, Quiz
from tests import make

pytestmark = pytest.mark.django_db


def press(editor, quiz, verb):
    quiz.refresh_from_db()
    seen = {"edit_seen": quiz.edit_number}
    answer = editor.post(f"/admin/quizzes/quiz/{quiz.pk}/do/{verb}/", seen, follow=True)
    quiz.refresh_from_db()
    return answer.content.decode()


def test_a_closed_quiz_lets_an_open_attempt_finish_and_nobody_begin(editor, guest, signed_in):
    quiz = make.quiz()
    attempt = make.start(guest, quiz)
    assert "Closed" in press(editor, quiz, "close")
    assert "not open at the moment" in signed_in.get("/quizzes/quiz/").content.decode()
    first = attempt.responses.select_related("version").first()
    assert make.send(guest, first, make.right(first.version.to_item())).status_code == 302
    guest.post(f"/attempts/{attempt.pk}/finish/")
    attempt.refresh_from_db()
    assert attempt.score == 1
    assert "Open again" in press(editor, quiz, "reopen")
    assert quiz.is_open(timezone.now())
    assert make.start(signed_in, quiz)
    assert set(Decision.objects.values_list("verb", flat=True)) >= {"closed", "reopened"}


@pytest.mark.parametrize(
    "rules",
    [{"published": False}, {"opens_at": timezone.now() + timedelta(days=1)}],
    ids=["a draft", "one that opens later"],
)
def test_what_is_not_open_has_nothing_to_close_or_reopen(editor, rules):
    quiz = make.quiz(**rules)
    for verb in (quiz.close, quiz.reopen):
        with pytest.raises(NotPublishable, match="nothing to"):
            verb(by=None, now=timezone.now())
    assert editor.post(f"/admin/quizzes/quiz/{quiz.pk}/do/close/").status_code == 404


def test_dates_are_entered_and_shown_in_the_editors_time_zone(editor):
    from quizzes.models import User
    from tests.editing.test_questions import quiz_form

    User.objects.filter(username="editor").update(time_zone="America/New_York")
    quiz = make.quiz(published=False)
    url = f"/admin/quizzes/quiz/{quiz.pk}/change/"
    assert "In the time zone America/New_York." in editor.get(url).content.decode()
    sent = quiz_form(quiz, opens_at_0="2027-01-15", opens_at_1="09:00")
    assert editor.post(url, sent).status_code == 302
    assert Quiz.objects.get().opens_at.isoformat() == "2027-01-15T14:00:00+00:00"
    assert 'value="09:00:00"' in editor.get(url).content.decode()


def test_a_quiz_for_groups_needs_a_group(editor):
    from tests.editing.test_questions import quiz_form

    quiz = make.quiz(published=False)
    page = editor.post(
        f"/admin/quizzes/quiz/{quiz.pk}/change/", quiz_form(quiz, audience="groups")
    ).content.decode()
    assert "Choose the groups whose members may take it." in page
