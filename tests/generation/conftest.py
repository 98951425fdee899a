"""What the tests of generation share: the shipped concept base and the founding article."""

import dataclasses
import datetime
from pathlib import Path

import pytest

from quizzes.generation import ConceptBase, Document, read
from quizzes.generation.concepts import Review

ROOT = Path(__file__).parents[2]
PASSED = Review(2, "language model", 2, datetime.date(2026, 11, 24))


def reviewed_copy(base: ConceptBase) -> ConceptBase:
    """The base as if every entry had passed its blind review."""
    return ConceptBase.build(
        concepts=base.concepts.values(),
        behaviours=base.behaviours.values(),
        misconceptions=[
            dataclasses.replace(entry, review=PASSED) for entry in base.misconceptions.values()
        ],
        scenarios=[dataclasses.replace(entry, review=PASSED) for entry in base.scenarios.values()],
        sources=base.sources.values(),
    )


@pytest.fixture(scope="session")
def shipped() -> ConceptBase:
    return ConceptBase.load(ROOT / "fixtures" / "concepts")


@pytest.fixture(scope="session")
def reviewed(shipped: ConceptBase) -> ConceptBase:
    return reviewed_copy(shipped)


@pytest.fixture(scope="session")
def founding() -> Document:
    return read((ROOT / "fixtures" / "articles" / "founding.txt").read_bytes())
