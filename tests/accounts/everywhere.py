"""The pages of coming in, for the tests that walk through everything."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.test import Client
from django.urls import reverse

from quizsite import doors
from quizzes.mailing import confirming
from quizzes.models.waysin import factors
from quizzes.views.sso.coming import MEETS
from tests.accounts.codes import WORD, set_up
from tests.accounts.test_passkeys import made


def switch_on(settings: Any) -> None:
    """All that the environment can switch on; the provider is one that can't be reached."""
    settings.EMAIL_IS_SET, settings.EMAIL_VERIFICATION = True, "optional"
    settings.MFA, settings.PASSKEYS = "on", True
    settings.SSO = doors.Provider("http://127.0.0.1:9", "client", "secret", "Example Login")


def coming_in(browsers: Any, anna: Any) -> Iterator[tuple[str, str, str]]:
    """Each page as whoever may meet it."""
    yield "learner", "confirm-ask", reverse("confirm-ask")
    own = reverse("confirm-address", args=[confirming.token_of(anna)])
    for who in ("learner", "guest", "leader"):
        yield who, "confirm-address", own
    then = confirming.token_of(type(anna)(pk=anna.pk, email="older@example.org"))
    yield "learner", "confirm-address", reverse("confirm-address", args=[then])
    set_up(browsers["leader"])
    browsers["waiting"] = Client()
    browsers["waiting"].post(reverse("sign-in"), {"username": "berta", "password": WORD})
    yield "waiting", "second-factor", reverse("second-factor")
    for who in ("learner", "leader"):
        yield who, "security", reverse("security")
    yield "learner", "second-factor-on", reverse("second-factor-on")
    made(browsers["leader"], name="My telephone")
    passkey = factors(type="webauthn").get()
    yield "leader", "passkey-make", reverse("passkey-make")
    yield "learner", "passkey-make", reverse("passkey-make")
    yield "leader", "passkey-remove", reverse("passkey-remove", args=[passkey.pk])
    for name in ("second-factor-off", "second-factor-codes"):
        yield "leader", name, reverse(name)
    for who in ("guest", "learner"):
        newcomer = {"provider": "http://127.0.0.1:9", "uid": "u-1", "email": "anna@example.org"}
        session = browsers[who].session
        session[MEETS] = {"newcomer": newcomer, "next": "/", "until": 9e12}
        session.save()
        if who == "guest":
            browsers[who].cookies["sessionid"] = session.session_key
        yield who, "sso-meet", reverse("sso-meet")
