"""What a learner sees of a question once the rules allow it: key, reasons, evidence."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from quizzes.items import Kind
from quizzes.models import EvidencePassage, QuestionVersion
from quizzes.models.answering import Answered
from quizzes.models.place import standing

# Built once, as putting it together takes longer than asking the database.
EVIDENCE = EvidencePassage.objects.with_paragraph()


@dataclass(frozen=True)
class Line:
    """One line of the feedback: an option, a pair, a step or what was typed.

    `verdict` is "right", "wrong", "missed" (right, not chosen) or "" (neither chosen nor right).
    """

    text: str
    yours: bool
    correct: bool
    feedback: str = ""
    answer: str = ""

    @property
    def verdict(self) -> str:
        if self.yours:
            return "right" if self.correct else "wrong"
        return "missed" if self.correct else ""


def feedback_of(response: Answered) -> dict[str, Any]:
    """The context of a feedback page; call it only where `response.may_show_feedback`."""
    version, lines = response.version, lines_of(response)
    return {
        "lines": lines,
        "explanation": explanation_beside(version, lines),
        "evidence": standing(EVIDENCE.filter(version=version), at=response.sitting.started_at),
        "citations": list(version.citations.all()),
        "is_right": response.is_right,
        "is_partly": bool(response.mark) and not response.is_right,
    }


def explanation_beside(version: QuestionVersion, lines: Iterable[Line]) -> str:
    """The explanation without what it says of a wrong choice, where that stands at the choice itself."""
    text = version.explanation
    for line in lines:
        if line.feedback:
            text = text.replace(f" Why not “{line.text}”? {line.feedback}", "")
    return text


def evidence_of(responses: Iterable[Answered], *, at: dt.datetime) -> dict[int, list[Any]]:
    """The evidence of each version, prefetched, where it stood at that moment."""
    passages = [p for response in responses for p in response.version.evidence.all()]
    found: dict[int, list[Any]] = defaultdict(list)
    for passage, stood in zip(passages, standing(passages, at=at), strict=True):
        found[passage.version_id].append(stood)
    return found


def lines_of(response: Answered, *, is_prefetched: bool = False) -> list[Line]:
    """The key beside what the learner answered, in the order in which it was shown."""
    match Kind(response.version.kind):
        case Kind.NUMERIC:
            return _number_lines(response)
        case Kind.SHORT_TEXT:
            return _text_lines(response)
    parts = response.prefetched_parts() if is_prefetched else response.parts()
    match Kind(response.version.kind):
        case Kind.MATCHING:
            return _pair_lines(parts)
        case Kind.ORDERING:
            return _step_lines(parts)
    held = response.version.remarking
    right = held.right_options() if held else set()
    return [_option_line(o, right) for o in response.shown(parts)]


def _option_line(option: Any, right: set[int]) -> Line:
    """Where the key was corrected, the reason that was written for the old one is not told."""
    is_right = option.pk in right if right else option.correct
    told = option.feedback if is_right == option.correct else ""
    return Line(option.text, option.given is not None, is_right, told)


def _number_lines(response: Answered) -> list[Line]:
    version = response.version
    value, tolerance = version.number_value, version.tolerance
    if (held := version.remarking) and held.number_value is not None:
        value, tolerance = held.number_value, held.tolerance
    key = _quantity(value, version.unit)
    if tolerance:
        key = _("%(value)s, give or take %(tolerance)s") % {
            "value": key,
            "tolerance": _quantity(tolerance, version.unit),
        }
    if response.is_right or not response.is_answered:
        return [Line(key, response.is_right, True)]
    return [Line(_quantity(response.number, version.unit), True, False), Line(key, False, True)]


def _quantity(number: Any, unit: str) -> str:
    return f"{number_format(number.normalize())} {unit}".strip()


def _text_lines(response: Answered) -> list[Line]:
    held = response.version.remarking
    accepted = [row.text for row in held.texts.all()] if held else []
    key = accepted[0] if accepted else response.version.accepted_answers.all()[0].text
    if response.is_right or not response.is_answered:
        return [Line(response.text or key, response.is_right, True)]
    return [Line(response.text, True, False), Line(key, False, True)]


def _pair_lines(pairs: list[Any]) -> list[Line]:
    rights = {pair.pk: pair.right for pair in pairs}
    return [_pair_line(pair, rights.get(pair.given)) for pair in pairs]


def _pair_line(pair: Any, given: str | None) -> Line:
    if given is None or given == pair.right:
        return Line(pair.left, given is not None, True, answer=pair.right)
    told = _("It belongs to: %(text)s") % {"text": pair.right}
    return Line(pair.left, True, False, told, answer=given)


def _step_lines(steps: list[Any]) -> list[Line]:
    return [_step_line(step, place) for place, step in enumerate(steps, start=1)]


def _step_line(step: Any, place: int) -> Line:
    if step.given is None or step.given == place:
        return Line(step.text, step.given is not None, True, answer=str(place))
    told = _("You put it at place %(place)s.") % {"place": step.given}
    return Line(step.text, True, False, told, answer=str(place))
