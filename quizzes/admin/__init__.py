"""The editor's face: Django's admin, declared model by model."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from quizzes.admin import (
    articles,
    assignments,
    concepts,
    groups,
    people,
    permissions,
    questions,
    quizzes,
    remarking,
    reports,
    returning,
    runs,
    series,
    taking,
    withheld,
)

__all__ = [
    "articles",
    "assignments",
    "concepts",
    "groups",
    "people",
    "permissions",
    "questions",
    "quizzes",
    "remarking",
    "reports",
    "returning",
    "runs",
    "series",
    "taking",
    "withheld",
]

admin.site.site_header = _("Editing quizzes")
admin.site.site_title = _("Editing")
admin.site.index_title = _("From an article to a published quiz")
admin.site.enable_nav_sidebar = False
