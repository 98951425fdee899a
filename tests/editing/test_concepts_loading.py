"""load_concepts: what is shipped becomes rows, and what an editor changed stays."""

import dataclasses
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import timezone

from quizzes import actions, entries, tasks
from quizzes.generation import ConceptBase
from quizzes.generation.concepts.entries import EDITOR
from quizzes.models import ENTRIES, Behaviour, Concept, ConceptLoad, Misconception, Scenario, Source
from quizzes.models.flattening import checksum, flat, put_together
from tests.editing.conceptfiles import Files

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def files(tmp_path, settings):
    settings.CONCEPTS_DIR = tmp_path
    return Files(tmp_path)


def edited(row, **changes):
    """The row after an editor's change of its entry, unticked."""
    row.edit(dataclasses.replace(row.to_entry(), **changes), checked=False, by=None, now=NOW)
    return row


def everything():
    return {
        section: list(model.objects.order_by("pk").values()) for section, model in ENTRIES.items()
    }


def test_the_base_of_the_rows_is_the_base_of_the_files_in_every_field():
    shipped = ConceptBase.load(settings.CONCEPTS_DIR)
    entries.load(Path(settings.CONCEPTS_DIR), now=NOW)
    known = entries.stored()
    for section in ENTRIES:
        for name, entry in getattr(shipped, section).items():
            assert getattr(known.whole, section)[name] == entry, name
    assert known.whole == known.asked == shipped
    assert known.silent == {}


def test_no_shipped_entry_claims_the_review_of_an_editor():
    shipped = ConceptBase.load(settings.CONCEPTS_DIR)
    reviewed = [*shipped.scenarios.values(), *shipped.misconceptions.values()]
    assert EDITOR not in {entry.review.kind for entry in reviewed if entry.review}


def test_a_field_without_a_column_is_kept_all_the_same(files):
    @dataclasses.dataclass(frozen=True)
    class Later(Source.value_class):
        seen: tuple[str, ...] = ()
        inner: Source.value_class | None = None

    inner = Source.value_class("i", "o", "t", "https://i.example/")
    later = Later("who", "Org", "Title", "https://who.example/", "terms", ("a", "b"), inner)
    row = Source()
    row.put(later)
    row.save()
    columns = {"id": "who", "org": row.org, "title": row.title, "url": row.url, "terms": row.terms}
    row.refresh_from_db()
    assert put_together(Later, columns | row.more | {"inner_id": None}).seen == ("a", "b")
    assert set(row.more) == set(flat(later)) - set(columns)


def test_a_field_that_a_later_version_adds_changes_no_checksum():
    @dataclasses.dataclass(frozen=True)
    class Later(Source.value_class):
        seen: tuple[str, ...] = ()

    old = Source.value_class("i", "o", "t", "https://i.example/")
    assert checksum(Later("i", "o", "t", "https://i.example/")) == checksum(old)
    assert checksum(Later("i", "o", "t", "https://i.example/", seen=("x",))) != checksum(old)


def test_loading_again_changes_nothing(files):
    assert "added 2 concepts, 1 behaviours" in files.load()
    before = everything()
    assert "as it is shipped" in files.load()
    assert everything() == before


def test_what_nobody_changed_is_brought_up_to_date(files):
    files.load()
    files.data["behaviours"]["call_back"]["why"] = "A better reason."
    files.data["scenarios"]["bank_calls"]["distractors"][0]["why"] = "A new reason."
    del files.data["scenarios"]["bank_calls"]["distractors"][2]
    assert "2 entries brought up to date" in files.load()
    assert Behaviour.objects.get().why == "A better reason."
    options = Scenario.objects.get(key="bank_calls").distractors.all()
    assert [o.why for o in options] == ["A new reason.", "A fake page may look real."]
    assert entries.stored().whole == ConceptBase.load(files.folder)


def test_what_an_editor_changed_is_never_overwritten_and_the_new_text_is_told(files):
    files.load()
    edited(Behaviour.objects.get(), why="Our own reason.")
    files.data["behaviours"]["call_back"]["why"] = "The next shipped reason."
    told = files.load()
    assert "Left as it is: behaviours.call_back, because an editor changed it" in told
    assert "The next shipped reason." in told
    assert Behaviour.objects.get().why == "Our own reason."
    assert "The next shipped reason." in files.load()
    assert "The next shipped reason." in ConceptLoad.objects.first().report


def test_a_change_that_is_shipped_later_is_no_change_any_more(files):
    files.load()
    row = edited(Source.objects.get(key="who"), terms="CC BY 4.0")
    assert row.is_changed
    files.data["sources"]["who"]["terms"] = "CC BY 4.0"
    files.load()
    row.refresh_from_db()
    assert (row.is_changed, row.is_askable) == (False, True)


def test_what_is_shipped_no_more_is_retired_and_comes_back_when_it_is_shipped_again(files):
    files.load()
    kept = files.data["scenarios"].pop("bank_calls")
    files.data["scenarios"]["bank_writes"].pop("twin")
    assert "Retired: scenarios.bank_calls" in files.load()
    assert "bank_calls" not in entries.stored().asked.scenarios
    assert "Retired" not in files.load()
    files.data["scenarios"]["bank_calls"] = kept
    assert "Brought back: scenarios.bank_calls" in files.load()
    assert "bank_calls" in entries.stored().asked.scenarios


def test_what_an_editor_retired_stays_retired_whatever_is_shipped(files):
    files.load()
    Behaviour.objects.get().retire(by=None, now=NOW)
    files.data["behaviours"]["call_back"]["why"] = "A better reason."
    files.load()
    row = Behaviour.objects.get()
    assert (row.why, row.state) == ("A better reason.", "retired")


def test_what_is_shipped_no_more_stays_where_an_editor_changed_it_and_that_is_told(files):
    files.load()
    edited(Misconception.objects.get(), wrong_because="Ours.")
    del files.data["misconceptions"]["looks_real"]
    for entry in files.data["scenarios"].values():
        entry["distractors"][1].pop("misconception")
    told = files.load()
    assert "Left as it is: misconceptions.looks_real" in told
    assert "shipped no more" in told
    assert Misconception.objects.get().state == "active"


def test_what_an_editor_brought_back_is_not_retired_by_the_next_load(files):
    files.load()
    files.data["scenarios"].pop("bank_calls")
    files.data["scenarios"]["bank_writes"].pop("twin")
    files.load()
    Scenario.objects.get(key="bank_calls").bring_back(by=None, now=NOW)
    files.load()
    assert Scenario.objects.get(key="bank_calls").state == "active"


def test_an_error_in_the_files_changes_nothing_and_names_the_place(files):
    files.load()
    before = everything()
    files.data["behaviours"]["call_back"]["why"] = "A better reason."
    files.data["scenarios"]["bank_calls"]["sources"] = ["nobody"]
    with pytest.raises(CommandError, match=r"bank_calls\.sources.*Nothing was changed"):
        files.load()
    assert everything() == before
    assert ConceptLoad.objects.count() == 1


def test_concepts_that_questions_point_to_are_filled_in_and_not_doubled(files):
    actions.add_concepts(ConceptBase.load(files.folder))
    before = dict(Concept.objects.values_list("key", "pk"))
    assert entries.stored() is None
    files.load()
    assert dict(Concept.objects.values_list("key", "pk")) == before
    assert Concept.objects.get(key="phishing").aliases == ("phishing", "phishing email")


def test_a_load_takes_the_same_for_two_and_for_three_hundred_entries_where_nothing_is_new(
    files, django_assert_num_queries, django_assert_max_num_queries
):
    files.load()
    with django_assert_max_num_queries(40) as few:
        entries.load(files.folder, now=NOW)
    count = len(few)
    scenarios = files.data["scenarios"]
    for i in range(300):
        scenarios[f"more_{i}"] = scenarios["bank_calls"] | {"twin": "", "stem": f"Story {i}?"}
    with django_assert_max_num_queries(200):  # some rows a statement, as many as SQLite allows
        files.load()
    with django_assert_num_queries(count):
        entries.load(files.folder, now=NOW)


def test_the_history_says_what_a_load_did(files):
    files.load()
    files.data["sources"]["who"]["terms"] = "CC BY 4.0"
    files.load()
    told = Source.objects.get(key="who").history.values_list("history_type", "terms")
    assert list(told) == [("~", "CC BY 4.0"), ("+", "cite only")]


def test_load_content_loads_the_base_once_for_each_version_of_its_files(files, capsys):
    call_command("load_content")
    assert "Concept base: added" in capsys.readouterr().out
    count = ConceptLoad.objects.count()
    call_command("load_content")
    assert (ConceptLoad.objects.count(), capsys.readouterr().out) == (count, "")
    files.data["sources"]["who"]["terms"] = "CC BY 4.0"
    files.write()
    call_command("load_content")
    assert "1 entries brought up to date" in capsys.readouterr().out


def test_without_a_load_the_generator_takes_the_files(files):
    assert tasks.concept_base() == ConceptBase.load(files.folder)
    files.load()
    Behaviour.objects.get().retire(by=None, now=NOW)
    assert "call_back" not in tasks.concept_base().behaviours
