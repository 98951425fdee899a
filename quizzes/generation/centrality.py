"""How much a sentence says of what the whole article is about."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence


def centralities(sentences: Sequence[frozenset[str]]) -> list[float]:
    """Cosine of each sentence's lemmas to the article's centroid, scaled to 0..1.

    Weights are inverse sentence frequencies. The centroid (Radev and others 2004, "Centroid-based
    summarization of multiple documents") ranks much as LexRank does, in linear time.
    """
    spread = Counter(lemma for lemmas in sentences for lemma in lemmas)
    weight = {lemma: math.log(1 + len(sentences) / count) for lemma, count in spread.items()}
    # A lemma's weight in the centroid: how often it is used, times what each use is worth.
    centroid = {lemma: count * weight[lemma] for lemma, count in spread.items() if count > 1}
    raw = [_cosine(lemmas, weight, centroid) for lemmas in sentences]
    most = max(raw, default=0.0)
    return [round(value / most, 3) if most else 0.0 for value in raw]


def _cosine(lemmas: frozenset[str], weight: dict[str, float], centroid: dict[str, float]) -> float:
    # Sorted, since the order of a set, and with it the rounding of a sum, differs from run to run.
    own = sorted(lemmas)
    length = math.sqrt(sum(weight[lemma] ** 2 for lemma in own))
    return sum(weight[x] * centroid.get(x, 0.0) for x in own) / length if length else 0.0
