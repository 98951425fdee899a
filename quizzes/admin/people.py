"""Accounts and learners."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group as AuthGroup
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from quizzes.admin.common import NoBulkDelete
from quizzes.models import Learner, PermissionGroup, User

admin.site.unregister(AuthGroup)  # listed as “Groups”, next to the groups of learners


@admin.register(User)
class HouseUserAdmin(NoBulkDelete, UserAdmin):
    fieldsets = (*UserAdmin.fieldsets, (_("Time"), {"fields": ("time_zone",)}))  # type: ignore[misc]

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if field and db_field.name == "groups":
            field.label = _("Permission groups")
        return field


@admin.register(PermissionGroup)
class PermissionGroupAdmin(NoBulkDelete, GroupAdmin):
    """What members of staff may do; people who learn together are in groups."""

    list_per_page = 50


@admin.register(Learner)
class LearnerAdmin(NoBulkDelete, admin.ModelAdmin):
    list_display = ("__str__", "extra_time_percent", "created_at")
    list_select_related = ("user",)
    search_fields = ("user__username",)
    fields = ("user", "extra_time_percent", "created_at")
    readonly_fields = ("user", "created_at")
    list_per_page = 50

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
