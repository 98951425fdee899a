"""Groups: made here and given their leaders, who then need no admin."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Prefetch
from django.forms import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from quizzes.admin.common import NoBulkDelete, VerbsMixin
from quizzes.forms.groups import LeaderForm, LineField, no_address
from quizzes.models import Group, Leader


class GroupAdminForm(forms.ModelForm):
    name = LineField(label=_("Name"), max_length=120)

    def clean_name(self) -> str:
        return no_address(self.cleaned_data["name"])


class LeaderByName(forms.ModelForm):
    """A leader named by the account: an editor is shown no list of accounts."""

    account = LeaderForm.base_fields["account"]

    class Meta:
        model = Leader
        fields = ("account",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["account"].initial = self.instance.user.get_username()

    def clean_account(self) -> Any:
        return LeaderForm.clean_account(self)  # type: ignore[arg-type]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if user := cleaned.get("account"):
            self.instance.user = user
        return cleaned


class LeadersByName(BaseInlineFormSet):
    def clean(self) -> None:
        super().clean()
        named = set()
        for form in self.forms:
            user = getattr(form, "cleaned_data", {}).get("account")
            if user and user in named and not form.cleaned_data.get("DELETE"):
                form.add_error("account", _("This account leads the group already."))
            named.add(user)


class LeaderInline(admin.StackedInline):
    verbose_name_plural = _("leaders (where you name none for a new group, you lead it)")
    model = Leader
    form = LeaderByName
    formset = LeadersByName
    extra = 1

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("user")

    @admin.display(description=_("account"))
    def account(self, leader: Leader) -> str:
        """As it stands where it may not be changed."""
        return leader.user.get_username()

    # Whoever names leaders of a group with members lets somebody see these people's results,
    # which an editor may not see. Its own leaders do it on the group's pages.
    def has_add_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        return super().has_add_permission(request, obj) and _may_name_leaders(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        return super().has_change_permission(request, obj) and _may_name_leaders(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        return super().has_delete_permission(request, obj) and _may_name_leaders(request, obj)


def _may_name_leaders(request: HttpRequest, group: Group | None) -> bool:
    if request.user.is_superuser or group is None:  # type: ignore[union-attr]
        return True
    return not group.members.exists()


@admin.register(Group)
class GroupAdmin(VerbsMixin, NoBulkDelete, admin.ModelAdmin):
    form = GroupAdminForm
    inlines = (LeaderInline,)
    list_display = ("name", "led_by", "present_count", "archived_at")
    search_fields = ("name",)
    list_per_page = 50
    fields = ("name", "time_zone", "own_page")
    readonly_fields = ("own_page",)

    def get_queryset(self, request: HttpRequest) -> Any:
        leaders = Prefetch("leaders", Leader.objects.select_related("user"))
        return super().get_queryset(request).with_counts().prefetch_related(leaders)  # type: ignore[attr-defined]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if not change:
            form.instance.see_to_a_leader(request.user)

    def response_add(self, request: HttpRequest, obj: Group, *args: Any, **kw: Any) -> HttpResponse:
        """Whoever made a group to lead it goes on at its pages."""
        stays = {"_continue", "_addanother", "_popup"} & set(request.POST)
        if stays or not obj.is_led_by(request.user):  # type: ignore[arg-type]
            return super().response_add(request, obj, *args, **kw)
        messages.success(request, _("The group “%(name)s” was made.") % {"name": obj.name})
        return redirect("group", group=obj.pk)

    @admin.display(description=_("leaders"))
    def led_by(self, group: Group) -> str:
        return ", ".join(str(leader) for leader in group.leaders.all()) or "–"

    @admin.display(description=_("members"), ordering="present_count")
    def present_count(self, group: Any) -> int:
        return group.present_count

    @admin.display(description=_("the group's pages"))
    def own_page(self, group: Group) -> Any:
        if group.pk is None or group.archived_at:
            return _("for its leaders, once it is saved")
        return format_html(
            '<a href="{0}">{0}</a>, {1}', reverse("group", args=[group.pk]), _("for its leaders")
        )

    def verbs_for(self, request: HttpRequest, obj: Group) -> list[tuple[str, Any]]:
        if obj.archived_at:
            return [("bring_back", _("Bring the group back"))]
        return [("archive", _("Put the group away"))]

    def do_archive(self, request: HttpRequest, obj: Group) -> None:
        obj.archive(now=timezone.now())
        messages.success(request, _("Put away. Nothing was deleted."))

    def do_bring_back(self, request: HttpRequest, obj: Group) -> None:
        obj.bring_back()
        messages.success(request, _("The group goes on."))
