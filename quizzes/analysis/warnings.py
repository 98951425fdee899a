"""What the figures of one item warn of; each calls for an act of a person."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from .figures import Figure
from .options import LEAST, OptionUse

SHOWN = 10
"""Below so many answers no figure is shown."""
EASY, LOW = 0.95, 0.2
"""Ebel and Frisbie (1991): an index of discrimination below .2 is poor."""
SLOW, SLOWEST = 3.0, 60.0
"""Times the quiz's usual time, and seconds, from which on a question takes long."""


@dataclass(frozen=True, slots=True)
class Warning_:
    """A code, whether it probably is a fault of the question, and the option it is about, if any."""

    code: str
    is_grave: bool = False
    option: Hashable = None


def warnings_of(
    facility: Figure,
    discrimination: Figure,
    uses: Sequence[OptionUse] = (),
    *,
    seconds: float | None = None,
    usual: float | None = None,
    chance: float = 0.0,
) -> list[Warning_]:
    """What stands against an item, the gravest first; nothing below thirty answers.

    `chance` is the mark that blind guessing earns on average, `usual` the quiz's usual seconds a question.
    """
    if facility.n < LEAST or facility.value is None:
        return []
    found = [Warning_("misleads", True, use.option) for use in uses if use.misleads]
    found += _of_discrimination(facility.value, discrimination)
    if facility.high is not None and facility.high < chance:
        found.append(Warning_("below_chance", True))
    if facility.low is not None and facility.low > EASY:
        found.append(Warning_("too_easy"))
    found += [Warning_("idle", False, use.option) for use in uses if use.is_idle]
    if seconds is not None and usual and seconds > SLOWEST and seconds > SLOW * usual:
        found.append(Warning_("slow"))
    return sorted(found, key=lambda warning: not warning.is_grave)


def _of_discrimination(facility: float, r: Figure) -> list[Warning_]:
    if r.value is None:
        return []
    if r.value < 0 and (r.high is None or r.high < 0):
        return [Warning_("negative", True)]
    is_weak = r.high is not None and r.high < LOW
    return [Warning_("weak")] if is_weak and facility <= EASY else []
