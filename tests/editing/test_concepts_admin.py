"""The concept base in the admin: looked at, edited, refused where it is broken, retired."""

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from quizzes import actions, entries, tasks
from quizzes.generation import generate, read
from quizzes.items import Item, Kind, Option
from quizzes.models import (
    ENTRIES,
    Article,
    Behaviour,
    Concept,
    Distractor,
    Misconception,
    Scenario,
    Source,
)
from tests import make
from tests.editing.conceptfiles import Files, address, errors_of, form_of, save

pytestmark = pytest.mark.django_db
WAITS = "brings no questions until somebody ticks"


@pytest.fixture
def files(tmp_path, settings):
    settings.CONCEPTS_DIR = tmp_path
    made = Files(tmp_path)
    made.load()
    return made


def text_of(client, path):
    page = BeautifulSoup(client.get(path, follow=True).content, "html.parser")
    for select in page.find_all("select"):
        select.decompose()
    return " ".join(page.text.split())


def of(key):
    return next(r for m in ENTRIES.values() for r in m.objects.filter(key=key))


@pytest.mark.parametrize(
    "key", ["who", "phishing", "spam", "call_back", "looks_real", "bank_writes"]
)
def test_saving_a_form_untouched_loses_nothing(files, editor, key):
    before = of(key).to_entry()
    assert save(editor, of(key)).status_code == 302
    row = of(key)
    assert row.to_entry() == before
    assert (row.is_changed, row.is_reviewed) == (False, True)


def test_an_editor_edits_stem_key_and_every_wrong_option_with_its_reason(files, editor):
    row = of("bank_writes")
    wrong = {
        f"distractors-{n}-{name}": f"{name.title()} of the option {n}"
        for n in range(3)
        for name in ("text", "why")
    }
    answer = save(
        editor, row, **wrong, stem="Your bank writes twice. What should you do?", key_text="Call the known number",
        key_why="Only it leads there. Call back.", sources=["other", "who"], checked="on",
    )  # fmt: skip
    assert answer.status_code == 302, errors_of(answer)
    entry = of("bank_writes").to_entry()
    assert entry.stem == "Your bank writes twice. What should you do?"
    assert (entry.key.text, entry.key.why) == (
        "Call the known number",
        "Only it leads there. Call back.",
    )
    assert [(d.text, d.why) for d in entry.distractors] == [
        (f"Text of the option {n}", f"Why of the option {n}") for n in range(3)
    ]
    assert entry.distractors[1].misconception == "looks_real"
    assert entry.sources == ("who", "other")
    assert Distractor.objects.filter(scenario=row).count() == 3
    assert tasks.concept_base().scenarios["bank_writes"] == entry


def test_a_wrong_option_is_added_and_taken_away_by_the_form(files, editor):
    row = of("bank_calls")
    new = {
        "distractors-3-text": "Ask a neighbour what to do",
        "distractors-3-kind": "detour",
        "distractors-3-why": "He does not know.",
    }
    assert save(editor, row, **new).status_code == 302
    assert [d.kind for d in of("bank_calls").to_entry().distractors][3] == "detour"
    assert save(editor, row, **{"distractors-0-DELETE": "on"}).status_code == 302
    assert [d.kind for d in of("bank_calls").to_entry().distractors] == ["habit", "delay", "detour"]


def test_a_changed_scenario_waits_for_a_tick_which_is_kept_with_name_and_time(files, editor):
    answer = editor.post(
        address(of("bank_writes")),
        form_of(editor, address(of("bank_writes")))
        | {"stem": "Your bank writes. What should you do?"},
        follow=True,
    )
    assert WAITS in answer.content.decode()
    row = of("bank_writes")
    assert (row.is_reviewed, row.review_readers) == (False, None)
    assert "bank_writes" not in tasks.concept_base().scenarios
    before = timezone.now()
    save(editor, row, checked="on")
    row = of("bank_writes")
    assert (row.is_reviewed, row.review_kind, row.checked_by_name) == (True, "editor", "editor")
    assert row.checked_at >= before
    assert tasks.concept_base().scenarios["bank_writes"].review.passed
    assert "Checked by editor" in text_of(editor, address(row))


def test_the_tick_speaks_for_the_words_that_it_was_given_for(files, editor):
    save(editor, of("call_back"), why="A first reason.", checked="on")
    assert of("call_back").is_askable
    save(editor, of("call_back"), why="A second reason.")
    assert (of("call_back").is_askable, of("call_back").checked_by) == (False, None)


def test_a_tick_on_what_was_reviewed_and_not_changed_changes_nothing(files, editor):
    save(editor, of("bank_writes"), checked="on")
    assert not of("bank_writes").is_changed


BROKEN = [
    ("call_back", {"says": "** bank"}, "begin the pattern"),
    ("call_back", {"says": "{two words|x} bank"}, "one word"),
    ("call_back", {"sources": []}, "cite at least one source"),
    ("call_back", {"why": ""}, "required"),
    ("looks_real", {"trigger_all": ["nothing-such"]}, "not one of the available choices"),
    ("looks_real", {"says": "{|maybe} fake"}, "begin the pattern"),
    ("looks_real", {"tempting": "9"}, "less than or equal to 3"),
    ("bank_writes", {"trigger_all": []}, "name at least one concept"),
    ("bank_writes", {"distractors-0-DELETE": "on", "distractors-1-DELETE": "on"}, "give two to four"),
    ("bank_writes", {"distractors-0-why": ""}, "required"),
    ("bank_writes", {"distractors-0-text": "Call the bank on its known number"}, "says the same as option 1"),
    ("bank_writes", {"says": "* bank"}, "begin the pattern"),
    ("spam", {"overlaps": ["phishing"]}, "can't both overlap and be disjoint"),
    ("phishing", {"kind": "nonsense"}, "not one of the available choices"),
    ("phishing", {"phrases": "by a message"}, "write a part, a colon and a phrase"),
    ("phishing", {"aliases": "phishing\r\n..."}, "holds no word"),
    ("who", {"url": "javascript:alert(1)"}, "Enter a valid URL"),
    ("who", {"title": "a\0b"}, "Null characters"),
]  # fmt: skip


@pytest.mark.parametrize(("key", "changes", "told"), BROKEN)
def test_a_broken_edit_is_refused_with_a_sentence_and_stores_nothing(
    files, editor, key, changes, told
):
    before = of(key).to_entry()
    answer = save(editor, of(key), **changes, checked="on")
    assert answer.status_code == 200
    said = errors_of(answer)
    assert said
    assert told in said
    assert of(key).to_entry() == before
    assert of(key).edit_number == 1


def test_the_second_of_two_editors_is_told(files, editor, superuser):
    opened = form_of(editor, address(of("call_back")))
    save(superuser, of("call_back"), why="The first one's.")
    answer = editor.post(address(of("call_back")), opened | {"why": "The second one's."})
    assert "while you were editing" in errors_of(answer)
    assert of("call_back").why == "The first one's."


def test_the_source_stands_beside_the_text(files, editor):
    page = editor.get(address(of("spam"))).content.decode()
    shown = text_of(editor, address(of("spam")))
    assert "An Authority: Its page" in shown
    assert "cite only" in shown
    assert 'href="https://other.example/"' in page


def asked(scenario, family="scenario", **more):
    """An approved question as the generator makes it of a scenario."""
    entry = scenario.to_entry()
    wrong = (Option(d.text, False, d.why) for d in entry.distractors)
    key = Option(entry.key.text, True, entry.key.why, f"behaviour:{entry.key.behaviour}")
    item = Item(
        Kind.SINGLE, entry.stem, (key, *wrong), explanation="x", family=family, concepts=("phishing",),
        id=scenario.key, entry=scenario.name, **more,
    )  # fmt: skip
    article = Article.objects.first() or make.article()
    [version] = actions.add_items([item], revision=article.current, by=None).versions
    version.approve(by=None, now=timezone.now())
    return version


def test_the_page_says_where_an_entry_is_used_and_what_a_change_makes_stale(files, editor):
    version = asked(of("bank_writes"))
    quiz = actions.make_quiz(title="A published quiz", slug="p", versions=[version], articles=[])
    quiz.publish(by=None, now=timezone.now())
    link = f"/admin/quizzes/questionversion/{version.pk}/change/"
    for key in ("bank_writes", "call_back", "phishing"):
        page = editor.get(address(of(key))).content.decode()
        assert link in page, key
        assert "A published quiz" in page, key
    behaviour = editor.get(address(of("call_back"))).content.decode()
    assert address(of("bank_writes")) in behaviour
    assert address(of("bank_calls")) in behaviour
    assert link not in editor.get(address(of("bank_calls"))).content.decode()


def test_after_a_change_the_editor_is_led_to_the_questions_with_the_old_words(files, editor):
    version = asked(of("bank_writes"))
    link = f"/admin/quizzes/questionversion/{version.pk}/change/"
    path = address(of("bank_writes"))
    data = form_of(editor, path) | {"stem": "Your bank writes again. What should you do?"}
    answer = editor.post(path, data, follow=True).content.decode()
    assert "keep the words that they had" in answer
    assert link in answer
    assert link in editor.get(path).content.decode()
    version.refresh_from_db()
    assert version.state == "approved"


def test_a_question_about_a_reason_is_known_as_made_of_its_entry_too(files, editor):
    version = asked(of("bank_writes"), family="reason")
    assert list(entries.questions_from(of("bank_writes")).outside_the_pool()) == [version]
    assert (
        f"questionversion/{version.pk}/change/"
        in editor.get(address(of("call_back"))).content.decode()
    )


def test_a_question_that_an_editor_reworded_is_still_known_as_made_of_the_entry(files, editor):
    successor = asked(of("bank_writes")).successor(by=None)
    successor.stem = "Quite another wording of it?"
    successor.save()
    right = successor.options.get(correct=True)
    right.text = "Quite another wording of the key"
    right.save()
    successor.approve(by=None, now=timezone.now())
    for key in ("bank_writes", "call_back"):
        assert list(entries.questions_from(of(key)).outside_the_pool()) == [successor]
    assert entries.entries_behind(successor)[0].text == of("bank_writes").stem


@pytest.mark.parametrize("key", ["who", "phishing", "call_back", "looks_real", "bank_writes"])
def test_retiring_silences_an_entry_and_bringing_it_back_restores_the_base(files, editor, key):
    row, before = of(key), entries.stored().asked
    url = address(row).replace("change/", "do/")
    assert editor.post(f"{url}retire/").status_code == 302
    assert of(key).state == "retired"
    assert key not in getattr(entries.stored().asked, row.section)
    assert of(key).history.first().history_user.username == "editor"
    assert "because it is retired" in text_of(editor, address(row))
    editor.post(f"{url}bring_back/")
    assert entries.stored().asked == before


def test_what_leans_on_a_retired_entry_stays_silent_too_and_says_so(files, editor):
    editor.post(address(of("call_back")).replace("change/", "do/retire/"))
    assert tasks.concept_base().scenarios == {}
    shown = text_of(editor, address(of("bank_calls")))
    assert "because “call_back”, on which it leans, is silent" in shown


def test_a_reference_that_an_entry_can_do_without_is_only_dropped(files):
    of("spam").retire(by=None, now=timezone.now())
    of("looks_real").retire(by=None, now=timezone.now())
    of("bank_calls").retire(by=None, now=timezone.now())
    base = tasks.concept_base()
    assert base.concepts["phishing"].siblings == ()
    assert base.scenarios["bank_writes"].twin == ""
    assert {d.misconception for d in base.scenarios["bank_writes"].distractors} == {""}


def test_a_source_of_several_may_go_the_last_one_takes_its_entries_along(files):
    of("who").retire(by=None, now=timezone.now())
    base = tasks.concept_base()
    assert base.concepts["spam"].sources == ("other",)
    assert "phishing" not in base.concepts
    assert base.scenarios == base.behaviours == base.misconceptions == {}
    document = read(b"The article warns of phishing and spam, and advises to call the bank.")
    assert generate(document, concepts=base).items == ()


def test_several_are_retired_and_brought_back_from_the_list(files, editor):
    chosen = {"_selected_action": list(Scenario.objects.values_list("pk", flat=True))}
    editor.post("/admin/quizzes/scenario/", chosen | {"action": "retire_selected"})
    assert set(Scenario.objects.values_list("state", flat=True)) == {"retired"}
    editor.post("/admin/quizzes/scenario/", chosen | {"action": "bring_back_selected"})
    assert set(Scenario.objects.values_list("state", flat=True)) == {"active"}


def test_what_differs_from_the_shipped_text_stands_side_by_side_and_can_be_taken_back(
    files, editor
):
    url = address(of("bank_writes"))
    assert "Take the shipped text again" not in text_of(editor, url)
    save(
        editor,
        of("bank_writes"),
        stem="Another story of your bank. What should you do?",
        checked="on",
        **{"distractors-0-why": "Another reason."},
    )
    files.data["scenarios"]["bank_writes"]["key"]["why"] = "A new shipped reason. Call back."
    files.load()
    table = BeautifulSoup(editor.get(url).content, "html.parser").find(class_="compared")
    rows = {tr.th.text: [td.text for td in tr.find_all("td")] for tr in table.tbody.find_all("tr")}
    assert rows["situation and question"] == [
        "Another story of your bank. What should you do?",
        files.data["scenarios"]["bank_writes"]["stem"],
    ]
    assert rows["why, and the rule"][1] == "A new shipped reason. Call back."
    assert "Another reason." in rows["distractors"][0]
    editor.post(url.replace("change/", "do/take_shipped/"))
    row = of("bank_writes")
    assert (row.is_changed, row.is_reviewed, row.checked_by_name) == (False, True, "")
    assert row.to_entry() == tasks.shipped_base().scenarios["bank_writes"]
    assert "as it is shipped" in files.load()


FILTERS = [
    ("reviewed=no", {"bank_writes"}), ("reviewed=yes", {"bank_calls"}), ("compared=same", {"bank_calls"}),
    ("compared=changed", {"bank_writes"}), ("compared=news", set()), ("compared=left", set()),
    ("origin=own", set()), ("q=somebody+calls", {"bank_calls"}), ("q=proof", {"bank_calls", "bank_writes"}),
    ("topic=phishing", {"bank_calls", "bank_writes"}), ("state=retired", set()), ("level=apply", {"bank_calls", "bank_writes"}),
]  # fmt: skip


@pytest.mark.parametrize(("query", "keys"), FILTERS)
def test_entries_are_searched_and_filtered(files, editor, query, keys):
    save(editor, of("bank_writes"), key_text="Call the bank at its known number")
    answer = editor.get(f"/admin/quizzes/scenario/?{query}")
    assert {row.key for row in answer.context["cl"].result_list} == keys


def test_the_lists_of_changed_news_and_left_are_those_of_the_load(files, editor):
    save(editor, of("bank_writes"), stem="Another story. What should you do?")
    save(editor, of("bank_calls"), stem="Yet another story. What should you do?")
    files.data["scenarios"]["bank_writes"]["difficulty"] = 3
    files.data["scenarios"]["bank_writes"].pop("twin")
    files.data["scenarios"].pop("bank_calls")
    files.load()
    for compared, key in (("news", "bank_writes"), ("left", "bank_calls")):
        answer = editor.get(f"/admin/quizzes/scenario/?compared={compared}")
        assert [row.key for row in answer.context["cl"].result_list] == [key]


def test_the_rule_of_the_list_is_the_rule_of_the_entry(files, editor):
    save(editor, of("bank_writes"), stem="Another story. What should you do?")
    save(editor, of("call_back"), why="Ours.", checked="on")
    of("looks_real").retire(by=None, now=timezone.now())
    save(editor, of("who"), terms="CC BY")
    for model in ENTRIES.values():
        for name in ("changed", "askable", "reviewed"):
            rows = set(getattr(model.objects, name)())
            assert rows == {r for r in model.objects.all() if getattr(r, f"is_{name}")}


def test_nobody_deletes_an_entry(files, superuser):
    for model in ENTRIES.values():
        row = model.objects.first()
        assert (
            superuser.post(address(row).replace("change/", "delete/"), {"post": "yes"}).status_code
            == 403
        )
        assert (
            "delete_selected"
            not in superuser.get(f"/admin/quizzes/{model._meta.model_name}/").content.decode()
        )


def test_who_may_only_look_gets_a_page_without_a_form(files):
    from django.contrib.auth.models import Permission

    user = make.user("looker", is_staff=True)
    user.user_permissions.add(*Permission.objects.filter(codename__startswith="view_"))
    client = make.browser_of(user)
    for model in ENTRIES.values():
        page = client.get(address(model.objects.first()))
        assert page.status_code == 200
        assert "_save" not in page.content.decode()
        assert client.post(address(model.objects.first()), {}).status_code == 403


def test_before_the_base_is_loaded_an_entry_is_refused_with_what_to_do(editor, db):
    data = form_of(editor, "/admin/quizzes/source/add/")
    answer = editor.post(
        "/admin/quizzes/source/add/", data | {"org": "O", "title": "T", "url": "https://o.example/"}
    )
    assert "load_concepts" in errors_of(answer)
    assert not Source.objects.exists()
    row = Concept.objects.create(key="only_a_name", topic="t", label="only a name")
    assert "not loaded yet" in text_of(editor, address(row))


@pytest.mark.parametrize("model", [Source, Concept, Behaviour, Misconception, Scenario])
def test_a_page_takes_the_same_for_few_and_for_many_entries_that_lean_on_it(
    files, editor, model, django_assert_max_num_queries, django_assert_num_queries
):
    path = address(model.objects.first())
    asked(of("bank_writes"))
    editor.get(path)
    with django_assert_max_num_queries(22) as few:
        editor.get(path)
    count = len(few)
    scenarios = files.data["scenarios"]
    for i in range(40):
        scenarios[f"more_{i}"] = scenarios["bank_calls"] | {"twin": "", "stem": f"Story {i}?"}
    files.load()
    for i in range(20):
        version = asked(of(f"more_{i}"))
        actions.make_quiz(title=f"Q{i}", slug=f"q-{i}", versions=[version], articles=[]).publish(
            by=None, now=timezone.now()
        )
    editor.get(path)
    with django_assert_num_queries(count):
        editor.get(path)
