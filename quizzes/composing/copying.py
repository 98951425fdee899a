"""A quiz made from another one."""

from __future__ import annotations

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from quizzes.models import DrawRule, Quiz, QuizQuestion
from quizzes.models.naming import first_free


def plain_slug(title: str) -> str:
    """A quiz address made from a title."""
    return slugify(title)[:70].strip("-") or "quiz"


def free_slug(title: str) -> str:
    """A quiz address made from a title that no other quiz has."""
    slug = plain_slug(title)
    taken = set(Quiz.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    return first_free(slug, taken)


@transaction.atomic
def copy_quiz(quiz: Quiz) -> Quiz:
    """The same questions and rules under a new address: not published, without dates, of no series."""
    copy = Quiz.objects.get(pk=quiz.pk)
    title = _("Copy of %(title)s") % {"title": quiz.title}
    copy.title = title[:200]
    copy.slug, copy.key, copy.edit_number = free_slug(title), None, 0
    copy.published_at = copy.archived_at = copy.opens_at = copy.closes_at = None
    copy.series, copy.series_role = None, ""
    copy.pk, copy._state.adding = None, True
    copy.save()
    copy.articles.set(quiz.articles.all())
    copy.groups.set(quiz.groups.all())
    rows: list[QuizQuestion | DrawRule] = [*quiz.quiz_questions.all(), *quiz.draw_rules.all()]
    for row in rows:
        row.pk, row._state.adding, row.quiz = None, True, copy
        row.save()
    return copy
