"""From a draft to an article: what an editor is told beforehand, and the act itself."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quizzes import actions
from quizzes.generation import KNOWN, Change, Flag, Reading, changes
from quizzes.models import (
    Article,
    ArticleDraft,
    ArticleRevision,
    DraftGone,
    EvidencePlace,
    User,
)
from quizzes.models.naming import first_free
from quizzes.models.place import fates

FEW_WORDS, MANY_WORDS = 120, 6_000
"""Fewer bring hardly a question; more are better read, and learned from, in parts."""


@dataclass(frozen=True)
class Preview:
    """A draft as it was understood."""

    draft: ArticleDraft
    reading: Reading
    warnings: tuple[str, ...]
    changes: tuple[Change, ...] = ()
    """What differs from the article's current text."""
    fates: tuple[tuple[str, int], ...] = ()
    """What would become of the evidence of its questions, in words, and how often."""

    @property
    def language(self) -> str:
        """The language's name, or that it is not known."""
        name = KNOWN.get(self.reading.document.language)
        return _(name) if name else _("not known")


def preview(draft: ArticleDraft) -> Preview:
    """Read a draft. Raises UnreadableArticle where it is no text, which bringing it has refused."""
    reading = draft.to_reading()
    warnings = tuple(_warnings(draft, reading))
    current = draft.article.current if draft.article else None
    if draft.article is None or current is None:
        return Preview(draft, reading, warnings)
    new = reading.document
    told = Counter(EvidencePlace.Fate(f.fate.value) for _passage, f in fates(draft.article, new))
    counted = tuple((str(fate.label), told[fate]) for fate in EvidencePlace.Fate if told[fate])
    return Preview(draft, reading, warnings, tuple(changes(current.to_document(), new)), counted)


def guessed(reading: Reading, draft: ArticleDraft) -> dict[str, Any]:
    """What the form of a new article begins with; the editor corrects it."""
    about = reading.about
    return {
        "title": about.title[:200],
        "authors": about.authors,
        "published_on": about.published_on,
        "language": _language(reading),
        "source_url": draft.source_url or about.source_url,
        "licence": about.licence,
    }


def _language(reading: Reading) -> str:
    """What we know of it, else what the source says, else that it is not known."""
    known = reading.document.language
    return known if known in KNOWN else reading.about.language[:2].lower() or known


@transaction.atomic
def store(draft: ArticleDraft, article: Article, *, by: User) -> ArticleRevision:
    """Store the draft's text as the newest revision of the article, which is saved with it.

    Raises DraftGone where it was stored or discarded meanwhile, so that sent twice it counts once.
    """
    held = ArticleDraft.objects.select_for_update().filter(pk=draft.pk).first()
    if held is None:
        raise DraftGone
    revision = actions.store_article(
        article,
        source=bytes(held.original),
        format=held.format,
        document=held.to_reading().document,
        by=by,
    )
    held.delete()
    return revision


def free_slug(title: str, *, besides: Article | None = None) -> str:
    """An address made from a title that no other article has."""
    slug = slugify(title)[:70].strip("-") or "article"
    others = Article.objects.exclude(pk=besides.pk) if besides and besides.pk else Article.objects
    taken = set(others.filter(slug__startswith=slug).values_list("slug", flat=True))
    return first_free(slug, taken)


def _warnings(draft: ArticleDraft, reading: Reading) -> list[str]:
    words, told = reading.teaching_words, []
    if reading.document.language not in KNOWN:
        told.append(
            _(
                "The language is not known. Questions can be generated for %(known)s only; any others are written by hand."
            )
            % {"known": ", ".join(KNOWN.values())}
        )
    if words < FEW_WORDS:
        told.append(
            ngettext(
                "Only %(n)d word can be asked about. Expect no question, or one; check that the whole text arrived.",
                "Only %(n)d words can be asked about. Expect few questions or none; check that the whole text arrived.",
                words,
            )
            % {"n": words}
        )
    if words > MANY_WORDS:
        told.append(
            _(
                "%(n)d words are a long read. People learn more from parts: think of several articles."
            )
            % {"n": words}
        )
    damaged = sum(Flag.DAMAGED in s.flags for s in reading.document.sentences)
    if damaged:
        told.append(
            ngettext(
                "%(n)d sentence has lost characters on its way here; nothing is asked of it.",
                "%(n)d sentences have lost characters on their way here; nothing is asked of them.",
                damaged,
            )
            % {"n": damaged}
        )
    current = draft.article.current if draft.article else None
    if current and current.text == reading.document.text:
        told.append(_("This is the text that the article has already: nothing would change."))
    if twin := _twin(draft, reading):
        told.append(_("The article “%(title)s” has this very text already.") % {"title": twin})
    return told


def _twin(draft: ArticleDraft, reading: Reading) -> Article | None:
    same = ArticleRevision.objects.filter(text=reading.document.text)
    found = same.exclude(article=draft.article_id).select_related("article").defer("original")
    twin = found.first()
    return twin.article if twin else None
