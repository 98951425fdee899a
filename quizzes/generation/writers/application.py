"""Application questions: reviewed scenarios of the concept base, tied to what the article says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from quizzes.generation.concepts import Scenario
from quizzes.generation.salience import Passage, Study
from quizzes.items import Authority, Item, Kind, Level, Objection, Option, gettext_noop

from .candidate import Candidate, clause, evidence

FAMILY = "scenario"
_PRIOR = 0.96


def write(passage: Passage, study: Study) -> Iterator[Candidate | Objection]:
    """Ask the scenarios whose trigger the passage meets."""
    if not passage.can_prove:
        return
    for scenario in study.base.scenarios.values():
        if not study.meets(scenario.trigger, passage):
            continue
        if scenario.review is None or not scenario.review.passed:
            yield Objection(
                "SCENARIO-UNREVIEWED",
                gettext_noop("The scenario %(id)s waits for its blind review."),
                {"id": scenario.id},
                severity="error",
            )
            continue
        yield _candidate(scenario, passage, study)


def authorities(study: Study, sources: tuple[str, ...]) -> tuple[Authority, ...]:
    """The cited sources, as an item carries them."""
    found = (study.base.sources[source] for source in sources)
    return tuple(Authority(source.org, source.title, source.url) for source in found)


def _candidate(scenario: Scenario, passage: Passage, study: Study) -> Candidate:
    wanted = {*scenario.trigger.all, *scenario.trigger.any}
    spans = [m for m in passage.mentions if m.concept in wanted]
    start, end = clause(passage, min(m.start for m in spans), max(m.end for m in spans))
    key = Option(scenario.key.text, True, scenario.key.why)
    wrong = tuple(Option(d.text, False, d.why) for d in scenario.distractors)
    plain = Item(
        kind=Kind.SINGLE,
        stem=scenario.stem,
        options=(key, *wrong),
        explanation=_explanation(scenario, study),
        evidence=(evidence(study, start, end),),
        authority=authorities(study, scenario.sources),
        concepts=tuple(dict.fromkeys((*scenario.trigger.all, *(m.concept for m in spans)))),
        family=FAMILY,
        level=Level(scenario.level),
        score=round(_PRIOR * (0.5 + passage.score / 2), 3),
    )
    with_lead = replace(plain, stem=f"{scenario.lead} {scenario.stem}") if scenario.lead else plain
    return Candidate(with_lead, passage, f"scenario:{scenario.id}", scenario.trigger.all[0], plain)


def _explanation(scenario: Scenario, study: Study) -> str:
    def weight(number: int) -> tuple[int, int]:
        known = study.base.misconceptions.get(scenario.distractors[number].misconception)
        return (known.tempting if known else 0, -number)

    tempting = scenario.distractors[max(range(len(scenario.distractors)), key=weight)]
    parts = [scenario.key.why, f"Why not “{tempting.text}”? {tempting.why}"]
    return " ".join(parts)
