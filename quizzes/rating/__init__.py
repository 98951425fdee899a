"""How we know that the questions are good: blind sheets, planted flaws, and what they tell."""

from .batches import Entry, Origin, Plan, mixed
from .coverage import Coverage, coverage, totals
from .flaws import Flaw, Planted, plant
from .folder import read_forms, read_json, write_sheet
from .marks import Marked, checksum, load_marks, locate, mark, marks_of
from .mutation import Mutation, Violation, apply, mutations, violations
from .printing import to_mapping, to_markdown
from .remembering import Remembering
from .rubric import Rating
from .runs import Article, RatingError, Run, human_from_json, pooled, run_for, run_from_json, run_of
from .statistics import Share, kappa
from .summary import Summary, summarize

__all__ = [
    "Article",
    "Coverage",
    "Entry",
    "Flaw",
    "Marked",
    "Mutation",
    "Origin",
    "Plan",
    "Planted",
    "Rating",
    "RatingError",
    "Remembering",
    "Run",
    "Share",
    "Summary",
    "Violation",
    "apply",
    "checksum",
    "coverage",
    "human_from_json",
    "kappa",
    "load_marks",
    "locate",
    "mark",
    "marks_of",
    "mixed",
    "mutations",
    "plant",
    "pooled",
    "read_forms",
    "read_json",
    "run_for",
    "run_from_json",
    "run_of",
    "summarize",
    "to_mapping",
    "to_markdown",
    "totals",
    "violations",
    "write_sheet",
]
