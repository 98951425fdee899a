"""Re-marking: choose, look what would change, do it, look at the record, take it back."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _

from quizzes import marking_tasks, remarking
from quizzes.admin.common import ReadOnly
from quizzes.admin.remarkforms import BackForm, RemarkForm
from quizzes.admin.remarkplans import PlansRemarking
from quizzes.items import Kind, Typed
from quizzes.models import Attempt, DomainError, QuestionVersion, Remarking
from quizzes.remarking import Plan, large
from quizzes.remarking.typed import typed_answers

PER_PAGE = 50
PAGES = "admin/quizzes/remarking"


@admin.register(Remarking)
class RemarkingAdmin(PlansRemarking, ReadOnly, admin.ModelAdmin):
    list_display = ("at", "version", "ruling", "reason", "by_name", "state")
    list_select_related = ("version",)
    list_filter = ("ruling",)
    list_per_page = 50

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.has_perm("quizzes.change_quiz"))

    def get_urls(self) -> list[Any]:
        def at(route: str, view: Any, name: str) -> Any:
            return path(route, self.admin_site.admin_view(view), name=f"quizzes_remarking_{name}")

        own = [
            at("of/<int:pk>/", self.choose, "choose"),
            at("typed/<int:pk>/", self.typed, "typed"),
            at("<int:pk>/back/", self.back, "back"),
            *self.plan_urls(at),
        ]
        return own + super().get_urls()

    def choose(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What shall hold of a version, and, once it is said, what that would change; POST does it.

        The wish stands in the address, so that every page of the dry run is about the same.
        """
        version = self._version(request, pk)
        held = remarking.wish_of(version.remarking)
        is_large, going = large.is_large(version), large.plan_on(version)
        given = request.POST if is_large and "ruling" in request.POST else request.GET
        form = RemarkForm(given if "ruling" in given else None, version=version, held=held)
        if request.method == "POST" and form.is_valid():
            if is_large:
                return self.prepare(request, version, form.to_wish(), form.cleaned_data)
            return self._apply(request, version, form)
        context = {"version": version, "form": form, "title": _("Mark a question anew")}
        context |= {"is_large": is_large, "going": going}
        if form.is_valid() and not is_large:
            plan = remarking.plan_of(version, form.to_wish())
            context |= self._told(request, plan)
        status = 422 if form.errors else 200
        return self._page(request, "choose", status=status, **context)

    def _apply(
        self, request: HttpRequest, version: QuestionVersion, form: RemarkForm
    ) -> HttpResponse:
        now, by = timezone.now(), request.user
        try:
            done = remarking.apply(
                version, form.to_wish(), reason=form.cleaned_data["reason"], by=by, now=now,  # type: ignore[arg-type]
                seen=request.POST.get("seen", ""),
            )  # fmt: skip
        except DomainError as refusal:
            messages.error(request, str(refusal))
            return redirect(request.get_full_path())
        marking_tasks.renew_figures(done)
        if form.cleaned_data["retire"]:
            version.retire(by=by, now=now, note=form.cleaned_data["reason"][:300])  # type: ignore[arg-type]
        messages.success(request, _("Done. This is the record; learners see it on their result."))
        return redirect("admin:quizzes_remarking_change", done.pk)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The record: who, when, why, what, and every score that changed."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        found = Remarking.objects.select_related("version__remarking")
        row = found.filter(pk=object_id).first() if object_id.isdecimal() else None
        if row is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[no-any-return]
        if not row.is_done:
            return self.plan_page(request, row)
        changed = row.attempts.select_related("attempt__quiz", "attempt__learner__user")
        page = Paginator(changed, PER_PAGE).get_page(request.GET.get("page"))
        context = {
            "title": _("Marked anew"),
            "row": row,
            "version": row.version,
            "page": page,
            "changes": [(change, change.attempt) for change in page.object_list],
            "may_go_back": row.version.remarking_id == row.pk,
            "key": self._key(row),
        }
        return self._page(request, "record", **context)

    def _key(self, row: Remarking) -> list[str]:
        rows = row.options.select_related("option")
        number = [f"{row.number_value.normalize():f}"] if row.number_value is not None else []
        return [str(r) for r in rows] + [r.text for r in row.texts.all()] + number

    def back(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What taking it back would change; POST does it."""
        self._check(request)
        row = get_object_or_404(Remarking.objects.select_related("version", "before"), pk=pk)
        form = BackForm(request.POST or None)
        is_large = large.is_large(row.version)
        if form.is_valid():
            take_back = self.prepare_back if is_large else self._take_back
            return take_back(request, row, form.cleaned_data["reason"])
        context = {"title": _("Take a re-marking back"), "row": row, "version": row.version}
        context |= {"form": form, "is_large": is_large}
        status = 422 if form.errors else 200
        if is_large:
            return self._page(request, "back", status=status, **context)
        plan = remarking.plan_of(row.version, remarking.wish_of(row.before))
        context |= self._told(request, plan)
        return self._page(request, "back", status=status, **context)

    def _take_back(self, request: HttpRequest, row: Remarking, reason: str) -> HttpResponse:
        seen = request.POST.get("seen", "")
        try:
            done = remarking.take_back(
                row, reason=reason, by=request.user, now=timezone.now(), seen=seen  # type: ignore[arg-type]
            )  # fmt: skip
        except DomainError as refusal:
            messages.error(request, str(refusal))
            return redirect(request.path)
        marking_tasks.renew_figures(done)
        messages.success(request, _("It was taken back; this is the record."))
        return redirect("admin:quizzes_remarking_change", done.pk)

    def typed(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What was typed, how often, and whether it counts; any of it may be accepted too."""
        version = self._version(request, pk)
        if version.kind != Kind.SHORT_TEXT:
            raise Http404
        page = Paginator(typed_answers(version), PER_PAGE).get_page(request.GET.get("page"))
        prefetch_related_objects([version], "accepted_answers", "remarking__texts")
        held = remarking.wish_of(version.remarking)
        accepted = held.texts or tuple(row.text for row in version.accepted_answers.all())
        rows = [
            (row["text"], row["n"], version.mark(Typed(row["text"]), maximum=Decimal(1)).is_full)
            for row in page.object_list
        ]
        context = {"title": _("Typed answers"), "version": version, "page": page, "rows": rows}
        return self._page(request, "typed", accepted="\n".join(accepted), **context)

    def _told(self, request: HttpRequest, plan: Plan) -> dict[str, Any]:
        """The dry run as its page needs it; only superusers see whose scores these are."""
        page = Paginator(plan.scored, PER_PAGE).get_page(request.GET.get("page"))
        ids = [change.attempt for change in page.object_list]
        found = Attempt.objects.select_related("quiz", "learner__user").in_bulk(ids)
        return {
            "plan": plan,
            "page": page,
            "changes": [(change, found[change.attempt]) for change in page.object_list],
        }

    def _version(self, request: HttpRequest, pk: int) -> QuestionVersion:
        self._check(request)
        found = QuestionVersion.objects.select_related("remarking").exclude(state="candidate")
        return get_object_or_404(found, pk=pk)

    def _check(self, request: HttpRequest) -> None:
        if not self.has_view_permission(request):
            raise PermissionDenied

    def _page(
        self, request: HttpRequest, name: str, *, status: int = 200, **context: Any
    ) -> HttpResponse:
        whole = self.admin_site.each_context(request) | {"opts": self.opts} | context
        whole["names"] = request.user.is_superuser  # type: ignore[union-attr]
        return TemplateResponse(request, f"{PAGES}/{name}.html", whole, status=status)
