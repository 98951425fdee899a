"""Responses -> what they say about a quiz and its questions (classical test theory).

Plain Python and numpy, without Django. Source of the definitions: Moodle's quiz statistics report
(docs.moodle.org, "Quiz statistics calculations"), which docs/analysis.md goes through one by one.
"""

from .classical import ItemFigures, QuizFigures, Responses, item_figures, quiz_figures
from .figures import Figure, proportion
from .gains import Gain, gain
from .hiding import LEAST, counted, released, waiting
from .mastery import mastery
from .options import OptionUse, option_use
from .retention import Point, Try, retention

__all__ = [
    "LEAST",
    "Figure",
    "Gain",
    "ItemFigures",
    "OptionUse",
    "Point",
    "QuizFigures",
    "Responses",
    "Try",
    "counted",
    "gain",
    "item_figures",
    "mastery",
    "option_use",
    "proportion",
    "quiz_figures",
    "released",
    "retention",
    "waiting",
]
