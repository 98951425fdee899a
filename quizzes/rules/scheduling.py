"""When a learner should meet a concept again: spaced retrieval by FSRS 6.

The state belongs to a learner and a concept, not to a question: the concept comes back in another
question where there is one. Source of the model: the FSRS algorithm (Ye and others 2022, "A stochastic
shortest path algorithm for optimizing spaced repetition scheduling"), as the package `fsrs` has it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from fsrs import Card, Rating, Scheduler, State

LONGEST = dt.timedelta(days=180)
"""Security training fades within about six months, so nothing rests for longer."""

_SCHEDULER = Scheduler(
    learning_steps=(),
    relearning_steps=(),
    maximum_interval=LONGEST.days,
    enable_fuzzing=False,
)
_CARD = 0  # one card at a time: its number tells nothing, and a random one would make runs differ


@dataclass(frozen=True, slots=True)
class Memory:
    """What is known of one concept in one head.

    `stability` is the number of days after which nine in ten would still know it, `difficulty` goes
    from 1 to 10; `due` and `seen_at` are aware moments in UTC.
    """

    stability: float
    difficulty: float
    seen_at: dt.datetime
    due: dt.datetime

    def retention(self, now: dt.datetime) -> float:
        """How likely it is still known: 0..1."""
        return float(_SCHEDULER.get_card_retrievability(_card(self), _utc(now)))

    def is_due(self, now: dt.datetime) -> bool:
        """Whether it is time to ask again."""
        return self.due <= now


def first_met(*, right: bool, now: dt.datetime) -> Memory:
    """What is known after the first answer; raises ValueError for a moment without a time zone."""
    return _after(Card(card_id=_CARD, due=_utc(now)), right, now)


def met_again(memory: Memory, *, right: bool, now: dt.datetime) -> Memory:
    """What is known after another answer.

    A clock that went backwards counts as no time at all. Raises ValueError for a moment without a
    time zone.
    """
    return _after(_card(memory), right, max(_utc(now), memory.seen_at))


def _after(card: Card, right: bool, now: dt.datetime) -> Memory:
    rating = Rating.Good if right else Rating.Again
    card, _ = _SCHEDULER.review_card(card, rating, review_datetime=_utc(now))
    if card.stability is None or card.difficulty is None or card.last_review is None:
        raise AssertionError("FSRS gave no state to an answered card.")
    return Memory(card.stability, card.difficulty, card.last_review, card.due)


def _card(memory: Memory) -> Card:
    return Card(
        card_id=_CARD,
        state=State.Review,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=memory.due,
        last_review=memory.seen_at,
    )


def _utc(moment: dt.datetime) -> dt.datetime:
    if moment.tzinfo is None:
        raise ValueError("Give a moment with its time zone.")
    return moment.astimezone(dt.UTC)
