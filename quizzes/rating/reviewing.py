"""Blind review of the concept base: papers without keys, and what the readers found."""

from __future__ import annotations

import json
import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quizzes.generation import ConceptBase
from quizzes.generation.concepts import Misconception, Review, Scenario

from .runs import RatingError

_LETTERS = "ABCDEFGH"
_FORM = re.compile(r"^(?P<topic>\w+)\.(?P<reader>[\w-]+)\.json$")

Entry = Scenario | Misconception


@dataclass(frozen=True, slots=True)
class Asked:
    """One entry on a paper: its number there, its options as shown, and the letter of the key."""

    number: int
    entry: Entry
    stem: str
    options: tuple[str, ...]
    key: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What all readers of an entry found: how many there were, how many agreed, and their remarks.

    A reader agrees who chose the key and could defend no other option.
    """

    readers: int
    agreed: int
    remarks: tuple[str, ...]


def paper(base: ConceptBase, topic: str, *, everything: bool = False) -> list[Asked]:
    """The entries of a topic that wait for their review, in an order that tells nothing."""
    known: list[Entry] = [*base.scenarios.values(), *base.misconceptions.values()]
    entries = [e for e in known if e.topic == topic and (everything or e.review is None)]
    rng = random.Random(topic)  # noqa: S311 - a repeatable shuffle, no secret
    rng.shuffle(entries)
    return [_asked(number, entry, rng) for number, entry in enumerate(entries, start=1)]


def _asked(number: int, entry: Entry, rng: random.Random) -> Asked:
    if isinstance(entry, Misconception):
        truth = rng.random() < 0.5
        stem = f"True or false: {entry.correction if truth else entry.claim}"
        return Asked(number, entry, stem, ("True", "False"), "A" if truth else "B")
    options = [entry.key.text, *(d.text for d in entry.distractors)]
    rng.shuffle(options)
    key = _LETTERS[options.index(entry.key.text)]
    return Asked(number, entry, entry.stem, tuple(options), key)


def to_markdown(topic: str, asked: Sequence[Asked]) -> str:
    """The paper as a reader gets it."""
    lines = [
        f"# Blind review: {topic}",
        "",
        "Choose the best answer to each question by yourself. Write, for each number,",
        '`{"answer": "B", "defensible": [], "fault": ""}`: in `defensible` the letters of other options',
        "that an expert could honestly defend as no worse, in `fault` what else is wrong, in one sentence.",
        "",
    ]
    for question in asked:
        lines += [f"## {question.number}", "", question.stem, ""]
        lines += [
            f"- {letter}. {text}" for letter, text in zip(_LETTERS, question.options, strict=False)
        ]
        lines.append("")
    return "\n".join(lines)


def verdicts(papers: Mapping[str, Sequence[Asked]], forms: Iterable[Path]) -> dict[str, Verdict]:
    """What the forms `TOPIC.READER.json` say of each entry; raises RatingError for a bad form."""
    found: dict[str, list[tuple[bool, str]]] = defaultdict(list)
    for form in forms:
        match = _FORM.match(form.name)
        if not match or match["topic"] not in papers:
            raise RatingError(
                f"{form.name}: name the form TOPIC.READER.json, after a paper's topic."
            )
        for question, answer in _answers(form, papers[match["topic"]]):
            agrees = answer["answer"] == question.key and not answer["defensible"]
            found[question.entry.id].append((agrees, str(answer.get("fault", ""))))
    return {
        name: Verdict(
            len(readings),
            sum(agrees for agrees, _ in readings),
            tuple(remark for _, remark in readings if remark),
        )
        for name, readings in found.items()
    }


def _answers(form: Path, asked: Sequence[Asked]) -> Iterator[tuple[Asked, Mapping[str, Any]]]:
    try:
        data = json.loads(form.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise RatingError(f"{form}: this is no JSON file; correct it. {error}") from error
    for question in asked:
        answer = data.get(str(question.number)) if isinstance(data, dict) else None
        letters = _LETTERS[: len(question.options)]
        if (
            not isinstance(answer, dict)
            or answer.get("answer") not in tuple(letters)
            or not set(answer.setdefault("defensible", [])) <= set(letters)
        ):
            raise RatingError(
                f"{form.name}: question {question.number} needs an answer from {letters[0]} to {letters[-1]}."
            )
        yield question, answer


def record(text: str, reviews: Mapping[str, Review]) -> str:
    """A topic's YAML with the reviews written into its entries; everything else stays as it is."""
    lines: list[str] = []
    waiting: Review | None = None
    for line in text.split("\n"):
        entry = re.match(r"^  (\w+):\s*$", line)
        ends = entry or re.match(r"^\S", line)
        if ends and waiting:
            while lines and not lines[-1].strip():
                lines.pop()
            lines.append(_line(waiting))
            lines += [""] if not entry else []
        if ends:
            waiting = reviews.get(entry[1]) if entry else None
        if waiting and re.match(r"^    review:", line):
            lines.append(_line(waiting))
            waiting = None
        else:
            lines.append(line)
    if waiting:
        lines = [*"\n".join(lines).rstrip().split("\n"), _line(waiting), ""]
    return "\n".join(lines)


def _line(review: Review) -> str:
    return (
        f"    review: {{readers: {review.readers}, kind: {review.kind}, "
        f"agreed: {review.agreed}, date: {review.date.isoformat()}}}"
    )
