"""The one door: an article in, verified and ranked items out."""

import dataclasses
import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.generation import (
    ConceptBase,
    UnreadableArticle,
    format_of,
    generate,
    objections,
    read,
    set_objections,
)
from quizzes.items import Kind, Level

from .conftest import ROOT

DEVELOPMENT = ROOT.parent / "shared" / "articles"
PROGRAM = """
import hashlib, json, sys
from tests.generation.conftest import ROOT, reviewed_copy
from quizzes.generation import ConceptBase, generate, read, to_json
base = reviewed_copy(ConceptBase.load(ROOT / "fixtures" / "concepts"))
document = read((ROOT / "fixtures" / "articles" / "founding.txt").read_bytes())
data = to_json(generate(document, concepts=base, seed=7), document, all=True)
print(hashlib.sha256(json.dumps(data).encode()).hexdigest())
"""


@pytest.fixture(scope="session")
def founding_run(founding, reviewed):
    return generate(founding, concepts=reviewed)


def test_the_founding_article_gives_a_quiz(founding_run):
    assert 8 <= len(founding_run.items) <= 12
    assert founding_run.report.message == ""


def test_nothing_stands_against_any_proposed_item(founding_run, founding, reviewed):
    for item in founding_run.items:
        found = objections(item, document=founding, concepts=reviewed)
        assert [o for o in found if o.severity == "error"] == []
        assert sum(o.severity == "warning" for o in found) <= 1, (item.stem, found)
    assert set_objections(founding_run.items) == ()


def test_evidence_is_exact_and_never_the_byline(founding_run, founding):
    for item in founding_run.items:
        assert item.evidence
        for passage in item.evidence:
            assert founding.text[passage.start : passage.end] == passage.text
            assert passage.start > founding.blocks[0].end


def test_a_third_of_the_quiz_is_above_recall(founding_run):
    levels = Counter(item.level for item in founding_run.items)
    assert levels[Level.UNDERSTAND] + levels[Level.APPLY] >= len(founding_run.items) / 3
    assert levels[Level.APPLY] <= 0.6 * len(founding_run.items) + 1


def test_the_quiz_opens_with_an_easy_question(founding_run):
    assert founding_run.items[0].kind is Kind.TRUE_FALSE
    assert founding_run.items[0].level is not Level.APPLY


def test_every_item_explains_itself_and_every_application_names_its_source(founding_run):
    for item in founding_run.items:
        assert item.explanation.strip()
        assert all(option.feedback for option in item.options)
        if item.level is Level.APPLY:
            assert item.authority


def test_key_positions_are_balanced(founding, reviewed):
    places = Counter(
        item.keys[0]
        for seed in range(10)
        for item in generate(founding, concepts=reviewed, seed=seed).items
        if item.kind is Kind.SINGLE
    )
    assert len(places) == 4
    assert max(places.values()) < 2 * min(places.values())


def test_ids_are_stable_and_unique(founding, reviewed, founding_run):
    ids = [item.id for item in founding_run.items]
    assert len(set(ids)) == len(ids)
    again = generate(founding, concepts=reviewed, seed=99).items
    by_stem = {item.stem: item.id for item in founding_run.items}
    assert all(by_stem.get(item.stem, item.id) == item.id for item in again)


def test_three_of_the_four_teaching_paragraphs_are_covered(founding_run, founding):
    cited = {
        number
        for item in founding_run.items
        for number, block in enumerate(founding.blocks)
        if block.start <= item.evidence[0].start < block.end
    }
    assert {3, 5, 6} <= cited


@pytest.mark.parametrize("hash_seed", ["0", "1", "4242"])
def test_the_same_run_is_the_same_in_any_process(hash_seed, founding, reviewed):
    from quizzes.generation import to_json

    here = to_json(generate(founding, concepts=reviewed, seed=7), founding, all=True)
    there = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    import hashlib

    assert there.stdout.strip() == hashlib.sha256(json.dumps(here).encode()).hexdigest()


def test_an_entry_without_review_generates_nothing(founding, shipped):
    bare = ConceptBase.build(
        concepts=shipped.concepts.values(),
        behaviours=shipped.behaviours.values(),
        misconceptions=[
            dataclasses.replace(entry, review=None) for entry in shipped.misconceptions.values()
        ],
        scenarios=[dataclasses.replace(entry, review=None) for entry in shipped.scenarios.values()],
        sources=shipped.sources.values(),
    )
    generation = generate(founding, concepts=bare)
    families = {item.family for item in (*generation.items, *(d.item for d in generation.dropped))}
    assert families.isdisjoint({"scenario", "misconception"})
    dropped = {o.code for s in generation.report.sentences for _, o in s.dropped}
    assert "SCENARIO-UNREVIEWED" in dropped


def test_a_reader_who_disagreed_keeps_an_entry_silent(founding, reviewed):
    torn = [
        dataclasses.replace(entry, review=dataclasses.replace(entry.review, agreed=1))
        for entry in reviewed.scenarios.values()
    ]
    base = dataclasses.replace(reviewed, scenarios={entry.id: entry for entry in torn})
    assert all(item.family != "scenario" for item in generate(founding, concepts=base).items)


def test_the_limit_is_kept_and_progress_is_told(founding, reviewed):
    told = []
    generation = generate(founding, concepts=reviewed, limit=3, progress=told.append)
    assert len(generation.items) == 3
    assert told[0] == 0.0
    assert told[-1] == 1.0
    assert told == sorted(told)


def test_another_seed_may_ask_other_questions(founding, reviewed):
    quizzes = {
        tuple(sorted(item.stem for item in generate(founding, concepts=reviewed, seed=s).items))
        for s in range(5)
    }
    assert len(quizzes) > 1


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("网络钓鱼是一种网络犯罪，攻击者冒充合法组织或个人。", "LANGUAGE"),
        ("Die Zahl der Betrugsfälle im Internet steigt seit Jahren immer weiter an.", "LANGUAGE"),
        ("The cat sat on the mat, and it was the best of all of the mats.", "NO-CONCEPTS"),
        ("What is phishing to you and to all of the others?", "NO-ITEMS"),
    ],
)
def test_an_article_that_gives_nothing_says_why_in_one_sentence(text, code, reviewed):
    generation = generate(text, concepts=reviewed)
    assert generation.items == ()
    assert generation.report.note.code == code
    assert generation.report.message.endswith(".")


def test_an_unknown_language_is_told_which_are_known(reviewed):
    assert "English" in generate("网络钓鱼是一种网络犯罪。", concepts=reviewed).report.message


def test_an_empty_article_is_refused(reviewed):
    with pytest.raises(UnreadableArticle):
        generate("  ", concepts=reviewed)


def test_an_empty_concept_base_gives_nothing(founding):
    assert generate(founding, concepts=ConceptBase.build()).report.note.code == "NO-CONCEPTS"


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from([
    "Leaks of personal information lead to telephone fraud, Internet fraud and pyramid schemes.",
    "The more useful an app is, the more important network security is.",
    "It is necessary to report every security incident to the team.",
    "Downloading applications to obtain unnecessary permissions is a danger.", "!!", "phishing",
    "<b>", "“", "This is not only the state but every user of passwords.", "\n\n", "- ", "# x",
]), max_size=12).map(" ".join))  # fmt: skip
def test_whatever_the_article_no_proposed_item_has_an_error(reviewed, text):
    base = reviewed
    try:
        document = read(text)
    except UnreadableArticle:
        return
    for item in generate(document, concepts=base).items:
        found = objections(item, document=document, concepts=base)
        assert all(o.severity != "error" for o in found)


@pytest.mark.skipif(
    not DEVELOPMENT.is_dir(), reason="the development articles lie outside the project"
)
def test_the_development_articles_are_read_without_a_crash(reviewed):
    files = [file for file in sorted(DEVELOPMENT.iterdir()) if file.name != "SOURCES.md"]
    for file in files:
        document = read(file.read_bytes(), format=format_of(file.name))
        generation = generate(document, concepts=reviewed)
        if "zh-cn" in file.name:
            assert generation.report.note.code == "LANGUAGE"
        for item in generation.items:
            assert document.text[item.evidence[0].start :].startswith(item.evidence[0].text)


def test_the_article_in_the_project_is_the_founding_article():
    shared = ROOT.parent / "shared" / "seed" / "article.txt"
    if not shared.exists():
        pytest.skip("the founding article's source lies outside the project")
    assert Path(ROOT / "fixtures/articles/founding.txt").read_bytes() == shared.read_bytes()


def test_a_long_article_that_repeats_itself_stays_cheap(reviewed):
    text = "Leaks of personal information lead to telephone fraud and Internet fraud.\n\n" * 300
    generation = generate(text, concepts=reviewed)
    assert len(generation.items) <= 30
    assert len(generation.dropped) < 500
