"""Attempts without the pages between."""

from django.utils import timezone

from tests import make


def begun(quiz, learner, answers=0):
    """An open attempt with so many answers, all right."""
    attempt = make.attempt(quiz, learner)
    for response in attempt.responses.select_related("version", "attempt")[:answers]:
        response.store(make.right(response.version.to_item()), sequence=0, now=timezone.now())
    return attempt


def finished(quiz, learner, answers=0):
    attempt = begun(quiz, learner, answers)
    attempt.finish(now=timezone.now())
    return attempt
