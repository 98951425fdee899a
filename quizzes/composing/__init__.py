"""Putting a quiz together: its questions and rules, copies, series, and a look at it as a learner."""

from .arranging import ChangedMeanwhile, Line, Wanted, add_questions, add_rule, arrange, lines_of
from .copying import copy_quiz, free_slug
from .making import is_made_from, quiz_of, told_of_draft
from .series import ASKED, Built, Place, TooFewParallel, build_series, places_of, told_of

__all__ = [
    "ASKED",
    "Built",
    "ChangedMeanwhile",
    "Line",
    "Place",
    "TooFewParallel",
    "Wanted",
    "add_questions",
    "add_rule",
    "arrange",
    "build_series",
    "copy_quiz",
    "free_slug",
    "is_made_from",
    "lines_of",
    "places_of",
    "quiz_of",
    "told_of",
    "told_of_draft",
]
