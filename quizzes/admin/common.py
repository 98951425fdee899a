"""What the admin's pages share: verbs as buttons, and two editors at one thing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from simple_history.admin import SimpleHistoryAdmin

from quizzes.models import DomainError, User

BEYOND = gettext_lazy(
    "Tops a short quiz up with situations on what the article only names; their answers rest on "
    "the concept base and its sources, and each such question says so."
)
"""What an editor is told before asking beyond the article."""


class EditedOnceForm(forms.ModelForm):
    """Tells the second of two editors, and keeps what both wrote.

    The page carries the number of saves that it had seen. Where somebody saved since, nothing is
    stored, the form shows what the second editor typed, and sending it again is then a decision.
    """

    edit_seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["edit_seen"].initial = self.instance.edit_number

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.instance.pk is None:
            return cleaned
        model = type(self.instance)
        current = (
            model._default_manager.select_for_update()
            .values_list("edit_number", flat=True)
            .get(pk=self.instance.pk)
        )
        if cleaned.get("edit_seen") != current:
            self.data = self.data.copy()
            self.data[self.add_prefix("edit_seen")] = str(current)
            raise ValidationError(self._told(), code="edited_meanwhile")
        return cleaned

    def _told(self) -> str:
        last = self.instance.history.select_related("history_user").first()
        who = last.history_user if last and last.history_user else _("Somebody")
        when = date_format(localtime(last.history_date), "TIME_FORMAT") if last else ""
        return _(
            "%(who)s saved this at %(when)s, while you were editing. Nothing of yours is lost: it stands below and is "
            "not stored yet. Open the page a second time to compare; “Save” now replaces what the other stored."
        ) % {"who": who, "when": when}


class VerbsMixin:
    """Buttons above the form, each a POST to one verb of the model."""

    def verbs_for(self, request: HttpRequest, obj: Any) -> Iterable[tuple[str, str]]:
        """(name, label) of what may be done with the object now; `do_<name>(request, obj)` does it."""
        return ()

    def may_do_verbs(self, request: HttpRequest) -> bool:
        """Whether this person may use the buttons at all."""
        return bool(self.has_change_permission(request))  # type: ignore[attr-defined]

    def get_urls(self) -> list[Any]:
        info = self.opts.app_label, self.opts.model_name  # type: ignore[attr-defined]
        view = self.admin_site.admin_view(self.verb_view)  # type: ignore[attr-defined]
        own = [path("<int:pk>/do/<slug:verb>/", view, name="{}_{}_verb".format(*info))]
        return own + super().get_urls()  # type: ignore[misc,no-any-return]

    def verb_view(self, request: HttpRequest, pk: int, verb: str) -> HttpResponse:
        obj = self.get_object(request, str(pk))  # type: ignore[attr-defined]
        if (
            request.method != "POST"
            or obj is None
            or verb not in dict(self.verbs_for(request, obj))
        ):
            raise Http404
        if not self.may_do_verbs(request):
            raise PermissionDenied
        seen = request.POST.get("edit_seen")
        if seen is not None and seen != str(getattr(obj, "edit_number", seen)):
            messages.error(
                request, _("Somebody changed this since you opened it. Look at it again first.")
            )
            return redirect(self.url_of(obj))
        try:
            answer = getattr(self, f"do_{verb}")(request, obj)
        except DomainError as error:
            messages.error(request, str(error))
            answer = None
        return answer or redirect(self.url_of(obj))

    def url_of(self, obj: models.Model) -> str:
        return reverse(f"admin:{obj._meta.app_label}_{obj._meta.model_name}_change", args=[obj.pk])

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        obj = kwargs.get("obj")
        context["verbs"] = (
            list(self.verbs_for(request, obj)) if obj and self.may_do_verbs(request) else []
        )
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc,no-any-return]


class HouseHistory(SimpleHistoryAdmin):
    """Past versions are looked at; the library's form would also write one back, past every verb."""

    def history_form_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            raise PermissionDenied
        return super().history_form_view(request, *args, **kwargs)  # type: ignore[no-any-return]

    def render_history_view(
        self, request: HttpRequest, template: str, context: dict[str, Any], **kwargs: Any
    ) -> HttpResponse:
        if not may_see_accounts(request):
            context["admin_user_view"] = ""  # no address, so the library writes the name alone
        return super().render_history_view(request, template, context, **kwargs)  # type: ignore[no-any-return]


def may_see_accounts(request: HttpRequest) -> bool:
    """Whether links to accounts lead anywhere for this person."""
    return bool(admin.site.get_model_admin(User).has_view_permission(request))


class MakerByName:
    """Says who made something: a link for whoever may see accounts, else the name alone."""

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self._named(request, super().get_fields(request, obj))  # type: ignore[misc]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self._named(request, super().get_readonly_fields(request, obj))  # type: ignore[misc]

    def _named(self, request: HttpRequest, names: Any) -> tuple[str, ...]:
        own = "created_by" if may_see_accounts(request) else "maker"
        return tuple(own if name == "created_by" else name for name in names)

    @admin.display(description=gettext_lazy("made by"))
    def maker(self, obj: Any) -> str:
        return str(obj.created_by or "–")


class NoBulkDelete:
    """Nothing that attempts point to is deleted in bulk: retire or archive instead."""

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions = super().get_actions(request)  # type: ignore[misc]
        actions.pop("delete_selected", None)
        return actions  # type: ignore[no-any-return]


class ReadOnly(NoBulkDelete):
    """Rows that are looked at and never touched by hand."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ReadOnlyInline(ReadOnly, admin.StackedInline):
    extra = 0
    can_delete = False

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        return {}
