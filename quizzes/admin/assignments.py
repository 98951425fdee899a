"""Assignments for editors: what is asked of which group; whose answers they are is for its leaders."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from quizzes.admin.common import HouseHistory, MakerByName, NoBulkDelete, VerbsMixin
from quizzes.models import Assignment, Group, Quiz


class AssignmentForm(forms.ModelForm):
    """Its dates are typed by the editor's own clock, and the form names that."""

    class Meta:
        model = Assignment
        fields = (
            "quiz",
            "group",
            "visibility",
            "opens_at",
            "due_at",
            "within_days",
            "every_months",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zone = timezone.get_current_timezone_name()
        for name in ("opens_at", "due_at"):
            field = self.fields[name]
            for widget, part in zip(
                field.widget.widgets, (_now("date"), _now("time")), strict=True
            ):  # type: ignore[attr-defined]
                widget.attrs["aria-label"] = f"{field.label}, {part}"
            field.help_text = _now("In the time zone %(zone)s.") % {"zone": zone}


@admin.register(Assignment)
class AssignmentAdmin(VerbsMixin, NoBulkDelete, MakerByName, HouseHistory):
    form = AssignmentForm
    list_display = ("quiz", "group", "due_at", "within_days", "every_months", "is_active")
    list_select_related = ("quiz", "group")
    list_filter = (("group", admin.RelatedOnlyFieldListFilter),)
    search_fields = ("quiz__title", "group__name")
    fields = (
        *AssignmentForm.Meta.fields,
        "created_by",
        "created_at",
        "withdrawn_at",
    )
    readonly_fields = ("created_by", "created_at", "withdrawn_at")
    list_per_page = 50

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "quiz":
            kwargs["queryset"] = Quiz.objects.visible()
        if db_field.name == "group":
            kwargs["queryset"] = Group.objects.filter(archived_at__isnull=True)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        always = super().get_readonly_fields(request, obj)
        return (*always, "quiz", "group") if obj else always

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            obj.created_by = request.user
        super().save_model(request, obj, form, change)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=_("asked"), boolean=True)
    def is_active(self, assignment: Assignment) -> bool:
        return assignment.is_active

    def verbs_for(self, request: HttpRequest, obj: Assignment) -> list[tuple[str, str]]:
        return [] if obj.withdrawn_at else [("withdraw", _now("Withdraw it"))]

    def do_withdraw(self, request: HttpRequest, obj: Assignment) -> None:
        obj.withdraw(by=request.user, now=timezone.now())  # type: ignore[arg-type]
        messages.success(
            request, _now("Withdrawn. Whoever has begun may finish; all results stay.")
        )
