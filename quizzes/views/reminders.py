"""The reminder's switch: on the practice page, and behind the link of each mail."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from quizzes.mailing import reminding
from quizzes.models import Learner, Reminder, User
from quizzes.views.taking import of_learner


def reminder_context(request: HttpRequest, learner: Learner | None) -> dict[str, Any]:
    """What `practice/_reminder.html` shows."""
    if learner is None or not isinstance(request.user, User) or not settings.EMAIL_IS_SET:
        return {}
    found = Reminder.objects.filter(learner=learner).first()
    confirmed = found is not None and found.is_confirmed_for(request.user)
    return {"reminder": found, "reminder_is_confirmed": confirmed}


@require_POST
@of_learner
def switch(request: HttpRequest, learner: Learner) -> HttpResponse:
    """Switch the reminder on or off; a new address is asked first."""
    if not isinstance(request.user, User) or not request.user.email or not settings.EMAIL_IS_SET:
        raise Http404
    found = Reminder.objects.of_learner(learner)
    if request.POST.get("wanted") == "on":
        messages.info(request, reminding.switch_on(found, request.user, now=timezone.now()))
    else:
        found.switch_off()
        messages.success(request, _("The reminder is off."))
    return redirect("practice")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind a mail's link. Opening it changes nothing; its button does, signed in or not."""
    found = reminding.of_token(token)
    if found is None:
        raise Http404
    reminder, is_current = found
    wanted = request.POST.get("wanted", "")
    if wanted == "on" and is_current:
        reminder.confirm(reminder.learner.user.email)
    elif wanted == "off":
        reminder.switch_off()
    on = reminder.is_on and bool(reminder.confirmed_digest)
    context = {"done": wanted if request.method == "POST" else "", "is_on": on}
    return render(request, "practice/reminder.html", context | {"is_current": is_current})
