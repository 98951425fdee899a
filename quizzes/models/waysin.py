"""What the extra "accounts" keeps of an account: identities at a provider, second factors, passkeys.

Nothing where the extra is not installed: no table of ours depends on its tables.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps

if TYPE_CHECKING:
    from quizzes.models.people import User


def identities(**of: Any) -> Any:
    """Rows that say who somebody is at a provider: `provider` (its address) and `uid`."""
    return apps.get_model("socialaccount", "SocialAccount").objects.filter(**of)


def factors(**of: Any) -> Any:
    """Rows of second factors, recovery codes and passkeys."""
    return apps.get_model("mfa", "Authenticator").objects.filter(**of)


def kept_of(user: User) -> dict[str, list[dict[str, Any]]]:
    """What a person is given of it; secrets and keys are no part of that."""
    if not apps.is_installed("allauth.mfa"):
        return {}
    return {
        "identities": [
            {"provider": i.provider, "known_as": i.uid, "connected_at": i.date_joined}
            for i in identities(user=user).order_by("pk")
        ],
        "second_factors": [
            {"kind": f.get_type_display(), "name": f.data.get("name", ""), "made_at": f.created_at,
             "last_used_at": f.last_used_at}
            for f in factors(user=user).order_by("pk")
        ],
    }  # fmt: skip
