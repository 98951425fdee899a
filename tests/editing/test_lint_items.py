"""The linter on the command line: files of items, all stored questions, exit codes."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis import strategies as st

from quizzes import actions
from quizzes.generation.checks import files
from quizzes.generation.checks.files import UnreadableItems, read_items
from quizzes.items import Item, Kind, Option
from quizzes.models import QuestionVersion
from tests import make

pytestmark = pytest.mark.django_db  # the concept base may be stored there

FLAWED = {
    "id": "one",
    "kind": "single",
    "stem": "Which of these is a sign of fraud?",
    "options": [
        {"text": "A strange sender", "correct": True},
        {"text": "A known sender"},
        {"text": "All of the above"},
    ],
    "explanation": "Nobody knows a strange sender.",
}
WARNED = FLAWED | {
    "options": [*FLAWED["options"][:2], {"text": "A logo."}],
}


def lint(*arguments):
    """What is printed, and the exit code."""
    out, code = StringIO(), 0
    try:
        call_command("lint_items", *map(str, arguments), stdout=out)
    except SystemExit as ended:
        code = ended.code
    return out.getvalue(), code


@pytest.fixture
def file(tmp_path):
    def write(content):
        path = tmp_path / "items.json"
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        return path

    return write


@pytest.mark.parametrize("name", ["founding.json", "kinds.json"])
def test_the_shipped_items_are_clean(name):
    printed, code = lint(Path(settings.CONTENT_DIR) / "items" / name, "--strict")
    assert (code, printed.split(": ")[-1]) == (0, "0 errors, 0 warnings, 0 hints.\n")


def test_a_finding_is_printed_with_its_severity_code_place_and_what_to_do(file):
    printed, code = lint(file([FLAWED]))
    assert code == 1
    assert "one: Which of these is a sign of fraud?" in printed
    assert "error   OPT-ABOVE       options.2" in printed
    assert "Replace “All of the above” by an option that stands for itself." in printed


def test_warnings_alone_end_well_unless_one_is_strict(file):
    path = file({"format": 1, "items": [WARNED]})
    assert lint(path)[1] == 0
    assert lint(path, "--strict")[1] == 1


def test_only_what_is_grave_enough_is_printed(file):
    path = file([WARNED])
    assert "OPT-PARALLEL" in lint(path, "--severity", "warning")[0]
    assert "OPT-PARALLEL" not in lint(path, "--severity", "error")[0]
    assert lint(path, "--severity", "error", "--strict")[1] == 1


def test_questions_are_checked_against_the_article_and_as_a_set(file):
    item = FLAWED | {"evidence": [{"start": 0, "end": 4, "text": "gone"}]}
    printed, _ = lint(file({"article": {"text": "Here it is not."}, "items": [item, item]}))
    assert "EVID-GONE" in printed
    assert "items.json, question 2: Which of these" in printed
    assert "DUP" in printed


def test_json_is_one_object_with_every_question(file):
    made = json.loads(
        lint(file([FLAWED, WARNED | {"id": "two", "stem": "Who asks for money?"}]), "--json")[0]
    )
    assert [entry["question"] for entry in made["findings"] if "question" in entry] == [
        "one",
        "two",
    ]
    assert {"severity", "code", "place", "message"} == set(made["findings"][0]["findings"][0])
    assert made["summary"]["questions"] == 2
    assert made["summary"]["error"] >= 1


def test_an_empty_list_is_clean(file):
    assert lint(file([])) == ("0 questions: 0 errors, 0 warnings, 0 hints.\n", 0)


def test_nothing_that_is_printed_changes_the_terminal(file):
    printed, _ = lint(file([FLAWED | {"id": "\x1b[2J", "stem": "Which\x1b]0;x\x07 is it?"}]))
    assert "\x1b" not in printed


BAD = [
    (b"[{", "Line 1, column 3: this is no JSON"),
    (b"\xff\xfe[]", "no UTF-8; save the file again"),
    (b"[" * 100_000, "nested too deeply"),
    (b"", "Line 1, column 1"),
    (b"7", "There is no list of items"),
    (b'{"items": {}}', "There is no list of items"),
    (b'{"format": 2, "items": []}', "format: 2 is unknown"),
    (b'{"article": 3, "items": []}', "article: expected an object"),
    (b'{"article": {"text": 3}, "items": []}', "article.text: expected text"),
    (b'{"article": {"text": "\\ud800"}, "items": []}', "article.text: half a character"),
    (b"[3]", "items.0: An item must be a mapping"),
    (b'[{"kind": "single"}]', "items.0: stem: this field is missing"),
    (b'[{"kind": "essay", "stem": "x"}]', "'essay' is unknown; use one of"),
    (b'[{"kind": "single", "stem": "\\ud800"}]', "items.0.stem: half a character"),
    (b'[{"kind": "single", "stem": "x", "\\ud800": 1}]', "half a character"),
    (b'[{"kind": "single", "stem": "x", "score": NaN}]', "NaN is no number"),
    (b'[{"kind": "single", "stem": "x", "score": 1e999}]', "1e999 is no number"),
    (b'[{"kind": "single", "stem": "x", "score": ' + b"9" * 5000 + b"}]", "A number of 5000 digits"),
    (b'[{"kind": "single", "stem": "x", "options": "y"}]', "options: expected a list"),
    (b'[{"kind": "single", "stem": ' + b"[" * 500 + b"]" * 500 + b"}]", "stem: expected text"),
    (b'[{"kind": "numeric", "stem": "x", "answer": {"value": "many"}}]', "'many' is no number"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "told"), BAD)
def test_a_file_that_can_not_be_read_gets_one_sentence(file, content, told):
    path = file(content)
    with pytest.raises(CommandError) as caught:
        lint(path)
    assert told in str(caught.value)
    assert str(caught.value).startswith(f"{path}: ")
    assert caught.value.returncode == 2
    assert len(str(caught.value)) < 600
    assert str(caught.value).isprintable()


def test_a_file_that_is_not_there_gets_one_sentence(tmp_path):
    with pytest.raises(CommandError, match="Name a file that can be read") as caught:
        lint(tmp_path / "none.json")
    assert caught.value.returncode == 2


def test_a_huge_file_is_refused_before_it_is_read(file, monkeypatch):
    monkeypatch.setattr("quizzes.management.commands.lint_items.FILE_LIMIT", 10)
    with pytest.raises(CommandError, match="split the file"):
        lint(file([FLAWED]))
    monkeypatch.setattr(files, "FILE_LIMIT", 10)
    with pytest.raises(UnreadableItems, match="split the file"):
        read_items(b"[" + b" " * 10 + b"]")


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=9),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(["kind", "stem", "options", "text", "answer", "value", "items", "article", "evidence"]),
        inner | st.sampled_from(["single", "numeric", "x"]),
        max_size=4,
    ),
    max_leaves=12,
)  # fmt: skip


@trying(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(VALUES.map(lambda v: json.dumps(v).encode()), st.binary(max_size=60)))
def test_any_file_is_read_or_refused_with_a_sentence(raw):
    told = ""
    try:
        read_items(raw)
    except UnreadableItems as error:
        told = str(error)
    assert not told or (told.endswith((".", ").")) and told.isprintable())


def store(*items, of=None, approved=True):
    versions = actions.add_items(items, revision=of.current if of else None, by=None).versions
    for version in versions if approved else ():
        version.approve(by=None, now=timezone.now())
    return versions


def question(stem):
    options = (
        Option("A strange sender", True),
        Option("A known sender"),
        Option("All of the above"),
    )
    return Item(Kind.SINGLE, stem, options, explanation="Nobody knows a strange sender.")


def test_all_stored_questions_are_checked_but_not_the_retired_ones():
    store(question("Which of these is a candidate?"), approved=False)
    (approved,) = store(question("Which of these is approved?"))
    (retired,) = store(question("Which of these is retired?"))
    retired.retire(by=None, now=timezone.now())
    printed, code = lint("--all")
    assert code == 1
    assert "version 1 (candidate): Which of these is a candidate?" in printed
    assert f"question {approved.question_id}, version 1 (approved)" in printed
    assert "retired" not in printed


def test_quizzes_are_checked_as_sets():
    versions = store(*(question(f"Which of these is number {n}?") for n in ("one", "two")))
    actions.make_quiz(title="Two", slug="two", versions=versions, articles=[])
    printed, _ = lint("--all")
    assert "quiz two, question 2: Which of these is number two?" in printed
    assert "DUP" in printed


def test_a_stored_question_is_checked_against_its_article():
    make.version(of=make.article())
    printed, _ = lint("--all")
    assert "EVID-GONE" not in printed
    assert "1 questions" in printed


def test_the_number_of_queries_does_not_depend_on_how_many_questions_there_are():
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as caught:
            lint("--all")
        return len(caught)

    kinds = list(Kind)
    make.quiz(kinds, slug="first", of=make.article("first"))
    few = queries()
    for slug in ("second", "third"):
        make.quiz(kinds, slug=slug, of=make.article(slug))
    assert QuestionVersion.objects.count() == 3 * len(kinds)
    assert queries() == few
