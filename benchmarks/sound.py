"""Good items of every kind, with the article and the concepts against which they are checked."""

from __future__ import annotations

import dataclasses
import datetime
import json
import random
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from quizzes.generation import (  # noqa: E402
    ConceptBase,
    Document,
    generate,
    item_from_json,
    read,
    shipped_analyser,
)
from quizzes.generation.checks import Background  # noqa: E402
from quizzes.generation.concepts import Concept, Review  # noqa: E402
from quizzes.items import (  # noqa: E402
    BLANK,
    Authority,
    Evidence,
    Item,
    Key,
    Kind,
    Level,
    MatchingKey,
    NumberKey,
    Option,
    OrderingKey,
    Pair,
    TextKey,
)

FIXTURES = ROOT / "fixtures"
SOURCE = (Authority("An authority", "Its page", "https://example.org/page"),)
PASSED = Review(2, "language model", 2, datetime.date(2026, 1, 1))
REPORT = read(
    "In 2023 the town library of Brunn lost 4 laptops to thieves. Two of the laptops held the "
    "addresses of 1,850 readers, and none of them was encrypted. The library told its readers within "
    "72 hours.\n\n"
    "Since then every laptop is locked to a desk with a steel cable. Visitors wear a yellow badge, and "
    "staff ask anybody without a badge for a name. A shredder of the fourth security level stands "
    "beside the printer.\n\n"
    "The library keeps three copies of its catalogue on two kinds of media. One copy lies in the town "
    "hall, out of the reach of ransomware. Once in 30 days somebody restores a file to see whether the "
    "copies can be read."
)


class Sound(NamedTuple):
    """A good item and what it is checked against."""

    item: Item
    background: Background


def sound_items(base: ConceptBase) -> Iterator[Sound]:
    """Shipped, generated and hand-written items, and those that the concept base makes by program."""
    plain = Background(None, base)
    for item in (*_scenarios(base), *_statements(base), *_terms(base), *_matching(base)):
        yield Sound(item, plain)
    for item in _by_hand():
        yield Sound(item, Background(REPORT, base))
    for path in sorted((FIXTURES / "items").glob("*.json")):
        yield from _shipped(path, base)
    for path in (
        FIXTURES / "articles" / "founding.txt",
        *sorted(Path(__file__).parent.glob("articles/*")),
    ):
        yield from _generated(read(path.read_bytes()), base)


def _scenarios(base: ConceptBase) -> Iterator[Item]:
    for scenario in base.scenarios.values():
        options = [Option(scenario.key.text, True, scenario.key.why)]
        options += [Option(d.text, False, d.why) for d in scenario.distractors]
        yield Item(
            Kind.SINGLE, scenario.stem, _mixed(options, scenario.id), explanation=scenario.key.why,
            authority=SOURCE, family="scenario", level=Level(scenario.level),
        )  # fmt: skip


def _statements(base: ConceptBase) -> Iterator[Item]:
    for entry in base.misconceptions.values():
        for truth, stem in ((True, entry.correction), (False, entry.claim)):
            yield Item(
                Kind.TRUE_FALSE, stem, (Option("True", truth), Option("False", not truth)),
                explanation=entry.wrong_because, authority=SOURCE, family="misconception",
                level=Level.UNDERSTAND,
            )  # fmt: skip


def _terms(base: ConceptBase) -> Iterator[Item]:
    """ "Which term means ...?" with disjoint concepts of like kind and length beside the key."""
    for concept in base.concepts.values():
        length = len(concept.label)
        wrong = sorted(_foils(concept, base), key=lambda foil: abs(len(foil.label) - length))[:3]
        if len(wrong) == 3:
            options = [
                Option(_capital(concept.label), True),
                *(Option(_capital(w.label)) for w in wrong),
            ]
            yield Item(
                Kind.SINGLE, f"Which term means: {concept.definition}?", _mixed(options, concept.id),
                explanation=f"It means {concept.definition}.", authority=SOURCE, family="meaning",
                level=Level.UNDERSTAND,
            )  # fmt: skip


def _matching(base: ConceptBase) -> Iterator[Item]:
    for concept in base.concepts.values():
        chosen = [concept]
        for foil in _foils(concept, base):
            if len(chosen) < 4 and all(foil.id in c.disjoint_with for c in chosen):
                chosen.append(foil)
        if len(chosen) == 4:
            key = MatchingKey(tuple(Pair(_capital(c.label), c.definition) for c in chosen))
            yield Item(
                Kind.MATCHING, "Match each term with what it means.", key=key, authority=SOURCE,
                explanation="Each term has its own meaning.", family="matching", level=Level.UNDERSTAND,
            )  # fmt: skip


def _foils(concept: Concept, base: ConceptBase) -> list[Concept]:
    found = [base.concepts[name] for name in concept.disjoint_with]
    return [
        foil
        for foil in found
        if foil.kind == concept.kind
        and foil.id not in concept.overlaps
        and concept.id not in foil.overlaps
    ]


def _by_hand() -> Iterator[Item]:
    """Facts of the report: numbers, typed words, steps, blanks."""

    def fact(kind: Kind, stem: str, quote: str, key: Key | None = None, options: str = "") -> Item:
        start = REPORT.text.index(quote)
        texts = options.split("; ") if options else []
        return Item(
            kind, stem, _mixed([Option(t.lstrip("*"), t.startswith("*")) for t in texts], stem), key,
            f"The article says: “{quote}”", (Evidence(start, start + len(quote), quote),),
        )  # fmt: skip

    def number(value: str, unit: str) -> NumberKey:
        return NumberKey(Decimal(value), Decimal(0), unit)

    lost = "In 2023 the town library of Brunn lost 4 laptops to thieves."
    readers = (
        "Two of the laptops held the addresses of 1,850 readers, and none of them was encrypted."
    )
    told = "The library told its readers within 72 hours."
    cable = "Since then every laptop is locked to a desk with a steel cable."
    badge = "Visitors wear a yellow badge, and staff ask anybody without a badge for a name."
    copies = "The library keeps three copies of its catalogue on two kinds of media."
    away = "One copy lies in the town hall, out of the reach of ransomware."
    tried = "Once in 30 days somebody restores a file to see whether the copies can be read."
    yield fact(
        Kind.NUMERIC,
        "How many laptops did the library of Brunn lose to thieves in 2023?",
        lost,
        number("4", "laptops"),
    )
    yield fact(
        Kind.NUMERIC,
        "How many readers had their addresses on laptops that thieves took?",
        readers,
        number("1850", "readers"),
    )
    yield fact(
        Kind.NUMERIC,
        "Within how many hours did the library of Brunn tell its readers?",
        told,
        number("72", "hours"),
    )
    yield fact(
        Kind.NUMERIC,
        "Once in how many days is a file restored from the copies?",
        tried,
        number("30", "days"),
    )
    yield fact(
        Kind.SHORT_TEXT,
        "What colour has the badge that visitors of the library wear?",
        badge,
        TextKey(("yellow",)),
    )
    yield fact(
        Kind.SHORT_TEXT,
        "Out of the reach of which attack does one copy lie?",
        away,
        TextKey(("ransomware", "ransomware attacks")),
    )
    yield fact(
        Kind.CLOZE,
        f"Since the theft every laptop is locked to a desk with a steel {BLANK} at all times.",
        cable,
        options="*cable; chain; plate; frame",
    )
    yield fact(
        Kind.CLOZE,
        f"One copy of the catalogue lies in the {BLANK}, away from the library.",
        away,
        options="*town hall; school; church; museum",
    )
    yield fact(
        Kind.SINGLE,
        "What do the staff ask somebody without a badge for?",
        badge,
        options="*A name; A key; A fee; A form",
    )
    yield fact(
        Kind.SINGLE,
        "How many copies of its catalogue does the library keep?",
        copies,
        options="*Three copies; Five copies; Seven copies; Nine copies",
    )
    yield fact(
        Kind.MULTIPLE,
        "Which of these does the article name as worn or asked for in the library?",
        badge,
        options="*A yellow badge; *A name; A fingerprint; A password; A signature",
    )
    steps = (
        "A backup is made.",
        "The backup is taken to another house.",
        "A file is restored to test the backup.",
    )
    yield Item(Kind.ORDERING, "Put the steps of a good backup in their order.", key=OrderingKey(steps), explanation="What was not made can't be moved or tested.", authority=SOURCE)  # fmt: skip


def _shipped(path: Path, base: ConceptBase) -> Iterator[Sound]:
    content = json.loads(path.read_text(encoding="utf-8"))
    text = content.get("article", {}).get("text", "")
    background = Background(_document(text) if text else None, base)
    for entry in content["items"]:
        yield Sound(item_from_json(entry), background)


def _document(text: str) -> Document:
    lines, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            lines.append(("paragraph", start, start + len(line), 0))
        start += len(line) + 1
    return Document.from_blocks(text, lines)


def _generated(document: Document, base: ConceptBase) -> Iterator[Sound]:
    """What the generator proposes, as if every entry of the base had passed its review."""
    reviewed = dataclasses.replace(
        base,
        scenarios={k: dataclasses.replace(v, review=PASSED) for k, v in base.scenarios.items()},
        misconceptions={
            k: dataclasses.replace(v, review=PASSED) for k, v in base.misconceptions.items()
        },
    )
    background = Background(document, base)
    for item in generate(document, concepts=reviewed, analyser=shipped_analyser()).items:
        yield Sound(item, background)


def _mixed(options: list[Option], seed: str) -> tuple[Option, ...]:
    random.Random(seed).shuffle(options)  # noqa: S311 - a repeatable shuffle, no secret
    return tuple(options)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
