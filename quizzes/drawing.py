"""Which questions an attempt gets where rules draw them: pure, and the same for the same seed.

A rule wishes for a number of questions from a pool. Pools may overlap, so what one rule takes
another may need: rules first take what suits them best, and where one then finds nothing, the
others move to what else they may have (an augmenting path; Kuhn 1955). So a rule goes short only
where no choice at all would have filled every one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field


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
    same: list[str]
    near: list[str]
    owner: dict[int, int] = field(default_factory=dict)

    def take_best(self, wish: Wish) -> bool:
        """Give the wish what suits it best of what is free; False where nothing is."""
        free = [c for c in wish.pool if c.question not in self.owner]
        if not free:
            return False
        same, near = set(self.same), set(self.near)

        def suits(one: Candidate) -> tuple[bool, int, bytes, int]:
            likeness = 2 if one.same & same else int(bool(one.near & near))
            return one.seen and wish.unseen_first, likeness, one.place, one.question

        self._take(min(free, key=suits), wish)
        return True

    def make_room(self, wish: Wish, asked: set[int]) -> bool:
        """Give the wish a question that another has, where that one can move to another still."""
        for candidate in sorted(wish.pool, key=lambda c: (c.place, c.question)):
            if candidate.question in asked:
                continue
            asked.add(candidate.question)
            owner = self.owner.get(candidate.question)
            if owner is None or self.make_room(self.wishes[owner], asked):
                self._take(candidate, wish)
                return True
        return False

    def _take(self, candidate: Candidate, wish: Wish) -> None:
        self.owner[candidate.question] = wish.rule
        self.same.extend(candidate.same)
        self.near.extend(candidate.near)


def draw(wishes: Sequence[Wish], fixed: Iterable[Candidate] = ()) -> dict[int, list[int]]:
    """The questions that each rule gets, in the order of their places; fewer than it wishes for
    only where the pools hold too few.

    No question comes twice, none that is `fixed` either. First come questions never seen, where the
    rule says so; then those that are no form of one already there, `fixed` ones included.
    """
    fixed = list(fixed)
    pools = {w.rule: w for w in (_without(w, {c.question for c in fixed}) for w in wishes)}
    drawing = _Drawing(
        pools, [m for c in fixed for m in c.same], [m for c in fixed for m in c.near]
    )
    for wish in pools.values():
        for _slot in range(wish.count):
            if not drawing.take_best(wish) and not drawing.make_room(wish, set()):
                break
    places = {c.question: (c.place, c.question) for w in pools.values() for c in w.pool}
    drawn: dict[int, list[int]] = {rule: [] for rule in pools}
    for question, rule in sorted(drawing.owner.items(), key=lambda entry: places[entry[0]]):
        drawn[rule].append(question)
    return drawn


def _without(wish: Wish, taken: set[int]) -> Wish:
    pool = tuple(c for c in wish.pool if c.question not in taken)
    return Wish(wish.rule, wish.count, pool, wish.unseen_first)
