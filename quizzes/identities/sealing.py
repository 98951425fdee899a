"""Secrets of second factors are kept sealed, so that a copy of the database makes nobody's codes.

The key is made of SECRET_KEY: under another one no second factor can be read, and none passes.
"""

from __future__ import annotations

import base64

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken
from django.utils.crypto import salted_hmac


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


def _box() -> Fernet:
    key = salted_hmac("quizzes.identities.sealing", "", algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))
