"""Making a group: whoever makes it leads it."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from quizzes.forms.groups import NewGroupForm
from quizzes.models import Group, User
from quizzes.views.groups.access import may_make_groups


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def make(request: HttpRequest) -> HttpResponse:
    """A new group, by name and time zone; 404 for whoever may make none."""
    user = request.user
    if not isinstance(user, User) or not may_make_groups(user):
        raise Http404
    form = NewGroupForm(request.POST or None)
    if form.is_valid():
        made = Group.objects.make(by=user, **form.cleaned_data)
        messages.success(request, _("The group “%(name)s” was made.") % {"name": made.name})
        return redirect("group", group=made.pk)
    context = {"form": form, "site_zone": settings.TIME_ZONE}
    return render(request, "groups/make.html", context, status=422 if form.is_bound else 200)
