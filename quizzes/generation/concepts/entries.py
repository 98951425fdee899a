"""The entries of the concept base, as plain values."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

KINDS = frozenset(
    [
        "asset",
        "attack",
        "control",
        "actor",
        "harm",
        "principle",
        "behaviour",
        "law",
        "data",
        "channel",
    ]
)
STANCES = frozenset({"warns", "recommends", "mentions"})
LEVELS = frozenset({"remember", "understand", "apply"})
SCENARIO, REASON = "scenario", "reason"
"""The two ways of asking that the scenarios of the base bring."""
EDITOR = "editor"
"""The kind of a review that is no blind one: an editor here ticked that an entry was checked."""


@dataclass(frozen=True, slots=True)
class Source:
    """An authority's page that entries cite."""

    id: str
    org: str
    title: str
    url: str
    terms: str = ""


@dataclass(frozen=True, slots=True)
class Concept:
    """Something that a person should know, and how texts mention it.

    `aliases` are its names, which may stand in options; `patterns` (`mentions.py`) are wordings that
    only tell that a text speaks of it: "report it to ...", "account ... hacked".
    `phrases` name the concept as an option, by the part that it plays: "channel", "harm" ...
    `siblings` may stand beside it as options, `overlaps` never; `disjoint_with` licenses swaps
    that make a statement false. `plain` marks a word that everybody knows: its meaning is never
    asked for.
    """

    id: str
    topic: str
    kind: str
    label: str
    definition: str
    aliases: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    ambiguous: bool = False
    plain: bool = False
    phrases: Mapping[str, str] = field(default_factory=dict)
    siblings: tuple[str, ...] = ()
    overlaps: tuple[str, ...] = ()
    disjoint_with: tuple[str, ...] = ()
    leads_to: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Forms:
    """One behaviour in the grammatical forms in which options need it."""

    imperative: str
    gerund: str
    third: str
    noun: str


@dataclass(frozen=True, slots=True)
class Behaviour:
    """Something that a person should do, or should leave ("safe" or "unsafe").

    `says` are patterns over lemmas (`statements.py`) of the sentences that advise it.
    """

    id: str
    topic: str
    polarity: str
    forms: Forms
    why: str
    sources: tuple[str, ...]
    applies_to: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()
    also_right: tuple[str, ...] = ()
    says: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """Who answered an entry blind, and how many of them found its key."""

    readers: int
    kind: str
    agreed: int
    date: datetime.date

    @property
    def passed(self) -> bool:
        """All readers found the key, at least two of them; an operator's own editor decides alone."""
        least = 1 if self.kind == EDITOR else 2
        return self.readers >= least and self.agreed == self.readers


@dataclass(frozen=True, slots=True)
class Trigger:
    """When something may be asked of an article.

    A sentence mentions all of `all`, one of them with one of the stances, and its block one of `any`
    if there are.
    """

    all: tuple[str, ...]
    any: tuple[str, ...] = ()
    stance: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Misconception:
    """What people wrongly believe, with the statement that is right; `tempting` from 1 to 3.

    It is asked where a sentence states the correction, which the patterns in `says` recognise.
    """

    id: str
    topic: str
    claim: str
    correction: str
    wrong_because: str
    about: tuple[str, ...]
    sources: tuple[str, ...]
    trigger: Trigger | None = None
    tempting: int = 2
    says: tuple[str, ...] = ()
    review: Review | None = None


@dataclass(frozen=True, slots=True)
class ScenarioKey:
    """The right option of a scenario; `why` ends in a rule that one can say aloud.

    `cautious` marks the option that "always take the most cautious way" would choose.
    """

    text: str
    why: str
    behaviour: str = ""
    cautious: bool = False


@dataclass(frozen=True, slots=True)
class Distractor:
    """A wrong option of a scenario: what kind of error it is, and why it is wrong."""

    text: str
    kind: str
    why: str
    misconception: str = ""
    cautious: bool = False


@dataclass(frozen=True, slots=True)
class Scenario:
    """An everyday situation with a decision; it generates nothing before it was reviewed.

    `setting` says where it plays, `after` that the harm is done when it begins; `twin` names the
    scenario in which one changed detail turns the answer. A sentence settles it that advises the
    key's behaviour, or that one of its own patterns in `says` matches; with `strict` only these.

    One whose level is not "apply" has no situation: it asks why, what for, or what can follow, and
    only its own patterns settle it.
    """

    id: str
    topic: str
    level: str
    difficulty: int
    trigger: Trigger
    stem: str
    key: ScenarioKey
    distractors: tuple[Distractor, ...]
    audience: tuple[str, ...] = ()
    setting: str = ""
    after: bool = False
    twin: str = ""
    says: tuple[str, ...] = ()
    strict: bool = False
    sources: tuple[str, ...] = ()
    review: Review | None = None

    @property
    def is_applied(self) -> bool:
        """Whether it asks for a decision, not for a reason."""
        return self.level == "apply"

    @property
    def family(self) -> str:
        """The way of asking of the questions that it brings."""
        return SCENARIO if self.is_applied else REASON
