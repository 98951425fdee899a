"""What questions are: their kinds, levels and states in words, and which rows hold the key of a kind."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from quizzes.items import Kind, Level

KIND_LABELS = {
    Kind.SINGLE: _("single choice"),
    Kind.MULTIPLE: _("multiple response"),
    Kind.TRUE_FALSE: _("true or false"),
    Kind.CLOZE: _("cloze with options"),
    Kind.NUMERIC: _("number"),
    Kind.SHORT_TEXT: _("short typed answer"),
    Kind.MATCHING: _("matching"),
    Kind.ORDERING: _("ordering"),
}
LEVEL_LABELS = {
    Level.REMEMBER: _("remember"),
    Level.UNDERSTAND: _("understand"),
    Level.APPLY: _("apply"),
}

GENERATED_IN = "en"
"""The one language that generation reads, and that the concept base is written in."""

CHILDREN = {
    Kind.NUMERIC: None,
    Kind.SHORT_TEXT: "accepted_answers",
    Kind.MATCHING: "pairs",
    Kind.ORDERING: "steps",
}
"""Which child rows hold the key of a kind; the choice kinds have options."""


OF_KINDS = ("options", "accepted_answers", "pairs", "steps")
OF_ALL = ("citations", "concepts")


class State(models.TextChoices):
    CANDIDATE = "candidate", _("candidate")
    APPROVED = "approved", _("approved")
    RETIRED = "retired", _("retired")
