"""How much of a topic a group masters, with an interval that knows answers come from people."""

from __future__ import annotations

import math
from collections.abc import Sequence

from .figures import Figure, wilson


def mastery(hits: Sequence[float], asked: Sequence[int]) -> Figure:
    """The share of marks earned, from each person's marks and number of answers; n counts people.

    One person's answers are alike, so twenty of one say less than one each of twenty. The interval is
    Wilson's with the effective number of answers (Kish 1965; recommended by Franco, Little, Louis and
    Slud 2019, Journal of Survey Statistics and Methodology 7): the number divided by how much larger
    the variance between people is than that of independent answers. It is never taken as larger than
    the number of answers, and where all earned all or nothing, as the number of people.

    Raises ValueError where the two differ in length or somebody was asked nothing.
    """
    if len(hits) != len(asked) or any(m < 1 for m in asked):
        raise ValueError("Give each person's marks, and a number of answers of one or more.")
    people, answers = len(asked), sum(asked)
    if not people:
        return Figure(None, 0)
    share = math.fsum(hits) / answers
    low, high = wilson(share, _effective(share, hits, asked))
    return Figure(share, people, low, high)


def _effective(share: float, hits: Sequence[float], asked: Sequence[int]) -> float:
    people, answers = len(asked), sum(asked)
    alone = share * (1 - share)
    if people < 2 or alone <= 0:
        return people
    squares = math.fsum((h - share * m) ** 2 for h, m in zip(hits, asked, strict=True))
    between = people / (people - 1) * squares / answers**2
    if between <= 0 or answers < 2:
        return answers
    return min(float(answers), answers * (alone / (answers - 1)) / between)
