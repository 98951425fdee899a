"""How far a group is: each member's standing as a row, and how many stand how."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from quizzes.models import Assignment, Member
from quizzes.models.standing import Asked
from quizzes.rules.owing import State

NOT_JOINED, NOT_ASKED = "not_joined", "not_asked"
ORDER = (State.LATE, State.MISSED, State.OPEN, State.AHEAD, State.DONE_LATE, State.DONE)


@dataclass(frozen=True)
class Row:
    """One member: how it stands now, and whether that can still be extended."""

    member: Member
    asked: Asked
    state: str

    @property
    def may_extend(self) -> bool:
        """Whether another date makes sense."""
        dated = self.asked.assignment.due_at or self.asked.assignment.within_days
        wanting = self.state in {State.LATE, State.OPEN, NOT_ASKED}
        return bool(dated) and wanting and self.asked.assignment.withdrawn_at is None


def rows_of(asked: Iterable[Asked]) -> list[Row]:
    """Who is late first, then who has it before them, then who has done it; each by name."""
    rows = [Row(a.member, a, state_of(a)) for a in asked]
    places = {state: place for place, state in enumerate(ORDER)}
    return sorted(
        rows, key=lambda r: (places.get(r.state, 9), str(r.member).casefold(), r.member.pk)
    )  # type: ignore[call-overload]


def counts_of(asked: Iterable[Asked], assignment: Assignment) -> dict[str, int]:
    """How many members stand how with one of the assignments, and how many it asks."""
    states = Counter(state_of(a) for a in asked if a.assignment is assignment)
    finished = states[State.DONE] + states[State.DONE_LATE]
    people = sum(states.values()) - states[NOT_JOINED] - states[NOT_ASKED]
    return {"people": people, "finished": finished} | {
        str(state): states[state] for state in (*ORDER, NOT_JOINED)
    }


def state_of(asked: Asked) -> str:
    """The word for how a member stands now."""
    if asked.member.joined_at is None:
        return NOT_JOINED
    return asked.current.state if asked.current else NOT_ASKED
