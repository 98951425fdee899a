"""The checks are silent on good items: a check that fires on one is mended, not obeyed."""

import random
from pathlib import Path

import pytest

from quizzes.content.shipped import read_items
from quizzes.generation import generate, objections, set_objections
from quizzes.generation.checks import Background
from quizzes.items import Authority, Item, Kind, Level, Option

ITEMS = Path(__file__).parents[2] / "fixtures" / "items"
MOST_WARNED = 0.05
SOURCE = (Authority("An authority", "Its page", "https://example.org"),)


def as_items(base):
    """Every scenario and every statement of the base as the item that is made of it."""
    for scenario in base.scenarios.values():
        options = [Option(scenario.key.text, True, scenario.key.why)]
        options += [Option(d.text, False, d.why) for d in scenario.distractors]
        random.Random(scenario.id).shuffle(options)  # noqa: S311 - a repeatable shuffle, no secret
        stem = scenario.stem
        yield Item(
            Kind.SINGLE, stem, tuple(options), explanation=scenario.key.why, authority=SOURCE,
            family="scenario", level=Level(scenario.level), id=scenario.id,
        )  # fmt: skip
    for entry in base.misconceptions.values():
        for truth, stem in ((True, entry.correction), (False, entry.claim)):
            yield Item(
                Kind.TRUE_FALSE, stem, (Option("True", truth), Option("False", not truth)),
                explanation=entry.wrong_because, authority=SOURCE, family="misconception", id=entry.id,
            )  # fmt: skip


def told(items, background):
    return [
        (item.id, objection.severity, objection.code, objection.message)
        for item in items
        for objection in objections(item, background=background)
    ]


@pytest.mark.parametrize("name", ["founding.json", "kinds.json"])
def test_shipped_items_are_clean(name, shipped, founding):
    items = read_items(ITEMS / name)
    document = founding if name == "founding.json" else None
    assert [line for line in told(items, Background(document, shipped)) if line[1] != "info"] == []


def test_shipped_items_are_clean_as_a_set():
    assert set_objections(read_items(ITEMS / "founding.json")) == ()


def test_the_concept_base_has_no_errors_and_hardly_a_warning(shipped):
    items = list(as_items(shipped))
    found = told(items, Background(None, shipped))
    assert [line for line in found if line[1] == "error"] == []
    warned = {line[0] for line in found if line[1] == "warning"}
    assert len(warned) <= MOST_WARNED * len(items), sorted(found)


def test_what_is_generated_is_clean(shipped, founding):
    items = generate(founding, concepts=shipped).items
    found = told(items, Background(founding, shipped))
    assert [line for line in found if line[1] == "error"] == []
    assert [code for _, code in _codes(items) if code in ("DUP", "TF-BALANCE")] == []


def _codes(items):
    return [(place, objection.code) for place, objection in set_objections(items)]
