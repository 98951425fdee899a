"""How people come in besides a name and a password: what the environment says of it, checked."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import ImproperlyConfigured

Text = Callable[..., str]
"""Gives a variable of the environment, or a default."""


def email_verification(text: Text, mail_is_set: bool) -> str:
    """none, optional or mandatory. Raises ImproperlyConfigured for anything else, and where no mail leaves the site."""
    wanted = text("EMAIL_VERIFICATION", "none").casefold()
    if wanted not in {"none", "optional", "mandatory"}:
        raise ImproperlyConfigured(
            f"EMAIL_VERIFICATION is {wanted!r}; set it to none, optional or mandatory."
        )
    if wanted != "none" and not mail_is_set:
        raise ImproperlyConfigured(
            f"EMAIL_VERIFICATION is {wanted}, and no mail leaves this site; set EMAIL_URL, or unset EMAIL_VERIFICATION."
        )
    return wanted
