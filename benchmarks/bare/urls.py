"""One view: one read, one insert, one page of 3 kB."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path

from bare.models import Page, Visit


def page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a page and note that it was seen."""
    found = get_object_or_404(Page, pk=pk)
    Visit.objects.create(page=found)
    return render(request, "page.html", {"page": found, "lines": found.text.splitlines()})


urlpatterns = [path("pages/<int:pk>/", page, name="page")]
