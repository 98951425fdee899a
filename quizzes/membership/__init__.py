"""How people come into a group: by a code, by an invitation, by the leader's list."""

from quizzes.membership.importing import Plan, apply_import, plan_import
from quizzes.membership.joining import (
    Asker,
    group_by_code,
    invited_by_code,
    join_group,
    returning_by_code,
)

__all__ = [
    "Asker",
    "Plan",
    "apply_import",
    "group_by_code",
    "invited_by_code",
    "join_group",
    "plan_import",
    "returning_by_code",
]
