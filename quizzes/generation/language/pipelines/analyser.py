"""A spaCy pipeline behind the protocol of trees; spaCy itself is imported here alone, when asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from quizzes.generation.language import AnalyserMissing
from quizzes.generation.language.english import lemma_as
from quizzes.generation.language.trees import ROOT, Tree, Word

from .clear import SIGNS, Node, to_universal


def load(name: str) -> SpacyAnalyser:
    """Load the pipeline with this name; raises AnalyserMissing."""
    try:
        import spacy
    except ImportError as error:
        raise AnalyserMissing(
            f"ANALYSER is {name!r}, but spaCy is not installed; install it with that pipeline, "
            "or unset ANALYSER to use the parser that ships with the app."
        ) from error
    try:
        return SpacyAnalyser(name, spacy.load(name, exclude=["ner"]))
    except OSError as error:
        raise AnalyserMissing(
            f"ANALYSER is {name!r}, but spaCy finds no such pipeline; install it "
            f"(python -m spacy download {name}), or unset ANALYSER to use the parser that ships with the app."
        ) from error


class SpacyAnalyser:
    """An analyser by a pipeline that tags and parses English.

    spaCy gives no probability for an arc. So the sureness of a word is the precision that the
    pipeline's own test found for its label, 0 where the pipeline doesn't say: rules that need more
    stay silent.
    """

    def __init__(self, name: str, pipeline: Any) -> None:
        labels = frozenset(pipeline.pipe_labels.get("parser", ()))
        if pipeline.lang != "en" or not labels:
            raise AnalyserMissing(
                f"ANALYSER is {name!r}, a pipeline for {pipeline.lang!r} with "
                f"{'a' if labels else 'no'} parser; name one that parses English, or unset ANALYSER."
            )
        self.name = f"{name}-{pipeline.meta.get('version', '')}".rstrip("-")
        self._pipeline = pipeline
        self._is_clear = bool(labels & SIGNS)
        self._precision = _precisions(pipeline.meta.get("performance", {}))

    def trees(self, sentences: Sequence[str]) -> tuple[Tree, ...]:
        """One tree a sentence, in the same order, the same whatever stands beside it."""
        return tuple(self._tree(sentence) for sentence in sentences)

    def _tree(self, sentence: str) -> Tree:
        tokens = [token for token in self._pipeline(sentence) if not token.is_space]
        places = {token.i: number for number, token in enumerate(tokens)}
        nodes = [
            Node(_head(token, places), token.dep_, token.lemma_, token.pos_) for token in tokens
        ]
        sure = [self._precision.get(node.label, 0.0) for node in nodes]
        if self._is_clear:
            to_universal(nodes)
        _join_roots(nodes, sure)
        return Tree(sentence, tuple(map(_word, tokens, nodes, sure)))


def _precisions(performance: Mapping[str, Any]) -> dict[str, float]:
    by_label = performance.get("dep_las_per_type") or {}
    found = {label: round(float(scores["p"]), 3) for label, scores in by_label.items()}
    if "pobj" in found:
        found["pobj"] = min(found["pobj"], found.get("prep", 0.0))  # one arc here, two there
    # spaCy's scorer writes the root in small letters and leaves out punctuation, which no rule reads.
    return found | {"ROOT": found.get("root", 0.0), "punct": 1.0 if found else 0.0}


def _head(token: Any, places: Mapping[int, int]) -> int | None:
    """The place of a token's head; a head that is white space is passed by."""
    head = token.head
    while head.is_space and head.head.i != head.i:
        head = head.head
    return None if head.i == token.i else places.get(head.i)


def _join_roots(nodes: Sequence[Node], sure: list[float]) -> None:
    """One root a sentence: what the pipeline took for further sentences hangs on the root before."""
    roots = [number for number, node in enumerate(nodes) if node.head is None]
    for before, root in pairwise(roots):
        nodes[root].head, nodes[root].label, sure[root] = before, "parataxis", 0.0
    for number in roots[:1]:
        nodes[number].label = "root"


def _word(token: Any, node: Node, sure: float) -> Word:
    return Word(
        token.idx,
        token.idx + len(token.text),
        token.text,
        lemma_as(token.text, token.pos_),
        token.tag_,
        token.pos_,
        ROOT if node.head is None else node.head,
        node.label,
        sure,
    )
