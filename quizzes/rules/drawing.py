"""Which questions an attempt gets where rules draw them: pure, and the same for the same seed.

A rule wishes for a number of questions from a pool. Pools may overlap, so what one rule takes
another may need: rules first take what suits them best, and where one then finds nothing, the
others move to what else they may have (an augmenting path; Kuhn 1955). So a rule goes short only
where no choice at all would have filled every one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question that a rule may take.

    `place` is where it stands in the order of the attempt's seed. Two that share one of `same` are
    forms of one item; two that share one of `near` are about one thing at one level.
    """

    question: int
    place: bytes = b""
    same: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()
    seen: bool = False


@dataclass(frozen=True, slots=True)
class Wish:
    """So many questions from a pool; those that the learner never saw first, if wanted."""

    rule: int
    count: int
    pool: tuple[Candidate, ...]
    unseen_first: bool = False


@dataclass
class _Drawing:
    """What is taken so far, and by which wish."""

    wishes: Mapping[int, Wish]
    same: set[str]
    near: set[str]
    owner: dict[int, int] = field(default_factory=dict)

    def take_best(self, wish: Wish) -> bool:
        """Give the wish what suits it best of what is free; False where nothing is."""
        best, rank = None, (True, 3)
        for one in wish.pool:  # in order: what was never seen first, then by place
            if one.question in self.owner:
                continue
            own = one.seen and wish.unseen_first, self._likeness(one)
            if best is not None and own[0] > rank[0]:
                break
            if own < rank:
                best, rank = one, own
            if not own[1]:
                break
        if best is not None:
            self._take(best, wish)
        return best is not None

    def make_room(self, wish: Wish, asked: set[int]) -> bool:
        """Give the wish a question that another has, where that one can move to another still."""
        for candidate in wish.pool:
            if candidate.question in asked:
                continue
            asked.add(candidate.question)
            owner = self.owner.get(candidate.question)
            if owner is None or self.make_room(self.wishes[owner], asked):
                self._take(candidate, wish)
                return True
        return False

    def _likeness(self, one: Candidate) -> int:
        return 2 if one.same & self.same else int(bool(one.near & self.near))

    def _take(self, candidate: Candidate, wish: Wish) -> None:
        self.owner[candidate.question] = wish.rule
        self.same |= candidate.same
        self.near |= candidate.near


def draw(wishes: Sequence[Wish], fixed: Iterable[Candidate] = ()) -> dict[int, list[int]]:
    """The questions that each rule gets, in the order of their places; fewer than it wishes for
    only where the pools hold too few.

    No question comes twice, none that is `fixed` either. First come questions never seen, where the
    rule says so; then those that are no form of one already there, `fixed` ones included.
    """
    fixed = list(fixed)
    taken = {c.question for c in fixed}
    pools = {wish.rule: _in_order(wish, taken) for wish in wishes}
    same, near = ({mark for c in fixed for mark in getattr(c, of)} for of in ("same", "near"))
    drawing = _Drawing(pools, same, near)
    for wish in pools.values():
        for _slot in range(wish.count):
            if not drawing.take_best(wish) and not drawing.make_room(wish, set()):
                break
    drawn: dict[int, list[int]] = {rule: [] for rule in pools}
    for rule, wish in pools.items():
        own = [c for c in wish.pool if drawing.owner.get(c.question) == rule]
        drawn[rule] = [c.question for c in sorted(own, key=lambda c: (c.place, c.question))]
    return drawn


def _in_order(wish: Wish, taken: set[int]) -> Wish:
    """The wish without what is fixed, its pool in the order in which it is looked through."""
    pool = sorted(
        (c for c in wish.pool if c.question not in taken),
        key=lambda c: (c.seen and wish.unseen_first, c.place, c.question),
    )
    return replace(wish, pool=tuple(pool))
