"""The shipped parser: words with exact places, one tree a sentence, the same whatever stands beside it."""

import itertools
import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.generation.language import shipped
from quizzes.generation.language.parser.analyser import MOST_WORDS
from quizzes.generation.language.parser.spanning import best_tree
from quizzes.generation.language.parser.tokens import tokens
from quizzes.generation.language.trees import ROOT, Tree

SPACE = "\u200b\ufeff"


def words(text: str) -> list[str]:
    return [text[start:end] for start, end in tokens(text)]


def tree(sentence: str) -> Tree:
    (found,) = shipped().trees([sentence])
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Don't click!", "Do n't click !"),
        ("You can’t, I cannot.", "You ca n’t , I can not ."),
        ("It's the bank's PIN; they've users' data.", "It 's the bank 's PIN ; they 've users ' data ."),
        ("a one-time code, an anti-virus", "a one - time code , an anti-virus"),
        ("Write to help@example.org or see https://example.org/a?b=1.",
         "Write to help@example.org or see https://example.org/a?b=1 ."),
        ("Open invoice.pdf.exe from example.com.", "Open invoice.pdf.exe from example.com ."),
        ("Use e.g. 2,500.50 at 4:30 on the 1st, i.e. in the 1990s", "Use e.g. 2,500.50 at 4:30 on the 1st , i.e. in the 1990s"),
        ("Dr. J. Smith of the U.S. pays $20 (50%).", "Dr. J. Smith of the U.S. pays $ 20 ( 50 % ) ."),
        ("Wait... what?! \"No\" — 'yes'", "Wait ... what ?! \" No \" — ' yes '"),
        ("🔒 Lock it👩‍💻 now", "🔒 Lock it 👩‍ 💻 now"),
        ("a cafe\u0301 nai\u0308ve", "a cafe\u0301 nai\u0308ve"),
    ],
)  # fmt: skip
def test_a_sentence_is_split_into_words_as_the_treebank_splits_it(text: str, expected: str) -> None:
    assert words(text) == expected.split(" ")


@given(st.text())
def test_words_stand_in_order_and_leave_out_white_space_alone(text: str) -> None:
    spans = tokens(text)
    assert all(start < end for start, end in spans)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(spans))
    kept = "".join(words(text))
    assert kept.translate(dict.fromkeys(map(ord, SPACE))) == "".join(
        text.translate(dict.fromkeys(map(ord, SPACE))).split()
    )


ENGLISH = st.lists(
    st.sampled_from(
        [
            "You",
            "never",
            "share",
            "don’t",
            "one-time",
            "code",
            ";",
            ",",
            "🔒",
            "(",
            "é",
            "U.S.",
            "who",
            "if",
            "and",
            "is",
        ]
    ),
    max_size=25,
).map(" ".join)


@given(st.one_of(st.text(max_size=60), ENGLISH))
def test_any_text_becomes_one_tree_with_a_single_root(text: str) -> None:
    found = tree(text)
    assert [word.text for word in found.words] == words(text)
    assert all(text[word.start : word.end] == word.text for word in found.words)
    if found.words:
        assert [word.head for word in found.words].count(ROOT) == 1
        assert found.subtree(found.root) == tuple(range(len(found.words)))
        assert all((word.relation == "root") == (word.head == ROOT) for word in found.words)


def test_a_tree_does_not_depend_on_what_stands_beside_the_sentence() -> None:
    sentences = [
        "Never share your one-time code with anyone, even if they say they're from your bank.",
        "Install updates.",
        "Phishing is an attack that tricks people into giving away passwords.",
    ]
    together = shipped().trees(sentences)
    assert together == tuple(tree(sentence) for sentence in sentences)
    assert shipped().trees(sentences[::-1]) == together[::-1]


def test_a_sentence_without_words_has_no_root() -> None:
    assert tree(" \n ") == Tree(" \n ", ())


@pytest.mark.parametrize("text", ["code " * (MOST_WORDS + 1), "ß9x8y7z6w5v4u3t2s1 " * 40])
def test_of_a_sentence_too_long_to_parse_nothing_is_sure(text: str) -> None:
    found = tree(text)
    assert found.sureness(iter(range(len(found.words)))) == 0.0
    assert found.words[0].lemma
    assert found.subtree(found.root) == tuple(range(len(found.words)))


@pytest.mark.parametrize(
    ("sentence", "arcs"),
    [
        (
            "Phishing is an attack that tricks people.",
            {("attack", "root", ""), ("Phishing", "nsubj", "attack"), ("is", "cop", "attack"),
             ("tricks", "acl:relcl", "attack"), ("people", "obj", "tricks")},
        ),
        (
            "Never share your password with anyone.",
            {("share", "root", ""), ("Never", "advmod", "share"), ("password", "obj", "share"),
             ("anyone", "obl", "share")},
        ),
        (
            "Attackers can steal names, addresses and passwords.",
            {("steal", "root", ""), ("Attackers", "nsubj", "steal"), ("can", "aux", "steal"),
             ("names", "obj", "steal"), ("addresses", "conj", "names"), ("passwords", "conj", "names")},
        ),
        (
            "The data was stolen by criminals because the server was not updated.",
            {("stolen", "root", ""), ("data", "nsubj:pass", "stolen"), ("was", "aux:pass", "stolen"),
             ("updated", "advcl", "stolen"), ("not", "advmod", "updated")},
        ),
    ],
)  # fmt: skip
def test_plain_sentences_are_parsed_right(sentence: str, arcs: set[tuple[str, str, str]]) -> None:
    found = tree(sentence)
    assert arcs <= {
        (w.text, w.relation, "" if w.head == ROOT else found.words[w.head].text)
        for w in found.words
    }


def test_words_carry_tags_and_the_lemma_of_their_part_of_speech() -> None:
    found = tree("They left their better passwords unchanged, didn’t they?")
    rows = {(word.text, word.tag, word.pos, word.lemma) for word in found.words}
    assert {
        ("left", "VBD", "VERB", "leave"),
        ("better", "JJR", "ADJ", "good"),
        ("passwords", "NNS", "NOUN", "password"),
        ("did", "VBD", "AUX", "do"),
        ("n’t", "RB", "PART", "not"),
    } <= rows


def test_probabilities_come_rounded() -> None:
    found = tree("Banks never ask their customers for a whole password by mail or telephone.")
    assert all(0 < w.sureness <= 1 and w.sureness == round(w.sureness, 3) for w in found.words)


@given(st.data())
def test_the_best_tree_is_the_best_of_all_trees_with_a_single_root(data: st.DataObject) -> None:
    size = data.draw(st.integers(2, 5))
    cell = st.integers(-50, 50)
    scores = np.array(
        data.draw(
            st.lists(st.lists(cell, min_size=size, max_size=size), min_size=size, max_size=size)
        ),
        dtype=np.float64,
    )
    heads = best_tree(scores)
    assert _is_tree(heads)
    candidates = ([0, *rest] for rest in itertools.product(range(size), repeat=size - 1))
    assert _total(scores, heads) == max(_total(scores, c) for c in candidates if _is_tree(c))


def _total(scores: np.ndarray, heads: list[int]) -> float:
    return float(sum(scores[node, heads[node]] for node in range(1, len(heads))))


def _is_tree(heads: list[int]) -> bool:
    reached = {0}
    for _ in heads:
        reached |= {node for node, head in enumerate(heads) if head in reached}
    return len(reached) == len(heads) and heads[1:].count(0) == 1


@pytest.mark.parametrize(
    "unit", ["a", "a-", "a.", "a@", "'", "an", "1.", "https://", "n't", "a.b-"]
)
def test_the_time_to_split_grows_with_the_text_whatever_stands_in_it(unit: str) -> None:
    began = time.process_time()
    tokens(unit * 20_000)
    assert time.process_time() - began < 5  # it takes a tenth of a second; squared it took ten
