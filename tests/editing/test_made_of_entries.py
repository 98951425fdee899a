"""Of which entries a question was made: written down once, and kept whatever is reworded."""

from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from quizzes import actions
from quizzes.items import Item, Kind, Option
from quizzes.models import Misconception, QuestionVersion, Scenario
from quizzes.models import Option as OptionRow
from tests import make
from tests.editing.conceptfiles import Files

pytestmark = pytest.mark.django_db
filling = import_module("quizzes.migrations.0018_made_of_entries_by_words")


@pytest.fixture
def base(tmp_path, settings):
    settings.CONCEPTS_DIR = tmp_path
    Files(tmp_path).load()
    return Scenario.objects.get(key="bank_writes"), Misconception.objects.get(key="looks_real")


def store(item):
    return actions.add_items([item], revision=None, by=None).versions[0]


def told(scenario, *, stem="", family="scenario"):
    """A question as it was stored when questions did not know their entries."""
    wrong = (Option(d.text, False, d.why) for d in scenario.distractors.all())
    options = (Option(scenario.key_text, True), *wrong)
    return store(Item(Kind.SINGLE, stem or scenario.stem, options, family=family))


def names(version):
    """The entry of a version, and those of its options."""
    version.refresh_from_db()
    return version.entry, [option.entry for option in version.options.all()]


SITUATION = (
    "scenario:bank_writes",
    ["behaviour:call_back", "", "misconception:looks_real", ""],
)


def fill():
    filling.fill(apps, None)


@pytest.mark.parametrize("family", ["scenario", "reason"])
def test_what_is_stored_already_is_known_by_its_words(base, family):
    version = told(base[0], family=family)
    fill()
    assert names(version) == SITUATION


def test_it_is_known_with_the_sentence_that_once_stood_before_it(base):
    version = told(base[0], stem=f"The article warns of phishing. {base[0].stem}")
    fill()
    assert names(version) == SITUATION


def test_it_is_known_by_the_words_that_its_entry_once_had(base):
    version = told(base[0])
    base[0].stem = "Quite another situation. What do you do?"
    base[0].save()
    fill()
    assert names(version) == SITUATION


def test_a_version_that_was_reworded_is_known_by_its_first_wording(base):
    version = told(base[0])
    version.approve(by=None, now=timezone.now())
    reworded = version.successor(by=None)
    reworded.stem = "Reworded: what do you do?"
    reworded.save()
    fill()
    assert names(version) == names(reworded) == SITUATION


def test_both_statements_of_a_misconception_are_known(base):
    both = [
        store(Item(Kind.TRUE_FALSE, stem, (Option("True", True), Option("False")), family="misconception"))
        for stem in (base[1].claim, base[1].correction)
    ]  # fmt: skip
    fill()
    for version in both:
        assert names(version) == ("misconception:looks_real", ["", ""])


def test_a_habit_among_the_options_is_known(base):
    options = (Option("Wait", True), Option("Call the bank yourself"))
    version = store(Item(Kind.SINGLE, "What should you do?", options, family="advice"))
    fill()
    assert names(version) == ("", ["", "behaviour:call_back"])


def test_what_a_person_wrote_and_what_no_entry_says_is_left_alone(base):
    by_hand, unknown = told(base[0], family=""), told(base[0], stem="Who knows. What now?")
    fill()
    for version in (by_hand, unknown, make.version()):
        assert names(version)[0] == ""
        assert not any(names(version)[1])


def test_many_are_filled_in_as_few_statements_as_two(base, django_assert_num_queries):
    for count in (2, 40):
        for _ in range(count):
            told(base[0])
        QuestionVersion.objects.update(entry="")
        OptionRow.objects.update(entry="")
        with django_assert_num_queries(8):
            fill()
        assert QuestionVersion.objects.exclude(entry="").count() == QuestionVersion.objects.count()
