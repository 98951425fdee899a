"""Django's groups of permissions, under a name that nobody takes for a group of learners."""

from __future__ import annotations

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin
from django.contrib.auth.models import Group

from quizzes.admin.common import NoBulkDelete
from quizzes.models import PermissionGroup

admin.site.unregister(Group)


@admin.register(PermissionGroup)
class PermissionGroupAdmin(NoBulkDelete, GroupAdmin):
    """What members of staff may do."""

    list_per_page = 50

    class Media:
        js = ("admin/js/SelectFilter2.js", "quizzes/filters.js")  # in this order
