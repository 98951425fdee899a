"""Which candidates become the quiz: the best, none twice, spread over article and concepts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from quizzes.generation.checks.sets import are_twins, gives_away
from quizzes.generation.writers import Candidate
from quizzes.items import Level, Objection, gettext_noop

from .quotas import BALANCE, Refusals, is_one_too_many, rounds, trimmed

_FLOOR = 0.4
"""Below this score a question is not worth its place, however much room there is."""
_FRESH_BLOCK, _CROWDED, _ALIKE, _LUCK = 0.25, 0.03, 0.03, 0.06
_WORDS_PER_ITEM, _LEAST, _MOST = 45, 6, 40

_CONSIDERED = 500
_REPEATED = Objection("SET-FACT", gettext_noop("Another question asks for the same fact."))


def usual_limit(text: str) -> int:
    """How many items an article of this length deserves at most."""
    return min(_MOST, max(_LEAST, round(len(text.split()) / _WORDS_PER_ITEM)))


def select(
    candidates: Iterable[Candidate],
    *,
    limit: int,
    seed: int,
    already: Sequence[Candidate] = (),
) -> tuple[list[Candidate], Refusals]:
    """Choose one by one what adds most to `already`; say of each of the others why it stayed out."""
    chosen = list(already)
    waiting, repeated = _best_of_each_fact(_in_order(candidates, seed))
    refused: Refusals = []
    for applied in rounds(limit):
        refused = []
        while waiting:
            candidate = max(waiting, key=lambda c: _worth(c, chosen, seed))
            waiting.remove(candidate)
            objection = _against(candidate, chosen, limit, applied)
            if objection is None:
                chosen.append(candidate)
            else:
                refused.append((candidate, objection))
        waiting = [candidate for candidate, _ in refused]
    chosen, surplus = trimmed(chosen, already)
    return chosen, refused + surplus + repeated


def _best_of_each_fact(candidates: Iterable[Candidate]) -> tuple[list[Candidate], Refusals]:
    """Keep one candidate per wording of a fact, the best; a scenario has many passages to lean on."""
    kept: dict[tuple[str, str], Candidate] = {}
    refused: Refusals = []
    blocks: set[tuple[str, str, int]] = set()
    for candidate in candidates:
        wording = (candidate.fact, candidate.item.stem)
        place = (*wording, candidate.passage.sentence.block)
        if wording not in kept and len(kept) < _CONSIDERED:
            kept[wording] = candidate
        elif place not in blocks:
            refused.append((candidate, _REPEATED))
        blocks.add(place)
    return list(kept.values()), refused


def _luck(candidate: Candidate, seed: int) -> float:
    """A little that differs from seed to seed, so that another run asks other good questions."""
    lot = f"{seed}|{candidate.fact}|{candidate.item.stem}"
    return _LUCK * int.from_bytes(hashlib.sha256(lot.encode()).digest()[:4], "big") / 2**32


def _worth(candidate: Candidate, chosen: Sequence[Candidate], seed: int) -> float:
    """The score, more for a paragraph without a question yet, less for what there is already."""
    block = candidate.passage.sentence.block
    here = sum(other.passage.sentence.block == block for other in chosen)
    own = (candidate.item.family, candidate.item.level)
    alike = sum((other.item.family, other.item.level) == own for other in chosen)
    bonus = _FRESH_BLOCK if not here else 0.0
    return round(
        candidate.item.score + _luck(candidate, seed) + bonus - _CROWDED * here - _ALIKE * alike, 4
    )


def _in_order(candidates: Iterable[Candidate], seed: int) -> list[Candidate]:
    """Best first; among equals the seed and the article decide, so that quizzes differ."""

    def place(candidate: Candidate) -> tuple[float, str]:
        lot = f"{seed}|{candidate.passage.sentence.text}|{candidate.fact}|{candidate.item.stem}"
        return -candidate.item.score, hashlib.sha256(lot.encode()).hexdigest()

    return sorted(candidates, key=place)


def _against(
    candidate: Candidate, chosen: Sequence[Candidate], limit: int, applied: int
) -> Objection | None:
    """The first reason not to choose a candidate beside those already chosen."""
    if candidate.item.score < _FLOOR:
        return Objection(
            "SET-WEAK", gettext_noop("The passage says too little to be worth a question.")
        )
    if len(chosen) >= limit:
        return Objection("SET-FULL", gettext_noop("Better questions fill the quiz already."))
    if any(_same_fact(candidate, other) for other in chosen):
        return Objection("SET-FACT", gettext_noop("Another question asks for the same fact."))
    if any(are_twins(candidate.item, other.item) for other in chosen):
        return Objection("DUP", gettext_noop("Another question asks nearly the same."))
    if is_one_too_many(candidate, chosen, limit, applied):
        return BALANCE
    for other in chosen:
        given = gives_away(candidate.item, other.item) or gives_away(other.item, candidate.item)
        if given:
            return Objection(
                "LEAK",
                gettext_noop("With another question it would give away “%(key)s”."),
                {"key": given},
            )
    return None


def _same_fact(first: Candidate, second: Candidate) -> bool:
    """One fact by name, or two questions of fact whose evidence is mostly the same."""
    if not first.all_facts.isdisjoint(second.all_facts):
        return True
    if Level.APPLY in (first.item.level, second.item.level):
        return False
    a, b = first.item.evidence[0], second.item.evidence[0]
    shared = min(a.end, b.end) - max(a.start, b.start)
    return shared > 0.6 * min(a.end - a.start, b.end - b.start)
