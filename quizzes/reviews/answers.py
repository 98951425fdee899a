"""An answer and a key in words, for editors: nobody is named."""

from __future__ import annotations

from quizzes.items import Kind
from quizzes.models import QuestionVersion
from quizzes.models.answering import Answered


def given_in_words(response: Answered) -> list[str]:
    """What was answered, a line for each part; nothing where nothing was."""
    if response.text:
        return [response.text]
    if response.number is not None:
        return [f"{response.number.normalize():f} {response.version.unit}".strip()]
    parts = [
        *response.chosen_options.select_related("option"),
        *response.chosen_pairs.select_related("left", "right"),
        *response.chosen_steps.select_related("step"),
    ]
    return [str(part) for part in parts]


def lines_of_key(version: QuestionVersion) -> list[str]:
    """What is right by what holds now."""
    held = version.remarking
    match Kind(version.kind):
        case Kind.NUMERIC:
            is_held = held is not None and held.number_value is not None
            number = held.number_value if held and is_held else version.number_value
            return [f"{number.normalize():f} {version.unit}".strip()] if number is not None else []
        case Kind.SHORT_TEXT:
            own = [row.text for row in version.accepted_answers.all()]
            return [row.text for row in held.texts.all()] or own if held else own
        case Kind.MATCHING:
            return [str(pair) for pair in version.pairs.all()]
        case Kind.ORDERING:
            return [str(step) for step in version.steps.all()]
    right = held.right_options() if held else set()
    return [o.text for o in version.options.all() if (o.pk in right if right else o.correct)]
