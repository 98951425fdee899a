"""Which candidates become the quiz: the best, none twice, spread over article and concepts."""

from __future__ import annotations

import hashlib
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from quizzes.items import Item, Kind, Level, Objection, gettext_noop

from .checks.sets import are_twins, gives_away
from .writers import Candidate, quantity

_PER_SENTENCE, _PER_CONCEPT, _PER_CONCEPT_APPLIED = 2, 3, 1
_STATEMENT_SHARE = _CLOZE_SHARE = 0.25
_SORTED = quantity.FAMILY
_APPLIED_SHARE = 0.6
_FRESH_BLOCK, _CROWDED, _ALIKE = 0.25, 0.03, 0.03
_LEVELS = {Level.REMEMBER: 0, Level.UNDERSTAND: 1, Level.APPLY: 2}
_WORDS_PER_ITEM, _LEAST, _MOST = 80, 6, 20

_CONSIDERED = 500
_REPEATED = Objection("SET-FACT", gettext_noop("Another question asks for the same fact."))

Refusals = list[tuple[Candidate, Objection]]


def usual_limit(text: str) -> int:
    """How many items an article of this length deserves at most."""
    return min(_MOST, max(_LEAST, round(len(text.split()) / _WORDS_PER_ITEM)))


def select(
    candidates: Iterable[Candidate], *, limit: int, seed: int
) -> tuple[list[Candidate], Refusals]:
    """Choose one by one what adds most; say of each of the others why it stayed out."""
    chosen: list[Candidate] = []
    waiting, refused = _best_of_each_fact(_in_order(candidates, seed))
    repeated = refused
    # A second round lets a concept have a second application question where there is room.
    for applied in (_PER_CONCEPT_APPLIED, _PER_CONCEPT_APPLIED + 1):
        if applied > _PER_CONCEPT_APPLIED:
            waiting = [candidate for candidate, _ in refused]
        refused = []
        while waiting:
            candidate = max(waiting, key=lambda c: _worth(c, chosen))
            waiting.remove(candidate)
            objection = _against(candidate, chosen, limit, applied)
            if objection is None:
                chosen.append(candidate)
            else:
                refused.append((candidate, objection))
    return _without_giveaways(chosen), refused + repeated


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


def _worth(candidate: Candidate, chosen: Sequence[Candidate]) -> float:
    """The score, more for a paragraph without a question yet, less for what there is already."""
    block = candidate.passage.sentence.block
    here = sum(other.passage.sentence.block == block for other in chosen)
    own = (candidate.item.family, candidate.item.level)
    alike = sum((other.item.family, other.item.level) == own for other in chosen)
    bonus = _FRESH_BLOCK if not here else 0.0
    return round(candidate.item.score + bonus - _CROWDED * here - _ALIKE * alike, 4)


def arrange(chosen: Sequence[Candidate], seed: int) -> list[Item]:
    """Order the quiz from recall to application, in the order of the text, keys well mixed."""
    ordered = sorted(
        (candidate.item for candidate in chosen),
        key=lambda item: (_LEVELS[item.level], item.evidence[0].start, item.stem),
    )
    rng = random.Random(seed)  # noqa: S311 - a repeatable shuffle, no secret
    return _with_mixed_keys([replace(item, id=identity(item)) for item in ordered], rng)


def identity(item: Item) -> str:
    """A stable id: a hash of what is asked and answered, whatever the order of the options."""
    parts = [item.kind.value, item.stem, *sorted(f"{o.correct:d}{o.text}" for o in item.options)]
    parts += [str(item.key), *(passage.text for passage in item.evidence)]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


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
    if len(chosen) >= limit:
        return Objection("SET-FULL", gettext_noop("Better questions fill the quiz already."))
    if any(_same_fact(candidate, other) for other in chosen):
        return Objection("SET-FACT", gettext_noop("Another question asks for the same fact."))
    if any(are_twins(candidate.item, other.item) for other in chosen):
        return Objection("DUP", gettext_noop("Another question asks nearly the same."))
    if _is_one_too_many(candidate, chosen, limit, applied):
        return Objection(
            "SET-BALANCE", gettext_noop("The quiz has enough questions like this one.")
        )
    plain = candidate.plain or candidate.item
    for other in chosen:
        given = gives_away(plain, other.item) or gives_away(
            other.plain or other.item, candidate.item
        )
        if given:
            return Objection(
                "LEAK",
                gettext_noop("With another question it would give away “%(key)s”."),
                {"key": given},
            )
    return None


def _same_fact(first: Candidate, second: Candidate) -> bool:
    """One fact by name, or two questions of fact whose evidence is mostly the same."""
    if first.fact == second.fact:
        return True
    if Level.APPLY in (first.item.level, second.item.level):
        return False
    a, b = first.item.evidence[0], second.item.evidence[0]
    shared = min(a.end, b.end) - max(a.start, b.start)
    return shared > 0.6 * min(a.end - a.start, b.end - b.start)


def _is_one_too_many(
    candidate: Candidate, chosen: Sequence[Candidate], limit: int, applied: int
) -> bool:
    kind, is_applied = candidate.item.kind, candidate.item.level is Level.APPLY
    kinds = Counter(other.item.kind for other in chosen)
    if kind is Kind.TRUE_FALSE and kinds[kind] + 1 > max(1, _STATEMENT_SHARE * limit):
        return True
    if kind is Kind.CLOZE and kinds[kind] + 1 > max(1, _CLOZE_SHARE * limit):
        return True
    about = [other for other in chosen if other.concept == candidate.concept]
    if is_applied:
        if sum(other.item.level is Level.APPLY for other in chosen) + 1 > _APPLIED_SHARE * limit:
            return True
        return sum(other.item.level is Level.APPLY for other in about) >= applied
    sentence = candidate.passage.sentence.start
    facts = [o for o in chosen if o.item.level is not Level.APPLY]
    here = sum(other.passage.sentence.start == sentence for other in facts)
    if kind is Kind.TRUE_FALSE and _unbalances(candidate, chosen):
        return True
    return here >= _PER_SENTENCE or len(about) >= _PER_CONCEPT


def _unbalances(candidate: Candidate, chosen: Sequence[Candidate]) -> bool:
    """True and false statements take turns."""
    truths = [o.item.options[0].correct for o in chosen if o.item.kind is Kind.TRUE_FALSE]
    return bool(truths) and truths.count(candidate.item.options[0].correct) > len(truths) / 2


def _without_giveaways(chosen: Sequence[Candidate]) -> list[Candidate]:
    """Drop the lead of a scenario that speaks of what a question of fact asks for."""
    asked = {c for o in chosen if o.item.level is not Level.APPLY for c in o.item.concepts}
    return [
        replace(candidate, item=candidate.plain)
        if candidate.plain and not asked.isdisjoint(candidate.item.concepts)
        else candidate
        for candidate in chosen
    ]


def _with_mixed_keys(items: Sequence[Item], rng: random.Random) -> list[Item]:
    """Shuffle the options so that every place is the key about equally often."""
    mixed: list[Item] = []
    places: dict[int, list[int]] = {}
    for item in items:
        options = list(item.options)
        if item.family == _SORTED:
            pass
        elif item.kind in (Kind.SINGLE, Kind.CLOZE):
            waiting = places.setdefault(len(options), [])
            if not waiting:
                waiting.extend(rng.sample(range(len(options)), len(options)))
            key = options.pop(item.keys[0])
            rng.shuffle(options)
            options.insert(waiting.pop(), key)
        elif item.kind is Kind.MULTIPLE:
            rng.shuffle(options)
        mixed.append(replace(item, options=tuple(options)))
    return mixed
