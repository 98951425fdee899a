"""Makes what is known of each learner anew from the final answers."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from quizzes.models import Learner
from quizzes.models.memory import rebuild
from quizzes.models.practice import heard_of


class Command(BaseCommand):
    help = "Make what each learner knows, and when it is due, anew from the answers (docs/learning.md)."

    def handle(self, **options: Any) -> None:
        count = 0
        for learner in Learner.objects.order_by("pk").iterator():
            with transaction.atomic():
                # Nobody begins or hands over an attempt meanwhile; a guest may have signed in.
                if Learner.objects.lock(learner):
                    rebuild(learner, heard_of(learner))
                    count += 1
        self.stdout.write(f"Made anew from the answers: what {count} learners know.")
