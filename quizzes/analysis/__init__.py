"""Responses -> what they say about a quiz and its questions (classical test theory).

Plain Python and numpy, without Django. Source of the definitions: Moodle's quiz statistics report
(docs.moodle.org, "Quiz statistics calculations"), which docs/analysis.md goes through one by one.
"""

from .classical import ItemFigures, QuizFigures, Responses, item_figures, quiz_figures
from .figures import Figure, proportion
from .options import OptionUse, option_use

__all__ = [
    "Figure",
    "ItemFigures",
    "OptionUse",
    "QuizFigures",
    "Responses",
    "item_figures",
    "option_use",
    "proportion",
    "quiz_figures",
]
