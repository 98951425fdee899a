"""What the linter finds in stored questions, in words; articles are read once and kept a while."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from quizzes import tasks
from quizzes.generation import Document, objections
from quizzes.items import Item, Objection
from quizzes.models import ArticleRevision, QuestionVersion
from quizzes.reviews.explaining import Words, why

SEVERITIES: dict[str, Words] = {
    "error": _("Must be mended"),
    "warning": _("Look at it"),
    "info": _("Good to know"),
}
_MOST_KEPT = 8
_kept: OrderedDict[tuple[int, str], tuple[ArticleRevision, Document]] = OrderedDict()


@dataclass(frozen=True)
class Finding:
    """One thing that the linter has to say, for an editor."""

    severity: str
    label: Words
    title: Words
    message: str
    code: str


def in_words(found: Iterable[Objection]) -> list[Finding]:
    """Findings as sentences, the gravest first."""
    ranked = sorted(found, key=lambda o: list(SEVERITIES).index(o.severity))
    return [
        Finding(o.severity, SEVERITIES[o.severity], why(o.code).title, _now(o.template) % o.params, o.code)
        for o in ranked
    ]  # fmt: skip


def findings_of(item: Item, revision: ArticleRevision | None = None) -> list[Finding]:
    """What the linter finds in an item whose evidence is of this revision."""
    document = _documents([revision.pk])[revision.pk][1] if revision else None
    return in_words(objections(item, document=document, concepts=tasks.concept_base()))


def with_findings(
    versions: Sequence[QuestionVersion],
) -> list[tuple[QuestionVersion, list[Finding]]]:
    """Each version with what the linter finds in it.

    The versions come from `without_texts`; the statements are the same for one and for many.
    """
    base, documents = tasks.concept_base(), give_texts(versions)
    found: dict[int, list[Finding]] = {}
    # By article, since the linter remembers the background of the last one.
    for version in sorted(versions, key=_revisions):
        document = next((documents[pk] for pk in _revisions(version)), None)
        found[version.pk] = in_words(
            objections(version.to_item(), document=document, concepts=base)
        )
    return [(version, found[version.pk]) for version in versions]


def give_texts(versions: Sequence[QuestionVersion]) -> dict[int, Document]:
    """Let the evidence of versions `without_texts` have its revision; the documents, by revision."""
    texts = _documents({pk for version in versions for pk in _revisions(version)})
    for version in versions:
        for passage in version.evidence.all():
            passage.revision = texts[passage.revision_id][0]
    return {pk: document for pk, (_revision, document) in texts.items()}


def _revisions(version: QuestionVersion) -> list[int]:
    return [passage.revision_id for passage in version.evidence.all()]


def _documents(pks: Iterable[int]) -> dict[int, tuple[ArticleRevision, Document]]:
    """Revisions with what was read from them; a revision never changes, so the last few are kept."""
    wanted = dict(ArticleRevision.objects.filter(pk__in=pks).values_list("pk", "sha256"))
    missing = [pk for pk, sha256 in wanted.items() if (pk, sha256) not in _kept]
    rows = ArticleRevision.objects.defer("original").select_related("article")
    for revision in rows.filter(pk__in=missing).prefetch_related("blocks"):
        _kept[revision.pk, revision.sha256] = revision, revision.to_document()
    found = {pk: _kept[pk, sha256] for pk, sha256 in wanted.items()}
    while len(_kept) > _MOST_KEPT:
        _kept.popitem(last=False)
    return found
