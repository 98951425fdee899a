"""The pages of coming in, for the tests that walk through everything."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from quizzes.mailing import confirming


def coming_in(anna: Any) -> Iterator[tuple[str, str, str]]:
    """Confirming an address: asked for, by the link of one's own, of somebody else, and one too old."""
    yield "learner", "confirm-ask", reverse("confirm-ask")
    own = reverse("confirm-address", args=[confirming.token_of(anna)])
    yield "learner", "confirm-address", own
    yield "guest", "confirm-address", own
    yield "leader", "confirm-address", own
    anna_then = type(anna)(pk=anna.pk, email="older@example.org")
    yield "learner", "confirm-address", reverse("confirm-address", args=[confirming.token_of(anna_then)])  # fmt: skip
