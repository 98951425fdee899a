"""Two questions that a load balancer or a supervisor asks, by whatever host name it uses."""

from collections.abc import Callable

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache


@never_cache
def live(request: HttpRequest) -> HttpResponse:
    """Whether the process answers at all."""
    return HttpResponse("ok", content_type="text/plain")


@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """Whether it can also reach its database; 503 by `handler500` where it can't."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ready", content_type="text/plain")


QUESTIONS = {"/health/live": live, "/health/ready": ready}


class AnyHost:
    """Answer before host names are looked at: who asks from inside asks by address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return QUESTIONS.get(request.path_info, self.get_response)(request)
