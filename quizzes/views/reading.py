"""What one sees before and beside a quiz: its page, an article."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from quizzes.models import Article, Attempt, Audience, Quiz
from quizzes.models.audience import LISTED
from quizzes.views.assigned import told_of
from quizzes.views.lists import with_lists
from quizzes.views.person import learner_of

PER_PAGE = 20


@require_safe
def quiz(request: HttpRequest, slug: str) -> HttpResponse:
    """A quiz's rules, its articles, the button that starts it, one's own attempts at it."""
    learner = learner_of(request)
    found = get_object_or_404(Quiz.objects.visible_to(learner).with_counts(), slug=slug)
    own = learner.attempts.filter(quiz=found) if learner else Attempt.objects.none()
    attempts = list(own[:PER_PAGE])
    context = {
        "quiz": found,
        "articles": found.articles.all(),
        "is_open": found.is_open_to(learner, timezone.now()),
        "attempts": attempts,
        "open_attempt": next((a for a in attempts if not a.is_finished), None),
        "share": own.share(found.grading) if attempts else None,
        "attempts_left": found.attempts_left(learner) if learner else found.attempts_allowed,
        "own_limit": found.own_time_limit(learner),
        "needs_account": not found.guests_allowed and not request.user.is_authenticated,
        "available": found.size - found.missing() if found.ruled_count else found.size,
        "assigned": told_of(learner, found, timezone.now()),
    }
    return _unlisted(render(request, "quizzes/quiz.html", context), found.audience)


@require_safe
def article(request: HttpRequest, slug: str) -> HttpResponse:
    """An article to read, unless an open attempt rules that it is closed or noted."""
    learner = learner_of(request)
    found = get_object_or_404(Article.objects.visible_to(learner), slug=slug)
    now = timezone.now()
    begun = (
        learner.attempts.open().filter(quiz__articles=found) if learner else Attempt.objects.none()
    )
    going = (a for a in begun.select_related("quiz") if not a.finish_if_expired(now=now))
    if attempt := next(going, None):
        return render(
            request, "quizzes/article_during.html", {"article": found, "attempt": attempt}
        )
    number = request.GET.get("revision", "")
    asked = (
        found.revisions.filter(number=int(number)).first()
        if number.isdecimal() and len(number) < 9
        else None
    )
    revision = asked or found.current
    # A quiz that is listed nowhere is offered here only to whoever came from its page.
    offered = Q(audience__in=LISTED) | Q(slug=request.GET.get("quiz", "")[:80])
    context = {
        "article": found,
        "is_older": revision != found.current,
        "revision": revision,
        "blocks": _below(found.title, blocks_of(revision)) if revision else [],
        "quizzes": Quiz.objects.open_to(learner, now).filter(offered, articles=found),
    }
    listed = Quiz.objects.visible().filter(articles=found, audience=Audience.PUBLIC).exists()
    page = render(request, "quizzes/article.html", context)
    return _unlisted(page, Audience.PUBLIC if listed else Audience.LINK)


def _unlisted(page: HttpResponse, audience: str) -> HttpResponse:
    """Ask search engines to leave out what is not for everybody."""
    if audience != Audience.PUBLIC:
        page.headers["X-Robots-Tag"] = "noindex"
    return page


def _below(title: str, blocks: list[dict[str, object]]) -> list[dict[str, object]]:
    """The blocks without a first heading that only says the title again, which stands above them."""
    first = blocks[0] if blocks else {}
    is_title = first.get("kind") == "heading" and first.get("text") == title
    return blocks[1:] if is_title and len(blocks) > 1 else blocks


def blocks_of(revision: object) -> list[Any]:
    """The blocks of a revision for a page: id, kind, text; lists as they lie in each other."""
    text = revision.text  # type: ignore[attr-defined]
    return with_lists(
        {
            "id": f"b{b.position}",
            "kind": b.kind,
            "level": b.level,
            "mark": b.mark,
            "text": text[b.start : b.end],
        }
        for b in revision.blocks.all()  # type: ignore[attr-defined]
    )
