"""Flaws of a set of items: twins, giveaways, keys always in one place."""

from __future__ import annotations

from collections.abc import Sequence

from quizzes.items import Item, Objection

from .balance import key_lengths, key_places, key_runs, truth_lengths, truths
from .twins import are_twins, giveaways, gives_away, twins

SET_CHECKS = (twins, giveaways, key_places, key_runs, key_lengths, truths, truth_lengths)
SET_CODES = ("DUP", "LEAK", "KEY-POS", "TF-BALANCE")
_OF_PLACES = (key_places, key_runs)


def set_objections(
    items: Sequence[Item], *, shuffled: bool = False
) -> tuple[tuple[int, Objection], ...]:
    """All objections to a set, each with the position of the item (-1: the set as a whole).

    Where options are shuffled for every learner it does not matter at which place keys are kept.
    """
    checks = [check for check in SET_CHECKS if not (shuffled and check in _OF_PLACES)]
    return tuple(found for check in checks for found in check(items))


__all__ = ["SET_CHECKS", "SET_CODES", "are_twins", "gives_away", "set_objections"]
