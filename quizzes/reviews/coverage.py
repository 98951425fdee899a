"""The coverage map: an article's text, paragraph by paragraph, with what became of each sentence.

Pages are bounded: the text is cut out by the database, so a megabyte is never fetched or drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import F, Prefetch, QuerySet, TextField
from django.db.models.functions import Least, Substr

from quizzes.generation import BlockKind
from quizzes.models import Block, EvidencePassage, GenerationNote, GenerationRun, QuestionVersion
from quizzes.reviews.explaining import Why, Words, family, why

PER_PAGE = 25
MOST_CHARACTERS = 3000
"""What is shown of one paragraph; few have more, and a text without any break has them all."""
MOST_ROWS = 400

ASKED, TRIED, PLAIN = "asked", "tried", "plain"
"""A sentence has a question, was tried and dropped, or was not worth asking."""


@dataclass(frozen=True)
class Piece:
    """A stretch of text in one state, and the marks of the questions or reasons that belong to it."""

    text: str
    state: str
    marks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Dropped:
    """Why a sentence brought no question."""

    mark: str
    family: Words
    why: Why
    message: str
    """What the generator says of this very sentence; empty where the reason says it all."""


@dataclass
class Paragraph:
    """A block of the article with what came out of it."""

    number: int
    kind: str
    pieces: list[Piece] = field(default_factory=list)
    questions: list[tuple[str, QuestionVersion]] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    reason: Why | None = None
    hidden: int = 0
    """Characters that are not shown."""

    @property
    def is_heading(self) -> bool:
        return self.kind == BlockKind.HEADING

    @property
    def state(self) -> str:
        """The paragraph's own state: that of its luckiest sentence."""
        return ASKED if self.questions else TRIED if self.dropped else PLAIN


@dataclass(frozen=True)
class _Span:
    start: int
    end: int
    state: str
    mark: str


def page_of(run: GenerationRun, number: Any, *, empty_only: bool = False) -> Page[Paragraph]:
    """A page of the map, in a constant number of statements; any `number` gives some page.

    With `empty_only` only paragraphs that teach and have no question.
    """
    blocks = _blocks(run)
    if empty_only:
        empty = run.notes.filter(family="").values("start")
        blocks = blocks.filter(start__in=empty)
    page = Paginator(blocks, PER_PAGE).get_page(number)
    page.object_list = _drawn(run, list(page.object_list))
    return page  # type: ignore[return-value]


def _blocks(run: GenerationRun) -> QuerySet[Block]:
    length = Least(F("end") - F("start"), MOST_CHARACTERS)
    shown = Substr("revision__text", F("start") + 1, length, output_field=TextField())
    return Block.objects.filter(revision=run.revision_id).annotate(shown=shown).order_by("position")


def _drawn(run: GenerationRun, blocks: list[Block]) -> list[Paragraph]:
    if not blocks:
        return []
    first, last = blocks[0].start, blocks[-1].end
    asked = _evidence(run, first, last)
    notes = list(run.notes.filter(start__gte=first, start__lt=last)[:MOST_ROWS])
    return [_paragraph(block, asked, notes) for block in blocks]


def _evidence(run: GenerationRun, first: int, last: int) -> list[EvidencePassage]:
    newest = QuestionVersion.objects.newest().values("pk")
    return list(
        EvidencePassage.objects.filter(
            revision=run.revision_id, start__lt=last, end__gt=first, version__in=newest
        )
        .prefetch_related(Prefetch("version", QuestionVersion.objects.with_last_verb()))
        .order_by("start", "version_id")[:MOST_ROWS]
    )


def _paragraph(
    block: Block, asked: Sequence[EvidencePassage], notes: Sequence[GenerationNote]
) -> Paragraph:
    made = Paragraph(block.position + 1, block.kind)
    shown: str = block.shown  # type: ignore[attr-defined]
    made.hidden = block.end - block.start - len(shown)
    spans: list[_Span] = []
    here = [e for e in asked if e.start < block.end and e.end > block.start]
    for i, version in enumerate(dict.fromkeys(e.version for e in here), start=1):
        made.questions.append((str(i), version))
        spans += [_Span(e.start, e.end, ASKED, str(i)) for e in here if e.version_id == version.pk]
    mine = [n for n in notes if block.start <= n.start < block.end]
    made.reason = next((why(n.code, n.message) for n in mine if not n.family), None)
    for mark, group in _by_sentence(n for n in mine if n.family):
        spans.append(_Span(group[0].start, group[0].end, TRIED, mark))
        made.dropped += [
            Dropped(mark, family(n.family), why(n.code, n.message), _more(n)) for n in group
        ]
    made.pieces = _pieces(shown, block.start, spans)
    return made


def _more(note: GenerationNote) -> str:
    is_said = str(why(note.code).title).rstrip(".") == note.message.rstrip(".")
    return "" if is_said else note.message


def _by_sentence(notes: Iterable[GenerationNote]) -> list[tuple[str, list[GenerationNote]]]:
    groups: dict[int, list[GenerationNote]] = {}
    for note in notes:
        groups.setdefault(note.start, []).append(note)
    return [(_letters(i), group) for i, group in enumerate(groups.values())]


def _letters(i: int) -> str:
    """a, b ... z, aa, ab ..."""
    name = ""
    i += 1
    while i:
        i, rest = divmod(i - 1, 26)
        name = chr(ord("a") + rest) + name
    return name


def _pieces(text: str, offset: int, spans: list[_Span]) -> list[Piece]:
    """The text in pieces that each have one state; a question outweighs what was dropped."""
    end = offset + len(text)
    cuts = sorted({offset, end, *(p for s in spans for p in (s.start, s.end) if offset < p < end)})
    pieces = []
    for a, b in pairwise(cuts):
        over = [s for s in spans if s.start < b and s.end > a]
        states = {s.state for s in over}
        state = ASKED if ASKED in states else TRIED if TRIED in states else PLAIN
        marks = tuple(dict.fromkeys(s.mark for s in over if s.end == b))
        pieces.append(Piece(text[a - offset : b - offset], state, marks))
    return pieces
