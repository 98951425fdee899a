"""The concept base: what people should know and do, and where an article mentions it."""

from .base import ConceptBase
from .entries import (
    Behaviour,
    Concept,
    Distractor,
    Forms,
    Misconception,
    Review,
    Scenario,
    ScenarioKey,
    Source,
    Trigger,
)
from .loading import ConceptError
from .mentions import Linker, Mention, linker_for
from .statements import PatternError, Said, Statements, statements_of, together

__all__ = [
    "Behaviour",
    "Concept",
    "ConceptBase",
    "ConceptError",
    "Distractor",
    "Forms",
    "Linker",
    "Mention",
    "Misconception",
    "PatternError",
    "Review",
    "Said",
    "Scenario",
    "ScenarioKey",
    "Source",
    "Statements",
    "Trigger",
    "linker_for",
    "statements_of",
    "together",
]
