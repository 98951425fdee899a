"""Re-marking of very many answers: the worker looks and marks, nothing holds half, and all can be taken back."""

import datetime as dt

import pytest
from django.utils import timezone

from quizzes import remarking
from quizzes.items import Chosen, Kind
from quizzes.models import (
    Attempt,
    Certificate,
    QuestionVersion,
    RemarkedMeanwhile,
    Remarking,
    Response,
    Ruling,
)
from quizzes.remarking import Wish, large, planning
from quizzes.tasks import tidy
from tests import make
from tests.returning import known

pytestmark = pytest.mark.django_db
State = Remarking.State
WHY = "Alpha was right as well."


class Stopped(Exception):
    """The worker is gone."""


def stopped(*_args, **_more):
    raise Stopped


@pytest.fixture(autouse=True)
def _few_are_many(monkeypatch):
    monkeypatch.setattr(large, "MOST_AT_ONCE", 2)
    monkeypatch.setattr(large, "CHUNK", 2)


@pytest.fixture
def quiz():
    return make.quiz([Kind.SINGLE, Kind.SINGLE])


@pytest.fixture
def attempts(quiz):
    """Two who had the first question right, three who had it wrong."""
    wrong = [(), (), (1,), (1,), (1, 2)]
    return [known.take(quiz, make.learner(), wrong=missed) for missed in wrong]


@pytest.fixture
def version(quiz, attempts):
    return QuestionVersion.objects.get(question__quiz_questions__position=1)


def alpha(version):
    return Wish(Ruling.KEY, options=frozenset({version.options.get(text="Alpha").pk}))


def prepared(version, wish):
    row = large.prepare(version, wish, reason=WHY, by=None, now=timezone.now())
    large.look(row)
    return row


def mark(row):
    assert row.move(State.LOOKED, state=State.MARKING)
    large.mark(row, now=timezone.now())


def scores(attempts):
    found = Attempt.objects.in_bulk([a.pk for a in attempts])
    return [(found[a.pk].score, found[a.pk].max_score, found[a.pk].passed) for a in attempts]


def rows(row):
    told = ("attempt", "mark_before", "mark_after", "left_out_before", "left_out_after", "score_before", "score_after", "max_before", "max_after", "passed_before", "passed_after")  # fmt: skip
    return sorted(row.attempts.values_list(*told))


@pytest.mark.parametrize("ruling", ["key", "everybody", "left_out"])
def test_the_worker_does_what_the_page_would_have_done(version, attempts, ruling):
    wish = alpha(version) if ruling == "key" else Wish(ruling)
    told = [(c.attempt, c.score_after, c.passed_after) for c in remarking.plan_of(version, wish).changes]  # fmt: skip
    row = prepared(version, wish)
    kept = list(row.attempts.order_by("attempt").values_list("attempt", "score_after", "passed_after"))  # fmt: skip
    assert kept == told
    before = scores(attempts)
    mark(row)
    by_worker, changed = scores(attempts), rows(row)
    assert by_worker != before
    back = large.prepare_back(row, reason="No.", by=None, now=timezone.now())
    large.look(back)
    mark(back)
    assert scores(attempts) == before
    again = remarking.apply(version, wish, reason=WHY, by=None, now=timezone.now())
    assert scores(attempts) == by_worker
    assert rows(again) == changed


def test_before_it_is_carried_out_nothing_has_changed_for_anybody(version, attempts, guest):
    mine = make.take(guest, make.quiz([Kind.SINGLE], slug="mine"), rightly=False)
    version = mine.responses.get().version
    for _more in range(3):
        known.take(mine.quiz, make.learner())
    row = prepared(version, Wish(Ruling.EVERYBODY))
    assert row.attempts.exists()
    assert QuestionVersion.objects.get(pk=version.pk).remarking is None
    assert WHY not in guest.get(f"/attempts/{mine.pk}/result/").content.decode()
    mark(row)
    assert WHY in guest.get(f"/attempts/{mine.pk}/result/").content.decode()


def test_answers_that_came_since_the_dry_run_are_marked_in_the_same_way(quiz, version, attempts):
    half = make.attempt(quiz, make.learner())
    first, second = half.responses.select_related("version", "attempt")
    first.store(Chosen(frozenset({0})), sequence=0, now=timezone.now())
    row = prepared(version, alpha(version))
    late = known.take(quiz, make.learner(), wrong=(1,), now=timezone.now())
    begun = make.attempt(quiz, make.learner())
    second.store(Chosen(frozenset({1})), sequence=0, now=timezone.now())
    half.finish(now=timezone.now())
    mark(row)
    assert scores([half, late]) == [(2, 2, True), (2, 2, True)]
    begun.responses.get(position=1).store(Chosen(frozenset({0})), sequence=0, now=timezone.now())
    begun.finish(now=timezone.now())
    assert scores([begun]) == [(1, 2, False)]


def test_a_score_that_another_re_marking_changed_is_taken_as_it_is_now(quiz, version, attempts):
    row = prepared(version, Wish(Ruling.EVERYBODY))
    other = QuestionVersion.objects.get(question__quiz_questions__position=2)
    remarking.apply(other, Wish(Ruling.LEFT_OUT), reason=WHY, by=None, now=timezone.now())
    mark(row)
    assert scores(attempts) == [(1, 1, True)] * 5


def test_another_re_marking_of_the_question_stops_it(version, attempts):
    row = prepared(version, Wish(Ruling.EVERYBODY))
    remarking.apply(version, Wish(Ruling.LEFT_OUT), reason=WHY, by=None, now=timezone.now())
    before = scores(attempts)
    with pytest.raises(RemarkedMeanwhile):
        mark(row)
    assert scores(attempts) == before


def test_where_too_much_came_since_it_is_looked_at_anew(quiz, version, monkeypatch):
    monkeypatch.setattr(large, "MOST_MEANWHILE", 1)
    row = prepared(version, Wish(Ruling.EVERYBODY))
    for _more in range(2):
        known.take(quiz, make.learner(), now=timezone.now())
    with pytest.raises(RemarkedMeanwhile):
        mark(row)
    assert QuestionVersion.objects.get(pk=version.pk).remarking is None


def test_a_fault_while_marking_leaves_everything_as_it_was(version, attempts, monkeypatch):
    row, before = prepared(version, Wish(Ruling.EVERYBODY)), scores(attempts)
    write = large._write

    def torn(*args):
        write(*args)
        raise Stopped

    monkeypatch.setattr(large, "_write", torn)
    with pytest.raises(Stopped):
        mark(row)
    assert scores(attempts) == before
    assert not Response.objects.exclude(attempt__score=2).filter(version=version, mark=1).exists()
    assert QuestionVersion.objects.get(pk=version.pk).remarking is None


def test_looking_anew_keeps_each_change_once(version):
    row = prepared(version, Wish(Ruling.EVERYBODY))
    kept = rows(row)
    row.move(State.LOOKED, state=State.LOOKING)
    large.look(row)
    assert rows(row) == kept


def test_certificates_follow_even_where_the_worker_stopped_between(version, attempts, monkeypatch):
    made = Certificate.objects.issue(Attempt.objects.get(pk=attempts[0].pk), name="Anna", now=timezone.now())  # fmt: skip
    row = prepared(version, Wish(Ruling.LEFT_OUT))
    settle = large.settle
    monkeypatch.setattr(large, "settle", stopped)
    with pytest.raises(Stopped):
        mark(row)
    monkeypatch.setattr(large, "settle", settle)
    assert Remarking.objects.get().certificates_due
    tidy(timezone.now() + dt.timedelta(minutes=6))
    new = Certificate.objects.valid().get()
    assert (new.code != made.code, new.name, new.max_score) == (True, "Anna", 1)
    assert not Remarking.objects.get().certificates_due


def test_what_a_stopped_worker_left_is_said_and_can_be_begun_again(version):
    row = large.prepare(version, Wish(Ruling.EVERYBODY), reason=WHY, by=None, now=timezone.now())
    row.tell(10, now=timezone.now())
    tidy(timezone.now() + dt.timedelta(minutes=2))
    row.refresh_from_db()
    assert (row.state, "no mark was changed" in row.message) == (State.FAILED, True)


def path(version):
    return f"/admin/quizzes/remarking/of/{version.pk}/"


def sent(version, **more):
    right = version.options.get(correct=True).pk
    return {"ruling": "everybody", "options": right, "reason": WHY} | more


def test_an_editor_lets_the_worker_look_then_mark_then_take_back(editor, version, attempts):
    before = scores(attempts)
    assert "thousands of answers" in editor.get(path(version)).content.decode()
    answer = editor.post(path(version), sent(version))
    row = Remarking.objects.get()
    page = editor.get(answer.url).content.decode()
    assert "3 scores would change" in page
    assert "A re-marking of this question is prepared already" in editor.get(path(version)).content.decode()  # fmt: skip
    assert scores(attempts) == before
    done = editor.post(f"/admin/quizzes/remarking/{row.pk}/mark/", follow=True).content.decode()
    assert "3 attempts were changed" in done
    assert scores(attempts) != before
    back = editor.post(f"/admin/quizzes/remarking/{row.pk}/back/", {"reason": "No."}, follow=True)
    assert "3 scores would change" in back.content.decode()
    editor.post(f"/admin/quizzes/remarking/{Remarking.objects.first().pk}/mark/")
    assert scores(attempts) == before


def test_one_that_was_prepared_is_dropped_without_a_trace(editor, version):
    row = prepared(version, Wish(Ruling.EVERYBODY))
    editor.post(f"/admin/quizzes/remarking/{row.pk}/drop/")
    assert not Remarking.objects.exists()
    assert editor.post(f"/admin/quizzes/remarking/{row.pk}/drop/").status_code == 404


def test_what_was_carried_out_is_not_dropped(editor, version):
    row = prepared(version, Wish(Ruling.EVERYBODY))
    mark(row)
    editor.post(f"/admin/quizzes/remarking/{row.pk}/drop/")
    assert Remarking.objects.get().is_done


def test_a_question_is_retired_with_it_where_that_was_asked(editor, version):
    editor.post(path(version), sent(version, retire="on"))
    editor.post(f"/admin/quizzes/remarking/{Remarking.objects.get().pk}/mark/")
    assert QuestionVersion.objects.get(pk=version.pk).state == "retired"


def test_what_is_missing_is_said_and_nothing_is_prepared(editor, version):
    assert editor.post(path(version), sent(version, reason="")).status_code == 422
    assert not Remarking.objects.exists()


def test_marking_takes_the_same_statements_for_few_and_for_many(
    quiz, version, monkeypatch, django_assert_max_num_queries
):
    monkeypatch.setattr(planning, "CHUNK", 1000)
    counts = []
    for _size in range(2):
        row = prepared(version, Wish(Ruling.EVERYBODY))
        with django_assert_max_num_queries(22) as statements:
            mark(row)
        counts.append(len(statements))
        back = large.prepare_back(row, reason="No.", by=None, now=timezone.now())
        large.look(back)
        mark(back)
        Remarking.objects.filter(pk=row.pk).update(at=row.at - dt.timedelta(hours=1))
        for _more in range(6):
            known.take(quiz, make.learner(), wrong=(1,))
    assert counts[0] == counts[1]
