"""The editor's pages of re-marking and reports, and what learners see of them."""

import pytest
from django.utils import timezone

from quizzes import remarking
from quizzes.items import Kind, Typed
from quizzes.models import Attempt, ProblemReport, QuestionVersion, Remarking, Ruling
from quizzes.remarking import Wish
from tests import make
from tests.security.poison import PAYLOADS, assert_harmless

pytestmark = pytest.mark.django_db
WHY = "Alpha was right, says the new text."


def text_of(browser, path, status=200):
    answer = browser.get(path)
    assert answer.status_code == status, answer.headers
    return answer.content.decode()


@pytest.fixture
def missed(guest):
    """A guest's finished attempt in which all was wrong."""
    return make.take(guest, make.quiz(), rightly=False)


def choose(version, **sent):
    query = "&".join(f"{name}={value}" for name, value in sent.items())
    return f"/admin/quizzes/remarking/of/{version.pk}/?{query}"


def test_an_editor_looks_then_does_it_then_the_learner_reads_why(editor, guest, missed):
    version = missed.responses.first().version
    page = text_of(editor, choose(version, ruling="everybody", options=version.options.get(correct=True).pk, reason=WHY))  # fmt: skip
    assert "1 score would change" in page
    assert "0 / 2" in page
    assert "1 / 2" in page
    assert Attempt.objects.get(pk=missed.pk).score == 0
    seen = page.split('name="seen" value="')[1].split('"')[0]
    answer = editor.post(
        choose(version, ruling="everybody", options=version.options.get(correct=True).pk, reason=WHY),
        {"seen": seen},
    )  # fmt: skip
    record = Remarking.objects.get()
    assert answer.url == f"/admin/quizzes/remarking/{record.pk}/change/"
    told = text_of(editor, answer.url)
    assert WHY in told
    assert "editor" in told
    assert "1 attempt was changed" in told
    result = text_of(guest, f"/attempts/{missed.pk}/result/")
    assert WHY in result
    assert "Your score was 0 of 2 and became 1 of 2" in result


def test_the_plan_that_was_not_seen_is_not_done(editor, missed):
    version = missed.responses.first().version
    path = choose(version, ruling="left_out", options=version.options.first().pk, reason=WHY)
    answer = editor.post(path, {"seen": "something else"}, follow=True)
    assert "Look again at what would change now" in answer.content.decode()
    assert not Remarking.objects.exists()


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"ruling": "key", "reason": WHY}, "Choose at least one option"),
        ({"ruling": "back", "reason": WHY, "options": "1"}, "back is not one"),
        ({"ruling": "everybody"}, "This field is required"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_done(editor, missed, sent, told):
    version = missed.responses.first().version
    page = text_of(editor, choose(version, **sent), 422)
    assert told in page
    assert editor.post(choose(version, **sent), {"seen": ""}).status_code == 422
    assert not Remarking.objects.exists()


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_of_question_has_its_page(editor, guest, kind):
    missed = make.take(guest, make.quiz([kind]), rightly=False)
    version = missed.responses.get().version
    page = text_of(editor, f"/admin/quizzes/remarking/of/{version.pk}/")
    assert ('value="key"' in page) == (kind not in {Kind.MATCHING, Kind.ORDERING})
    remarking.apply(version, Wish(Ruling.EVERYBODY), reason=WHY, by=None, now=timezone.now())
    assert "1 of 1 points" in text_of(guest, f"/attempts/{missed.pk}/result/")
    assert WHY in text_of(guest, f"/attempts/{missed.pk}/1/")


def test_it_is_taken_back_after_a_dry_run(editor, guest, missed):
    version = missed.responses.first().version
    done = remarking.apply(version, Wish(Ruling.EVERYBODY), reason=WHY, by=None, now=timezone.now())
    page = text_of(editor, f"/admin/quizzes/remarking/{done.pk}/back/")
    seen = page.split('name="seen" value="')[1].split('"')[0]
    editor.post(f"/admin/quizzes/remarking/{done.pk}/back/", {"reason": "No.", "seen": seen})
    assert Attempt.objects.get(pk=missed.pk).score == 0
    assert "An earlier change of its marks was taken back. No." in text_of(
        guest, f"/attempts/{missed.pk}/result/"
    )


def test_the_corrected_key_is_what_the_learner_sees(guest, missed):
    first = missed.responses.select_related("version").first()
    alpha = first.version.options.get(text="Alpha")
    wish = Wish(Ruling.KEY, options=frozenset({alpha.pk}))
    remarking.apply(first.version, wish, reason=WHY, by=None, now=timezone.now())
    page = text_of(guest, f"/attempts/{missed.pk}/1/")
    assert "Your answer, correct" in page
    assert page.count(make.WHY_WRONG) == 2, "what was said against the new key is not told"


def test_typed_answers_are_listed_with_counts_and_one_click_from_being_accepted(
    editor, django_assert_max_num_queries
):
    quiz = make.quiz([Kind.SHORT_TEXT])
    for text in ("vishing", "vishing", "phishing", PAYLOADS[0]):
        attempt = make.attempt(quiz, make.learner())
        response = attempt.responses.select_related("version", "attempt").get()
        response.store(Typed(text[:500]), sequence=0, now=timezone.now())
        attempt.finish(now=timezone.now())
    version = QuestionVersion.objects.get()
    with django_assert_max_num_queries(8):
        page = text_of(editor, f"/admin/quizzes/remarking/typed/{version.pk}/")
    assert_harmless(page, "typed")
    assert page.index("vishing") < page.index("<td>2</td>")
    sent = {"ruling": "key", "texts": "phishing%0Avishing", "reason": WHY}
    assert "2 scores would change" in text_of(editor, choose(version, **sent))


def test_a_report_is_answered_and_its_learner_reads_the_sentence(editor, guest, missed):
    guest.post(f"/attempts/{missed.pk}/1/report/", {"reason": "key", "note": "I doubt it."})
    assert "1 learner says" in text_of(editor, "/admin/quizzes/questionversion/review/")
    report = ProblemReport.objects.get()
    path = f"/admin/quizzes/problemreport/{report.pk}/change/"
    page = text_of(editor, path)
    assert "Alpha" in page
    assert "Bravo" in page
    assert "I doubt it." in page
    assert editor.post(path, {"state": "accepted"}).status_code == 422
    sent = {"state": "accepted", "answer": "You are right, thank you."}
    assert editor.post(path, sent).status_code == 302
    for read in (f"/attempts/{missed.pk}/result/", f"/attempts/{missed.pk}/1/report/"):
        assert "You are right, thank you." in text_of(guest, read)
    assert "1 learner says" not in text_of(editor, "/admin/quizzes/questionversion/review/")
    again = editor.post(path, {"state": "declined", "answer": "No."}, follow=True)
    assert "Somebody changed this since" in again.content.decode()


@pytest.mark.parametrize("payload", PAYLOADS[:6])
def test_what_learners_wrote_harms_no_editor(editor, guest, missed, payload):
    guest.post(f"/attempts/{missed.pk}/1/report/", {"reason": "other", "note": payload[:900]})
    for report in ProblemReport.objects.all():
        assert_harmless(
            text_of(editor, f"/admin/quizzes/problemreport/{report.pk}/change/"), "report"
        )


def test_only_superusers_see_whose_scores_change(editor, superuser, signed_in):
    attempt = make.take(signed_in, make.quiz(), rightly=False)
    version = attempt.responses.first().version
    path = choose(version, ruling="everybody", options=version.options.first().pk, reason=WHY)
    assert "anna" not in text_of(editor, path)
    assert "anna" in text_of(superuser, path)


def test_whoever_may_not_edit_quizzes_marks_nothing_anew(signed_in, missed):
    version = missed.responses.first().version
    assert signed_in.get(choose(version)).status_code == 302
    staff = make.browser_of(make.user("clerk", is_staff=True))
    for path in (choose(version), f"/admin/quizzes/remarking/typed/{version.pk}/"):
        assert staff.get(path).status_code == 403


@pytest.mark.parametrize("count", [1, 8])
def test_the_dry_run_and_the_record_take_as_few_statements_for_many(
    editor, count, django_assert_max_num_queries
):
    quiz = make.quiz([Kind.SINGLE])
    for _ in range(count):
        attempt = make.attempt(quiz, make.learner())
        response = attempt.responses.select_related("version", "attempt").get()
        response.store(make.wrong(response.version.to_item()), sequence=0, now=timezone.now())
        attempt.finish(now=timezone.now())
    version = QuestionVersion.objects.get()
    path = choose(version, ruling="everybody", options=version.options.first().pk, reason=WHY)
    with django_assert_max_num_queries(17):
        text_of(editor, path)
    done = remarking.apply(version, Wish(Ruling.EVERYBODY), reason=WHY, by=None, now=timezone.now())
    with django_assert_max_num_queries(10):
        text_of(editor, f"/admin/quizzes/remarking/{done.pk}/change/")
