"""Which sentences say what an entry teaches: patterns over lemmas, read from a small language.

`word` is a lemma, `{a|b}` one of several, `{a|}` perhaps, `*` up to four words of anything, `**` up
to ten; `^` in front wants the match where the sentence begins ("Use a manager", and not "when you
use a manager"). A pattern without a negation of its own does not match where one stands just before it:
"never install updates" advises no updates. Nor does it match in nothing but a condition: "if you wipe
phones from afar, spare private data" advises no wiping.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache

from quizzes.generation.language import Language, Token

from .base import ConceptBase
from .loading import ConceptError

NEGATIONS = frozenset(
    {"not", "never", "no", "cannot", "avoid", "without", "instead", "rather", "beware", "stop",
     "nor", "neither", "nobody", "none"}
)  # fmt: skip
_GAPS = {"*": 4, "**": 10}
_PARTS = re.compile(r"\{[^}]*\}|\S+")
_REACH = 6
"""How many words before a match a negation turns it."""

_BEGINNINGS = frozenset(
    {"please", "always", "also", "instead", "then", "first", "second", "third", "finally", "lastly",
     "so", "and", "therefore", "simply", "just", "do"}
)  # fmt: skip
"""What may stand before the beginning of a sentence that tells what to do."""

_CONDITIONS = frozenset({"if", "when", "whenever", "unless", "once"})
"""What begins a clause that sets a case and states nothing."""

_BANS = ("do not", "never", "avoid")
"""What a ban over a list puts before each of its items."""

Alternatives = frozenset[str]
Step = Alternatives | int
"""What a pattern wants next: one of some lemmas ("" among them: or nothing), or a gap of so many words."""

Said = Mapping[str, int]
"""The ids of the entries for which a text speaks, and how many words the fullest pattern of each names."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One pattern of an entry; `named` is how many words it names that must stand in the sentence."""

    entry: str
    steps: tuple[Step, ...]
    named: int
    denies: bool
    begins: bool = False

    @property
    def first(self) -> Alternatives:
        """The lemmas of the first step that is no gap."""
        step = self.steps[0]
        return step if isinstance(step, frozenset) else frozenset()


class PatternError(ConceptError):
    """A pattern can't be read; the message names it and says what to do."""


def compiled(entry: str, pattern: str, language: Language) -> Statement:
    """Read a pattern; raises PatternError."""
    begins = pattern.startswith("^ ")
    parts = _PARTS.findall(pattern.removeprefix("^ "))
    try:
        steps = tuple(_step(part, language) for part in parts)
    except ValueError:
        raise PatternError(f"{entry}: in {pattern!r} let each alternative be one word.") from None
    if not steps or isinstance(steps[0], int) or "" in steps[0]:
        raise PatternError(
            f"{entry}: begin the pattern {pattern!r} with a word that must stand there."
        )
    wanted = [step for step in steps if isinstance(step, frozenset)]
    denies = any(not step.isdisjoint(NEGATIONS) for step in wanted)
    named = sum("" not in alternatives for alternatives in wanted)
    return Statement(entry, steps, named, denies, begins)


@lru_cache(maxsize=40_000)
def _step(part: str, language: Language) -> Step:
    """A gap, or the lemmas of a step, which patterns often share; ValueError for several words in one."""
    if part in _GAPS:
        return _GAPS[part]
    words = part[1:-1].split("|") if part.startswith("{") else [part]
    if any(" " in word.strip() for word in words):
        raise ValueError(part)
    return frozenset(_lemma(word, language) for word in words)


@lru_cache(maxsize=20_000)
def _lemma(word: str, language: Language) -> str:
    tokens = language.tokens(word)
    return tokens[0].lemma if tokens else ""


class Statements:
    """Finds which entries a sentence speaks for."""

    def __init__(self, base: ConceptBase, language: Language) -> None:
        self._language = language
        self._written = _indexed(_patterns(base), language)
        self._compiled: dict[str, tuple[Statement, ...]] = {}

    def said(self, text: str, *, forbidden: bool = False) -> Said:
        """The behaviours, misconceptions and scenarios for which a sentence speaks.

        With `forbidden` the sentence stands in a list of what not to do.
        """
        if forbidden:
            return together(*(self._said(f"{ban} {text}", True) for ban in _BANS))
        return self._said(text, False)

    def _said(self, text: str, denying_only: bool) -> Said:
        tokens = self._language.tokens(text)
        lemmas = [token.lemma for token in tokens]
        case = _case(text, tokens)
        found: dict[str, int] = {}
        for at, lemma in enumerate(lemmas):
            for statement in self._beginning_with(lemma):
                denied = denying_only or _is_denied(lemmas, at)
                is_known = found.get(statement.entry, 0) >= statement.named
                if is_known or (not statement.denies and denied):
                    continue
                if statement.begins and not _BEGINNINGS.issuperset(lemmas[:at]):
                    continue
                ends = _ends(statement.steps, lemmas, at)
                if any(at not in case or end - 1 not in case for end in ends):
                    found[statement.entry] = statement.named
        return found

    def _beginning_with(self, lemma: str) -> tuple[Statement, ...]:
        """Compiled when a sentence first needs them: an article needs few of some thousands."""
        if lemma not in self._written:
            return ()
        if lemma not in self._compiled:
            self._compiled[lemma] = tuple(
                compiled(entry, pattern, self._language) for entry, pattern in self._written[lemma]
            )
        return self._compiled[lemma]


def together(*told: Said) -> Said:
    """What several texts say, each entry by the fullest of its patterns."""
    names = frozenset().union(*told)
    return {name: max(said.get(name, 0) for said in told) for name in names}


@lru_cache(maxsize=4)
def statements_of(base: ConceptBase, language: Language) -> Statements:
    """The statements of a base, made once: it takes longer than reading an article."""
    return Statements(base, language)


def _patterns(base: ConceptBase) -> Iterator[tuple[str, str]]:
    for entries in (base.behaviours, base.misconceptions, base.scenarios):
        for entry in entries.values():
            yield from ((entry.id, pattern) for pattern in entry.says)


def _indexed(
    patterns: Iterable[tuple[str, str]], language: Language
) -> Mapping[str, list[tuple[str, str]]]:
    """Entries and their patterns by the lemmas with which a match can begin."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for entry, pattern in patterns:
        for lemma in _first(entry, pattern, language):
            found[lemma].append((entry, pattern))
    return dict(found)


def _first(entry: str, pattern: str, language: Language) -> Alternatives:
    """The lemmas with which a match can begin; the rest is read when a sentence has one of them."""
    part = _PARTS.search(pattern.removeprefix("^ "))
    with suppress(ValueError):
        step = _step(part[0], language) if part else 0
        if not isinstance(step, int) and "" not in step:
            return step
    return compiled(entry, pattern, language).first  # which tells what is wrong


def _is_denied(lemmas: Sequence[str], at: int) -> bool:
    return not NEGATIONS.isdisjoint(lemmas[max(0, at - _REACH) : at])


def _case(text: str, tokens: Sequence[Token]) -> range:
    """The words of the clause with "if" or "when" that a sentence begins with, up to its comma."""
    comma = text.find(",")
    begins = [token.lemma for token in tokens[:2]]
    if begins[:1] == ["even"]:
        begins = begins[1:]
    if comma < 0 or _CONDITIONS.isdisjoint(begins[:1]):
        return range(0)
    return range(1, sum(token.end <= comma for token in tokens))


def _ends(steps: Sequence[Step], lemmas: Sequence[str], at: int) -> Iterator[int]:
    """Where the steps can end that begin with word `at`: the number of the word after the last."""
    if not steps:
        yield at
        return
    step, rest = steps[0], steps[1:]
    if isinstance(step, int):
        for gap in range(min(step, len(lemmas) - at) + 1):
            yield from _ends(rest, lemmas, at + gap)
        return
    if at < len(lemmas) and lemmas[at] in step:
        yield from _ends(rest, lemmas, at + 1)
    if "" in step:
        yield from _ends(rest, lemmas, at)
