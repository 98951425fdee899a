"""How many of a group are counted, so that no figure and no two figures tell of one person.

A figure of fewer than five is hidden. That is not enough: seen before and after a sixth person
finishes, a mean tells that person's score (differencing; Hundepool et al. 2012, Statistical Disclosure
Control, 5.4). So people are counted in steps of five, in the order in which they finished: any two
versions of a figure are equal, or differ by five people or more. Whoever leaves the group stays counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

LEAST = 5
"""The fewest people that a figure, or the difference of two, rests on."""

Who = TypeVar("Who")
When = TypeVar("When")


def counted(known: Sequence[Who], hidden: Sequence[Who]) -> list[Who]:
    """Who is counted: all who are seen by name anyway, and of the `hidden` the first 5, 10, 15 ...

    `hidden` stand in the order in which they finished, which nobody can change afterwards.
    """
    return [*known, *hidden[: len(hidden) - len(hidden) % LEAST]]


def released(moments: Sequence[When]) -> list[When]:
    """When each of the hidden came to be counted: when the fifth of the step finished.

    `moments` say when they finished, in that order; those of a step that is not full are left out.
    """
    full = len(moments) - len(moments) % LEAST
    return [moments[i - i % LEAST + LEAST - 1] for i in range(full)]


def waiting(hidden: int) -> int:
    """How many of the hidden are not counted yet."""
    return hidden % LEAST
