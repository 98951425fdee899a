"""What a page says when something went wrong outside any view."""

from __future__ import annotations

import sys

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that can't be trusted: nothing of it was stored, and the page says so."""
    return render(request, "403_csrf.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """A fault of ours (500), or a database that is away, locked or full (503, to be tried again)."""
    was_sent = request.method == "POST"
    if isinstance(sys.exc_info()[1], OperationalError):
        page = render_to_string("503.html", {"was_sent": was_sent})
        return HttpResponse(page, status=503, headers={"Retry-After": "10"})
    return HttpResponse(render_to_string("500.html", {"was_sent": was_sent}), status=500)
