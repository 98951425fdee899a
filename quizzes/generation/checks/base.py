"""What a check is: a code, how grave it is, and a function that yields what it finds."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from quizzes.generation.concepts import ConceptBase
from quizzes.generation.language import Language, language_of
from quizzes.generation.text import Document
from quizzes.generation.text.languages import guess_language
from quizzes.items import Item, Objection

ERROR, WARNING = "error", "warning"
_SPACE = re.compile(r"\s+")
_OTHER = re.compile(r"[^\w%]+")
# Cyrillic and Greek letters that look like Latin ones, so that twins can't hide behind them.
_LOOKALIKES = str.maketrans("аеорсухіјѕԁαορνι", "aeopcyxijsdaopvi")


class Finding(NamedTuple):
    """Where something is wrong, and the template (with its parameters) that says what to do."""

    place: str
    template: str
    params: dict[str, Any] = {}
    severity: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """What a check may know besides the item."""

    document: Document | None = None
    concepts: ConceptBase | None = None
    code: str = "und"

    @property
    def language(self) -> Language | None:
        """The language of the item where it is known; checks of wording need it."""
        return language_of(self.code) if self.code == "en" else None


Run = Callable[[Item, Context], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Check:
    """One flaw, and the function that finds it."""

    code: str
    severity: str
    run: Run

    def objections(self, item: Item, context: Context) -> Iterator[Objection]:
        """What the check has against an item."""
        for found in self.run(item, context):
            severity = found.severity or self.severity
            yield Objection(self.code, found.template, dict(found.params), found.place, severity)


def check(code: str, severity: str = ERROR) -> Callable[[Run], Check]:
    """Make a check of a function."""
    return lambda run: Check(code, severity, run)


def context_for(item: Item, document: Document | None, concepts: ConceptBase | None) -> Context:
    """Take the article's language, or the item's own where there is no article."""
    if document is not None:
        return Context(document, concepts, document.language)
    words = " ".join([item.stem, *(option.text for option in item.options), item.explanation])
    return Context(None, concepts, guess_language(words))


def fold(text: str) -> str:
    """Make texts equal that a reader takes for equal: width, case, spacing, look-alike letters."""
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_LOOKALIKES)
    return _SPACE.sub(" ", folded).strip(" .!?;:,")


def words(text: str) -> str:
    """The folded words of a text, one space between and around them, to look for one in another."""
    return f" {_OTHER.sub(' ', fold(text)).strip()} "
