"""The form that a rater fills in: blank, and read back with every mistake named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from quizzes.items import Level

from .answers import BadAnswer, found_key
from .batches import Entry
from .rubric import LINES, Rating
from .runs import RatingError

PERSON, MODEL = "person", "language model"
KINDS = (PERSON, MODEL)
_SHOWN = 20
_FIELDS = ("answer", *LINES, "verdict_level", "comment")


@dataclass(frozen=True, slots=True)
class Rater:
    """Who filled a form; a rating never hides whether a person gave it."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Form:
    """A form as it was read."""

    rater: Rater
    ratings: tuple[Rating, ...]


def blank(entries: Sequence[Entry], sheet: str) -> dict[str, Any]:
    """The form of a batch before anybody wrote in it."""
    empty = dict.fromkeys(_FIELDS) | {"comment": ""}
    return {
        "sheet": sheet,
        "rater": {"name": "", "kind": f"{PERSON}|{MODEL}"},
        "items": {str(entry.number): dict(empty) for entry in entries},
    }


def read_form(data: Any, entries: Mapping[int, Entry], sheet: str, name: str) -> Form:
    """Check a filled form against the sheet; raises RatingError with all that is wrong."""
    problems = list(_shape_problems(data, sheet))
    if not problems:
        problems = [*_missing(data["items"], entries), *_item_problems(data["items"], entries)]
    if problems:
        more = f"\n- and {len(problems) - _SHOWN} more" if len(problems) > _SHOWN else ""
        told = "\n- ".join(problems[:_SHOWN])
        raise RatingError(f"{name}: correct the form, then run this again.\n- {told}{more}")
    rater = Rater(data["rater"]["name"].strip(), data["rater"]["kind"])
    return Form(rater, tuple(_ratings(data["items"], entries, rater.name)))


def _shape_problems(data: Any, sheet: str) -> Iterator[str]:
    if not isinstance(data, Mapping):
        yield "expected an object with the fields rater and items"
        return
    for field in data:
        if field not in ("sheet", "rater", "items"):
            yield f"{field}: no such field; a form has sheet, rater and items"
    if data.get("sheet", sheet) != sheet:
        yield f"sheet: the form belongs to sheet {data['sheet']!r}, the folder to {sheet!r}"
    rater = data.get("rater")
    if not isinstance(rater, Mapping):
        yield "rater: this field is missing; write name and kind"
    else:
        yield from _rater_problems(rater)
    if not isinstance(data.get("items"), Mapping) or not data["items"]:
        yield "items: this field is missing; write one entry for each number"


def _rater_problems(rater: Mapping[str, Any]) -> Iterator[str]:
    if not isinstance(rater.get("name"), str) or not rater["name"].strip():
        yield "rater.name: write a name, so that raters can be told apart"
    if rater.get("kind") not in KINDS:
        yield f"rater.kind: write {KINDS[0]!r} or {KINDS[1]!r}, found {rater.get('kind')!r}"
    for field in rater:
        if field not in ("name", "kind"):
            yield f"rater.{field}: no such field; a rater has name and kind"


def _missing(items: Mapping[str, Any], entries: Mapping[int, Entry]) -> Iterator[str]:
    """Whoever rates one item of a batch rates all of them: a choice would flatter."""
    touched = {entry.batch for entry in entries.values() if str(entry.number) in items}
    for entry in entries.values():
        if entry.batch in touched and str(entry.number) not in items:
            yield f"items.{entry.number}: not rated; batch {entry.batch} needs all of its items"


def _item_problems(items: Mapping[str, Any], entries: Mapping[int, Entry]) -> Iterator[str]:
    known = {str(number): entry for number, entry in entries.items()}
    for number, given in items.items():
        place = f"items.{number}"
        if number not in known:
            yield f"{place}: the sheet has no such number"
        elif not isinstance(given, Mapping):
            yield f"{place}: expected an object with the fields {', '.join(_FIELDS)}"
        else:
            yield from _field_problems(given, known[number], place)


def _field_problems(given: Mapping[str, Any], entry: Entry, place: str) -> Iterator[str]:
    for field in given:
        if field not in _FIELDS:
            yield f"{place}.{field}: no such field; use {', '.join(_FIELDS)}"
    for code in LINES:
        if not isinstance(given.get(code), bool):
            yield f"{place}.{code}: write true or false, found {given.get(code)!r}"
    if given.get("verdict_level") not in list(Level):
        names = ", ".join(Level)
        yield f"{place}.verdict_level: use one of {names}, found {given.get('verdict_level')!r}"
    if not isinstance(given.get("comment", ""), str):
        yield f"{place}.comment: write text, or leave it empty"
    if given.get("answer") is None:
        yield f"{place}.answer: not answered; write “?” where it can't be"
        return
    try:
        found_key(entry.item, given["answer"])
    except BadAnswer as error:
        yield f"{place}.answer: {error}"


def _ratings(
    items: Mapping[str, Any], entries: Mapping[int, Entry], rater: str
) -> Iterator[Rating]:
    for number, given in sorted(items.items(), key=lambda entry: int(entry[0])):
        yield Rating(
            rater=rater,
            number=int(number),
            found_key=found_key(entries[int(number)].item, given["answer"]),
            lines={code: given[code] for code in LINES},
            level=Level(given["verdict_level"]),
            comment=given.get("comment", "").strip(),
            answer=_on_one_line(given["answer"]),
        )


def _on_one_line(answer: Any) -> str:
    return ", ".join(map(str, answer)) if isinstance(answer, list) else str(answer)
