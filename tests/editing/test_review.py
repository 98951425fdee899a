"""The review queue: candidates one by one, decided, taken back, reworded; by two editors at once."""

import csv
import io
import json
from functools import partial

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.utils import timezone

from quizzes.items import Kind
from quizzes.models import (
    Concept,
    Decision,
    GenerationRun,
    NotReviewable,
    QuestionVersion,
    Reason,
    Scenario,
)
from quizzes.reviews.export import rows
from tests import make
from tests.editing.conceptfiles import Files
from tests.faults.racing import at_once

pytestmark = pytest.mark.django_db

BASE = "/admin/quizzes/questionversion/"
QUEUE = f"{BASE}review/"


def at(version, part=""):
    return f"{BASE}{version.pk}/review/{part}"


def candidates(count, of=None, **fields):
    of = of or make.article()
    return [
        make.version(approved=False, of=of, stem=f"Question {i}?", **fields) for i in range(count)
    ]


def decide(client, version, verb="accept", **more):
    version.refresh_from_db()
    return client.post(at(version, f"{verb}/"), {"edit_seen": version.edit_number} | more)


def state(version):
    version.refresh_from_db()
    return version.state


def undo(client):
    page = BeautifulSoup(client.get(QUEUE).content, "html.parser")
    decision = page.find("input", {"name": "decision"})
    return client.post(f"{QUEUE}undo/", {"decision": decision["value"] if decision else ""})


def text(answer):
    return " ".join(BeautifulSoup(answer.content, "html.parser").get_text(" ").split())


def test_the_way_leads_from_a_run_through_every_candidate_to_the_end(editor):
    first, second = candidates(2)
    answer = editor.get(f"{QUEUE}next/?article={first.question.article_id}")
    assert answer.url == f"{at(first)}?article={first.question.article_id}"
    page = text(editor.get(answer.url))
    assert "2 candidates left" in page
    assert "A thief who learns one password tries it elsewhere." in page
    filter = {"article": first.question.article_id}
    answer = decide(editor, first, **filter)
    assert answer.url == f"{at(second)}?article={first.question.article_id}"
    answer = decide(editor, second, "reject", reason="trivial", **filter)
    page = text(editor.get(answer.url))
    assert "No candidate waits here" in page
    assert "2 decided" in page
    assert (state(first), state(second)) == ("approved", "retired")


def test_the_evidence_is_marked_in_its_paragraph(editor):
    (version,) = candidates(1)
    page = BeautifulSoup(editor.get(at(version)).content, "html.parser")
    (mark,) = page.select(".proof mark")
    assert mark.get_text() == "A thief who learns one password tries it elsewhere."
    assert mark.parent.get_text().startswith("Use a different password")


def test_a_rejection_keeps_who_when_and_why(editor):
    (version,) = candidates(1)
    decide(editor, version, "reject", reason="second_key", note="Alpha is right as well.")
    decision = version.decisions.get()
    assert (decision.verb, decision.reason, decision.by_name) == (
        "rejected",
        "second_key",
        "editor",
    )
    page = text(editor.get(at(version)))
    assert "Another option is right as well" in page
    assert "Alpha is right as well." in page


@pytest.mark.parametrize("reason", ["", "nonsense", "\x00"])
def test_a_rejection_without_a_reason_is_refused_with_a_sentence(editor, reason):
    (version,) = candidates(1)
    answer = editor.post(at(version, "reject/"), {"edit_seen": 0, "reason": reason}, follow=True)
    assert "Choose why you reject it" in text(answer)
    assert state(version) == "candidate"


@pytest.mark.parametrize(("verb", "more"), [("accept", {}), ("reject", {"reason": "other"})])
def test_the_last_decision_is_taken_back(editor, verb, more):
    (version,) = candidates(1)
    decide(editor, version, verb, **more)
    answer = undo(editor)
    assert answer.url == at(version)
    assert state(version) == "candidate"
    last = version.decisions.first()
    assert (last.verb, last.by_name, last.undoes) == ("undone", "editor", version.decisions.last())
    assert "There is no decision of yours" in text(editor.get(undo(editor).url))
    decide(editor, version)
    assert state(version) == "approved"


def test_taking_an_approval_back_lets_the_version_before_serve_again(editor):
    old = make.version(of=make.article())
    new = old.successor(by=None)
    decide(editor, new)
    assert (state(old), state(new)) == ("retired", "approved")
    undo(editor)
    assert (state(old), state(new)) == ("approved", "candidate")


def test_what_a_learner_was_shown_is_not_taken_back(editor, guest):
    (version,) = candidates(1)
    decide(editor, version)
    version.refresh_from_db()
    quiz = make.actions.make_quiz(title="Q", slug="q", versions=[version], articles=[])
    quiz.publish(by=None, now=timezone.now())
    make.start(guest, quiz)
    answer = undo(editor)
    assert "A learner was shown this question" in text(editor.get(answer.url))
    assert state(version) == "approved"


def test_nobody_takes_back_what_somebody_else_decided(editor, superuser):
    (version,) = candidates(1)
    decide(superuser, version)
    decision = version.decisions.get()
    answer = editor.post(f"{QUEUE}undo/", {"decision": decision.pk})
    assert "There is no decision of yours" in text(editor.get(answer.url))
    assert state(version) == "approved"


@pytest.mark.parametrize(("verb", "more"), [("accept", {}), ("reject", {"reason": "other"})])
def test_the_second_of_two_editors_is_told_who_decided(editor, superuser, verb, more):
    (version,) = candidates(1)
    decide(superuser, version, "reject", reason="trivial")
    sent = {"edit_seen": 0} | more
    page = text(editor.post(at(version, f"{verb}/"), sent, follow=True))
    assert "rejected by root already" in page
    assert [d.by_name for d in version.decisions.all()] == ["root"]


def test_what_was_edited_since_the_page_was_opened_is_not_decided(editor, superuser):
    (version,) = candidates(1)
    reword(superuser, version, stem="What was reworded?")
    page = text(editor.post(at(version, "accept/"), {"edit_seen": 0}, follow=True))
    assert "Somebody changed this since you opened it" in page
    assert state(version) == "candidate"
    assert "Somebody changed this" in text(editor.post(at(version, "accept/"), follow=True))


def test_those_without_a_finding_are_accepted_at_once_and_taken_back_at_once(editor):
    versions = candidates(3)
    page = BeautifulSoup(editor.get(QUEUE).content, "html.parser")
    assert not page.find_all("input", {"name": "clean"})  # the factory's questions are no good ones
    shown = {"clean": [f"{v.pk}:0" for v in versions[:2]]}
    assert "2 questions accepted" in text(editor.post(f"{QUEUE}accept-clean/", shown, follow=True))
    assert [state(v) for v in versions] == ["approved", "approved", "candidate"]
    assert "Taken back: 2 questions" in text(editor.get(undo(editor).url))
    assert {state(v) for v in versions} == {"candidate"}


def test_accepting_at_once_leaves_alone_what_changed_meanwhile(editor, superuser):
    first, second = candidates(2)
    reword(superuser, second, stem="What was reworded?")
    sent = {"clean": [f"{first.pk}:0", f"{second.pk}:0", "x:y", "9" * 30 + ":0", f"{first.pk}:x"]}
    page = text(editor.post(f"{QUEUE}accept-clean/", sent, follow=True))
    assert "changed or decided by somebody else" in page
    assert state(second) == "candidate"


def wording(version, **changes):
    version.refresh_from_db()
    item = version.to_item()
    sent = {"edit_seen": version.edit_number, "stem": item.stem, "explanation": item.explanation}
    for i, option in enumerate(item.options):
        sent |= {f"text_{i}": option.text, f"feedback_{i}": option.feedback}
        sent |= {f"correct_{i}": "on"} if option.correct else {}
    return sent | changes


def reword(client, version, **changes):
    return client.post(at(version, "edit/"), wording(version, **changes))


def test_an_edit_keeps_who_when_and_what(editor):
    (version,) = candidates(1)
    answer = reword(editor, version, stem="What is new?", text_0="Another wrong one")
    assert answer.status_code == 302, text(answer)
    version.refresh_from_db()
    assert version.stem == "What is new?"
    assert [o.text for o in version.options.all()] == [
        "Another wrong one",
        "Bravo",
        "Charlie",
        "Delta",
    ]
    decision = version.decisions.get()
    assert (decision.verb, decision.by_name, decision.note) == (
        "edited", "editor", "Changed: question (stem), options.",
    )  # fmt: skip
    assert version.history.first().history_user.username == "editor"
    assert version.options.first().history.first().history_user.username == "editor"
    assert version.options.first().history.last().text == "Alpha"


def test_an_option_is_added_and_another_taken_away(editor):
    (version,) = candidates(1)
    reword(editor, version, text_3="", text_4="A new one")
    assert [o.text for o in version.options.all()] == ["Alpha", "Bravo", "Charlie", "A new one"]
    reword(editor, version, text_3="")
    assert [o.text for o in version.options.all()] == ["Alpha", "Bravo", "Charlie"]


def test_a_reworded_question_and_its_options_still_know_their_entries(editor):
    (version,) = candidates(1, entry="scenario:torch_app")
    version.options.filter(text="Delta").update(entry="misconception:apps_are_tested")
    reword(editor, version, stem="Other words?", text_0="", text_3="Other words", text_4="New")
    version.refresh_from_db()
    assert version.entry == "scenario:torch_app"
    named = {option.text: option.entry for option in version.options.all()}
    assert named.pop("Other words") == "misconception:apps_are_tested"
    assert set(named) == {"Bravo", "Charlie", "New"}
    assert set(named.values()) == {""}


def test_saving_what_was_not_changed_decides_nothing(editor):
    (version,) = candidates(1)
    reword(editor, version)
    assert not version.decisions.exists()


def test_save_and_accept_is_one_act(editor):
    first, second = candidates(2)
    answer = reword(editor, first, stem="What is new?", accept="")
    assert answer.url == at(second)
    assert [d.verb for d in first.decisions.all()] == ["approved", "edited"]


@pytest.mark.parametrize(
    ("kind", "changes", "told"),
    [
        (Kind.SHORT_TEXT, {"lines": "phishing\r\nvishing\r\n"}, ["phishing", "vishing"]),
        (Kind.ORDERING, {"lines": "b\na\nc"}, ["b", "a", "c"]),
        (Kind.MATCHING, {"left_0": "eins", **{f"{s}_{i}": f"{s}{i}" for i in (1, 2) for s in ("left", "right")}, "right_0": "x"}, ["eins – x", "left1 – right1", "left2 – right2"]),
    ],
)  # fmt: skip
def test_every_kind_of_key_is_reworded(editor, kind, changes, told):
    version = make.version(kind, approved=False, stem="Which one is it?")
    answer = reword(editor, version, **changes)
    assert answer.status_code == 302, text(answer)
    part = {"short_text": "accepted_answers", "ordering": "steps", "matching": "pairs"}[kind.value]
    assert [str(p) for p in getattr(version, part).all()] == told


def test_a_number_is_reworded(editor):
    version = make.version(Kind.NUMERIC, approved=False, stem="How many?")
    assert "73.5" in editor.get(at(version, "edit/")).content.decode()
    reword(editor, version, number="12", tolerance="1", unit="days")
    version.refresh_from_db()
    assert (version.number_value, version.tolerance, version.unit) == (12, 1, "days")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"stem": ""}, "required"),
        ({"correct_1": ""}, "right"),
        ({"text_0": "x" * 501}, "500"),
        ({"stem": "nul \x00"}, "Null"),
    ],
)
def test_what_can_not_be_stored_is_told_and_what_was_typed_stays(editor, changes, told):
    (version,) = candidates(1)
    page = reword(editor, version, feedback_0="My typed words.", **changes)
    assert told in text(page)
    assert "My typed words." in page.content.decode()
    assert not version.decisions.exists()


def test_the_linter_answers_while_one_types_and_stores_nothing(editor):
    (version,) = candidates(1)
    sent = wording(version, text_0="All of the above")
    found = text(editor.post(at(version, "check/"), sent))
    assert "Must be mended: “All of the above” or the like" in found
    again = text(editor.post(at(version, "edit/"), sent | {"check": ""}))
    assert "“All of the above” or the like" in again
    assert "something is missing" in text(editor.post(at(version, "check/"), sent | {"stem": ""}))
    version.refresh_from_db()
    assert version.options.first().text == "Alpha"


def test_two_editors_at_one_wording_lose_nothing(editor, superuser):
    (version,) = candidates(1)
    mine = wording(version, stem="What I typed?")
    reword(superuser, version, stem="What the other typed?")
    answer = editor.post(at(version, "edit/"), mine)
    assert answer.status_code == 409
    assert "Somebody changed this" in text(answer)
    page = BeautifulSoup(answer.content, "html.parser")
    assert page.find("textarea", {"name": "stem"}).get_text().strip() == "What I typed?"
    again = mine | {"edit_seen": page.find("input", {"name": "edit_seen"})["value"]}
    assert editor.post(at(version, "edit/"), again).status_code == 302
    version.refresh_from_db()
    assert version.stem == "What I typed?"


def test_what_was_decided_while_one_typed_is_told_and_nothing_is_lost(editor, superuser):
    (version,) = candidates(1)
    mine = wording(version, stem="What I typed?")
    decide(superuser, version)
    answer = editor.post(at(version, "edit/"), mine)
    assert answer.status_code == 409
    assert "approved by root already" in text(answer)
    assert "What I typed?" in answer.content.decode()
    assert editor.get(at(version, "edit/")).url == at(version)


def test_candidates_are_filtered_by_article_run_and_way_of_asking(editor):
    one, other = make.article(), make.article("other", title="The other")
    (mine,), (hand,) = candidates(1, one), candidates(1, other)
    run = GenerationRun.objects.create(revision=one.current)
    QuestionVersion.objects.filter(pk=mine.pk).update(run=run, family="scenario", stem="Mine?")
    QuestionVersion.objects.filter(pk=hand.pk).update(stem="Written?")
    for query, shown, hidden in [
        (f"run={run.pk}", "Mine?", "Written?"),
        (f"article={other.pk}", "Written?", "Mine?"),
        ("family=scenario", "Mine?", "Written?"),
        ("family=hand", "Written?", "Mine?"),
    ]:
        page = text(editor.get(f"{QUEUE}?{query}"))
        assert shown in page
        assert hidden not in page
    for nonsense in ("run=x&article=-1", f"article={'9' * 40}", "page=x", "family=%00"):
        assert editor.get(f"{QUEUE}?{nonsense}").status_code == 200


def test_the_article_says_how_many_wait(editor):
    article = make.article()
    candidates(2, article)
    page = text(editor.get(f"/admin/quizzes/article/{article.pk}/change/"))
    assert "2 candidates wait: review them" in page


@pytest.mark.parametrize("who", ["guest", "signed_in"])
def test_the_review_is_for_editors_only(request, who):
    (version,) = candidates(1)
    client = request.getfixturevalue(who)
    parts = ["", "accept/", "reject/", "edit/", "check/"]
    paths = [
        QUEUE,
        f"{QUEUE}next/",
        f"{QUEUE}undo/",
        f"{QUEUE}accept-clean/",
        f"{QUEUE}make-quiz/",
        f"{QUEUE}decisions.csv",
    ]
    for path in [*paths, *(at(version, part) for part in parts)]:
        for ask in (client.get, client.post):
            answer = ask(path, {"edit_seen": 0, "reason": "other"})
            assert (answer.status_code, "/admin/login/" in answer.url) == (302, True)
    assert state(version) == "candidate"


def test_staff_who_may_not_edit_questions_are_refused(db):
    (version,) = candidates(1)
    client = make.browser_of(make.user("staff", is_staff=True))
    assert client.get(QUEUE).status_code == 403
    assert client.post(at(version, "accept/"), {"edit_seen": 0}).status_code == 403
    assert client.get(f"{BASE}999/review/").status_code == 403


def test_looking_decides_nothing(editor):
    (version,) = candidates(1)
    for part in ("accept/", "reject/", "check/"):
        assert editor.get(at(version, part)).status_code == 405
    assert editor.get(f"{QUEUE}undo/").status_code == 405
    assert editor.get(f"{QUEUE}accept-clean/").status_code == 405


def test_decisions_are_exported_with_their_reasons_and_without_a_name(editor, capsys):
    first, second, third = candidates(3)
    QuestionVersion.objects.update(family="scenario")
    reword(editor, first, stem="=1+1 is what?")
    decide(editor, first)
    decide(editor, second, "reject", reason="given_away", note="Too easy.")
    decide(editor, third)
    undo(editor)
    call_command("export_reviews")
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(r["decision"], r["reason"], r["edited"]) for r in lines] == [
        ("approved", "", True),
        ("rejected", "given_away", False),
    ]
    assert lines[1]["item"]["family"] == "scenario"
    assert lines[1]["item"]["evidence"][0]["text"].startswith("A thief")
    assert "editor" not in json.dumps(lines)
    for format in ("csv", "jsonl"):
        answer = editor.get(f"{QUEUE}decisions.{format}")
        sent = b"".join(answer.streaming_content).decode()
        assert "editor" not in sent
        assert "Too easy." in sent
    call_command("export_reviews", "--format", "csv")
    table = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert table[0]["stem"] == "'=1+1 is what?"
    assert table[0]["answers"] == "Alpha | * Bravo | Charlie | Delta"


def test_the_export_takes_the_same_for_two_and_for_forty(django_assert_num_queries):
    article = make.article()

    def reject(count):
        for version in candidates(count, article):
            version.reject(by=None, now=timezone.now(), reason=Reason.TRIVIAL)

    reject(2)
    list(rows())
    with django_assert_num_queries(11):
        assert len(list(rows())) == 2
    reject(38)
    with django_assert_num_queries(11):
        assert len(list(rows())) == 40


def test_every_decision_of_the_review_names_its_reason_or_none():
    (version,) = candidates(1)
    from django.db import IntegrityError, transaction

    for verb, reason in [("rejected", ""), ("approved", "trivial")]:
        with pytest.raises(IntegrityError), transaction.atomic():
            Decision.objects.record(
                verb, version=version, by=None, now=timezone.now(), reason=reason
            )


def test_a_rejected_question_is_called_so(editor):
    (version,) = candidates(1)
    decide(editor, version, "reject", reason="trivial")
    assert BeautifulSoup(editor.get(at(version)).content, "html.parser").h1.get_text() == "Rejected"
    assert "rejected" in text(editor.get(f"{BASE}?state__exact=retired"))


def test_the_entry_behind_a_question_can_be_mended_instead(editor, settings, tmp_path):
    settings.CONCEPTS_DIR = tmp_path
    Files(tmp_path).load()
    scenario = Scenario.objects.first()
    (version,) = candidates(1, entry=scenario.name)
    version.concepts.add(Concept.objects.first())
    links = [
        a["href"]
        for a in BeautifulSoup(editor.get(at(version)).content, "html.parser").select(".item a")
    ]
    assert f"/admin/quizzes/scenario/{scenario.pk}/change/" in links
    assert f"/admin/quizzes/concept/{Concept.objects.first().pk}/change/" in links


@pytest.mark.django_db(transaction=True)
def test_of_many_decisions_at_once_one_is_stored():
    (version,) = candidates(1)
    people = [make.user(f"editor-{i}") for i in range(8)]

    def decide_at_once(i):
        mine = QuestionVersion.objects.get(pk=version.pk)
        about = {"by": people[i], "now": timezone.now(), "seen": 0}
        try:
            mine.approve(**about) if i % 2 else mine.reject(reason="other", **about)
        except NotReviewable:
            return 0
        return 1

    assert sum(at_once(partial(decide_at_once, i) for i in range(8))) == 1
    assert version.decisions.count() == 1
