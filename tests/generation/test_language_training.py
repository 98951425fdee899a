"""Reading a treebank, writing sentences another way, measuring, and writing weights; none needs torch."""

from pathlib import Path
from random import Random

import numpy as np
import pytest

from quizzes.generation.language.parser.analyser import Parse
from quizzes.generation.language.parser.weights import Weights
from quizzes.generation.language.training import augmentation
from quizzes.generation.language.training.export import save
from quizzes.generation.language.training.measures import figures
from quizzes.generation.language.training.raw import on_raw_text, placed
from quizzes.generation.language.training.treebank import Sentence, read

SAMPLE = """\
# sent_id = 1
# text = Don't share codes.
1-2\tDon't\t_\t_\t_\t_\t_\t_\t_\t_
1\tDo\tdo\tAUX\tVB\t_\t3\taux\t_\t_
2\tn't\tnot\tPART\tRB\t_\t3\tadvmod\t_\t_
3\tshare\tshare\tVERB\tVB\t_\t0\troot\t_\t_
4\tcodes\tcode\tNOUN\tNNS\t_\t3\tobj\t_\tSpaceAfter=No
5\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_

# sent_id = 2
# text = Banks ask, thieves too
1\tBanks\tbank\tNOUN\tNNS\t_\t2\tnsubj\t_\t_
2\task\task\tVERB\tVBP\t_\t0\troot\t_\tSpaceAfter=No
3\t,\t,\tPUNCT\t,\t_\t4\tpunct\t_\t_
4\tthieves\tthief\tNOUN\tNNS\t_\t2\tconj\t_\t_
4.1\task\task\tVERB\tVBP\t_\t_\t_\t_\t_
5\ttoo\ttoo\tADV\tRB\t_\t4\torphan\t_\t_
"""


@pytest.fixture
def sentences(tmp_path: Path) -> tuple[Sentence, ...]:
    path = tmp_path / "sample.conllu"
    path.write_text(SAMPLE, encoding="utf-8")
    return read(path)


class Oracle:
    """Says what the treebank says, but for one word of each sentence."""

    def __init__(self, sentences: tuple[Sentence, ...], wrong: int, sureness: float) -> None:
        self.known = {s.words: s for s in sentences}
        self.wrong, self.sureness = wrong, sureness

    def parses(self, words: list[str]) -> list[Parse]:
        s = self.known[tuple(words)]
        rows = zip(s.heads, s.relations, s.tags, s.parts, strict=True)
        return [
            Parse(head, "dep" if n == self.wrong else relation, tag, part, self.sureness)
            for n, (head, relation, tag, part) in enumerate(rows)
        ]


def test_fused_words_and_words_left_out_are_no_words_of_the_tree(
    sentences: tuple[Sentence, ...],
) -> None:
    first, second = sentences
    assert first.words == ("Do", "n't", "share", "codes", ".")
    assert first.heads == (3, 3, 0, 3, 3)
    assert second.words == ("Banks", "ask", ",", "thieves", "too")
    assert second.relations[-1] == "orphan"


def test_a_sentence_loses_its_stop_and_nothing_else(sentences: tuple[Sentence, ...]) -> None:
    first, second = sentences
    assert augmentation.without_stop(first).words == ("Do", "n't", "share", "codes")
    assert augmentation.without_stop(second) == second


def test_another_way_to_write_a_sentence_keeps_its_tree(sentences: tuple[Sentence, ...]) -> None:
    dice = Random(3)  # noqa: S311  (an order of sentences is no secret)
    for sentence in sentences * 40:
        other = augmentation.another_way(sentence, dice)
        assert other.heads == sentence.heads[: len(other.heads)]
        assert [w.lower() for w in other.words] == [w.lower() for w in sentence.words][
            : len(other.words)
        ]


def test_measures_count_heads_labels_and_tags(sentences: tuple[Sentence, ...]) -> None:
    found = figures(Oracle(sentences, wrong=3, sureness=0.97), sentences)
    assert (found.uas, found.las, found.tags, found.parts) == (1.0, 0.8, 1.0, 1.0)
    assert "LAS 80.00%" in str(found)


def test_the_core_is_right_when_the_root_and_its_arguments_are() -> None:
    words = ("Careful", "people", "never", "share", "their", "own", "codes", ".")
    sentence = Sentence(
        " ".join(words),
        words,
        parts=("X",) * 8,
        tags=("T",) * 8,
        heads=(2, 4, 4, 0, 7, 7, 4, 4),
        relations=("amod", "nsubj", "advmod", "root", "nmod:poss", "amod", "obj", "punct"),
    )
    beside = figures(Oracle((sentence,), wrong=0, sureness=0.97), [sentence])
    within = figures(Oracle((sentence,), wrong=6, sureness=0.97), [sentence])
    assert beside.cores == ((0.0, 1.0, 1.0), (0.95, 1.0, 1.0), (0.99, 0.0, 0.0))
    assert within.cores[0] == (0.0, 1.0, 0.0)


def test_on_raw_text_words_have_to_be_found_as_well(sentences: tuple[Sentence, ...]) -> None:
    assert placed(sentences[0]) == ((0, 2), (2, 5), (6, 11), (12, 17), (17, 18))
    assert on_raw_text(Oracle(sentences, wrong=-1, sureness=1.0), sentences) == (1.0, 1.0)


def test_large_weights_come_back_within_half_a_step_and_small_ones_nearly_whole(
    tmp_path: Path,
) -> None:
    dice = np.random.default_rng(1)
    large = dice.normal(size=(300, 200)).astype(np.float32)
    small = dice.normal(size=7).astype(np.float32)
    save(tmp_path / "w.safetensors", {"large": large, "small": small}, {"tags": "NN VB"})
    weights = Weights(tmp_path / "w.safetensors")
    step = np.abs(large).max(axis=1, keepdims=True) / 127
    assert weights.labels["tags"].split() == ["NN", "VB"]
    assert (np.abs(weights["large"] - large) <= step * 0.51).all()
    assert np.allclose(weights["small"], small, atol=2e-3)
    assert np.array_equal(weights.rows("large", [5, 2]), weights["large"][[5, 2]])
