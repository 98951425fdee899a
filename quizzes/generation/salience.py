"""Which sentences are worth asking about."""

from __future__ import annotations

import re

from .concepts import ConceptBase, Mention
from .text import Flag, Sentence

_CUES = re.compile(
    r"\b(?:must|should|need to|recommend\w*|never|is called|are called|refers? to|means?|because|"
    r"leads? to|leading to|results? in|resulting in|such as|including|not only|prevents?|protects?|"
    r"so that|in order to|allows?)\b|%",
    re.IGNORECASE,
)
_AWARENESS = frozenset({"attack", "control", "behaviour", "harm", "principle", "channel"})
_CENTRAL, _DENSITY, _CUE, _POSITION, _AWARE = 0.35, 0.25, 0.15, 0.10, 0.15
_ENOUGH_CONCEPTS = 3
_PENALTIES = {
    Flag.DANGLING: 0.1,
    Flag.FIRST_PERSON: 0.1,
    Flag.LONG: 0.05,
    Flag.HEDGED: 0.05,
    Flag.RELATIVE_TIME: 0.1,
}


def salience(
    sentence: Sentence,
    mentions: tuple[Mention, ...],
    base: ConceptBase,
    *,
    centrality: float,
    is_first: bool,
) -> float:
    """Weigh centrality, concepts, cues and place against the flags: 0..1, 0 without a concept."""
    if not mentions:
        return 0.0
    named = {mention.concept for mention in mentions}
    score = _CENTRAL * centrality
    score += _DENSITY * min(1.0, len(named) / _ENOUGH_CONCEPTS)
    score += _CUE * bool(_CUES.search(sentence.text))
    score += _POSITION * is_first
    score += _AWARE * any(base.concepts[name].kind in _AWARENESS for name in named)
    score -= sum(cost for flag, cost in _PENALTIES.items() if flag in sentence.flags)
    return round(min(1.0, max(0.0, score)), 3)
