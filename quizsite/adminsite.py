"""The admin's door: the site's own, wherever a password alone does not open the site."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from quizzes.views.entering import admin_door, lacks_second_proof, one_door


class HouseSite(AdminSite):
    """Lets in who gave all the proofs that the site wants."""

    def has_permission(self, request: HttpRequest) -> bool:
        return super().has_permission(request) and not lacks_second_proof(request)

    @method_decorator(never_cache)
    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The form for name and password; where that is not enough, the site's page instead."""
        return admin_door(request) if one_door() else super().login(request, extra_context)
