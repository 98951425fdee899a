"""The first page of the editing: what an editor does, before the list of all tables."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.translation import gettext_lazy as _

from quizzes.models import ArticleDraft, ProblemReport, QuestionVersion, Quiz

register = template.Library()

MOST_DRAFTS = 5
OPERATIONS = {"axes", "django_tasks_database"}
"""Apps that keep the site running and hold nothing that an editor makes."""
ROOMS = (
    ("content", _("Articles, questions, quizzes"), ("Article", "QuestionVersion", "Quiz", "Series", "GenerationRun")),
    ("people", _("Groups and what they are asked"), ("Group", "Assignment")),
    ("mending", _("What was wrong, and mended"), ("ProblemReport", "Remarking")),
    ("concepts", _("Concept base: what may be asked about, with its sources"), ("Concept", "Behaviour", "Misconception", "Scenario", "Source", "ConceptLoad")),
    ("more", _("People and what they did"), ("User", "Learner", "Attempt", "Response", "Certificate", "Decision")),
)  # fmt: skip
"""Our models by what they are for; what is named in none stands in the last."""


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
def in_rooms(apps: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The apps of the admin's first page that hold content and people; ours divided by what it is for."""
    found = []
    for app in apps:
        if app["app_label"] == "quizzes":
            found += _rooms(app)
        elif app["app_label"] not in OPERATIONS:
            found.append(app)
    return found


def _rooms(app: dict[str, Any]) -> list[dict[str, Any]]:
    rest = {model["object_name"]: model for model in app["models"]}
    rooms = []
    for label, name, wanted in ROOMS:
        models = [rest.pop(model) for model in wanted if model in rest]
        rooms.append(app | {"app_label": f"quizzes-{label}", "name": name, "models": models})
    rooms[-1]["models"] += rest.values()
    return [room for room in rooms if room["models"]]


@register.filter
def of_operations(apps: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The others."""
    return [app for app in apps if app["app_label"] in OPERATIONS]
