"""An operator's own entries live beside the shipped ones: from an empty form to a question."""

import pytest

from quizzes import entries, tasks
from quizzes.models import Behaviour, GenerationRun, QuestionVersion, Scenario, Source
from tests import make
from tests.editing.conceptfiles import Files, errors_of, form_of

pytestmark = pytest.mark.django_db

MEMO = (
    "Phishing reaches us every week, and it is a danger for the whole office. "
    "If you see such a message, report it to our help desk, extension 4000."
)
BEHAVIOUR = {
    "topic": "phishing", "polarity": "safe", "forms_imperative": "Report it to our help desk, extension 4000",
    "forms_gerund": "reporting it to our help desk, extension 4000", "forms_third": "reports it to our help desk",
    "forms_noun": "a report to our help desk", "why": "The help desk warns everybody else.",
    "applies_to": ["phishing"], "says": "report ** {desk|extension}",
}  # fmt: skip
SCENARIO = {
    "topic": "phishing", "stem": "A strange message about your pay arrives at work. What should you do?",
    "key_text": "Tell the help desk on extension 4000", "level": "apply", "difficulty": "1",
    "key_why": "The help desk warns everybody else. See it, report it.", "trigger_all": ["phishing"],
    "trigger_stance": ["warns", "recommends"],
    "distractors-0-text": "Delete it and tell nobody of it", "distractors-0-kind": "habit", "distractors-0-why": "Then nobody can warn the others.",
    "distractors-1-text": "Send it on to all your colleagues", "distractors-1-kind": "haste", "distractors-1-why": "Somebody may follow its link.",
    "distractors-2-text": "Answer it and ask who wrote to us", "distractors-2-kind": "half_measure", "distractors-2-why": "An answer tells them that you read it.",
}  # fmt: skip


@pytest.fixture
def files(tmp_path, settings):
    settings.CONCEPTS_DIR = tmp_path
    made = Files(tmp_path)
    made.load()
    return made


def add(client, model, **fields):
    path = f"/admin/quizzes/{model}/add/"
    answer = client.post(path, form_of(client, path) | fields)
    assert answer.status_code == 302, errors_of(answer)


def add_all(editor, **more):
    about = {
        "org": "Our IT",
        "title": "Rules of the house",
        "url": "https://intranet.example/rules",
    }
    add(editor, "source", **about, terms="ours", **more)
    source = Source.objects.get(origin="own").key
    add(editor, "behaviour", **BEHAVIOUR, sources=[source], **more)
    behaviour = Behaviour.objects.get(origin="own").key
    add(editor, "scenario", **SCENARIO, key_behaviour=behaviour, sources=[source], **more)


def run(editor, callbacks):
    article = make.article("memo", MEMO, title="To all")
    with callbacks(execute=True):
        editor.post(f"/admin/quizzes/article/{article.pk}/do/generate/")
    assert GenerationRun.objects.get().state == "finished"
    return QuestionVersion.objects.filter(stem__contains="message about your pay")


def test_from_empty_forms_to_a_question_on_an_article_that_says_it(
    files, editor, django_capture_on_commit_callbacks
):
    add_all(editor, checked="on")
    version = run(editor, django_capture_on_commit_callbacks).get()
    assert version.options.get(correct=True).text == "Tell the help desk on extension 4000"
    assert version.citations.get().url == "https://intranet.example/rules"
    assert "extension 4000" in version.evidence.get().text


def test_without_the_tick_nothing_of_it_is_asked(files, editor, django_capture_on_commit_callbacks):
    add_all(editor)
    assert not run(editor, django_capture_on_commit_callbacks).exists()


def test_it_survives_the_next_shipped_version_untouched(files, editor):
    add_all(editor, checked="on")
    mine = Scenario.objects.get(origin="own")
    before = mine.to_entry()
    files.data["behaviours"]["call_back"]["why"] = "A better reason."
    files.data["scenarios"][mine.key] = files.data["scenarios"]["bank_calls"] | {"twin": ""}
    assert f"Left out: the shipped scenarios.{mine.key}" in files.load()
    mine.refresh_from_db()
    assert (mine.to_entry(), mine.state, mine.is_reviewed) == (before, "active", True)
    assert tasks.concept_base().scenarios[mine.key] == before


def test_its_id_is_made_of_its_words_and_is_never_that_of_another(files, editor):
    for _ in range(2):
        add(editor, "behaviour", **BEHAVIOUR, sources=["who"])
    keys = set(Behaviour.objects.filter(origin="own").values_list("key", flat=True))
    assert keys == {
        "ours_report_it_to_our_help_desk_extension_4000",
        "ours_report_it_to_our_help_desk_extension_4000_2",
    }


@pytest.mark.parametrize(
    ("model", "fields"),
    [("source", {}), ("concept", {"topic": "phishing"}), ("behaviour", {}), ("misconception", {}), ("scenario", {})],
)  # fmt: skip
def test_an_empty_form_is_refused_field_by_field(files, editor, model, fields):
    path = f"/admin/quizzes/{model}/add/"
    answer = editor.post(path, form_of(editor, path) | fields)
    assert answer.status_code == 200
    assert "required" in errors_of(answer)
    assert entries.stored().whole == tasks.shipped_base()


def test_a_new_scenario_that_the_linter_objects_to_is_refused(files, editor):
    path = "/admin/quizzes/scenario/add/"
    same = SCENARIO | {"distractors-1-text": SCENARIO["key_text"]}
    answer = editor.post(path, form_of(editor, path) | same | {"sources": ["who"]})
    assert answer.status_code == 200
    assert errors_of(answer)
    assert not Scenario.objects.filter(origin="own").exists()
