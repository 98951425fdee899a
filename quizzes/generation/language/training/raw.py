"""How well a parser does on raw text, where it has to find the words as well."""

from __future__ import annotations

from collections.abc import Sequence

from quizzes.generation.language.parser import Parser
from quizzes.generation.language.parser.analyser import Parse
from quizzes.generation.language.parser.tokens import tokens

from .treebank import Sentence

Span = tuple[int, int]
Arc = tuple[Span, Span | None, str]


def on_raw_text(parser: Parser, sentences: Sequence[Sentence]) -> tuple[float, float]:
    """F1 of words, and of words with head and relation, over the sentences whose words were placed."""
    words = arcs = total = 0
    for sentence in sentences:
        gold, own = placed(sentence), tokens(sentence.text)
        parses = parser.parses([sentence.text[start:end] for start, end in own])
        if gold is None or not parses:
            continue
        words += len(set(gold) & set(own))
        arcs += len(_arcs(gold, sentence.heads, sentence.relations) & _arcs_of(own, parses))
        total += len(gold) + len(own)
    return 2 * words / total, 2 * arcs / total


def placed(sentence: Sentence) -> tuple[Span, ...] | None:
    """Where a treebank's words stand in its text; None where they are written otherwise there."""
    spans: list[Span] = []
    place = 0
    for word in sentence.words:
        start = sentence.text.find(word, place)
        if start < 0 or sentence.text[place:start].strip():
            return None
        place = start + len(word)
        spans.append((start, place))
    return tuple(spans)


def _arcs_of(spans: Sequence[Span], parses: Sequence[Parse]) -> set[Arc]:
    return _arcs(spans, [p.head for p in parses], [p.relation for p in parses])


def _arcs(spans: Sequence[Span], heads: Sequence[int], relations: Sequence[str]) -> set[Arc]:
    return {
        (span, spans[head - 1] if head else None, relation)
        for span, head, relation in zip(spans, heads, relations, strict=True)
    }
