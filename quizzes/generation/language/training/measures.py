"""How well a parser does on sentences that people have analysed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quizzes.generation.language.parser import Parser
from quizzes.generation.language.parser.analyser import Parse

from .treebank import Sentence

GATES = (0.0, 0.95, 0.99)
CORE = frozenset(
    [
        "nsubj",
        "nsubj:pass",
        "csubj",
        "csubj:pass",
        "obj",
        "iobj",
        "cop",
        "aux",
        "aux:pass",
        "xcomp",
        "ccomp",
    ]
)
"""The root and these children of it are what a rule that writes a question leans on."""
_LENGTHS = range(8, 31)


@dataclass(frozen=True)
class Figures:
    """Shares of words, then by gate: the share of sentences that pass and of those with the core right."""

    uas: float
    las: float
    tags: float
    parts: float
    cores: tuple[tuple[float, float, float], ...]

    def __str__(self) -> str:
        shares = (
            f"UAS {self.uas:.2%}, LAS {self.las:.2%}, XPOS {self.tags:.2%}, UPOS {self.parts:.2%}"
        )
        return "; ".join(
            [
                shares,
                *(
                    f"p ≥ {g}: {kept:.1%} kept, core right {right:.1%}"
                    for g, kept, right in self.cores
                ),
            ]
        )


def figures(parser: Parser, sentences: Sequence[Sentence]) -> Figures:
    """Measure a parser on words as the treebank splits them; sentences not parsed are left out."""
    pairs = [(s, parses) for s in sentences if (parses := parser.parses(s.words))]
    words = [(p, *gold) for s, parses in pairs for p, gold in zip(parses, _gold(s), strict=True)]
    count = len(words)
    return Figures(
        uas=sum(p.head == head for p, head, *_ in words) / count,
        las=sum((p.head, p.relation) == (head, relation) for p, head, relation, *_ in words)
        / count,
        tags=sum(p.tag == tag for p, _, _, tag, _ in words) / count,
        parts=sum(p.part == part for p, *_, part in words) / count,
        cores=_cores([pair for pair in pairs if len(pair[0].words) in _LENGTHS]),
    )


def _gold(s: Sentence) -> Iterable[tuple[int, str, str, str]]:
    return zip(s.heads, s.relations, s.tags, s.parts, strict=True)


def _cores(pairs: Sequence[tuple[Sentence, list[Parse]]]) -> tuple[tuple[float, float, float], ...]:
    judged = [
        (
            _least(parses),
            _core(s.heads, s.relations)
            == _core([p.head for p in parses], [p.relation for p in parses]),
        )
        for s, parses in pairs
    ]
    rows = []
    for gate in GATES:
        kept = [right for least, right in judged if least >= gate]
        rows.append((gate, len(kept) / max(1, len(judged)), sum(kept) / max(1, len(kept))))
    return tuple(rows)


def _core(heads: Sequence[int], relations: Sequence[str]) -> frozenset[tuple[int, str]]:
    root = 1 + heads.index(0)
    rows = enumerate(zip(heads, relations, strict=True), start=1)
    return frozenset(
        (n, relation)
        for n, (head, relation) in rows
        if head == 0 or (head == root and relation in CORE)
    )


def _least(parses: Sequence[Parse]) -> float:
    """The least sureness over the root and its children."""
    root = 1 + next(n for n, parse in enumerate(parses) if parse.head == 0)
    return min(parse.sureness for parse in parses if parse.head in (0, root))
