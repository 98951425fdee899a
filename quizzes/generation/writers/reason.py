"""Why, what for, and what can follow: reviewed questions that the sentence itself answers (family I)."""

from __future__ import annotations

from collections.abc import Iterator

from quizzes.generation.concepts.entries import REASON
from quizzes.generation.study import Passage, Study
from quizzes.items import Objection

from .application import settled
from .candidate import Candidate

FAMILY = REASON


def write(passage: Passage, study: Study) -> Iterator[Candidate | Objection]:
    """Ask for the reasons and the consequences that the passage states."""
    if passage.can_prove:
        yield from settled(passage, study, FAMILY)
