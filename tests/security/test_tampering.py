"""What a browser sends is a wish: the server takes the answer from it and nothing else."""

import pytest

from quizzes.items import Kind
from quizzes.models import Attempt, Learner, Response, User
from quizzes.rules.grading import grade
from tests import make

pytestmark = pytest.mark.django_db

KINDS = list(Kind)
EXTRA = {
    "mark": "9", "max_mark": "9", "score": "9", "version": "1", "version_id": "1", "is_right": "1", "passed": "1",
    "answered_at": "2001-01-01", "learner": "1", "attempt": "1", "pk": "1", "position": "2", "question": "1",
    "finished_at": "2001-01-01", "deadline": "2099-01-01", "time": "1", "questions": "1,2,3",
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("judge", [make.right, make.wrong])
def test_the_mark_is_the_graders_whatever_else_is_sent(guest, kind, judge):
    attempt = make.start(guest, make.quiz([kind, Kind.SINGLE]))
    response = attempt.responses.select_related("version").get(position=1)
    answer = judge(response.version.to_item())
    assert make.send(guest, response, answer, **EXTRA).status_code == 302
    after = attempt.responses.get(position=1)
    assert after.mark == grade(response.version.to_item(), answer).earned
    assert (after.version_id, after.max_mark, after.answered_at.year > 2001) == (
        response.version_id,
        1,
        True,
    )
    assert not attempt.responses.get(position=2).is_answered
    guest.post(f"/attempts/{attempt.pk}/finish/", EXTRA)
    attempt.refresh_from_db()
    assert (attempt.score, attempt.max_score) == (after.mark, 2)


def test_the_start_takes_no_rule_from_the_browser(guest):
    quiz = make.quiz([Kind.SINGLE] * 3, draw_count=2)
    guest.post(
        f"/quizzes/{quiz.slug}/start/",
        EXTRA | {"seed": "1", "draw_count": "3", "pass_percent": "0"},
    )
    attempt = Attempt.objects.get()
    assert (attempt.question_count, attempt.pass_percent, attempt.deadline) == (
        2,
        quiz.pass_percent,
        None,
    )
    assert attempt.seed != 1


def test_a_position_that_the_attempt_does_not_have_is_404(guest):
    attempt = make.start(guest, make.quiz())
    for position in (0, 3, 99):
        path = f"/attempts/{attempt.pk}/{position}/"
        answers = [
            guest.get(path),
            guest.post(path, {"sequence": 0, "answer": "1"}),
            guest.post(f"{path}flag/"),
        ]
        assert [answer.status_code for answer in answers] == [404] * 3
    assert not attempt.responses.answered().exists()


@pytest.mark.parametrize("kind", [Kind.SINGLE, Kind.MULTIPLE, Kind.MATCHING, Kind.ORDERING])
def test_an_option_of_another_question_is_refused(guest, kind):
    attempt = make.start(guest, make.quiz([kind, kind]))
    other = attempt.responses.select_related("version").get(position=2).version
    parts = [*other.options.all(), *other.pairs.all(), *other.steps.all()]
    for wanted in [
        *(part.pk + 100 for part in parts),
        *(str(part) for part in parts),
        -1,
        0,
        "1.0",
        "01",
        "১",
    ]:
        data = {"sequence": 0, "answer": wanted} | {f"answer_{i}": wanted for i in range(1, 5)}
        assert guest.post(f"/attempts/{attempt.pk}/1/", data).status_code == 422
    assert not attempt.responses.answered().exists()


def test_more_than_one_option_of_a_single_choice_counts_as_the_last_that_was_sent(guest):
    attempt = make.start(guest, make.quiz([Kind.SINGLE]))
    guest.post(f"/attempts/{attempt.pk}/1/", {"sequence": 0, "answer": ["1", "2", "3", "4"]})
    assert attempt.responses.get().chosen_options.count() == 1


@pytest.mark.parametrize("kind", KINDS)
def test_another_answer_sent_again_is_409_and_changes_nothing(guest, kind):
    attempt = make.start(guest, make.quiz([kind]))
    response = attempt.responses.select_related("version").get()
    value = response.version.to_item()
    make.send(guest, response, make.wrong(value))
    before = Response.objects.values().get()
    for sequence in (0, 1, 2):
        replay = guest.post(
            f"/attempts/{attempt.pk}/1/",
            make.posted(response, make.right(value)) | {"sequence": sequence},
        )
        assert replay.status_code == 409
    assert Response.objects.values().get() == before


@pytest.mark.parametrize("sequence", ["-1", "", "x", "1.5", "9999999", None])
def test_a_sequence_that_no_page_has_sent_is_refused(guest, sequence):
    attempt = make.start(guest, make.quiz())
    data = {"answer": "1"} | ({} if sequence is None else {"sequence": sequence})
    assert guest.post(f"/attempts/{attempt.pk}/1/", data).status_code == 422
    assert not attempt.responses.answered().exists()


@pytest.mark.parametrize("how_sure", ["0", "4", "x", "-1", "1.0"])
def test_a_confidence_that_is_not_offered_is_refused(guest, how_sure):
    attempt = make.start(guest, make.quiz())
    assert (
        guest.post(
            f"/attempts/{attempt.pk}/1/", {"sequence": 0, "answer": "1", "confidence": how_sure}
        ).status_code
        == 422
    )


def test_an_answer_behind_the_finish_is_refused(guest):
    attempt = make.start(guest, make.quiz())
    guest.post(f"/attempts/{attempt.pk}/finish/")
    late = guest.post(f"/attempts/{attempt.pk}/1/", {"sequence": 0, "answer": "1"})
    assert late.status_code == 409
    assert "This attempt is finished, so the answer was not stored." in late.content.decode()


@pytest.mark.parametrize("method", ["get", "head", "put", "patch", "delete", "options"])
def test_nothing_is_changed_by_any_other_method(guest, method):
    attempt = make.start(guest, make.quiz())
    for part in ("", "finish/", "1/", "1/flag/", "1/article/open/"):
        getattr(guest, method)(f"/attempts/{attempt.pk}/{part}")
    attempt.refresh_from_db()
    assert not attempt.is_finished
    assert not attempt.responses.answered().exists()
    assert set(attempt.responses.values_list("flagged", "article_opened")) == {(False, False)}


def test_a_page_that_is_only_looked_at_makes_no_learner(client):
    make.quiz()
    for path in ("/", "/quizzes/quiz/", "/history/", "/attempts/1/", "/accounts/sign-in/"):
        client.get(path)
    assert not Learner.objects.exists()
    assert "guest" not in client.cookies


def test_signing_up_gives_no_rights_that_were_asked_for(client):
    word = "a long pass phrase"
    rights = {
        "is_staff": "on",
        "is_superuser": "on",
        "groups": "1",
        "id": "1",
        "extra_time_percent": "400",
    }
    client.post(
        "/accounts/sign-up/", {"username": "eve", "password1": word, "password2": word} | rights
    )
    eve = User.objects.get()
    assert (eve.is_staff, eve.is_superuser, eve.groups.count()) == (False, False, 0)
