"""A small article with items of every kind, and forms as raters fill them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from quizzes.items import (
    Authority,
    Evidence,
    Item,
    Kind,
    Level,
    MatchingKey,
    NumberKey,
    Option,
    OrderingKey,
    Pair,
    TextKey,
)
from quizzes.rating import Article, Entry, Plan, Run, mixed
from quizzes.rating.answers import LETTERS, choices
from quizzes.rating.rubric import LINES

TEXT = (
    "A stolen laptop has to be reported within four hours.\n\n"
    "Report it to the help desk, and change your password at once.\n\n"
    "Phishing, smishing and vishing are names of the same fraud."
)
ARTICLE = Article("When a laptop is gone", TEXT)
OTHER = Article("Another article", "Updates close holes.\n\nInstall them soon.")


def cited(words: str) -> tuple[Evidence, ...]:
    start = TEXT.index(words)
    return (Evidence(start, start + len(words), words),)


SINGLE = Item(
    Kind.SINGLE,
    "Your laptop was stolen from the car. You have reported it. What should you do next?",
    (
        Option("Change your password at once", True, "The thief may know it. Change it first."),
        Option("Wait whether anything happens", False, "Waiting gives the thief time."),
        Option("Ask a friend for advice", False, "A friend can't lock your account."),
        Option("Buy a lock for the next one", False, "That helps the next laptop."),
    ),
    explanation="The thief may know it. Change it first. Why not “Ask a friend for advice”? "
    "A friend can't lock your account.",
    evidence=cited("change your password at once"),
    authority=(Authority("NCSC", "Lost devices", "https://example.org"),),
    concepts=("password",),
    family="scenario",
    level=Level.APPLY,
    id="single",
)
MULTIPLE = Item(
    Kind.MULTIPLE,
    "Which of these does the article name as frauds?",
    (
        Option("Phishing", True, "The article names it."),
        Option("Smishing", True, "The article names it."),
        Option("Vishing", True, "The article names it."),
        Option("Stalking", False, "The article does not name it."),
        Option("Skimming", False, "The article does not name it."),
    ),
    explanation="The article says: “Phishing, smishing and vishing are names of the same fraud”. "
    "So the answers are: phishing, smishing and vishing.",
    evidence=cited("Phishing, smishing and vishing are names of the same fraud."),
    family="listing",
    id="multiple",
)
TRUE_FALSE = Item(
    Kind.TRUE_FALSE,
    "According to the article, a stolen laptop has to be reported.",
    (Option("True", True, "It says so."), Option("False", False, "It says so.")),
    explanation="The article says: “A stolen laptop has to be reported within four hours”.",
    evidence=cited("A stolen laptop has to be reported within four hours."),
    family="statement",
    level=Level.UNDERSTAND,
    id="true-false",
)
CLOZE = Item(
    Kind.CLOZE,
    "Which words complete the article's statement? “A stolen laptop has to be reported within ____.”",
    tuple(
        Option(text, text == "four hours", "The article says four hours.")
        for text in ("one hour", "four hours", "twelve hours")
    ),
    explanation="The article says: “A stolen laptop has to be reported within four hours.” "
    "So it is four hours, no other time.",
    evidence=cited("A stolen laptop has to be reported within four hours."),
    family="quantity",
    id="cloze",
)
NUMERIC = Item(
    Kind.NUMERIC,
    "According to the article, within how many hours is a stolen laptop to be reported?",
    key=NumberKey(Decimal("4"), unit="hours"),
    explanation="The article says: “within four hours”. So it is 4.",
    id="numeric",
)
SHORT_TEXT = Item(
    Kind.SHORT_TEXT, "Fraud by text message is called ____.", key=TextKey(("smishing",)), id="text"
)
MATCHING = Item(
    Kind.MATCHING,
    "Match each fraud with its way.",
    key=MatchingKey(
        (Pair("Phishing", "by email"), Pair("Smishing", "by message"), Pair("Vishing", "by call"))
    ),
    id="matching",
)
ORDERING = Item(
    Kind.ORDERING,
    "Put the steps after a theft in their order.",
    key=OrderingKey(("Report it", "Change the password", "Ask for another laptop")),
    id="ordering",
)
CHOICES = (SINGLE, MULTIPLE, TRUE_FALSE, CLOZE)
EVERY_KIND = (*CHOICES, NUMERIC, SHORT_TEXT, MATCHING, ORDERING)

RIGHT_ANSWERS: dict[str, Any] = {
    "single": "A",
    "multiple": ["A", "B", "C"],
    "true-false": "A",
    "cloze": "B",
    "numeric": "4",
    "text": "smishing",
    "matching": ["B", "C", "A"],
    "ordering": ["C", "B", "A"],
}


def sheet_of(*items: Item, by_hand: tuple[Item, ...] = (), flaws: float = 0.0) -> dict[int, Entry]:
    """The entries of a sheet on the small article, by number."""
    entries = mixed([Run(ARTICLE, items)], {ARTICLE.sha256: by_hand}, Plan(flaws=flaws))
    return {entry.number: entry for entry in entries}


def right_answer(item: Item) -> Any:
    """What a rater writes who finds the key that the item marks."""
    if item.id in RIGHT_ANSWERS:
        return RIGHT_ANSWERS[item.id]
    match item.key:
        case NumberKey(value):
            return str(value)
        case TextKey(accepted):
            return accepted[0]
        case MatchingKey(pairs):
            return [LETTERS[choices(item).index(pair.right)] for pair in pairs]
        case OrderingKey(order):
            return [LETTERS[choices(item).index(step)] for step in order]
    letters = [LETTERS[place] for place in item.keys]
    return letters if item.kind is Kind.MULTIPLE else letters[0]


def filled(
    entries: dict[int, Entry],
    name: str = "Ann",
    kind: str = "person",
    *,
    refuse: dict[int, tuple[str, ...]] | None = None,
) -> dict[str, Any]:
    """A form: all lines yes, but for the lines refused; planted flaws are found."""
    no = {number: ("A1", "A2", "A3", "A4", "A5") for number, entry in entries.items() if entry.flaw}
    no |= refuse or {}
    items = {
        str(number): {
            "answer": right_answer(entry.item),
            **{code: code not in no.get(number, ()) for code in LINES},
            "verdict_level": entry.item.level.value,
            "comment": "not good" if no.get(number) else "",
        }
        for number, entry in entries.items()
    }
    return {"rater": {"name": name, "kind": kind}, "items": items}
