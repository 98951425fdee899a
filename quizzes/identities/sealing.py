"""What django-allauth asks about second factors and passkeys: secrets are kept sealed, so that a copy of the database makes nobody's codes.

The key is made of SECRET_KEY: under another one no second factor can be read, and none passes.
"""

from __future__ import annotations

import base64
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.utils.crypto import salted_hmac

from quizzes.models import User


class Sealing(DefaultMFAAdapter):
    """allauth asks this one wherever it keeps a secret."""

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Raises ValueError for what was sealed under another SECRET_KEY."""
        try:
            return _box().decrypt(encrypted_text).decode()
        except InvalidToken as error:
            raise ValueError("Sealed under another SECRET_KEY.") from error

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Passkeys belong to this host, under the site's name."""
        return super().get_public_key_credential_rp_entity() | {"name": settings.SITE_NAME}

    def get_public_key_credential_user_entity(self, user: User) -> dict[str, Any]:
        """What a device shows: the account's name, and no address."""
        named = {"name": user.get_username(), "display_name": user.get_username()}
        return {**super().get_public_key_credential_user_entity(user), **named}


def _box() -> Fernet:
    key = salted_hmac("quizzes.identities.sealing", "", algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))
