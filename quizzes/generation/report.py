"""What a run says about itself: for every sentence what was tried, and why it came to nothing."""

from __future__ import annotations

from dataclasses import dataclass

from quizzes.items import Item, Objection


@dataclass(frozen=True, slots=True)
class Dropped:
    """An item that was written and not proposed, with the first reason."""

    item: Item
    objection: Objection


@dataclass(frozen=True, slots=True)
class SentenceReport:
    """The families tried on a sentence, and (family, objection) for each that was dropped."""

    start: int
    end: int
    tried: tuple[str, ...]
    dropped: tuple[tuple[str, Objection], ...]


@dataclass(frozen=True, slots=True)
class ParagraphReport:
    """A teaching block without an item, and why."""

    start: int
    end: int
    reason: Objection


@dataclass(frozen=True, slots=True)
class Report:
    """The whole run; `note` is set when nothing or little came out."""

    sentences: tuple[SentenceReport, ...] = ()
    paragraphs_without_item: tuple[ParagraphReport, ...] = ()
    note: Objection | None = None

    @property
    def message(self) -> str:
        """The note as an English sentence, or an empty text."""
        return self.note.message if self.note else ""


@dataclass(frozen=True, slots=True)
class Generation:
    """The proposed items in the order of a quiz, what was dropped, and the report."""

    items: tuple[Item, ...]
    dropped: tuple[Dropped, ...]
    report: Report
