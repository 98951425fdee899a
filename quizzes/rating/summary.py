"""What the forms of a sheet say together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from quizzes.items import Level

from .batches import Entry, Origin
from .flaws import NAMED_BY, Flaw
from .forms import Form, Rater
from .rubric import Rating
from .runs import RatingError
from .statistics import Share, kappa

MISSES_ALLOWED = 0.1
"""The share of planted flaws that a rater may miss and still be counted."""
_ENOUGH = 2
_ORDER = list(Level)


@dataclass(frozen=True, slots=True)
class RaterReport:
    """One rater: what of the planted flaws was found, and what was accepted of the rest."""

    rater: Rater
    flaws_found: Share
    flaws_named: Share
    accepted: Share
    is_counted: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """All counted ratings of one item, and what follows from them."""

    entry: Entry
    ratings: tuple[Rating, ...]

    @property
    def is_accepted(self) -> bool:
        """Every rater accepts it: disagreement counts as not acceptable."""
        return all(rating.accepts for rating in self.ratings)

    @property
    def level(self) -> Level:
        """The level by the raters' verdict; where they differ, the lower one."""
        return min((rating.level for rating in self.ratings), key=_ORDER.index)

    def has_no(self, *codes: str) -> bool:
        """Whether some rater answered one of the lines with no."""
        return any(code in rating.failing for rating in self.ratings for code in codes)


@dataclass(frozen=True)
class Summary:
    """The figures of a rated sheet; `per_item` tells how many ratings an item needed to count."""

    raters: tuple[RaterReport, ...]
    per_item: int
    left_out: int
    agreement: float | None
    overall: Share
    beyond: Share
    by_hand: Share
    by: Mapping[str, Mapping[str, Share]]
    blind: Share
    wrong_or_double_keys: Share
    unsupported: Share
    above_remember: Share
    claimed_level: Share
    found_by_kind: Mapping[str, Share]
    refused: tuple[Verdict, ...]


def summarize(entries: Mapping[int, Entry], forms: Sequence[Form]) -> Summary:
    """Count the forms; raises RatingError where one rater gave two ratings of one item."""
    ratings = _by_rater(forms)
    reports = tuple(_report(rater, given, entries) for rater, given in ratings.items())
    counted = [r for report in reports if report.is_counted for r in ratings[report.rater]]
    per_item, verdicts, left_out = _verdicts(counted, entries)
    # What goes beyond the article is rated apart.
    ours, beyond, by_hand = (
        [v for v in verdicts if v.entry.origin is origin]
        for origin in (Origin.GENERATED, Origin.BEYOND, Origin.HAND_WRITTEN)
    )
    refused = [v for v in (*ours, *beyond, *by_hand) if not v.is_accepted]
    return Summary(
        raters=reports,
        per_item=per_item,
        left_out=left_out,
        agreement=kappa([[r.accepts for r in v.ratings] for v in verdicts]),
        overall=_accepted(ours),
        beyond=_accepted(beyond),
        by_hand=_accepted(by_hand),
        by={
            "family": _grouped(ours, lambda v: v.entry.item.family or "(none)"),
            "article": _grouped(ours, lambda v: v.entry.article.title or v.entry.article.text[:40]),
            "level": _grouped(ours, lambda v: v.level.value),
        },
        blind=_share(r.found_key for v in ours for r in v.ratings),
        wrong_or_double_keys=_share(v.has_no("A4", "A5") for v in ours),
        unsupported=_share(v.has_no("A3") for v in ours),
        above_remember=_share(v.level is not Level.REMEMBER for v in ours),
        claimed_level=_share(v.level is v.entry.item.level for v in ours),
        found_by_kind=_found_by_kind(ratings, entries),
        refused=tuple(refused),
    )


def _by_rater(forms: Iterable[Form]) -> dict[Rater, list[Rating]]:
    """One rater may have filled several forms, but rates no item twice."""
    found: dict[Rater, list[Rating]] = defaultdict(list)
    for form in forms:
        found[form.rater] += form.ratings
    for rater, ratings in found.items():
        numbers = Counter(rating.number for rating in ratings)
        twice = [number for number, count in numbers.items() if count > 1]
        if twice:
            raise RatingError(
                f"{rater.name} rated item {twice[0]} twice; leave one of the forms out, or give "
                "two raters two names."
            )
    names = Counter(rater.name for rater in found)
    if twins := [name for name, count in names.items() if count > 1]:
        raise RatingError(f"{twins[0]} is a person here, a language model there; correct a form.")
    return dict(found)


def _report(rater: Rater, ratings: Sequence[Rating], entries: Mapping[int, Entry]) -> RaterReport:
    planted = [r for r in ratings if entries[r.number].flaw]
    ours = [r for r in ratings if entries[r.number].origin is Origin.GENERATED]
    found = _share(not rating.accepts for rating in planted)
    return RaterReport(
        rater,
        flaws_found=found,
        flaws_named=_share(_names(rating, entries) for rating in planted),
        accepted=_share(rating.accepts for rating in ours),
        is_counted=found.n - found.hits <= MISSES_ALLOWED * found.n,
    )


def _names(rating: Rating, entries: Mapping[int, Entry]) -> bool:
    """Whether the rater refused the item for the flaw that was planted."""
    flaw = entries[rating.number].flaw
    return flaw is not None and not set(NAMED_BY[flaw]).isdisjoint(rating.failing)


def _verdicts(
    ratings: Iterable[Rating], entries: Mapping[int, Entry]
) -> tuple[int, list[Verdict], int]:
    """Items with two ratings or more; where there are none, those with one."""
    found: dict[int, list[Rating]] = defaultdict(list)
    for rating in ratings:
        found[rating.number].append(rating)
    per_item = _ENOUGH if any(len(given) >= _ENOUGH for given in found.values()) else 1
    verdicts = [
        Verdict(entries[number], tuple(given))
        for number, given in sorted(found.items())
        if len(given) >= per_item
    ]
    real = [e for e in entries.values() if e.origin is Origin.GENERATED]
    rated = {verdict.entry.number for verdict in verdicts}
    return per_item, verdicts, sum(entry.number not in rated for entry in real)


def _found_by_kind(
    ratings: Mapping[Rater, Sequence[Rating]], entries: Mapping[int, Entry]
) -> dict[str, Share]:
    """How many of each kind of planted flaw were found, over all raters, dropped ones too."""
    everything = [rating for given in ratings.values() for rating in given]
    return {
        flaw.value: _share(not r.accepts for r in everything if entries[r.number].flaw is flaw)
        for flaw in Flaw
    }


def _grouped(verdicts: Iterable[Verdict], name: Callable[[Verdict], str]) -> dict[str, Share]:
    groups: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        groups[name(verdict)].append(verdict)
    return {group: _accepted(groups[group]) for group in sorted(groups)}


def _accepted(verdicts: Iterable[Verdict]) -> Share:
    return _share(verdict.is_accepted for verdict in verdicts)


def _share(truths: Iterable[bool]) -> Share:
    told = list(truths)
    return Share(sum(told), len(told))
