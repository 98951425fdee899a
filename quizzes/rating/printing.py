"""A summary as Markdown for docs/quality.md, or as plain mappings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .batches import Origin
from .forms import MODEL, PERSON
from .statistics import Share
from .summary import MISSES_ALLOWED, RaterReport, Summary, Verdict

_HEADS = {
    "family": "Way of asking",
    "article": "Article",
    "level": "Level, by the raters' verdict",
}


def to_markdown(summary: Summary) -> str:
    """The whole summary, tables first, then the refused items with what was said of them."""
    parts = [
        _who_rated(summary),
        _raters(summary),
        _figures(summary),
        *(_table(head, summary.by[name]) for name, head in _HEADS.items()),
        _table("Planted flaw", summary.found_by_kind, "Found, all raters"),
        "\n".join(_refused(summary)),
    ]
    return "\n\n".join(parts) + "\n"


def to_mapping(summary: Summary) -> dict[str, Any]:
    """The same as plain values for `--json`."""
    shares = (
        "overall", "beyond", "by_hand", "blind", "wrong_or_double_keys", "unsupported", "above_remember",
        "claimed_level",
    )  # fmt: skip
    return {
        "raters": [_rater(report) for report in summary.raters],
        "ratings_per_item": summary.per_item,
        "items_left_out": summary.left_out,
        "kappa": summary.agreement,
        **{name: _share(getattr(summary, name)) for name in shares},
        **{f"by_{name}": _shares(group) for name, group in summary.by.items()},
        "flaws_found": _shares(summary.found_by_kind),
        "refused": [_verdict(verdict) for verdict in summary.refused],
    }


def _who_rated(summary: Summary) -> str:
    kinds = {report.rater.kind for report in summary.raters}
    if kinds == {PERSON}:
        who = "All raters are **persons**."
    elif kinds == {MODEL}:
        who = "All raters are **language models**; no person has rated."
    else:
        who = "Some raters are **persons**, some **language models**; the table says which."
    if summary.per_item > 1:
        how = "An item counts as acceptable when every rater of it accepts it (two or more)."
    else:
        how = "**No item has two ratings**, so the figures are those of single raters."
    left = summary.left_out
    rest = f" {left} items of ours have too few counted ratings and are left out." if left else ""
    return f"{who} {how}{rest}"


def _raters(summary: Summary) -> str:
    lines = [
        "| Rater | Kind | Planted flaws refused | for the reason planted | Accepts of ours | Counted |",
        "|---|---|---|---|---|---|",
    ]
    for report in summary.raters:
        found, named = report.flaws_found, report.flaws_named
        lines.append(
            f"| {_cell(report.rater.name)} | {report.rater.kind} | {found.hits} of {found.n} "
            f"| {named.hits} of {named.n} | {report.accepted} | {_counted(report)} |"
        )
    return "\n".join(lines)


def _counted(report: RaterReport) -> str:
    if not report.is_counted:
        return f"no: missed more than {MISSES_ALLOWED:.0%} of the planted flaws"
    return "yes" if report.flaws_found.n else "yes, but saw no planted flaw"


def _figures(summary: Summary) -> str:
    agreement = "no value" if summary.agreement is None else f"{summary.agreement:.2f}"
    rows = {
        "Acceptable": summary.overall,
        "Beyond the article, acceptable": summary.beyond,
        "Written by hand, acceptable": summary.by_hand,
        "Blind answers that found the key": summary.blind,
        "Wrong or double keys (A4 or A5 no, by any rater)": summary.wrong_or_double_keys,
        "Evidence does not support the key (A3 no, by any rater)": summary.unsupported,
        "Above “remember”, by the raters' verdict": summary.above_remember,
        "Claimed level is the raters' verdict": summary.claimed_level,
    }
    lines = [_table("Figure", rows, "Items (share, 95 % interval by Wilson)")]
    lines.append(f"| Agreement on acceptable or not (Fleiss' kappa, all items) | {agreement} |")
    return "\n".join(lines)


def _table(head: str, rows: Mapping[str, Share], value: str = "Acceptable") -> str:
    lines = [f"| {head} | {value} |", "|---|---|"]
    rated = (f"| {_cell(name)} | {share} |" for name, share in rows.items())
    return "\n".join([*lines, *rated])


def _refused(summary: Summary) -> Iterator[str]:
    yield f"**Refused: {len(summary.refused)}**"
    for verdict in summary.refused:
        entry = verdict.entry
        by = entry.item.family if entry.origin is Origin.GENERATED else entry.origin.value
        yield f"\n{entry.number}. ({by}; {entry.article.title}) {entry.item.stem}"
        for rating in verdict.ratings:
            failing = ", ".join(rating.failing) or "none"
            blind = "" if rating.found_key else f"; answered {rating.answer}, not the key"
            comment = f": {rating.comment}" if rating.comment else ""
            yield f"   - {rating.rater}: lines with no: {failing}{blind}{comment}"


def _rater(report: RaterReport) -> dict[str, Any]:
    return {
        "name": report.rater.name,
        "kind": report.rater.kind,
        "counted": report.is_counted,
        "flaws_found": _share(report.flaws_found),
        "flaws_named": _share(report.flaws_named),
        "accepted": _share(report.accepted),
    }


def _verdict(verdict: Verdict) -> dict[str, Any]:
    item = verdict.entry.item
    return {
        "number": verdict.entry.number,
        "id": item.id,
        "origin": verdict.entry.origin.value,
        "family": item.family,
        "article": verdict.entry.article.title,
        "stem": item.stem,
        "ratings": [
            {
                "rater": rating.rater,
                "found_key": rating.found_key,
                "failing": list(rating.failing),
                "comment": rating.comment,
            }
            for rating in verdict.ratings
        ],
    }


def _shares(group: Mapping[str, Share]) -> dict[str, Any]:
    return {name: _share(share) for name, share in group.items()}


def _share(share: Share) -> dict[str, Any]:
    return {
        "hits": share.hits,
        "n": share.n,
        "share": share.value,
        "interval": list(share.interval) if share.interval else None,
    }


def _cell(text: str) -> str:
    return text.replace("|", "/").replace("\n", " ")
