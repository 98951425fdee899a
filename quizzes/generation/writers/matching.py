"""Terms and their meanings, side by side: asked where the article explains three terms or more."""

from __future__ import annotations

from collections.abc import Iterator

from quizzes.generation.concepts import Concept
from quizzes.generation.study import Passage, Study
from quizzes.items import Item, Kind, Level, MatchingKey, Objection, Pair

from .candidate import Candidate, authorities, capital, evidence, scored
from .meaning import explained

FAMILY = "matching"
_PRIOR = 0.85
_LEAST, _MOST = 3, 4


def write(passage: Passage, study: Study) -> Iterator[Candidate | Objection]:
    """Match the terms that the article explains, once, when the whole article has been seen."""
    if passage is not study.passages[-1]:
        return
    terms = _terms(study)
    if len(terms) < _LEAST:
        return
    first = next(iter(terms.values()))
    concepts = [study.base.concepts[name] for name in terms]
    item = Item(
        kind=Kind.MATCHING,
        stem="Match each term to what it means.",
        key=MatchingKey(tuple(Pair(capital(c.label), capital(c.definition)) for c in concepts)),
        explanation=_explanation(concepts),
        evidence=tuple(
            evidence(study, p.sentence.start, p.sentence.end)
            for p in sorted(terms.values(), key=lambda p: p.sentence.start)
        ),
        concepts=tuple(terms),
        family=FAMILY,
        level=Level.UNDERSTAND,
    )
    sources = tuple(dict.fromkeys(source for c in concepts for source in c.sources))
    yield Candidate(
        scored(item, _PRIOR, first, authority=authorities(study.base, sources)),
        first,
        "matching",
        concepts[0].id,
        facts=frozenset(f"meaning:{name}" for name in terms),
    )


def _terms(study: Study) -> dict[str, Passage]:
    """The first terms that the article explains and that are disjoint, each in a sentence of its own."""
    found: dict[str, Passage] = {}
    for passage in study.passages:
        if not passage.can_prove or len(found) == _MOST:
            continue
        for name in explained(passage, study):
            if name not in found and all(study.base.are_disjoint(name, other) for other in found):
                found[name] = passage
                break
    return found


def _explanation(concepts: list[Concept]) -> str:
    return " ".join(f"{capital(c.label)}: {c.definition}." for c in concepts)
