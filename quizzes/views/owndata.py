"""One's own data: what is kept, taken along, erased."""

from __future__ import annotations

from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from quizzes import privacy
from quizzes.forms.owndata import EraseForm
from quizzes.models import DomainError, Learner, User
from quizzes.views.person import GUEST_COOKIE, learner_of


@require_safe
@never_cache
def my_data(request: HttpRequest) -> HttpResponse:
    """What the site keeps of whoever asks, and what may be done about it."""
    return render(request, "people/data.html", {"learner": _learner(request)})


@require_safe
@never_cache
def export(request: HttpRequest) -> HttpResponse:
    """All of it in one file; 404 for whoever is nobody yet."""
    learner = _learner(request)
    if learner is None:
        raise Http404
    now = timezone.now()
    told = {"Content-Disposition": f'attachment; filename="my-data-{now:%Y-%m-%d}.zip"'}
    data = privacy.export(learner, now=now)
    return HttpResponse(data, content_type="application/zip", headers=told)


@sensitive_post_parameters()
@never_cache
def erase(request: HttpRequest) -> HttpResponse:
    """What erasing means, and the form that does it: with the password, or a guest's key."""
    learner = _learner(request)
    if learner is None:
        return redirect("my-data")
    form = EraseForm(request.POST if request.method == "POST" else None, request=request)
    if form.is_valid() and (answer := _erased(request, form, learner)):
        return answer
    user = request.user if isinstance(request.user, User) else None
    context = {"form": form, "alone": privacy.led_alone_by(user) if user else []}
    return render(request, "people/erase.html", context, status=422 if form.errors else 200)


def _erased(request: HttpRequest, form: EraseForm, learner: Learner) -> HttpResponse | None:
    try:
        privacy.erase(learner, now=timezone.now())
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return None
    logout(request)
    response = redirect("erased")
    response.delete_cookie(GUEST_COOKIE)
    return response


@require_safe
@never_cache
def erased(request: HttpRequest) -> HttpResponse:
    """That it is done; the same for everybody."""
    return render(request, "people/erased.html")


def _learner(request: HttpRequest) -> Learner | None:
    if isinstance(request.user, User):
        return learner_of(request) or Learner.objects.of_user(request.user)
    return learner_of(request)
