"""What each kind of question asks for, told to whoever has to choose one."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from quizzes.items import Kind
from quizzes.models.kinds import KIND_LABELS

_TOLD = {
    Kind.SINGLE: _("One of several options is right. Fits most questions."),
    Kind.MULTIPLE: _("Several options are right, and all of them are to be found."),
    Kind.TRUE_FALSE: _("A statement; the learner says whether it is so."),
    Kind.CLOZE: _("A sentence with a gap (a cloze) and some options to fill it."),
    Kind.NUMERIC: _("The learner types a number; you say how far off it may be."),
    Kind.SHORT_TEXT: _("The learner types a word or two; you list what counts as right."),
    Kind.MATCHING: _("Each thing on the left goes with one on the right."),
    Kind.ORDERING: _("Steps that are to be put in their order."),
}


def kinds_told() -> list[tuple[str, object, object]]:
    """Each kind: its value, its name, what it asks for."""
    return [(kind.value, label, _TOLD[kind]) for kind, label in KIND_LABELS.items()]
