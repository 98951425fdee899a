"""What came of assignments, as far as their leaders may see it: rows read, hidden, and made figures."""

from .belief import Believed, believed_in
from .cells import Cell, Sitter, sitters_of
from .group import GroupResult, group_result
from .learned import Curve, Learned, learned_by
from .person import PersonRow, people_of
from .records import RECORD_HEAD, STATES, record_of

__all__ = [
    "RECORD_HEAD",
    "STATES",
    "Believed",
    "Cell",
    "Curve",
    "GroupResult",
    "Learned",
    "PersonRow",
    "Sitter",
    "believed_in",
    "group_result",
    "learned_by",
    "people_of",
    "record_of",
    "sitters_of",
]
