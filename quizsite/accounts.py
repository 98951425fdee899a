"""How somebody who signs in is found, and counted while the password is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from quizzes.models import User


class Backend(ModelBackend):
    """Django's own, which fetches the learner together with the account: every page wants both."""

    def get_user(self, user_id: int) -> User | None:
        user = User.objects.select_related("learner").filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None


def tried_name(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str:
    """The name under which wrong passwords are counted.

    As accounts are found: Anna and anna are one; and no longer than the column that keeps it.
    """
    return str((credentials or request.POST).get("username") or "").casefold()[:150]


def client_address(request: HttpRequest) -> str:
    """Who is counted for wrong passwords: behind a proxy the address that the proxy itself saw.

    The last entry is the proxy's own; whatever stands before it, the visitor may have made up.
    """
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.BEHIND_PROXY else ""
    return forwarded.split(",")[-1].strip() or request.META.get("REMOTE_ADDR", "")
