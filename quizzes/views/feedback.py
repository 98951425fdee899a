"""What a learner sees of a question once the rules allow it: key, reasons, evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from quizzes.items import Kind
from quizzes.models import Response


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


def feedback_of(response: Response) -> dict[str, Any]:
    """The context of a feedback page; call it only where `response.may_show_feedback`."""
    version = response.version
    return {
        "lines": lines_of(response),
        "evidence": list(version.evidence.with_paragraph()),  # type: ignore[attr-defined]
        "citations": list(version.citations.all()),
        "is_right": response.is_right,
        "is_partly": bool(response.mark) and not response.is_right,
    }


def lines_of(response: Response) -> list[Line]:
    """The key beside what the learner answered, in the order in which it was shown."""
    match Kind(response.version.kind):
        case Kind.NUMERIC:
            return _number_lines(response)
        case Kind.SHORT_TEXT:
            return _text_lines(response)
        case Kind.MATCHING:
            return _pair_lines(response)
        case Kind.ORDERING:
            return _step_lines(response)
    chosen = {c.option_id for c in response.chosen_options.all()} if response.is_answered else set()
    shown = response.shown(response.version.options.all())
    return [Line(o.text, o.pk in chosen, o.correct, o.feedback) for o in shown]


def _number_lines(response: Response) -> list[Line]:
    version = response.version
    key = _quantity(version.number_value, version.unit)
    if version.tolerance:
        key = _("%(value)s, give or take %(tolerance)s") % {
            "value": key,
            "tolerance": _quantity(version.tolerance, version.unit),
        }
    if response.is_right or not response.is_answered:
        return [Line(key, response.is_right, True)]
    return [Line(_quantity(response.number, version.unit), True, False), Line(key, False, True)]


def _quantity(number: Any, unit: str) -> str:
    return f"{number.normalize():f} {unit}".strip()


def _text_lines(response: Response) -> list[Line]:
    key = response.version.accepted_answers.all()[0].text
    if response.is_right or not response.is_answered:
        return [Line(response.text or key, response.is_right, True)]
    return [Line(response.text, True, False), Line(key, False, True)]


def _pair_lines(response: Response) -> list[Line]:
    given = (
        {c.left_id: c.right_id for c in response.chosen_pairs.all()} if response.is_answered else {}
    )
    pairs = list(response.version.pairs.all())
    rights = {pair.pk: pair.right for pair in pairs}
    return [
        Line(p.left, p.pk in given, rights.get(given.get(p.pk)) == p.right if p.pk in given else True, answer=p.right,
             feedback=_("You chose: %(text)s") % {"text": rights[given[p.pk]]} if p.pk in given and rights[given[p.pk]] != p.right else "")
        for p in pairs
    ]  # fmt: skip


def _step_lines(response: Response) -> list[Line]:
    ranks = {c.step_id: c.rank for c in response.chosen_steps.all()} if response.is_answered else {}
    steps = list(response.version.steps.all())
    return [
        Line(s.text, s.pk in ranks, ranks.get(s.pk, place) == place, answer=str(place),
             feedback=_("You put it at place %(place)s.") % {"place": ranks[s.pk]} if ranks.get(s.pk, place) != place else "")
        for place, s in enumerate(steps, start=1)
    ]  # fmt: skip
