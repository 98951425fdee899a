"""What a certificate says, line by line, and the same as a PDF (the extra `certificates`: reportlab)."""

from __future__ import annotations

import io
from decimal import Decimal
from importlib.util import find_spec

from django.conf import settings
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quizzes.models import Certificate, DomainError

Lines = list[tuple[str, str]]


class NoPaper(DomainError):
    """A PDF that can't be drawn; `str()` says what to do instead."""


def is_possible() -> bool:
    """Whether PDFs can be drawn here."""
    return find_spec("reportlab") is not None


def lines_of(found: Certificate) -> Lines:
    """What it says: a word and what stands beside it."""
    attempt = found.attempt
    score = _("%(score)s of %(all)s points, %(percent)s %%; %(needed)s %% was needed") % {
        "score": _number(found.score),
        "all": _number(found.max_score),
        "percent": number_format(found.percent, 0),
        "needed": number_format(attempt.pass_percent, 0),
    }
    articles = [
        _("%(title)s, revision %(number)s of %(date)s")
        % {"title": r.article.title, "number": r.number, "date": date_format(r.created_at)}
        for r in found.revisions.all()
    ]
    return [
        (_("Quiz"), found.quiz_title),
        *((_("Article"), told) for told in articles),
        (_("Score"), score),
        (_("Date"), date_format(attempt.finished_at)),
        (_("Attempt"), number_format(found.attempt_number)),
        (_("Answers shown before"), _shown(found)),
        *([(_("Article during the quiz"), _looked_up(found))] if attempt.article_access else []),
    ]


def drawn(found: Certificate, lines: Lines, address: str) -> bytes:
    """The certificate as a PDF of one page. Raises NoPaper."""
    if not is_possible():
        raise NoPaper(
            _("PDFs need the extra “certificates” (pip install reportlab). Print the page instead.")
        )
    for text in (found.name, *(line for _word, line in lines)):
        if not _can_draw(text):
            told = _("The PDF's letters lack some of “%(text)s”. Print the page instead.")
            raise NoPaper(told % {"text": text})
    return _draw(found, lines, address)


def _can_draw(text: str) -> bool:
    # The fonts that every reader of PDF has know this alphabet.
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


def _number(value: Decimal) -> str:
    return number_format(value.normalize())


def _shown(found: Certificate) -> str:
    if not found.shown_before:
        return _("no, to none of the questions")
    told = ngettext(
        "yes, to %(count)s of %(all)s question",
        "yes, to %(count)s of %(all)s questions",
        found.attempt.question_count,
    )
    return told % {"count": found.shown_before, "all": found.attempt.question_count}


def _looked_up(found: Certificate) -> str:
    if found.had_article_beside:
        return _("stood beside the questions")
    if not found.looked_up:
        return _("closed, or not looked at")
    told = ngettext(
        "looked up for %(count)s question", "looked up for %(count)s questions", found.looked_up
    )
    return told % {"count": found.looked_up}


def _draw(found: Certificate, lines: Lines, address: str) -> bytes:
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.utils import simpleSplit
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    page = Canvas(out, pagesize=A4, invariant=1)
    page.setTitle(_("Certificate"))
    width, top = A4
    left, right, y = 70, 210, top - 120

    def put(text: str, x: float, size: int, font: str = "Helvetica") -> None:
        nonlocal y
        page.setFont(font, size)
        for line in simpleSplit(text, font, size, width - x - 70) or [""]:
            page.drawString(x, y, line)
            y -= size * 1.4

    put(settings.SITE_NAME, left, 12)
    put(_("Certificate"), left, 30, "Times-Bold")
    y -= 12
    if found.name:
        put(found.name, left, 20, "Times-Bold")
    y -= 8
    for word, told in lines:
        start = y
        put(word, left, 11, "Helvetica-Bold")
        after, y = y, start
        put(told, right, 11)
        y = min(y, after) - 6
    y -= 18
    put(_("Code"), left, 11, "Helvetica-Bold")
    put(found.spaced_code, left, 16, "Courier-Bold")
    put(_("Whoever has the code can check it: %(address)s") % {"address": address}, left, 11)
    y -= 8
    put(_("It says what was answered, not who answered: nobody watched."), left, 10)
    page.showPage()
    page.save()
    return out.getvalue()
