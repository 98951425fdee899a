"""The words that all rooms share: items, answers and objections as plain values.

An item is a question as a pure value; the row that stores it is `quizzes.models.QuestionVersion`.
Nothing here knows Django, files or the clock.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any


def gettext_noop(template: str) -> str:
    """Mark an English template for `makemessages`; the layer above translates and fills it."""
    return template


class Kind(StrEnum):
    """How a question is answered. A typed cloze is a short text whose stem holds the blank."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    TRUE_FALSE = "true_false"
    CLOZE = "cloze"
    NUMERIC = "numeric"
    SHORT_TEXT = "short_text"
    MATCHING = "matching"
    ORDERING = "ordering"

    @property
    def has_options(self) -> bool:
        """Whether the learner chooses among written options."""
        return self in CHOICE_KINDS

    @property
    def has_one_key(self) -> bool:
        """Whether exactly one option is the key."""
        return self in ONE_KEY_KINDS


ONE_KEY_KINDS = frozenset({Kind.SINGLE, Kind.TRUE_FALSE, Kind.CLOZE})
CHOICE_KINDS = ONE_KEY_KINDS | {Kind.MULTIPLE}

LANGUAGE_TAG = r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*"
"""How a language is named, such as en or pt-BR (BCP 47, without its rarer parts)."""

BLANK = "____"
"""What stands in a cloze stem for the missing words."""


class Level(StrEnum):
    """The three lowest levels of the revised Bloom taxonomy (Anderson and Krathwohl 2001)."""

    REMEMBER = "remember"
    UNDERSTAND = "understand"
    APPLY = "apply"


ENTRY_KINDS = ("scenario", "misconception", "behaviour")
"""What of the concept base a question or an option is made of."""


def entry_name(kind: str, key: str) -> str:
    """How items refer to an entry, such as "scenario:torch_app"; empty where there is none."""
    return f"{kind}:{key}" if key else ""


@dataclass(frozen=True, slots=True)
class Option:
    """One choice, with the reason that a learner reads when it was chosen.

    `entry` names the behaviour that it is, or the misconception that whoever chooses it holds.
    """

    text: str
    correct: bool = False
    feedback: str = ""
    entry: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The passage that proves a key: code points `start` to `end` of the article's stored text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Authority:
    """A cited source outside the article on which an item leans."""

    org: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class NumberKey:
    """A number is right from `value - tolerance` to `value + tolerance`, both included."""

    value: Decimal
    tolerance: Decimal = Decimal(0)
    unit: str = ""

    def __post_init__(self) -> None:
        # A signalling NaN raises wherever it is compared; as a quiet one the checks can refuse it.
        for name in ("value", "tolerance"):
            number = getattr(self, name)
            if isinstance(number, Decimal) and number.is_snan():
                object.__setattr__(self, name, Decimal("NaN"))


@dataclass(frozen=True, slots=True)
class TextKey:
    """The forms of a typed answer that are accepted; how they are compared is in `grading.fold`."""

    accepted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A left side and the right side that belongs to it."""

    left: str
    right: str


@dataclass(frozen=True, slots=True)
class MatchingKey:
    """Pairs that belong together; two pairs may share the text of a right side."""

    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class OrderingKey:
    """Steps in their right order."""

    order: tuple[str, ...]


Key = NumberKey | TextKey | MatchingKey | OrderingKey


@dataclass(frozen=True, slots=True)
class Item:
    """A question as a pure value.

    `options` hold the key of the choice kinds, `key` that of all others (None for choice kinds).
    `family` names the way of asking that wrote it ("" for a person), `score` in 0..1 its rank;
    `beyond` marks a question whose answer the article itself does not hold; `entry` names the
    scenario or misconception of which it was made, however it was reworded since; `language` is
    given where the question is written in another one than its article.
    """

    kind: Kind
    stem: str
    options: tuple[Option, ...] = ()
    key: Key | None = None
    explanation: str = ""
    evidence: tuple[Evidence, ...] = ()
    authority: tuple[Authority, ...] = ()
    concepts: tuple[str, ...] = ()
    family: str = ""
    level: Level = Level.REMEMBER
    score: float = 0.0
    id: str = ""
    beyond: bool = False
    entry: str = ""
    language: str = ""

    @property
    def keys(self) -> tuple[int, ...]:
        """Positions in `options` of those that are right."""
        return tuple(i for i, option in enumerate(self.options) if option.correct)


@dataclass(frozen=True, slots=True)
class Objection:
    """What a check has against an item: a code, an English template with parameters, the place.

    `place` names the field of the item ("stem", "options", "options.2", "key", "evidence" ...);
    `severity` is "error" (mend it before publishing; structural ones stop approval), "warning" or
    "info" (worth knowing, nothing to mend).
    """

    code: str
    template: str
    params: dict[str, Any] = field(default_factory=dict, hash=False)
    place: str = ""
    severity: str = "error"

    @property
    def message(self) -> str:
        """The template filled in, in English."""
        return self.template % self.params if self.params else self.template


@dataclass(frozen=True, slots=True)
class Chosen:
    """Positions in `Item.options` that the learner marked."""

    options: frozenset[int]


@dataclass(frozen=True, slots=True)
class Number:
    """A number as the learner meant it, in the unit that the question names."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Typed:
    """Words as the learner typed them."""

    text: str


@dataclass(frozen=True, slots=True)
class Matched:
    """(pair whose left side it is, pair whose right side was put there), positions in the key."""

    pairs: frozenset[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Ordered:
    """Positions in `OrderingKey.order`, in the order that the learner gave."""

    order: tuple[int, ...]


Answer = Chosen | Number | Typed | Matched | Ordered
