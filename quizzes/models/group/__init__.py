"""Groups: who learns together, who leads them, who belongs to them."""

from quizzes.models.codes import as_typed, shown
from quizzes.models.group.codes import INVITE_LENGTH, JOIN_LENGTH, RETURN_LENGTH
from quizzes.models.group.groups import MOST_MEMBERS, Group, Leader
from quizzes.models.group.members import INVITATION_LASTS, INVITE_AGAIN_AFTER, Member
from quizzes.tables.rosters import folded, one_line

__all__ = [
    "INVITATION_LASTS",
    "INVITE_AGAIN_AFTER",
    "INVITE_LENGTH",
    "JOIN_LENGTH",
    "MOST_MEMBERS",
    "RETURN_LENGTH",
    "Group",
    "Leader",
    "Member",
    "as_typed",
    "folded",
    "one_line",
    "shown",
]
