"""What the tests of the checks share: an article, a small concept base, the smallest items."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from quizzes.generation import ConceptBase, objections, read
from quizzes.generation.concepts import Concept
from quizzes.items import (
    Evidence,
    Item,
    Kind,
    MatchingKey,
    NumberKey,
    Option,
    OrderingKey,
    Pair,
    TextKey,
)

ARTICLE = read(
    "Reports of leaks are important. A leak leads to fraud, theft and loss of trust in banks.\n\n"
    "In 2021 about 300 banks lost data of their customers. In 2019 some 120 banks lost data of their customers.\n\n"
    "Attackers often use phishing to steal passwords. Many attackers steal passwords by malware as well. "
    "A backup should be kept far away from the computer."
)
BASE = ConceptBase.build(
    concepts=[
        Concept("phishing", "a", "attack", "phishing", "messages that lure people", ("phishing attack", "phishing email"),
                overlaps=("fraud",)),
        Concept("fraud", "a", "harm", "fraud", "taking money by a lie", ("scam", "swindle")),
        Concept("malware", "a", "attack", "malware", "programs that do harm", ("malicious software",)),
        Concept("backup", "a", "control", "backups", "copies of files", ("backup", "backup copy")),
        Concept("mfa", "a", "control", "multi-factor authentication", "two proofs of who one is", ("mfa",)),
        Concept("password", "a", "control", "passwords", "secret words", ("password", "passphrase")),
    ]
)  # fmt: skip


def choice(
    stem: str = "What is the best response?",
    key: str = "Refuse it",
    wrong: tuple[str, ...] = ("Allow it", "Ask him"),
    **more: Any,
) -> Item:
    kind = more.pop("kind", Kind.SINGLE)
    options = (Option(key, True), *(Option(text) for text in wrong))
    explanation = more.pop("explanation", "Because it is so.")
    return Item(kind, stem, more.pop("options", options), explanation=explanation, **more)


def several(stem: str, keys: tuple[str, ...], wrong: tuple[str, ...], **more: Any) -> Item:
    options = (*(Option(text, True) for text in keys), *(Option(text) for text in wrong))
    return choice(stem, options=options, kind=Kind.MULTIPLE, **more)


def statement(stem: str, truth: bool = True, **more: Any) -> Item:
    return choice(
        stem, options=(Option("True", truth), Option("False", not truth)), kind=Kind.TRUE_FALSE, **more
    )  # fmt: skip


def cloze(
    stem: str, key: str = "fraud", wrong: tuple[str, ...] = ("rain", "snow"), **more: Any
) -> Item:
    return choice(stem, key, wrong, kind=Kind.CLOZE, **more)


def keyed(
    kind: Kind, key: Any, stem: str = "How many hours are there in one day?", **more: Any
) -> Item:
    return Item(kind, stem, key=key, explanation="Because it is so.", **more)


def number(value: str, unit: str = "", tolerance: str = "0") -> NumberKey:
    return NumberKey(Decimal(value), Decimal(tolerance), unit)


def typed(stem: str, *accepted: str, **more: Any) -> Item:
    return keyed(Kind.SHORT_TEXT, TextKey(accepted), stem, **more)


def matching(*pairs: tuple[str, str], **more: Any) -> Item:
    key = MatchingKey(tuple(Pair(*pair) for pair in pairs))
    return keyed(Kind.MATCHING, key, "Match each of these with what it means.", **more)


def ordering(*steps: str) -> Item:
    return keyed(
        Kind.ORDERING, OrderingKey(steps), "Put the steps in the order in which they come."
    )


def quoting(text: str, **more: Any) -> dict[str, Any]:
    """Evidence that stands in the article, for an item's fields."""
    start = ARTICLE.text.index(text)
    return {"evidence": (Evidence(start, start + len(text), text),), **more}


def found(item: Item) -> dict[str, set[str]]:
    """The codes of all objections to an item, each with its severities."""
    codes: dict[str, set[str]] = {}
    for objection in objections(item, document=ARTICLE, concepts=BASE):
        codes.setdefault(objection.code, set()).add(objection.severity)
    return codes
