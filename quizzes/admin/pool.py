"""The practice pool among the questions: found when looked for, out of the way otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.views.main import SEARCH_VAR
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from quizzes.content import pool


class PoolFilter(admin.SimpleListFilter):
    """Without the pool, unless it is asked for, or words are searched, which may stand there."""

    title = _("practice pool")
    parameter_name = "pool"

    def __init__(self, request: HttpRequest, *args: Any) -> None:
        self.is_search = bool(request.GET.get(SEARCH_VAR))
        super().__init__(request, *args)

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        return [("only", _("only the practice pool")), ("all", _("with the practice pool"))]

    def choices(self, changelist: Any) -> Any:
        default = "all" if self.is_search else None
        if not self.is_search:
            yield {
                "selected": self.value() is None,
                "query_string": changelist.get_query_string(remove=["pool"]),
                "display": _("without the practice pool"),
            }
        for value, title in self.lookup_choices:
            yield {
                "selected": (self.value() or default) == value,
                "query_string": changelist.get_query_string({"pool": value}),
                "display": title,
            }

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() == "only":
            return queryset.of_the_pool()
        return queryset if self.value() == "all" or self.is_search else queryset.outside_the_pool()


def follow(request: HttpRequest) -> None:
    """Let the pool follow what an editor did to entries, and say so where it had to."""
    done = pool.follow(now=timezone.now())
    if done != pool.Followed():
        told = _now(
            "The practice pool follows: questions added: %(added)d, renewed: %(renewed)d, retired: %(retired)d."
        )
        counts = {"added": done.added, "renewed": done.renewed, "retired": done.retired}
        messages.info(request, told % counts)
