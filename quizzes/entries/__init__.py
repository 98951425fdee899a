"""The concept base as rows: loading what is shipped, the value that generation takes, its use."""

from .behind import Behind, entries_behind
from .beliefs import Belief, beliefs, beliefs_behind, questions_about
from .differing import differences
from .loading import Loaded, files_sha256, is_up_to_date, load
from .stored import Stored, is_loaded, stored, stored_or_none
from .uses import MOST_SHOWN, Use, model_name, questions_from, text_of, use_of

__all__ = [
    "MOST_SHOWN",
    "Behind",
    "Belief",
    "Loaded",
    "Stored",
    "Use",
    "beliefs",
    "beliefs_behind",
    "differences",
    "entries_behind",
    "files_sha256",
    "is_loaded",
    "is_up_to_date",
    "load",
    "model_name",
    "questions_about",
    "questions_from",
    "stored",
    "stored_or_none",
    "text_of",
    "use_of",
]
