"""How many questions of a sort a quiz may have: of each kind, on each concept, from each sentence."""

from __future__ import annotations

from collections.abc import Sequence

from quizzes.generation.text import Flag
from quizzes.generation.writers import Candidate
from quizzes.items import Kind, Level, Objection, gettext_noop

Refusals = list[tuple[Candidate, Objection]]

BALANCE = Objection("SET-BALANCE", gettext_noop("The quiz has enough questions like this one."))
_PER_SENTENCE = 2
_PER_CONCEPT, _PER_CONCEPT_APPLIED, _CONCEPT_SHARE = 3, 2, 1 / 6
_STATEMENT_SHARE = _CLOZE_SHARE = 0.25
_APPLIED_SHARE = 0.75
_ATTRIBUTED, _ATTRIBUTED_SHARE = "According to the article", 1 / 3


def _is_attributed(candidate: Candidate) -> bool:
    return candidate.item.stem.startswith(_ATTRIBUTED)


def _is_statement(candidate: Candidate) -> bool:
    return candidate.item.kind is Kind.TRUE_FALSE


def _is_cloze(candidate: Candidate) -> bool:
    return candidate.item.kind is Kind.CLOZE


_SHARES = (
    (_is_statement, _STATEMENT_SHARE),
    (_is_cloze, _CLOZE_SHARE),
    (_is_attributed, _ATTRIBUTED_SHARE),
)
"""Sorts of questions of which a quiz has at most a share (GENERATION 1.1, step 9)."""


def trimmed(
    chosen: list[Candidate], already: Sequence[Candidate]
) -> tuple[list[Candidate], Refusals]:
    """Leave out the weakest of a sort that has more than its share of what was found in the end."""
    refused: Refusals = []
    for is_of_sort, share in _SHARES:
        alike = [c for c in chosen if is_of_sort(c)]
        weakest_first = sorted(alike, key=lambda c: (c.item.score, c.item.stem))
        for candidate in weakest_first:
            if len(alike) <= max(1, share * len(chosen)):
                break
            if candidate not in already:
                alike.remove(candidate)
                chosen = [c for c in chosen if c is not candidate]
                refused.append((candidate, BALANCE))
    return chosen, refused


def rounds(limit: int) -> range:
    """How many application questions one concept may have: one first, and more where there is room."""
    return range(1, max(_PER_CONCEPT_APPLIED, round(_CONCEPT_SHARE / 2 * limit)) + 1)


def is_one_too_many(
    candidate: Candidate, chosen: Sequence[Candidate], limit: int, applied: int
) -> bool:
    """Whether a sort that the candidate belongs to has its share of `limit` already.

    `applied` is how many application questions one concept may have.
    """
    for is_of_sort, share in _SHARES:
        if is_of_sort(candidate) and sum(map(is_of_sort, chosen)) + 1 > max(1, share * limit):
            return True
    is_long = Flag.LONG in candidate.passage.sentence.flags  # a long sentence says several things
    most = _PER_SENTENCE * (2 if is_long else 1)
    if sum(_leans_alike(candidate, other) for other in chosen) >= most:
        return True
    about = [other for other in chosen if other.concept == candidate.concept]
    if candidate.item.level is Level.APPLY:
        everywhere = sum(other.item.level is Level.APPLY for other in chosen)
        if not candidate.item.beyond and everywhere + 1 > _APPLIED_SHARE * limit:
            return True
        return sum(other.item.level is Level.APPLY for other in about) >= applied
    is_statement = candidate.item.kind is Kind.TRUE_FALSE
    # A long article on a single subject speaks of one concept nearly everywhere.
    most = max(_PER_CONCEPT, round(_CONCEPT_SHARE * limit))
    return (is_statement and _unbalances(candidate, chosen)) or len(about) >= most


def _leans_alike(first: Candidate, second: Candidate) -> bool:
    """Whether both ask what one sentence says, or both apply it: it carries so many of either."""
    applied = [candidate.item.level is Level.APPLY for candidate in (first, second)]
    return first.passage.sentence.start == second.passage.sentence.start and len(set(applied)) == 1


def _unbalances(candidate: Candidate, chosen: Sequence[Candidate]) -> bool:
    """True and false statements take turns."""
    truths = [o.item.options[0].correct for o in chosen if o.item.kind is Kind.TRUE_FALSE]
    return bool(truths) and truths.count(candidate.item.options[0].correct) > len(truths) / 2
