"""Putting a quiz together: its questions and rules, copies, series, and a look at it as a learner."""

from .arranging import ChangedMeanwhile, Line, Wanted, add_questions, add_rule, arrange, lines_of
from .copying import copy_quiz, free_slug

__all__ = [
    "ChangedMeanwhile",
    "Line",
    "Wanted",
    "add_questions",
    "add_rule",
    "arrange",
    "copy_quiz",
    "free_slug",
    "lines_of",
]
