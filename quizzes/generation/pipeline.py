"""The paragraph that joins the rooms: read, study, write, check, rank, report."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace

from quizzes.items import Item, Kind, Objection, gettext_noop

from .checks import objections
from .checks.sets import gives_away
from .concepts import ConceptBase
from .language import Analyser, Embedder, language_of
from .report import Dropped, Generation, ParagraphReport, Report, SentenceReport
from .selection import arrange, select, usual_limit
from .study import Passage, Study, study
from .text import KNOWN, Document, read
from .writers import WRITERS, Candidate, application

Progress = Callable[[float], None]
_WARNINGS_ALLOWED = 1
_FEW = 4
_ENOUGH = 10
"""How many questions a memo is topped up to when the editor asks beyond it."""
_PLACES = 8
_WRITING_SHARE = 0.9


class _Log:
    """What was tried and dropped, sentence by sentence."""

    def __init__(self) -> None:
        self.tried: dict[int, dict[str, None]] = defaultdict(dict)
        self.dropped: dict[int, list[tuple[str, Objection]]] = defaultdict(list)
        self.items: list[Dropped] = []

    def drop(self, passage: Passage, family: str, objection: Objection, item: Item | None) -> None:
        """Note that a family came to nothing at a sentence."""
        entry = (family, objection)
        if entry not in self.dropped[passage.sentence.start]:
            self.dropped[passage.sentence.start].append(entry)
        if item is not None:
            self.items.append(Dropped(item, objection))


def generate(
    article: Document | str,
    *,
    title: str = "",
    concepts: ConceptBase,
    seed: int = 0,
    limit: int | None = None,
    analyser: Analyser | None = None,
    embedder: Embedder | None = None,
    beyond: bool = False,
    progress: Progress | None = None,
) -> Generation:
    """Write the questions that an article deserves, and say why there are no more.

    The same article, concepts, analyser and seed give the same items, byte for byte. Without an
    analyser the families that need trees stay silent. `progress` is told the share of the work
    that is done. With `beyond` a short quiz is topped up to ten with scenarios on what the article
    only names, each marked as such.
    """
    document = read(article) if isinstance(article, str) else article
    tell = progress or (lambda share: None)
    tell(0.0)
    if document.language not in KNOWN:
        tell(1.0)
        return Generation((), (), Report(note=_unknown_language()))
    studied = study(document, concepts, language_of(document.language), analyser, embedder)
    log = _Log()
    candidates = list(_checked(studied, title or document.title, log, tell))
    limit = usual_limit(document.text) if limit is None else max(0, limit)
    chosen, refused = select(candidates, limit=limit, seed=seed)
    for candidate, objection in refused:
        log.drop(candidate.passage, candidate.item.family, objection, candidate.item)
    if beyond and len(chosen) < _ENOUGH:
        chosen, _ = select(application.beyond(studied), limit=_ENOUGH, seed=seed, already=chosen)
    items = tuple(arrange(chosen, seed))
    tell(1.0)
    return Generation(items, tuple(log.items), _report(studied, items, log))


def _checked(studied: Study, title: str, log: _Log, tell: Progress) -> Iterator[Candidate]:
    """Let every writer try every passage; hand on what no check objects to."""
    places: Counter[str] = Counter()
    for number, passage in enumerate(studied.passages):
        for family, write in WRITERS.items():
            for result in write(passage, studied):
                log.tried[passage.sentence.start][family] = None
                if isinstance(result, Objection):
                    log.drop(passage, family, result, None)
                    continue
                # A scenario meets many sentences of a long article; a few places are enough.
                places[result.item.stem] += 1
                if places[result.item.stem] > _PLACES:
                    continue
                objection = _first_objection(result, studied, title)
                if objection is None:
                    yield result
                else:
                    log.drop(passage, family, objection, result.item)
        tell(_WRITING_SHARE * (number + 1) / len(studied.passages))


def _first_objection(candidate: Candidate, studied: Study, title: str) -> Objection | None:
    """An error, or one warning too many."""
    if candidate.item.kind is Kind.CLOZE and gives_away(
        replace(candidate.item, stem=title), candidate.item
    ):
        return Objection("CLOZE-TITLE", gettext_noop("The article's title gives the answer away."))
    found = [
        objection
        for objection in objections(
            candidate.item, document=studied.document, concepts=studied.base
        )
        if objection.severity != "info"
    ]
    errors = [objection for objection in found if objection.severity == "error"]
    if errors:
        return errors[0]
    return found[0] if len(found) > _WARNINGS_ALLOWED else None


def _report(studied: Study, items: tuple[Item, ...], log: _Log) -> Report:
    sentences = tuple(
        SentenceReport(
            passage.sentence.start,
            passage.sentence.end,
            tuple(log.tried[passage.sentence.start]),
            tuple(log.dropped[passage.sentence.start]),
        )
        for passage in studied.passages
    )
    return Report(sentences, tuple(_paragraphs(studied, items, log)), _note(studied, items))


def _paragraphs(studied: Study, items: tuple[Item, ...], log: _Log) -> Iterator[ParagraphReport]:
    cited = [passage for item in items for passage in item.evidence]
    for number, block in enumerate(studied.document.blocks):
        if not block.kind.teaches:
            continue
        if any(block.start <= passage.start < block.end for passage in cited):
            continue
        here = [p for p in studied.passages if p.sentence.block == number]
        yield ParagraphReport(block.start, block.end, _reason(here, log))


def _reason(here: list[Passage], log: _Log) -> Objection:
    """Why a paragraph has no item: the best of its sentences speaks for it."""
    if not any(passage.mentions for passage in here):
        return Objection("NO-CONCEPT", gettext_noop("It mentions no concept of the concept base."))
    for passage in sorted(here, key=lambda p: (-p.score, p.sentence.start)):
        for _, objection in log.dropped[passage.sentence.start]:
            return objection
    return Objection(
        "NO-PATTERN", gettext_noop("No sentence says something that can be asked with certainty.")
    )


def _note(studied: Study, items: tuple[Item, ...]) -> Objection | None:
    if not studied.document.sentences:
        return Objection(
            "NO-SENTENCES",
            gettext_noop("The article has no whole sentences, so there is nothing to ask about."),
        )
    if not studied.concepts:
        return Objection(
            "NO-CONCEPTS",
            gettext_noop("The article mentions nothing that the concept base knows; extend it."),
        )
    if not items:
        return Objection(
            "NO-ITEMS",
            gettext_noop("No question could be proved by the article; write some by hand."),
        )
    if len(items) < _FEW:
        return Objection(
            "FEW-ITEMS",
            gettext_noop(
                "Few questions could be proved by the article (%(count)s); write more by hand."
            ),
            {"count": len(items)},
        )
    return None


def _unknown_language() -> Objection:
    return Objection(
        "LANGUAGE",
        gettext_noop(
            "The article's language is not known; questions can be written for %(known)s."
        ),
        {"known": ", ".join(KNOWN.values())},
    )
