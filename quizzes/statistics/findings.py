"""Findings in words: what the figures say, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from quizzes.models import ItemFinding

Code = ItemFinding.Code

SAID = {
    Code.MISLEADS: _(
        "“%(option)s” is wrong, and those who do well elsewhere choose it: %(upper)d %% of the upper "
        "third, %(lower)d %% of the lower. Check whether it is right as well, or say it more clearly."
    ),
    Code.NEGATIVE: _(
        "Whoever does well elsewhere misses it (it tells apart by %(r)s). Check first what counts as right, then the wording."
    ),
    Code.BELOW_CHANCE: _(
        "%(facility)d %% is less than guessing would bring. Check what counts as right, or what makes people sure of "
        "something wrong."
    ),
    Code.WEAK: _(
        "It hardly tells who knows the rest (it tells apart by %(r)s). Ask for one thing, and more clearly."
    ),
    Code.TOO_EASY: _(
        "%(facility)d %% have it right, so it tells nobody apart. Make the wrong options more tempting, or keep "
        "it as an opener."
    ),
    Code.IDLE: _(
        "“%(option)s” was chosen by %(share)d %% of %(n)d. Replace it by a mistake that people really make."
    ),
    Code.SLOW: _(
        "Half of the learners take longer than %(seconds)d seconds. Shorten the question or its options."
    ),
}
NEVER = _("“%(option)s” was never chosen in %(n)d answers. Replace it by a mistake that people really make.")  # fmt: skip


@dataclass(frozen=True)
class Told:
    """A finding with its sentence; its page is the version's."""

    finding: ItemFinding
    sentence: str


def told(finding: ItemFinding) -> Told:
    """The finding in words; it wants `item` and `option__option`."""
    item, row, code = finding.item, finding.option, Code(finding.code)
    about: dict[str, object] = {
        "n": item.n,
        "facility": round(100 * (item.facility or 0)),
        "r": number_format(item.discrimination or 0, 2),
        "seconds": round(item.seconds or 0),
    }
    said = SAID[code]
    if row is not None:
        chosen = row.lower + row.middle + row.upper
        about |= {
            "option": row.option.text,
            "share": round(100 * chosen / max(1, item.n)),
            "lower": round(100 * row.lower / max(1, item.lower)),
            "upper": round(100 * row.upper / max(1, item.upper)),
        }
        said = NEVER if code == Code.IDLE and not chosen else said
    return Told(finding, str(said) % about)


def of_the_whole(alpha_high: float | None) -> str:
    """What the consistency of the whole warns of; empty where it warns of nothing."""
    if alpha_high is None or alpha_high >= LOW_ALPHA:
        return ""
    return _now(
        "The questions hardly belong together: a person's score would differ much with other questions of "
        "this sort. Take out those that tell least apart, or add more on the same thing."
    )


LOW_ALPHA = 0.5
"""Below, a score says little about one person (Nunnally 1978 asks for .7 at least)."""
