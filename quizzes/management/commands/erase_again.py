"""Erases anew whom a restored backup brought back."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from quizzes import privacy


class Command(BaseCommand):
    help = "After a backup was restored: erase again whoever was erased since it was made."

    def handle(self, **options: Any) -> None:
        count = privacy.erase_again(now=timezone.now())
        self.stdout.write(f"Erased again: {count}.")
