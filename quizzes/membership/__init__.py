"""How people come into a group: by a code, by an invitation, by the leader's list."""

from quizzes.membership.joining import (
    Asker,
    group_by_code,
    invited_by_code,
    join_group,
    returning_by_code,
)

__all__ = ["Asker", "group_by_code", "invited_by_code", "join_group", "returning_by_code"]
