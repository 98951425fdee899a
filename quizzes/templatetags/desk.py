"""The first page of the editing: what an editor does, before the list of all tables."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template

from quizzes.models import ArticleDraft, ProblemReport, QuestionVersion, Quiz

register = template.Library()

MOST_DRAFTS = 5
OPERATIONS = {"axes", "django_tasks_database"}
"""Apps that keep the site running and hold nothing that an editor makes."""


@register.inclusion_tag("admin/quizzes/_desk.html", takes_context=True)
def desk(context: Any) -> dict[str, Any]:
    """The acts of an editor with what waits, in four statements."""
    user = context["request"].user
    return {
        "perms": context["perms"],
        "candidates": QuestionVersion.objects.candidates().count(),
        "reports": ProblemReport.objects.waiting().count(),
        "quizzes": Quiz.objects.filter(published_at=None).order_by("-pk")[:MOST_DRAFTS],
        "texts": ArticleDraft.objects.of(user).defer("original", "extract")[:MOST_DRAFTS],
    }


@register.filter
def made_by_editors(apps: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The apps of the admin's first page that hold content and people."""
    return [app for app in apps if app["app_label"] not in OPERATIONS]


@register.filter
def of_operations(apps: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The others."""
    return [app for app in apps if app["app_label"] in OPERATIONS]
