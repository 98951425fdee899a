"""The rubric: what a rater is asked about an item, and when the answers make it acceptable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from quizzes.items import Level

MUST: dict[str, str] = {
    "A1": "Language: stem and every option are correct, natural, complete sentences or phrases, "
    "without debris.",
    "A2": "Alone: nobody needs to see the sentence it came from; no “this”, “he”, “the above”, "
    "“the company” that points to something the item does not say.",
    "A3": "Grounded: the article settles the answer (for a practical situation: the article's "
    "advice together with the cited source), and the evidence shown really proves it.",
    "A4": "Key: what is marked as right is right, all of it.",
    "A5": "Single: nothing that is not marked could be defended as an answer, too; for a typed "
    "answer, every reasonable form is accepted.",
    "A6": "Worth: somebody who teaches this would ask it; it is no layout detail, byline, figure "
    "of speech, or number that changes nothing one does.",
    "A7": "Honest: no opinion of the article is turned into a fact, nothing unsafe or outdated is "
    "taught as if it held.",
}
CRAFT: dict[str, str] = {
    "B1": "Plausible: each wrong option would tempt somebody who has not learned this.",
    "B2": "Parallel: options share grammar, type, precision and roughly length; the key is not "
    "the longest by half.",
    "B3": "No cue: nothing in the item gives the key away (repeated words, “a” or “an”, absolutes, "
    "the odd one out). Other questions of the sheet don't count: it is no quiz.",
    "B4": "Clear: one idea, asked positively or with the negation emphasised, no needless words, "
    "no trick.",
    "B5": "Explained: the explanation says why the key is right and, where it can, why the "
    "tempting option is wrong.",
    "B6": "Level: the level that the item claims is true.",
}
LINES = MUST | CRAFT
CRAFT_ALLOWED = 1
"""How many lines of craft may fail in an acceptable item."""

LEVELS: dict[Level, str] = {
    Level.REMEMBER: "finding or recalling what the article says",
    Level.UNDERSTAND: "seeing a relation, a cause, a meaning, or judging a statement",
    Level.APPLY: "deciding what to do in a situation that the article does not describe",
}


@dataclass(frozen=True, slots=True)
class Rating:
    """What one rater said of one item: the blind answer's success, then the lines, yes or no."""

    rater: str
    number: int
    found_key: bool
    lines: Mapping[str, bool]
    level: Level
    comment: str = ""
    answer: str = ""
    failing: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Note which lines were answered with no."""
        failing = tuple(code for code in LINES if not self.lines[code])
        object.__setattr__(self, "failing", failing)

    @property
    def accepts(self) -> bool:
        """Whether the item is acceptable to this rater; computed, never asked."""
        return is_acceptable(self.failing)


def is_acceptable(failing: tuple[str, ...]) -> bool:
    """All lines that must hold do, and at most one line of craft does not."""
    return (
        not any(code in MUST for code in failing)
        and sum(code in CRAFT for code in failing) <= CRAFT_ALLOWED
    )
