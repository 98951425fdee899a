"""What a wrong answer says about what somebody believes: options known by the entries they were made of.

An option keeps no name of a misconception. It is known by its words, as a question is (`uses`): it
chose the claim or denied the correction, or it is a distractor behind which an entry puts one. So
questions that were made before are known as well, and those that an editor reworded by their first
wording.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q

from quizzes.generation.concepts.entries import REASON, SCENARIO
from quizzes.models import (
    Distractor,
    Misconception,
    Option,
    QuestionVersion,
    Scenario,
    Source,
)

MISCONCEPTION = "misconception"
"""The family of questions that put a misconception, or its correction, as true or false."""


@dataclass(frozen=True)
class Belief:
    """A misconception with what corrects it."""

    key: str
    claim: str
    correction: str
    why: str
    sources: tuple[Source, ...]


def beliefs_behind(versions: Collection[QuestionVersion]) -> dict[int, str]:
    """The misconception behind each wrong option that has one: option's id to entry's key."""
    wordings = QuestionVersion.objects.filter(
        question__in={v.question_id for v in versions}, family__in=[MISCONCEPTION, SCENARIO, REASON]
    )
    stems: dict[int, set[str]] = defaultdict(set)
    for question, stem in wordings.order_by().values_list("question_id", "stem"):
        stems[question].add(stem)
    told = {stem for of_question in stems.values() for stem in of_question}
    if not told:
        return {}
    put, behind = _misconceptions_put(told), _distractors_told(told)
    question_of = {v.pk: v.question_id for v in versions}
    wrong = Option.objects.filter(version__in=question_of, correct=False).order_by()
    found: dict[int, str] = {}
    for pk, version, text in wrong.values_list("pk", "version_id", "text"):
        for stem in sorted(stems[question_of[version]]):
            if key := put.get(stem) or behind.get((stem, text)):
                found[pk] = key
    return found


def beliefs(keys: Iterable[str]) -> dict[str, Belief]:
    """The entries of that name with the sources that they cite."""
    rows = list(Misconception.objects.filter(key__in=set(keys)))
    cited = {name for row in rows for name in row.sources}
    sources = {s.key: s for s in Source.objects.filter(key__in=cited)}
    return {
        row.key: Belief(
            row.key,
            row.claim,
            row.correction,
            row.wrong_because,
            tuple(sources[name] for name in row.sources if name in sources),
        )
        for row in rows
    }


def questions_about(keys: Collection[str]) -> dict[str, list[QuestionVersion]]:
    """Approved questions in which the misconceptions are put, or are behind an option."""
    told = _stems_of(keys)
    asked = QuestionVersion.objects.approved().filter(
        stem__in=told, family__in=[MISCONCEPTION, SCENARIO, REASON]
    )
    found: dict[str, list[QuestionVersion]] = defaultdict(list)
    for version in asked.order_by("pk"):
        for key in sorted(told[version.stem]):
            found[key].append(version)
    return found


def _misconceptions_put(stems: Collection[str]) -> dict[str, str]:
    """The misconception that a stem puts, rightly or wrongly."""
    rows = Misconception.history.filter(Q(claim__in=stems) | Q(correction__in=stems))
    texts = rows.order_by("history_id").values_list("key", "claim", "correction")
    return {text: key for key, *both in texts for text in both if text in stems}


def _distractors_told(stems: Collection[str]) -> dict[tuple[str, str], str]:
    """The misconception behind a distractor, by the stem and by its own words."""
    known: dict[int, set[str]] = defaultdict(set)
    for pk, stem in Scenario.history.filter(stem__in=stems).values_list("id", "stem"):
        known[pk].add(stem)
    behind = Distractor.history.filter(scenario_id__in=known).exclude(misconception="")
    return {
        (stem, text): key
        for scenario, text, key in behind.order_by("history_id").values_list(
            "scenario_id", "text", "misconception"
        )
        for stem in known[scenario]
    }


def _stems_of(keys: Collection[str]) -> Mapping[str, set[str]]:
    """The stems of questions about misconceptions, as their entries read now."""
    stems: dict[str, set[str]] = defaultdict(set)
    for row in Misconception.objects.filter(key__in=keys):
        stems[row.claim].add(row.key)
        stems[row.correction].add(row.key)
    behind = Distractor.objects.filter(misconception__in=keys)
    for key, stem in behind.values_list("misconception", "scenario__stem"):
        stems[stem].add(key)
    return stems
