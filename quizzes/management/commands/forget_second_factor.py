"""For whoever lost the app, the passkey and the recovery codes, and nobody else can let them in."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError

from quizzes import identities
from quizzes.models import User


class Command(BaseCommand):
    help = "Take away an account's second factor and passkeys: its password alone opens it then."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="the account's name")

    def handle(self, *, name: str, **options: Any) -> None:
        if not apps.is_installed("allauth.mfa"):
            raise CommandError("Here nobody has one: requirements/accounts.txt is not installed.")
        try:
            user = User.objects.get_by_natural_key(name)
        except User.DoesNotExist:
            raise CommandError(f"There is no account {name}.") from None
        self.stdout.write(f"Taken away from {user}: {identities.forget(user)}.")
