"""A spaCy pipeline behind the protocol, by stand-ins with the interface of spaCy's tokens."""

from dataclasses import dataclass, field

import pytest

from quizzes.generation.language import AnalyserMissing
from quizzes.generation.language.pipelines import SpacyAnalyser
from quizzes.generation.language.trees import ROOT, Tree


@dataclass
class Token:
    """What the adapter reads of a spacy.tokens.Token."""

    i: int
    idx: int
    text: str
    lemma_: str
    tag_: str
    pos_: str
    dep_: str
    head: "Token" = field(init=False, repr=False)

    @property
    def is_space(self) -> bool:
        return self.text.isspace()


@dataclass
class Pipeline:
    """A pipeline that knows one sentence, word by word: text, lemma, tag, part, head, label."""

    rows: list[tuple[str, str, str, str, int, str]]
    labels: tuple[str, ...] = ("dobj", "nsubj", "pobj", "ROOT")
    precision: float | None = 0.9
    lang: str = "en"

    @property
    def pipe_labels(self) -> dict[str, tuple[str, ...]]:
        return {"parser": self.labels} if self.labels else {}

    @property
    def meta(self) -> dict[str, object]:
        if self.precision is None:
            return {}
        labels = {"root"} | {row[5] for row in self.rows}
        scores = {label: {"p": self.precision} for label in labels}
        return {"version": "3.8.0", "performance": {"dep_las_per_type": scores}}

    def __call__(self, text: str) -> list[Token]:
        tokens: list[Token] = []
        place = 0
        for number, (form, lemma, tag, part, _, label) in enumerate(self.rows):
            place = text.index(form, place)
            tokens.append(Token(number, place, form, lemma, tag, part, label))
            place += len(form)
        for token, row in zip(tokens, self.rows, strict=True):
            token.head = tokens[row[4]]
        return tokens


def tree(sentence: str, rows: str, **options: object) -> Tree:
    """Rows as `text/lemma/tag/part/head/label`, one word each."""
    parsed = [row.split("/") for row in rows.split()]
    table = [(a, b, c, d, int(e), f) for a, b, c, d, e, f in parsed]
    (found,) = SpacyAnalyser("test", Pipeline(table, **options)).trees([sentence])  # type: ignore[arg-type]
    return found


def arcs(found: Tree) -> list[tuple[int, str]]:
    return [(word.head, word.relation) for word in found.words]


def test_a_predicate_takes_the_place_of_its_copula() -> None:
    found = tree(
        "Phishing is an attack",
        "Phishing/phishing/NN/NOUN/1/nsubj is/be/VBZ/AUX/1/ROOT an/a/DT/DET/3/det attack/attack/NN/NOUN/1/attr",
    )
    assert arcs(found) == [(3, "nsubj"), (3, "cop"), (3, "det"), (ROOT, "root")]


def test_what_there_is_is_the_subject() -> None:
    found = tree(
        "There is risk",
        "There/there/EX/PRON/1/expl is/be/VBZ/VERB/1/ROOT risk/risk/NN/NOUN/1/attr",
    )
    assert arcs(found) == [(1, "expl"), (ROOT, "root"), (1, "nsubj")]


def test_a_noun_carries_its_preposition() -> None:
    found = tree(
        "Users were tricked by mail from thieves",
        "Users/user/NNS/NOUN/2/nsubjpass were/be/VBD/AUX/2/auxpass tricked/trick/VBN/VERB/2/ROOT "
        "by/by/IN/ADP/2/agent mail/mail/NN/NOUN/3/pobj from/from/IN/ADP/4/prep thieves/thief/NNS/NOUN/5/pobj",
    )
    assert arcs(found) == [
        (2, "nsubj:pass"),
        (2, "aux:pass"),
        (ROOT, "root"),
        (4, "case"),
        (2, "obl:agent"),
        (6, "case"),
        (4, "nmod"),
    ]


def test_conjuncts_hang_on_the_first_and_the_conjunction_on_the_last() -> None:
    found = tree(
        "Steal names codes and keys",
        "Steal/steal/VB/VERB/0/ROOT names/name/NNS/NOUN/0/dobj codes/code/NNS/NOUN/1/conj "
        "and/and/CC/CCONJ/2/cc keys/key/NNS/NOUN/2/conj",
    )
    assert arcs(found) == [(ROOT, "root"), (0, "obj"), (1, "conj"), (4, "cc"), (1, "conj")]


def test_labels_of_universal_dependencies_stay_as_they_are() -> None:
    found = tree(
        "It is safe",
        "It/it/PRP/PRON/2/nsubj is/be/VBZ/AUX/2/cop safe/safe/JJ/ADJ/2/ROOT",
        labels=("nsubj", "cop", "obl", "ROOT"),
    )
    assert arcs(found) == [(2, "nsubj"), (2, "cop"), (ROOT, "root")]


def test_sureness_is_the_precision_that_the_pipeline_reports_for_a_label() -> None:
    rows = "Install/install/VB/VERB/0/ROOT updates/update/NNS/NOUN/0/dobj"
    assert [word.sureness for word in tree("Install updates", rows).words] == [0.9, 0.9]
    assert {word.sureness for word in tree("Install updates", rows, precision=None).words} == {0.0}


def test_a_second_root_hangs_on_the_first_and_is_not_sure() -> None:
    found = tree("Stop Think", "Stop/stop/VB/VERB/0/ROOT Think/think/VB/VERB/1/ROOT")
    assert arcs(found) == [(ROOT, "root"), (0, "parataxis")]
    assert found.words[1].sureness == 0.0


def test_white_space_is_no_word_and_places_are_those_of_the_sentence() -> None:
    rows = [
        ("Install", "install", "VB", "VERB", 0, "ROOT"),
        ("\n", "\n", "_SP", "SPACE", 0, "dep"),
        ("updates", "update", "NNS", "NOUN", 1, "dobj"),
    ]
    (found,) = SpacyAnalyser("test", Pipeline(rows)).trees(["Install \n updates"])
    assert [(word.start, word.end, word.head) for word in found.words] == [
        (0, 7, ROOT),
        (10, 17, 0),
    ]


@pytest.mark.parametrize(
    ("options", "message"),
    [({"lang": "de"}, "a pipeline for 'de'"), ({"labels": ()}, "with no parser")],
)
def test_a_pipeline_that_does_not_parse_english_is_refused(
    options: dict[str, object], message: str
) -> None:
    with pytest.raises(AnalyserMissing, match=message):
        SpacyAnalyser("test", Pipeline([], **options))  # type: ignore[arg-type]
