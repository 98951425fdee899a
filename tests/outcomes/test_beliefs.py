"""What a group believes: wrong options name the misconceptions behind them."""

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from quizzes import actions
from quizzes.entries import beliefs_behind, questions_about
from quizzes.items import Item, Kind, Option, entry_name
from quizzes.models import Misconception, Scenario, Source
from tests import make
from tests.assigning import making
from tests.editing.conceptfiles import Files

pytestmark = pytest.mark.django_db


@pytest.fixture
def base(tmp_path, settings):
    settings.CONCEPTS_DIR = tmp_path
    Files(tmp_path).load()
    scenario, misconception = Scenario.objects.first(), Misconception.objects.first()
    distractor = scenario.distractors.first()
    distractor.misconception = misconception.key
    distractor.save()
    return scenario, misconception


def store(item):

    version = actions.add_items([item], revision=None, by=None).versions[0]
    version.approve(by=None, now=timezone.now())
    return version


def put(misconception, *, claim=True):
    stem = misconception.claim if claim else misconception.correction
    options = (Option("True", not claim), Option("False", claim))
    return store(
        Item(Kind.TRUE_FALSE, stem, options, family="misconception", entry=misconception.name)
    )


def told(scenario):
    wrong = tuple(
        Option(d.text, False, d.why, entry_name("misconception", d.misconception))
        for d in scenario.distractors.all()
    )
    options = (Option(scenario.key_text, True), *wrong)
    return store(Item(Kind.SINGLE, scenario.stem, options, family="scenario", entry=scenario.name))


def behind(version):
    found = beliefs_behind([version])
    return {o.text: found[o.pk] for o in version.options.all() if o.pk in found}


def test_whoever_holds_a_claim_true_or_its_correction_false_believes_it(base):
    _scenario, misconception = base
    assert behind(put(misconception)) == {"True": misconception.key}
    assert behind(put(misconception, claim=False)) == {"False": misconception.key}


def test_a_distractor_carries_the_misconception_behind_it_and_the_others_none(base):
    scenario, misconception = base
    expected = {d.text: d.misconception for d in scenario.distractors.all() if d.misconception}
    assert behind(told(scenario)) == expected
    assert 1 <= len(expected) < scenario.distractors.count()
    assert misconception.key in expected.values()


def test_an_entry_that_was_changed_meanwhile_and_a_question_that_was_reworded_stay_known(base):
    scenario, misconception = base
    version = told(scenario)
    Scenario.objects.get(pk=scenario.pk)
    scenario.stem = "Another situation altogether. What do you do?"
    scenario.save()
    assert set(behind(version).values()) == {misconception.key}
    reworded = version.successor(by=None)
    reworded.stem = "Reworded by an editor: what do you do?"
    reworded.save()
    for option in reworded.options.all():
        option.text += " (reworded)"
        option.save()
    assert set(behind(reworded).values()) == {misconception.key}
    reworded.approve(by=None, now=timezone.now())
    assert questions_about([misconception.key]) == {misconception.key: [reworded]}


def test_an_option_that_an_editor_calls_right_says_nothing_of_beliefs(base):
    scenario, misconception = base
    reworded = told(scenario).successor(by=None)
    reworded.kind = Kind.MULTIPLE
    reworded.save()
    reworded.options.filter(entry=misconception.name).update(correct=True)
    reworded.approve(by=None, now=timezone.now())
    assert behind(reworded) == questions_about([misconception.key]) == {}


def test_questions_of_other_sorts_say_nothing_of_beliefs(base):
    _scenario, misconception = base
    by_hand = store(
        Item(
            kind=Kind.TRUE_FALSE,
            stem=misconception.claim,
            options=(Option("True"), Option("False", True)),
        )
    )
    assert beliefs_behind([by_hand, make.version()]) == {}


def test_questions_about_a_misconception_are_found(base):
    scenario, misconception = base
    asked = {put(misconception).pk, put(misconception, claim=False).pk, told(scenario).pk}
    found = questions_about([misconception.key])[misconception.key]
    assert {v.pk for v in found} == asked


@pytest.fixture
def shown(base, anna):
    """The page of a group of which four of six believe the claim, and a question nobody has met."""
    _scenario, misconception = base
    source = Source.objects.first()
    Misconception.objects.filter(pk=misconception.pk).update(sources=[source.key])
    group = make.group("Class 7b", anna)
    quiz = actions.make_quiz(title="Q", slug="q", versions=[put(misconception)], articles=[])
    other = actions.make_quiz(
        title="The next quiz", slug="n", versions=[put(misconception, claim=False)], articles=[]
    )
    for made in (quiz, other):
        made.publish(by=None, now=timezone.now())
    assignment = making.assignment(group, quiz, visibility="individual")
    for i in range(6):
        making.sat(assignment, making.member(group, name=f"M{i}").learner, i < 2, confidence=3)
    page = make.browser_of(anna).get(f"/groups/{group.pk}/results/{assignment.pk}/")
    text = BeautifulSoup(page.content, "html.parser").main.get_text(" ")
    return " ".join(text.split()), misconception, source


def test_the_groups_page_says_how_many_believe_what_with_its_correction_and_source(shown):
    text, misconception, source = shown
    assert f"4 of 6 believe: {misconception.claim}" in text
    assert f"What is true: {misconception.correction}" in text
    assert f"{source.org}: {source.title}" in text
    assert "4 of 6 were certain and wrong" in text


def test_it_names_a_question_that_nobody_has_met_and_the_quiz_that_holds_it(shown):
    text, misconception, _source = shown
    assert "A question on it that nobody here has met " + misconception.correction in text
    assert "It is in the quiz “The next quiz”. Assign that quiz" in text


def test_the_links_of_the_shipped_base_are_all_real():
    """Every misconception behind a shipped distractor is an entry, so that none is lost in silence."""
    from quizzes.tasks import shipped_base

    base = shipped_base()
    named = {d.misconception for s in base.scenarios.values() for d in s.distractors} - {""}
    assert named
    assert named <= base.misconceptions.keys()
