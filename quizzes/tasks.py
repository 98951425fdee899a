"""Work that takes longer than a page may: it runs in the worker and shows its progress in a row."""

from __future__ import annotations

import datetime as dt
import logging
import math
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_tasks import task

from quizzes import actions, entries, privacy
from quizzes.generation import (
    AnalyserMissing,
    ConceptBase,
    ConceptError,
    Document,
    Generation,
    NotWanted,
    TookTooLong,
    analyser_named,
    apart,
    generate,
    shipped_embedder,
)
from quizzes.items import Objection
from quizzes.mailing import duemails, reminding
from quizzes.models import (
    ArticleDraft,
    ArticleRevision,
    GenerationNote,
    GenerationRun,
    QuestionVersion,
    Remarking,
    RunIsOver,
    Tries,
    User,
)
from quizzes.queueing import AWAY, hand_over
from quizzes.remarking import large
from quizzes.statistics import refreshing

log = logging.getLogger(__name__)

SAVED_EVERY = dt.timedelta(seconds=1)
"""How often a run's progress is stored: often enough to be watched."""


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
    """
    ArticleRevision.objects.select_for_update().get(pk=revision.pk)
    if going := revision.runs.going().first():
        return going
    run = GenerationRun.objects.create(revision=revision, started_by=by, beyond=beyond)
    hand_over(generate_candidates, run.pk, away=lambda: run.fail(str(AWAY), now=timezone.now()))
    return run


@task()
def generate_candidates(run_id: int) -> None:
    """Generate, verify and store candidates for a run's revision."""
    run = GenerationRun.objects.select_related("revision__article", "started_by").get(pk=run_id)
    if not run.begin(now=timezone.now()):
        return
    try:
        _store(run, _written(run))
    except (NotWanted, RunIsOver):
        return  # whoever ended it has said why
    except TookTooLong:
        run.fail(_took_too_long(), now=timezone.now())
    except (AnalyserMissing, ConceptError) as error:
        run.fail(str(error), now=timezone.now())
    except Exception:
        log.exception("Generation run %s failed", run.pk)
        reason = _(
            "The run stopped at a fault in the program. Nothing was stored; try again, or tell the operator."
        )
        run.fail(reason, now=timezone.now())


def _written(run: GenerationRun) -> Generation:
    """What the generator makes of the run's text, in a process that can be stopped."""
    document, title = run.revision.to_document(), run.revision.article.title
    base, analyser, embedder = concept_base(), analyser_named(settings.ANALYSER), shipped_embedder()

    def work(progress: Callable[[float], None]) -> Generation:
        return generate(
            document, title=title, concepts=base, analyser=analyser, embedder=embedder,
            beyond=run.beyond, progress=progress,
        )  # fmt: skip

    watch = _Watch(run)
    limit = settings.GENERATION_SECONDS
    return apart(work, limit=limit, wanted=watch.goes_on, progress=watch.reached)


class _Watch:
    """Stores a run's progress and the worker's sign of life, and sees when it was cancelled."""

    def __init__(self, run: GenerationRun) -> None:
        self.run, self.percent = run, 0
        self.stored_at = timezone.now()

    def reached(self, share: float) -> None:
        self.percent = max(self.percent, min(99, int(share * 100)))
        if not self.goes_on():
            raise NotWanted

    def goes_on(self) -> bool:
        now = timezone.now()
        if now - self.stored_at < SAVED_EVERY:
            return True
        self.stored_at = now
        return self.run.tell(self.percent, now=now)


def _took_too_long() -> str:
    minutes = math.ceil(settings.GENERATION_SECONDS / 60)
    told = ngettext(
        "The run was stopped, because it was not done within %(n)d minute.",
        "The run was stopped, because it was not done within %(n)d minutes.",
        minutes,
    )
    more = _(
        "Nothing was stored. Try again; if that does not help, take a shorter text, or ask the "
        "operator for a longer limit (GENERATION_SECONDS)."
    )
    return f"{told % {'n': minutes}} {more}"


@transaction.atomic
def _store(run: GenerationRun, made: Generation) -> None:
    actions.add_concepts(concept_base())
    added = actions.add_items(made.items, revision=run.revision, by=run.started_by)
    new = [version.pk for version in added.versions]
    QuestionVersion.objects.filter(pk__in=new).update(run=run)
    run.notes.all().delete()
    GenerationNote.objects.bulk_create(_notes(run, made))
    note = made.report.note
    message = _(note.template) % note.params if note else ""
    # Last: where it was cancelled meanwhile, this raises and takes everything above back.
    run.finish(added=len(new), known=added.known, message=message, now=timezone.now())


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


_DUTIES: tuple[Callable[[dt.datetime], object], ...] = (
    lambda now: actions.finish_expired(now=now),
    lambda now: ArticleDraft.objects.expired(now).delete(),
    lambda now: Tries.objects.forget_old(now=now),
    lambda now: GenerationRun.objects.give_up_left(now=now),
    lambda now: Remarking.objects.give_up_left(now=now),
    lambda now: large.settle_left(now=now),
    refreshing.ask_for_stale,
    lambda now: reminding.send_due(now=now),
    lambda now: duemails.send_due(now=now),
    lambda now: privacy.keep_no_longer(now=now),
)


def tidy(now: dt.datetime) -> None:
    """What has to happen once a minute: close expired attempts, give up runs whose worker died, remind,
    and take the names from what was kept long enough.

    A duty that fails is logged and keeps none of the others from being done; only a database that is
    away ends the round.
    """
    for duty in _DUTIES:
        try:
            duty(now)
        except OperationalError:
            raise
        except Exception:
            log.exception("A duty of the minute failed; the next round tries it again")
