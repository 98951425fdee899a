"""A quiz made of questions that somebody chose or accepted."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quizzes import actions
from quizzes.composing.copying import free_slug, plain_slug
from quizzes.models import QuestionVersion, Quiz


def quiz_of(versions: Iterable[QuestionVersion]) -> Quiz:
    """A draft of these approved questions in this order, named after their first article."""
    chosen = list(versions)
    articles = {v.question.article_id: v.question.article for v in chosen if v.question.article}
    title = str(next(iter(articles.values()), None) or _("New quiz"))
    return actions.make_quiz(
        title=title[:200], slug=free_slug(title), versions=chosen, articles=list(articles.values())
    )


def told_of_draft(count: int) -> str:
    """What an editor reads about a draft that was just made."""
    told = ngettext(
        "This is a new draft with %(n)d question. Nobody sees it before you publish it.",
        "This is a new draft with %(n)d questions. Nobody sees it before you publish it.",
        count,
    )
    rest = _("Give it its title and rules here and save; its questions come next.")
    return f"{told % {'n': count}} {rest}"


def is_made_from(slug: str, title: str) -> bool:
    """Whether an address was made from that title, with or without a number behind it."""
    made = plain_slug(title)
    rest = slug.removeprefix(f"{made}-")
    return slug == made or (rest != slug and rest.isdecimal())
