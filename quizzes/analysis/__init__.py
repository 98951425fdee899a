"""Responses -> what they say about a quiz and its questions (classical test theory).

Plain Python and numpy, without Django. Source of the definitions: Moodle's quiz statistics report
(docs.moodle.org, "Quiz statistics calculations"), which docs/analysis.md goes through one by one.
"""

from .classical import ItemFigures, QuizFigures, Responses, item_figures, quiz_figures
from .figures import Figure, proportion
from .gains import Gain, gain
from .hiding import LEAST, counted, released, waiting
from .mastery import mastery
from .options import OptionUse, option_use, use_by_thirds
from .retention import Point, Try, retention
from .survey import Answers, ItemSurvey, Survey, survey
from .warnings import SHOWN, Warning_, warnings_of

__all__ = [
    "LEAST",
    "SHOWN",
    "Answers",
    "Figure",
    "Gain",
    "ItemFigures",
    "ItemSurvey",
    "OptionUse",
    "Point",
    "QuizFigures",
    "Responses",
    "Survey",
    "Try",
    "Warning_",
    "counted",
    "gain",
    "item_figures",
    "mastery",
    "option_use",
    "proportion",
    "quiz_figures",
    "released",
    "retention",
    "survey",
    "use_by_thirds",
    "waiting",
    "warnings_of",
]
