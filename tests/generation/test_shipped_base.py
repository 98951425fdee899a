"""The shipped concept base: rules that its content keeps, whoever wrote an entry."""

import re
from collections import Counter
from itertools import combinations

import pytest
from rapidfuzz import fuzz

from quizzes.generation import objections, shipped_embedder
from quizzes.generation.concepts import Linker
from quizzes.generation.language import language_of
from quizzes.items import Authority, Item, Kind, Level, Option

LEAST = {"concepts": 70, "behaviours": 150, "misconceptions": 130, "scenarios": 220}
TOPICS = 16
SETTINGS = {
    "home", "office", "school", "clinic", "shop", "travel", "family", "volunteers", "online",
}  # fmt: skip
REASON = re.compile(r"\b(?:because|since)\b|, as (?!long|soon|well|far)")


def options(scenario):
    """Every option as (text, whether it is the key, whether it is the cautious one)."""
    wrong = [(d.text, False, d.cautious) for d in scenario.distractors]
    return [(scenario.key.text, True, scenario.key.cautious), *wrong]


def applied(shipped):
    """The scenarios with a decision in them, without the questions about reasons."""
    return [s for s in shipped.scenarios.values() if s.is_applied]


def as_item(scenario):
    return Item(
        kind=Kind.SINGLE,
        stem=scenario.stem,
        options=(
            Option(scenario.key.text, True, scenario.key.why),
            *(Option(d.text, False, d.why) for d in scenario.distractors),
        ),
        explanation=scenario.key.why,
        authority=(Authority("o", "t", "https://example.org"),),
        level=Level(scenario.level),
    )


def test_a_question_about_a_reason_waits_for_a_sentence_that_states_it(shipped):
    for scenario in shipped.scenarios.values():
        if not scenario.is_applied:
            assert scenario.says, scenario.id
            assert not scenario.after, scenario.id


@pytest.mark.parametrize("section", LEAST)
def test_it_is_large_enough(shipped, section):
    assert len(getattr(shipped, section)) >= LEAST[section]


def test_every_topic_has_everything(shipped):
    for section in LEAST:
        topics = Counter(entry.topic for entry in getattr(shipped, section).values())
        assert len(topics) == TOPICS, section


def test_every_alias_links_to_its_concept(shipped):
    linker = Linker(shipped, language_of("en"))
    for entry in shipped.concepts.values():
        # An ambiguous word links only beside another concept of security.
        beside = " and ransomware" if entry.ambiguous else ""
        for alias in entry.aliases:
            found = {m.concept for m in linker.mentions(f"{alias}{beside}")}
            assert entry.id in found, alias


def test_every_meaning_that_is_asked_for_fits_beside_three_others(shipped):
    for entry in shipped.concepts.values():
        if not entry.plain and entry.kind in {"attack", "control"}:
            assert len(shipped.disjoint_from(entry.id)) >= 3, entry.id


def test_every_behaviour_conjugates(shipped):
    for entry in shipped.behaviours.values():
        forms = entry.forms
        assert forms.imperative[0].isupper(), entry.id
        assert not forms.imperative.endswith("."), entry.id
        assert "ing" in " ".join(forms.gerund.split()[:3]), entry.id
        assert forms.gerund[0].islower(), entry.id
        assert forms.third.split()[0].endswith("s") or "s " in forms.third[:24], entry.id


def test_every_option_has_a_reason_of_its_own(shipped):
    for scenario in shipped.scenarios.values():
        reasons = [scenario.key.why, *(d.why for d in scenario.distractors)]
        assert all(reason.endswith((".", "!", "?", "”", '"')) for reason in reasons), scenario.id
        assert len(set(reasons)) == len(reasons), scenario.id


def test_every_option_is_about_as_long_as_the_key(shipped):
    for scenario in shipped.scenarios.values():
        key = len(scenario.key.text)
        for distractor in scenario.distractors:
            assert 0.6 <= len(distractor.text) / key <= 1.45, scenario.id


def test_the_linter_has_no_error_against_any_scenario(shipped):
    for scenario in shipped.scenarios.values():
        found = objections(as_item(scenario), concepts=shipped)
        assert [o.code for o in found if o.severity == "error"] == [], scenario.id


def test_no_two_scenarios_are_alike_unless_they_are_twins(shipped):
    embedder = shipped_embedder()
    for one, other in combinations(shipped.scenarios.values(), 2):
        if other.id == one.twin:
            continue
        if fuzz.token_set_ratio(one.stem, other.stem) >= 80:
            assert embedder.similarity(one.stem, other.stem) < 0.9, (one.id, other.id)


def test_twins_name_each_other_and_turn_on_a_detail(shipped):
    twins = [s for s in shipped.scenarios.values() if s.twin]
    assert len(twins) >= 40
    for scenario in twins:
        other = shipped.scenarios[scenario.twin]
        assert other.twin == scenario.id
        assert other.key.text != scenario.key.text, scenario.id


def test_no_wrong_option_is_a_behaviour_that_is_also_right(shipped):
    for scenario in shipped.scenarios.values():
        if not scenario.key.behaviour:
            continue
        right = shipped.behaviours[scenario.key.behaviour]
        also = [right, *(shipped.behaviours[name] for name in right.also_right)]
        for distractor in scenario.distractors:
            for behaviour in also:
                alike = fuzz.ratio(distractor.text.lower(), behaviour.forms.imperative.lower())
                assert alike < 85, (scenario.id, distractor.text)


def test_no_safe_behaviour_is_a_wrong_option_elsewhere(shipped):
    safe = {
        b.forms.imperative.lower(): b.id
        for b in shipped.behaviours.values()
        if b.polarity == "safe"
    }
    for scenario in shipped.scenarios.values():
        for distractor in scenario.distractors:
            assert distractor.text.lower() not in safe, (scenario.id, distractor.text)


def test_every_source_has_address_and_terms_and_is_cited(shipped):
    for source in shipped.sources.values():
        assert source.url.startswith("http"), source.id
        assert source.terms, source.id
    cited = {
        name
        for section in LEAST
        for entry in getattr(shipped, section).values()
        for name in entry.sources
    }
    assert cited == set(shipped.sources)


def test_settings_differ_and_are_known(shipped):
    told = Counter(s.setting for s in shipped.scenarios.values() if s.setting)
    assert set(told) <= SETTINGS
    assert len(told) == len(SETTINGS)
    assert max(told.values()) < 0.5 * told.total()


def test_some_stories_begin_when_it_has_already_happened(shipped):
    after = sum(s.after for s in applied(shipped))
    assert after >= 0.15 * len(applied(shipped))


def test_always_the_most_cautious_option_is_no_way_to_pass(shipped):
    marked = [s for s in applied(shipped) if any(c for _, _, c in options(s))]
    assert len(marked) >= 0.9 * len(applied(shipped))
    assert sum(s.key.cautious for s in marked) < 0.5 * len(marked)


def test_always_the_longest_option_is_no_better_than_chance(shipped):
    hits = 0.0
    for scenario in shipped.scenarios.values():
        most = max(len(text) for text, _, _ in options(scenario))
        longest = [is_key for text, is_key, _ in options(scenario) if len(text) == most]
        hits += sum(longest) / len(longest)  # among equals one guesses
    assert hits / len(shipped.scenarios) < 0.3


def test_a_reason_in_one_option_alone_does_not_give_the_key_away(shipped):
    alone = hits = 0
    for scenario in shipped.scenarios.values():
        reasoned = [key for text, key, _ in options(scenario) if REASON.search(text)]
        if len(reasoned) == 1:
            alone += 1
            hits += reasoned[0]
    assert alone <= 0.05 * len(shipped.scenarios)
    assert hits <= alone


def test_true_and_false_statements_are_about_equally_long(shipped):
    pairs = [(len(m.claim), len(m.correction)) for m in shipped.misconceptions.values()]
    longer = sum(correction > claim for claim, correction in pairs)
    assert all(0.6 <= claim / correction <= 1.67 for claim, correction in pairs)
    assert 0.25 < longer / len(pairs) < 0.75
