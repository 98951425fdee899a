"""Work that takes longer than a page may: it runs in the worker and shows its progress in a row."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from quizzes import actions, duemails, entries, reminding
from quizzes.generation import (
    AnalyserMissing,
    ConceptBase,
    ConceptError,
    Document,
    Generation,
    analyser_named,
    generate,
    shipped_embedder,
)
from quizzes.items import Objection
from quizzes.models import ArticleDraft, ArticleRevision, GenerationNote, GenerationRun, Tries, User

log = logging.getLogger(__name__)

RUN_LIMIT = dt.timedelta(minutes=10)
"""A run that is still going after this was left by a worker that died."""

WAIT_LIMIT = dt.timedelta(days=1)
"""A run that nobody took for so long is not blocking its article any more."""


def shipped_base() -> ConceptBase:
    """The shipped concept base, read once as long as its files stay the same."""
    folder = Path(settings.CONCEPTS_DIR)
    return _read_base(folder, entries.files_sha256(folder))


@lru_cache(maxsize=1)
def _read_base(folder: Path, _sha256: str) -> ConceptBase:
    return ConceptBase.load(folder)


def concept_base() -> ConceptBase:
    """What may be asked: the stored base as editors made it; the shipped one where none is stored."""
    known = entries.stored_or_none()
    return known.asked if known else shipped_base()


def write_questions(document: Document, **wishes: Any) -> Generation:
    """Generate with all that this installation has: its concept base, its analyser, its embedder.

    Raises AnalyserMissing when the settings name an analyser that is not installed.
    """
    return generate(
        document,
        concepts=concept_base(),
        analyser=analyser_named(settings.ANALYSER),
        embedder=shipped_embedder(),
        **wishes,
    )


@transaction.atomic
def start_generation(
    revision: ArticleRevision, *, by: User | None, beyond: bool = False
) -> GenerationRun:
    """Queue a run over the revision; a run that still waits or works is returned instead.

    With `beyond` a short quiz is topped up with scenarios on what the article only names.

    The queue is the database, so the run and its task are stored together or not at all.
    """
    ArticleRevision.objects.select_for_update().get(pk=revision.pk)
    over = [GenerationRun.State.FINISHED, GenerationRun.State.FAILED]
    if going := revision.runs.exclude(state__in=over).first():
        return going
    run = GenerationRun.objects.create(revision=revision, started_by=by, beyond=beyond)
    generate_candidates.enqueue(run.pk)
    return run


@task()
def generate_candidates(run_id: int) -> None:
    """Generate, verify and store candidates for a run's revision."""
    run = GenerationRun.objects.select_related("revision__article", "started_by").get(pk=run_id)
    if run.is_over:
        return
    try:
        _update(run, state=GenerationRun.State.RUNNING, started_at=timezone.now())
        document = run.revision.to_document()
        made = write_questions(
            document,
            title=run.revision.article.title,
            beyond=run.beyond,
            progress=_progress(run),
        )
        _store(run, made)
    except (AnalyserMissing, ConceptError) as error:
        _update(
            run, state=GenerationRun.State.FAILED, finished_at=timezone.now(), message=str(error)
        )
    except Exception:
        log.exception("Generation run %s failed", run.pk)
        reason = _(
            "The run stopped at a fault in the program. Nothing was stored; try again, or tell the operator."
        )
        _update(run, state=GenerationRun.State.FAILED, finished_at=timezone.now(), message=reason)


def _progress(run: GenerationRun) -> Callable[[float], None]:
    def show(share: float) -> None:
        percent = min(99, int(share * 100))
        if percent >= run.percent + 5:
            _update(run, percent=percent)

    return show


@transaction.atomic
def _store(run: GenerationRun, made: Generation) -> None:
    actions.add_concepts(concept_base())
    added = actions.add_items(made.items, revision=run.revision, by=run.started_by)
    run.notes.all().delete()
    GenerationNote.objects.bulk_create(_notes(run, made))
    note = made.report.note
    message = _(note.template) % note.params if note else ""
    _update(
        run, state=GenerationRun.State.FINISHED, percent=100, finished_at=timezone.now(),
        added=len(added.versions), known=added.known, message=message,
    )  # fmt: skip


def _notes(run: GenerationRun, made: Generation) -> list[GenerationNote]:
    def note(start: int, end: int, why: Objection, family: str = "") -> GenerationNote:
        return GenerationNote(
            run=run,
            start=start,
            end=end,
            family=family,
            code=why.code,
            message=_(why.template) % why.params,
        )

    dropped = [
        note(s.start, s.end, why, family)
        for s in made.report.sentences
        for family, why in s.dropped
    ]
    empty = [note(p.start, p.end, p.reason) for p in made.report.paragraphs_without_item]
    return dropped + empty


def _update(run: GenerationRun, **values: object) -> None:
    for name, value in values.items():
        setattr(run, name, value)
    run.save(update_fields=list(values))


def tidy(now: dt.datetime) -> None:
    """What has to happen once a minute: close expired attempts, give up runs whose worker died, remind."""
    actions.finish_expired(now=now)
    ArticleDraft.objects.expired(now).delete()
    Tries.objects.forget_old(now=now)
    left = GenerationRun.objects.filter(
        Q(state=GenerationRun.State.RUNNING, started_at__lt=now - RUN_LIMIT)
        | Q(state=GenerationRun.State.WAITING, created_at__lt=now - WAIT_LIMIT)
    )
    reason = _("The worker stopped before or during this run. Start it again.")
    left.update(state=GenerationRun.State.FAILED, finished_at=now, message=reason)
    reminding.send_due(now=now)
    duemails.send_due(now=now)
