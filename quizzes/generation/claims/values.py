"""What a sentence claims, as values: advice, definitions, effects."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Advice:
    """What the article tells its readers to do, or not to do.

    `action` is in the imperative, without "do not" ("turn off your computer"); `forbids` says that
    the article is against it. `condition` begins with its conjunction ("if you find malware"),
    `purpose` with its verb ("prevent others from reading it") or with "so that"; both may be
    empty. `actor` is who is meant, "you" or a group ("package maintainers"). `start` and `end`
    are code points of the article: the passage that proves it.
    """

    action: str
    start: int
    end: int
    forbids: bool = False
    actor: str = "you"
    condition: str = ""
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class Definition:
    """What the article says that a term means: `meaning` is a noun phrase in its own words."""

    term: str
    meaning: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Effect:
    """What the article says that something can do or lead to: "X can <effect>"."""

    cause: str
    effect: str
    start: int
    end: int
    may: str = "can"


Claim = Advice | Definition | Effect
