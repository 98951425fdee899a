"""From ClearNLP's dependencies, which spaCy's English pipelines give, to Universal Dependencies.

The main difference: here a preposition, a form of "be" and the first of two conjuncts carry what
hangs on them, there words of content do. Covers what rules lean on, not every corner.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

SIGNS = frozenset({"dobj", "nsubjpass", "pobj"})
"""A pipeline with one of these labels was trained on ClearNLP's."""

_NAMES = {
    "ROOT": "root",
    "acomp": "xcomp",
    "agent": "advmod",
    "attr": "xcomp",
    "auxpass": "aux:pass",
    "csubjpass": "csubj:pass",
    "dative": "iobj",
    "dobj": "obj",
    "intj": "discourse",
    "meta": "dep",
    "neg": "advmod",
    "npadvmod": "obl:npmod",
    "nsubjpass": "nsubj:pass",
    "oprd": "xcomp",
    "pcomp": "advcl",
    "pobj": "obl",
    "poss": "nmod:poss",
    "preconj": "cc:preconj",
    "predet": "det:predet",
    "prep": "advmod",
    "prt": "compound:prt",
    "quantmod": "advmod",
    "relcl": "acl:relcl",
}
_PREPOSITIONS = frozenset({"prep", "agent", "dative"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})


@dataclass
class Node:
    """A word with its head, None for the root, and its label; both change on the way."""

    head: int | None
    label: str
    lemma: str
    part: str


def to_universal(nodes: Sequence[Node]) -> None:
    """Turn a sentence's nodes into Universal Dependencies, in place."""
    for number, node in enumerate(nodes):
        if node.lemma == "be" and node.label not in {"aux", "auxpass"}:
            _turn_copula(nodes, number)
    for number, node in enumerate(nodes):
        if node.label in _PREPOSITIONS:
            _turn_preposition(nodes, number)
    _turn_conjuncts(nodes)
    for node in nodes:
        is_to = node.label == "aux" and node.part == "PART"
        node.label = "mark" if is_to else _NAMES.get(node.label, node.label)


def _children(nodes: Sequence[Node], number: int, *labels: str) -> Iterator[int]:
    return (n for n, node in enumerate(nodes) if node.head == number and node.label in labels)


def _turn_copula(nodes: Sequence[Node], verb: int) -> None:
    """ "is safe": "safe" takes the verb's place; "there is a risk": the risk is the subject."""
    predicate = next(_children(nodes, verb, "attr", "acomp"), None)
    if predicate is None:
        return
    if next(_children(nodes, verb, "expl"), None) is not None:
        nodes[predicate].label = "nsubj"
        return
    nodes[predicate].head, nodes[predicate].label = nodes[verb].head, nodes[verb].label
    for node in nodes:
        if node.head == verb:
            node.head = predicate
    nodes[verb].head, nodes[verb].label = predicate, "cop"


def _turn_preposition(nodes: Sequence[Node], preposition: int) -> None:
    """ "in the mail": the mail hangs where the preposition did, the preposition on the mail."""
    here = nodes[preposition]
    noun = next(_children(nodes, preposition, "pobj"), None)
    clause = next(_children(nodes, preposition, "pcomp"), None)
    below = clause if noun is None else noun
    if below is None:
        return
    on_noun = here.head is not None and nodes[here.head].part in _NOMINAL
    if noun is None:
        nodes[below].label = "acl" if on_noun else "advcl"
    elif here.label == "agent":
        nodes[below].label = "obl:agent"
    else:
        nodes[below].label = "nmod" if on_noun else "obl"
    nodes[below].head = here.head
    for number, node in enumerate(nodes):
        if node.head == preposition and number == clause:
            node.label = "fixed"  # "because of"
        elif node.head == preposition:
            node.head = below
    here.head, here.label = below, "mark" if noun is None else "case"


def _turn_conjuncts(nodes: Sequence[Node]) -> None:
    """ "a, b and c": both hang on the first, and "and" on the conjunct that follows it."""
    for number, node in enumerate(nodes):
        if node.label == "cc" and node.head is not None:
            after = (n for n in _children(nodes, node.head, "conj") if n > number)
            node.head = next(after, node.head)
    for node in nodes:
        while node.label == "conj" and node.head is not None and nodes[node.head].label == "conj":
            node.head = nodes[node.head].head
