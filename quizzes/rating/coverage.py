"""How much an article yields, and how much of what it teaches is asked about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quizzes.generation import Document
from quizzes.items import Item, Level

from .marks import Marked
from .statistics import Share

_LEAD = "according to the article"


@dataclass(frozen=True, slots=True)
class Coverage:
    """The figures of one proposed set; `covered` is None where nobody marked the article."""

    name: str
    words: int
    items: int
    covered: Share | None
    lost_marks: int
    above_remember: Share
    with_lead: Share

    @property
    def per_thousand(self) -> float:
        """Proposed items for every 1,000 words of the article."""
        return round(1000 * self.items / self.words, 1) if self.words else 0.0


def coverage(
    document: Document, items: Sequence[Item], marked: Marked | None, name: str = ""
) -> Coverage:
    """Measure a set; levels are those that the items claim."""
    return Coverage(
        name=name or document.title,
        words=len(document.text.split()),
        items=len(items),
        covered=_covered(items, marked) if marked else None,
        lost_marks=len(marked.lost) if marked else 0,
        above_remember=_share([item.level is not Level.REMEMBER for item in items]),
        with_lead=_share([item.stem.casefold().startswith(_LEAD) for item in items]),
    )


def totals(measured: Sequence[Coverage]) -> Coverage:
    """All sets as one."""
    marked = [one.covered for one in measured if one.covered is not None]
    return Coverage(
        name="together",
        words=sum(one.words for one in measured),
        items=sum(one.items for one in measured),
        covered=_sum(marked) if marked else None,
        lost_marks=sum(one.lost_marks for one in measured),
        above_remember=_sum([one.above_remember for one in measured]),
        with_lead=_sum([one.with_lead for one in measured]),
    )


def to_markdown(measured: Sequence[Coverage]) -> str:
    """A table with a line for each article and one for all."""
    lines = [
        "| Article | Words | Items | per 1,000 words | Teaching paragraphs with an item "
        "| Above “remember” | “According to the article” |",
        "|---|---|---|---|---|---|---|",
    ]
    for one in (*measured, *([totals(measured)] if len(measured) > 1 else [])):
        lines.append(
            f"| {one.name} | {one.words} | {one.items} | {one.per_thousand} | {_told(one)} "
            f"| {_plain(one.above_remember)} | {_plain(one.with_lead)} |"
        )
    return "\n".join(lines) + "\n"


def to_mapping(one: Coverage) -> dict[str, object]:
    """The same as plain values."""
    shares = {
        "covered": one.covered,
        "above_remember": one.above_remember,
        "with_lead": one.with_lead,
    }
    return {
        "name": one.name,
        "words": one.words,
        "items": one.items,
        "items_per_1000_words": one.per_thousand,
        "lost_marks": one.lost_marks,
        **{
            n: {"hits": s.hits, "n": s.n, "share": s.value} if s else None
            for n, s in shares.items()
        },
    }


def _covered(items: Sequence[Item], marked: Marked) -> Share:
    """A paragraph is covered when an item's evidence lies in it; a lost mark counts as not."""
    cited = [passage for item in items for passage in item.evidence]
    hits = sum(
        any(passage.start < span.end and span.start < passage.end for passage in cited)
        for span in marked.found
    )
    return Share(hits, len(marked.found) + len(marked.lost))


def _told(one: Coverage) -> str:
    if one.covered is None:
        return "not marked"
    lost = f"; {one.lost_marks} not found in the text" if one.lost_marks else ""
    return f"{_plain(one.covered)}{lost}"


def _plain(share: Share) -> str:
    return "–" if share.value is None else f"{share.hits} of {share.n} ({100 * share.value:.0f} %)"


def _sum(shares: Sequence[Share]) -> Share:
    return Share(sum(share.hits for share in shares), sum(share.n for share in shares))


def _share(truths: Sequence[bool]) -> Share:
    return Share(sum(truths), len(truths))
