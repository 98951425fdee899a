"""What learners typed as answers to a question: each wording once, with how often it came."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet

from quizzes.models import QuestionVersion, Response


def typed_answers(version: QuestionVersion) -> QuerySet[Response, dict[str, Any]]:
    """The wordings, most frequent first; what was erased is not among them, and nobody is named."""
    answered = Response.objects.filter(version=version).answered().exclude(text="")
    return answered.order_by().values("text").annotate(n=Count("pk")).order_by("-n", "text")
