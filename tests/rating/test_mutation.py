"""Change a number, a name or a "not" of the article: no question outlives what proved it."""

import dataclasses
import os
from pathlib import Path

import pytest

from quizzes.generation import ConceptBase, format_of, generate, read, shipped_analyser
from quizzes.items import Authority, Evidence, Item, Kind, Option
from quizzes.rating import Remembering, apply, mutations, run_of, violations
from quizzes.rating.mutation import Change
from tests.generation.conftest import ROOT, reviewed_copy

FOUNDING = ROOT / "fixtures" / "articles" / "founding.txt"
# More articles than the repository may hold: a folder named in the environment.
FOLDER = os.environ.get("MUTATION_ARTICLES", "")
ARTICLES = [FOUNDING, *(sorted(Path(FOLDER).iterdir()) if FOLDER else [])]

TEXT = (
    "The bank froze 120 accounts in Leeds. Reports are due within one hour.\n\n"
    "Never share a code. Do not reuse passwords. Use a manager.\n\n"
    "Backups are copies, and two copies are better than one of them."
)
DOCUMENT = read(TEXT)


def item(words, stem="What?", key="yes", document=DOCUMENT, **fields):
    start = document.text.index(words)
    cited = (Evidence(start, start + len(words), words),)
    options = (Option(key, True), Option("no"))
    return Item(Kind.SINGLE, stem, options, evidence=cited, id=words, **fields)


def changes(words):
    return {(m.old, m.new) for m in mutations(DOCUMENT, [item(words)])}


def the_change(words, old):
    return next(m for m in mutations(DOCUMENT, [item(words)]) if m.old == old)


@pytest.fixture(scope="module")
def write():
    """All items that pass the checks, those too that only the balance of the set keeps out.

    Sentences that stayed the same are parsed once.
    """
    base = reviewed_copy(ConceptBase.load(ROOT / "fixtures" / "concepts"))
    analyser = Remembering(shipped_analyser())

    def write(document):
        made = generate(document, title=document.title, concepts=base, analyser=analyser)
        run = run_of(document, made)
        return run.items + run.spares

    return write


CASES = [
    pytest.param(
        path,
        change,
        id=f"{path.name}-{change}",
    )
    for path in ARTICLES
    for change in Change
]


@pytest.mark.parametrize(("path", "change"), CASES)
def test_no_question_outlives_the_words_that_proved_it(path, change, write):
    document = read(path.read_bytes(), format=format_of(path.name))
    before = write(document)
    outlived = [
        (violation.mutation.sentence.text, violation.mutation.new, violation.item.stem)
        for mutation in mutations(document, before)
        if mutation.change is change
        for violation in violations(mutation, before, write(apply(document, mutation)))
    ]
    assert outlived == []


def test_numbers_names_and_denials_of_cited_sentences_are_changed():
    kinds = {m.change for m in mutations(DOCUMENT, [item("120 accounts in Leeds")])}
    assert kinds == {Change.NUMBER, Change.NAME}
    assert {old for old, _ in changes("one hour")} == {"one", "are"}


@pytest.mark.parametrize(
    ("words", "change"),
    [
        ("share a code", ("Never", "Always")),
        ("reuse passwords", ("Do not reuse", "Reuse")),
        ("a manager", ("Use", "Do not use")),
        ("are copies", ("are", "are not")),
    ],
)
def test_a_denial_is_taken_away_or_put_in(words, change):
    assert change in changes(words)


def test_one_of_them_is_no_number():
    assert ("one", "two") not in changes("better than one")
    assert all(new != "one of" for _, new in changes("better than one"))


def test_sentences_that_nobody_cites_stay():
    assert {m.sentence.text for m in mutations(DOCUMENT, [item("a manager")])} == {"Use a manager."}


def test_the_changed_article_keeps_its_blocks_around_the_same_words():
    change = dataclasses.replace(the_change("120 accounts", "120"), new="98765")
    changed = apply(DOCUMENT, change)
    assert changed.text == TEXT.replace("120", "98765")
    blocks = [changed.block_text(n) for n in range(len(changed.blocks))]
    assert blocks == changed.text.split("\n\n")


def test_the_same_seed_changes_the_same():
    items = [item("120 accounts in Leeds")]
    assert list(mutations(DOCUMENT, items, 3)) == list(mutations(DOCUMENT, items, 3))


def outlived(words, old, **survivor):
    """Whether the survivor of a change counts as one that should be gone."""
    change = the_change(words, old)
    changed = apply(DOCUMENT, change)
    before = item(words, **survivor)
    after = item(words.replace(old, change.new), document=changed, **survivor)
    return [violation.reason for violation in violations(change, [before], [after])]


def test_a_key_that_still_says_the_old_number_should_be_gone():
    assert outlived("froze 120 accounts", "120", key="120") == ["stem or key still says “120”"]
    assert outlived("froze 120 accounts", "120", key="1200") == []


def test_a_statement_whose_evidence_was_turned_should_be_gone():
    (reason,) = outlived("Never share a code.", "Never")
    assert reason.startswith("the cited words deny")


def test_what_an_authority_proves_may_stay():
    source = (Authority("NIST", "T", "https://example.org"),)
    assert outlived("Never share a code.", "Never", authority=source) == []


def test_what_another_sentence_proves_may_stay():
    change = the_change("Never share a code.", "Never")
    changed = apply(DOCUMENT, change)
    before = item("Never share a code.")
    after = dataclasses.replace(item("Use a manager.", document=changed), id="other")
    assert list(violations(change, [before], [after])) == []


def test_an_id_whose_evidence_is_gone_should_be_gone():
    change = the_change("froze 120 accounts", "120")
    before = item("froze 120 accounts")
    (violation,) = violations(change, [before], [before])
    assert violation.reason == "the id outlived its evidence"
