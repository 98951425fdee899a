"""An editor reviews, edits, approves and retires questions, and makes a quiz of them."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from quizzes import actions
from quizzes.items import Kind
from quizzes.models import NotEditable, NotReviewable, Option, QuestionVersion, Quiz
from tests import make

pytestmark = pytest.mark.django_db

PREFIX = {Kind.SHORT_TEXT: "accepted_answers", Kind.MATCHING: "pairs", Kind.ORDERING: "steps"}


def change(version):
    return f"/admin/quizzes/questionversion/{version.pk}/change/"


def do(client, version, verb):
    return client.post(f"/admin/quizzes/questionversion/{version.pk}/do/{verb}/")


def rows(prefix, parts, initial=0, **columns):
    """The fields of a stacked inline as a browser sends them."""
    data = {f"{prefix}-TOTAL_FORMS": len(parts), f"{prefix}-INITIAL_FORMS": initial}
    for i, part in enumerate(parts):
        data |= {
            f"{prefix}-{i}-{name}": value for name, value in part.items() if value is not False
        }
    return data | {f"citations-{k}": 0 for k in ("TOTAL_FORMS", "INITIAL_FORMS")}


def form(kind, **more):
    return {
        "kind": kind.value,
        "level": "remember",
        "stem": "What is it?",
        "explanation": "Because.",
        "edit_seen": 0,
    } | more


PARTS = {
    Kind.SINGLE: [{"text": t, "correct": t == "b", "position": i} for i, t in enumerate("abcd")],
    Kind.MULTIPLE: [{"text": t, "correct": t in "ab", "position": i} for i, t in enumerate("abcd")],
    Kind.TRUE_FALSE: [
        {"text": "True", "position": 0},
        {"text": "False", "correct": "on", "position": 1},
    ],
    Kind.CLOZE: [{"text": t, "correct": t == "b", "position": i} for i, t in enumerate("abcd")],
    Kind.SHORT_TEXT: [{"text": "phishing"}],
    Kind.MATCHING: [{"left": str(i), "right": t} for i, t in enumerate("abc")],
    Kind.ORDERING: [{"text": t, "position": i} for i, t in enumerate("abc")],
}


@pytest.mark.parametrize("kind", list(Kind))
def test_an_editor_writes_a_question_of_every_kind(editor, kind):
    url = f"/admin/quizzes/questionversion/add/?kind={kind.value}"
    assert editor.get(url).status_code == 200
    stem = {"stem": "The missing word is ____ here."} if kind == Kind.CLOZE else {}
    number = {"number_value": "42", "tolerance": "1", "unit": "km"} if kind == Kind.NUMERIC else {}
    answer = editor.post(
        url, form(kind, **stem, **number) | rows(PREFIX.get(kind, "options"), PARTS.get(kind, []))
    )
    assert answer.status_code == 302, (
        answer.context["errors"],
        answer.context["adminform"].form.errors,
    )
    version = QuestionVersion.objects.get()
    assert (version.kind, version.state, version.created_by.username) == (
        kind.value,
        "candidate",
        "editor",
    )
    do(editor, version, "approve")
    version.refresh_from_db()
    assert version.state == "approved"


def test_the_kind_is_asked_for_first(editor):
    page = editor.get("/admin/quizzes/questionversion/add/").content.decode()
    assert all(f"?kind={kind.value}" in page for kind in Kind)


@pytest.mark.parametrize(
    ("kind", "parts", "told"),
    [
        (Kind.SINGLE, [{"text": "a"}, {"text": "b"}, {"text": "c"}], "correct"),
        (
            Kind.SINGLE,
            [{"text": "a", "correct": "on"}, {"text": "b", "correct": "on"}, {"text": "c"}],
            "correct",
        ),
        (Kind.SINGLE, [{"text": "a", "correct": "on"}], "option"),
        (Kind.SINGLE, [{"text": "a", "correct": "on"}, {"text": "A "}, {"text": "c"}], "same"),
        (Kind.MULTIPLE, [{"text": t, "correct": "on"} for t in "abcd"], "unmarked"),
        (Kind.SHORT_TEXT, [], "answer"),
        (Kind.MATCHING, [{"left": "a", "right": "b"}], "pair"),
        (Kind.ORDERING, [{"text": "a", "position": 0}], "step"),
    ],
)
def test_options_that_can_not_be_marked_are_explained(editor, kind, parts, told):
    url = f"/admin/quizzes/questionversion/add/?kind={kind.value}"
    answer = editor.post(url, form(kind) | rows(PREFIX.get(kind, "options"), parts))
    assert answer.status_code == 200
    assert told in " ".join(str(e) for e in answer.context["errors"]).lower()
    assert not QuestionVersion.objects.exists()


def test_evidence_is_quoted_from_the_article_word_for_word(editor):
    article = make.article()
    url = "/admin/quizzes/questionversion/add/?kind=single"
    sent = form(Kind.SINGLE, article=article.pk) | rows("options", PARTS[Kind.SINGLE])
    refused = editor.post(url, sent | {"quotes": "The article never said this."})
    assert "word for word" in str(refused.context["adminform"].form.errors)
    editor.post(url, sent | {"quotes": "A thief  who learns one\tpassword tries it elsewhere."})
    passage = QuestionVersion.objects.get().evidence.get()
    assert passage.text == "A thief who learns one password tries it elsewhere."


def test_the_evidence_stands_marked_beside_the_question(editor):
    version = make.version(of=make.article(), approved=False)
    page = editor.get(change(version)).content.decode()
    assert "<mark>A thief who learns one password tries it elsewhere.</mark>" in page
    assert "Use a different password for every account. " in page


def test_a_candidate_is_edited_in_place_and_the_change_is_recorded(editor):
    version = make.version(approved=False)
    options = [
        {
            "id": o.pk,
            "text": o.text + "!",
            "correct": o.correct,
            "position": o.position,
            "feedback": "Why.",
        }
        for o in version.options.all()
    ]
    answer = editor.post(
        change(version), form(Kind.SINGLE, stem="Edited?") | rows("options", options, initial=4)
    )
    assert answer.status_code == 302, answer.context["errors"]
    version.refresh_from_db()
    assert version.stem == "Edited?"
    assert [o.text for o in version.options.all()] == ["Alpha!", "Bravo!", "Charlie!", "Delta!"]
    assert version.history.first().history_user.username == "editor"
    assert Option.history.filter(id=options[0]["id"]).count() == 2


def test_save_and_approve_is_one_act(editor):
    version = make.version(approved=False)
    options = [
        {"id": o.pk, "text": o.text, "correct": o.correct, "position": o.position}
        for o in version.options.all()
    ]
    editor.post(
        change(version), form(Kind.SINGLE) | rows("options", options, initial=4) | {"_approve": "1"}
    )
    version.refresh_from_db()
    assert (version.state, version.stem) == ("approved", "What is it?")
    decided = [(d.verb, d.by_name) for d in version.decisions.all()]
    assert decided == [("approved", "editor"), ("edited", "editor")]


def test_an_approved_question_is_edited_as_a_new_version_while_the_old_one_serves(editor):
    version = make.version()
    page = editor.get(change(version)).content.decode()
    assert "Edit as a new version" in page
    assert 'name="stem"' not in page
    answer = do(editor, version, "revise")
    successor = QuestionVersion.objects.get(number=2)
    assert answer.url == change(successor)
    assert successor.to_item() == QuestionVersion.objects.get(pk=version.pk).to_item()
    assert version.question.approved == version
    successor.approve(by=None, now=timezone.now())
    version.refresh_from_db()
    assert (version.state, version.question.approved) == ("retired", successor)


def test_a_second_revise_leads_to_the_open_candidate(editor):
    version = make.version()
    assert do(editor, version, "revise").url == do(editor, version, "revise").url
    assert QuestionVersion.objects.count() == 2


def test_an_option_of_an_approved_question_can_not_be_changed_in_python_either():
    option = make.version().options.first()
    option.text = "Changed"
    with pytest.raises(NotEditable):
        option.save()


def test_what_can_not_be_marked_is_not_approved():
    version = make.version(approved=False)
    version.options.update(correct=False)
    with pytest.raises(NotReviewable, match="correct"):
        version.approve(by=None, now=timezone.now())


def test_approving_twice_is_refused_with_a_sentence(editor):
    version = make.version()
    with pytest.raises(NotReviewable, match="already"):
        version.approve(by=None, now=timezone.now())


def test_the_second_of_two_editors_on_a_question_is_told(editor, superuser):
    version = make.version(approved=False)
    options = [
        {"id": o.pk, "text": o.text, "correct": o.correct, "position": o.position}
        for o in version.options.all()
    ]
    sent = rows("options", options, initial=4)
    superuser.post(change(version), form(Kind.SINGLE, stem="The first one's?") | sent)
    told = editor.post(change(version), form(Kind.SINGLE, stem="The second one's?") | sent)
    assert "root saved this at" in told.content.decode()
    assert "The second one&#x27;s?" in told.content.decode()
    version.refresh_from_db()
    assert version.stem == "The first one's?"


def test_retiring_warns_of_the_quizzes_that_lose_the_question(editor):
    quiz = make.quiz()
    version = quiz.quiz_questions.first().question.approved
    page = editor.post(
        f"/admin/quizzes/questionversion/{version.pk}/do/retire/", follow=True
    ).content.decode()
    assert "The quiz" in page
    assert len(quiz.drawable()) == 1


def test_candidates_are_approved_together_and_made_a_quiz(editor):
    article = make.article()
    versions = [make.version(of=article, approved=False, stem=f"Question {i}?") for i in range(3)]
    pks = [v.pk for v in versions]
    listing = "/admin/quizzes/questionversion/"
    editor.post(listing, {"action": "approve_selected", "_selected_action": pks})
    answer = editor.post(listing, {"action": "make_quiz_of_selected", "_selected_action": pks})
    quiz = Quiz.objects.get()
    assert answer.url == f"/admin/quizzes/quiz/{quiz.pk}/change/"
    assert editor.get(answer.url).status_code == 200
    assert (quiz.drawable()[0][0], list(quiz.articles.all())) == (versions[0], [article])
    quiz.publish(by=None, now=timezone.now())
    assert "About passwords" in editor.get("/").content.decode()


def quiz_form(quiz, **more):
    return {
        "title": quiz.title, "slug": quiz.slug, "feedback": "at_once", "article_access": "on_request", "grading": "highest",
        "audience": "public", "pauses_allowed": "0", "pass_percent": "50", "edit_seen": quiz.edit_number,
    } | more  # fmt: skip


def test_an_editor_sets_a_quizzes_rules(editor):
    quiz = make.quiz(published=False)
    url = f"/admin/quizzes/quiz/{quiz.pk}/change/"
    answer = editor.post(url, quiz_form(quiz, time_limit="0:20:00"))
    assert answer.status_code == 302, answer.context["errors"]
    quiz.refresh_from_db()
    assert quiz.time_limit.total_seconds() == 1200


def test_a_quiz_without_an_approved_question_is_not_published(editor):
    quiz = make.quiz([], published=False)
    page = editor.post(f"/admin/quizzes/quiz/{quiz.pk}/do/publish/", follow=True).content.decode()
    assert "no question that could be asked" in page
    quiz.refresh_from_db()
    assert quiz.published_at is None


def test_a_quiz_that_would_close_before_it_opens_is_told(editor):
    quiz = make.quiz(published=False)
    times = {
        "opens_at_0": "2026-01-02",
        "opens_at_1": "10:00",
        "closes_at_0": "2026-01-01",
        "closes_at_1": "10:00",
    }
    answer = editor.post(f"/admin/quizzes/quiz/{quiz.pk}/change/", quiz_form(quiz, **times))
    assert "close after it opens" in str(answer.context["errors"])


def test_attempts_and_responses_are_read_only_even_for_a_superuser(superuser, guest):
    attempt = make.take(guest, make.quiz([Kind.SINGLE, Kind.MATCHING, Kind.ORDERING, Kind.NUMERIC]))
    for name, pk in [
        ("attempt", attempt.pk),
        *(("response", r.pk) for r in attempt.responses.all()),
    ]:
        page = superuser.get(f"/admin/quizzes/{name}/{pk}/change/")
        assert page.status_code == 200
        assert 'name="_save"' not in page.content.decode()
        assert (
            superuser.post(f"/admin/quizzes/{name}/{pk}/change/", {"score": 1}).status_code == 403
        )
        assert (
            superuser.post(f"/admin/quizzes/{name}/{pk}/delete/", {"post": "yes"}).status_code
            == 403
        )
        assert superuser.get(f"/admin/quizzes/{name}/").status_code == 200


def test_every_list_in_the_admin_opens(superuser, guest):
    make.take(guest, make.quiz(of=make.article()))
    index = superuser.get("/admin/").context["app_list"]
    for model in (m for app in index for m in app["models"]):
        assert superuser.get(model["admin_url"]).status_code == 200, model["name"]


@pytest.mark.parametrize("state", ["approve", "retire"])
def test_what_was_typed_comes_back_when_a_colleague_decided_meanwhile(editor, superuser, state):
    version = make.version(approved=False)
    options = [
        {"id": o.pk, "text": o.text, "correct": o.correct, "position": o.position}
        for o in version.options.all()
    ]
    do(superuser, version, state)
    told = editor.post(
        change(version),
        form(Kind.SINGLE, stem="My better words?") | rows("options", options, initial=4),
    )
    assert told.status_code == 409
    assert "My better words?" in told.content.decode()
    assert "by root" in told.content.decode()
    version.refresh_from_db()
    assert version.stem != "My better words?"


def test_a_button_on_a_stale_page_approves_nothing(editor):
    version = make.version(approved=False)
    QuestionVersion.objects.filter(pk=version.pk).update(edit_number=3)
    editor.post(f"/admin/quizzes/questionversion/{version.pk}/do/approve/", {"edit_seen": "2"})
    version.refresh_from_db()
    assert version.state == "candidate"


def test_a_step_without_a_place_goes_behind_the_others(editor):
    version = make.version(Kind.ORDERING, approved=False)
    steps = [{"id": s.pk, "text": s.text, "position": s.position} for s in version.steps.all()]
    sent = form(Kind.ORDERING) | rows(
        "steps", [*steps, {"text": "the last", "position": ""}], initial=4
    )
    assert editor.post(change(version), sent).status_code == 302
    assert [s.text for s in version.steps.all()] == [
        "first",
        "second",
        "third",
        "fourth",
        "the last",
    ]


def test_saving_leaves_evidence_alone_that_was_not_touched(editor):
    article = make.article()
    version = make.version(of=article, approved=False)
    before = list(version.evidence.values_list("pk", flat=True))
    actions.store_article(
        article, source=b"A new text without that sentence.", format="text", by=None
    )
    quotes = version.evidence.get().text
    options = [
        {"id": o.pk, "text": o.text, "correct": o.correct, "position": o.position}
        for o in version.options.all()
    ]
    sent = form(Kind.SINGLE, quotes=f"{quotes}\r\n".strip()) | rows("options", options, initial=4)
    answer = editor.post(change(version), sent)
    assert answer.status_code == 302, answer.context["errors"]
    assert list(version.evidence.values_list("pk", flat=True)) == before


@pytest.mark.parametrize("model", ["article", "questionversion", "quiz"])
def test_a_past_version_is_looked_at_and_never_written_back(superuser, model):
    quiz = make.quiz(of=make.article())
    rows_of = {"article": quiz.articles.get(), "quiz": quiz}
    row = rows_of.get(model) or quiz.drawable()[0][0]
    past = row.history.last()
    url = f"/admin/quizzes/{model}/{row.pk}/history/{past.history_id}/"
    assert superuser.get(url).status_code == 200
    assert superuser.post(url, {"title": "Changed", "stem": "Changed?"}).status_code == 403


def test_a_retired_version_never_comes_back():
    version = make.version()
    version.retire(by=None, now=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        QuestionVersion.objects.filter(pk=version.pk).update(state="approved")


def test_retiring_several_warns_of_the_quizzes_that_lose_them(editor):
    quiz = make.quiz()
    pks = [version.pk for version, _mark in quiz.drawable()]
    sent = {"action": "retire_selected", "_selected_action": pks}
    page = editor.post("/admin/quizzes/questionversion/", sent, follow=True).content.decode()
    assert "These quizzes lose a question: The quiz." in page


def test_nothing_can_be_saved_where_nothing_can_be_edited(editor):
    assert 'name="_save"' not in editor.get(change(make.version())).content.decode()


def test_two_steps_on_one_place_are_told_to_the_editor(editor):
    steps = [{"text": text, "position": 1} for text in "abc"]
    url = "/admin/quizzes/questionversion/add/?kind=ordering"
    answer = editor.post(url, form(Kind.ORDERING) | rows("steps", steps))
    assert "a place of its own" in str(answer.context["errors"])


def test_a_time_limit_that_was_meant_in_minutes_is_told(editor):
    quiz = make.quiz(published=False)
    answer = editor.post(f"/admin/quizzes/quiz/{quiz.pk}/change/", quiz_form(quiz, time_limit="20"))
    assert "20 seconds" in str(answer.context["errors"])
