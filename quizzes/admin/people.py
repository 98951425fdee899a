"""Accounts and learners; superusers give out a person's data, erase a person, look what is kept too long."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from quizzes import identities, privacy
from quizzes.admin.common import NoBulkDelete, VerbsMixin
from quizzes.models import DomainError, Learner, User
from quizzes.models.waysin import factors

PER_PAGE = 50


class ForSuperusers(VerbsMixin):
    """Buttons about a person's data, for superusers alone."""

    def may_do_verbs(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser)  # type: ignore[union-attr]


@admin.register(User)
class HouseUserAdmin(ForSuperusers, NoBulkDelete, UserAdmin):
    fieldsets = (
        *UserAdmin.fieldsets,  # type: ignore[misc]
        (_("Time"), {"fields": ("time_zone",)}),
        (_("Address"), {"fields": ("confirmed_email",)}),
    )
    readonly_fields = ("confirmed_email", "last_login", "date_joined")  # what happened stays

    class Media:
        js = ("admin/js/SelectFilter2.js", "quizzes/filters.js")  # in this order

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if field and db_field.name == "groups":
            field.label = _("Permission groups")
        return field

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # deleting the row alone would leave what the person typed: erase instead

    def verbs_for(self, request: HttpRequest, obj: User) -> list[tuple[str, Any]]:
        verbs = [("person", _("Export or erase this person …"))]
        if (settings.MFA != "off" or settings.PASSKEYS) and factors(user=obj).exists():
            verbs.append(("forget", _("Take away the second factor and passkeys")))
        return verbs

    def do_forget(self, request: HttpRequest, obj: User) -> None:
        identities.forget(obj)
        told = _now("The password alone opens this account now.")
        self.log_change(request, obj, told)
        messages.success(request, told)

    def do_person(self, request: HttpRequest, obj: User) -> HttpResponse:
        return redirect("admin:quizzes_learner_change", Learner.objects.of_user(obj).pk)


class SureForm(forms.Form):
    sure = forms.BooleanField(
        label=_("Erase this person. Nobody can bring it back."),
        error_messages={"required": _("Tick this if the person shall be erased.")},
    )


@admin.register(Learner)
class LearnerAdmin(ForSuperusers, NoBulkDelete, admin.ModelAdmin):
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

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        own = [
            path("retention/", view(self.retention), name="quizzes_learner_retention"),
            path("<int:pk>/erase/", view(self.erase), name="quizzes_learner_erase"),
        ]
        return own + super().get_urls()

    def verbs_for(self, request: HttpRequest, obj: Learner) -> list[tuple[str, Any]]:
        if obj.user_id is None and obj.guest_digest is None:
            return []
        return [("export", _("Export all data")), ("erase", _("Erase this person …"))]

    def do_export(self, request: HttpRequest, obj: Learner) -> HttpResponse:
        data = privacy.export(obj, now=timezone.now())
        told = {"Content-Disposition": f'attachment; filename="learner-{obj.pk}.zip"'}
        return HttpResponse(data, content_type="application/zip", headers=told)

    def do_erase(self, request: HttpRequest, obj: Learner) -> HttpResponse:
        return redirect("admin:quizzes_learner_erase", obj.pk)

    def erase(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What erasing does, and the form that does it."""
        self._check(request)
        learner = get_object_or_404(Learner.objects.select_related("user"), pk=pk)
        form = SureForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            try:
                privacy.erase(learner, now=timezone.now())
            except DomainError as refusal:
                messages.error(request, str(refusal))
                return redirect("admin:quizzes_learner_erase", pk)
            messages.success(request, _("The person was erased."))
            return redirect("admin:quizzes_learner_changelist")
        context = {"title": _now("Erase a person"), "learner": learner, "form": form}
        return self._page(request, "erase", 422 if form.errors else 200, **context)

    def retention(self, request: HttpRequest) -> HttpResponse:
        """What is kept with a name for too long: the dry run of what the worker does."""
        self._check(request)
        page = Paginator(privacy.due(timezone.now()), PER_PAGE).get_page(request.GET.get("page"))
        context = {"title": _now("How long names are kept"), "page": page}
        return self._page(request, "retention", days=settings.RETENTION_DAYS, **context)

    def _check(self, request: HttpRequest) -> None:
        if not request.user.is_superuser:  # type: ignore[union-attr]
            raise PermissionDenied

    def _page(
        self, request: HttpRequest, name: str, status: int = 200, **context: Any
    ) -> HttpResponse:
        whole = self.admin_site.each_context(request) | {"opts": self.opts} | context
        page = f"admin/quizzes/learner/{name}.html"
        return TemplateResponse(request, page, whole, status=status)
