"""Series: pre-test, post-test and later re-test, built in one act and looked at side by side."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import AdminForm
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from quizzes.admin.common import ReadOnly
from quizzes.admin.composeforms import articles, topics
from quizzes.composing import TooFewParallel, build_series, places_of, told_of
from quizzes.models import Article, Series
from quizzes.models.series import Role

MOST_PLACES = 50


class SeriesForm(forms.Form):
    """From which questions, and how many."""

    title = forms.CharField(
        label=_("Title"),
        max_length=150,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=_("The tests are named after it, with “before”, “after” and “later”."),
    )
    article = forms.ModelChoiceField(
        Article.objects.none(),
        label=_("Article"),
        required=False,
        empty_label=_("any"),
        help_text=_("On which the questions are; leave it open to go by topics."),
    )
    topics = forms.MultipleChoiceField(
        label=_("Topics"), required=False, widget=forms.CheckboxSelectMultiple
    )
    wanted = forms.IntegerField(
        label=_("Questions in each test"), min_value=1, max_value=MOST_PLACES, initial=10
    )
    later = forms.BooleanField(
        label=_("Also a re-test for later"),
        required=False,
        initial=True,
        help_text=_("Each place then takes three parallel questions instead of two."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["article"].queryset = articles()  # type: ignore[attr-defined]
        self.fields["topics"].choices = topics()[1:]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not cleaned.get("article") and not cleaned.get("topics"):
            raise forms.ValidationError(_("Choose an article, or topics, or both."))
        return cleaned

    def to_wishes(self) -> dict[str, Any]:
        """What `build_series` takes, from a valid form."""
        wishes = dict(self.cleaned_data)
        later = wishes.pop("later")
        return wishes | {"roles": [role for role in Role.values if later or role != Role.LATER]}


@admin.register(Series)
class SeriesAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ("title", "wanted", "created_at")
    search_fields = ("title",)
    list_per_page = 50

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("quizzes.change_quiz")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("quizzes.add_quiz") and self.has_view_permission(request)

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Choose an article or topics and a size; get the tests as drafts."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = SeriesForm(request.POST or None)
        if form.is_valid() and (answer := self._build(request, form)):
            return answer
        fieldsets = [(None, {"fields": list(form.fields)})]
        context = self._context(request) | {
            "title": _now("Build tests for before, after and later"),
            "adminform": AdminForm(form, fieldsets, {}),
            "errors": [*form.non_field_errors(), *form.errors.values()],
            "add": True,
        }
        status = 422 if form.errors else 200
        return TemplateResponse(request, "admin/quizzes/series/build.html", context, status=status)

    def _build(self, request: HttpRequest, form: SeriesForm) -> HttpResponse | None:
        try:
            built = build_series(by=request.user, **form.to_wishes())  # type: ignore[arg-type]
        except TooFewParallel as error:
            form.add_error(None, str(error))
            return None
        messages.success(request, _("Built as drafts. Look at them, then publish each."))
        if built.shortfall:
            messages.warning(request, built.shortfall)
        return redirect("admin:quizzes_series_change", built.series.pk)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The tests side by side: what stands at each place, and what it shares."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        series = Series.objects.filter(pk=object_id).first() if object_id.isdecimal() else None
        if series is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[no-any-return]
        places = places_of(series)
        labels = [Role(role).label for role in series.by_role()]
        context = self._context(request) | {
            "title": str(series),
            "series": series,
            "quizzes": list(series.by_role().values()),
            "places": [
                {"told": told_of(place.likeness), "is_close": place.is_close, "questions": list(zip(labels, place.versions, strict=True))}
                for place in places
            ],
            "far": sum(not place.is_close for place in places),
        }  # fmt: skip
        return TemplateResponse(request, "admin/quizzes/series/series.html", context)

    def _context(self, request: HttpRequest) -> dict[str, Any]:
        return self.admin_site.each_context(request) | {
            "opts": self.opts,
            "has_view_permission": True,
        }
