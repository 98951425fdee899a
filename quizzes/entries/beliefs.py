"""What a wrong answer says about what somebody believes: misconceptions that options name.

Whoever answers a statement about a misconception wrongly holds it; in a situation the option that
was chosen names the one behind it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q

from quizzes.items import entry_name
from quizzes.models import Misconception, Option, QuestionVersion, Source

_PREFIX = "misconception:"


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
    wrong = Option.objects.filter(version__in=[v.pk for v in versions], correct=False).order_by()
    behind = wrong.filter(
        Q(entry__startswith=_PREFIX) | Q(entry="", version__entry__startswith=_PREFIX)
    )
    return {
        pk: (own or whole).removeprefix(_PREFIX)
        for pk, own, whole in behind.values_list("pk", "entry", "version__entry")
    }


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
    """Approved questions for quizzes in which the misconceptions are put, or are behind an option."""
    names = {entry_name("misconception", key): key for key in keys}
    approved = QuestionVersion.objects.approved().outside_the_pool().order_by()
    wrong = Option.objects.filter(entry__in=names, correct=False, version__in=approved).order_by()
    put = approved.filter(entry__in=names).values_list("pk", "entry")
    about = sorted(put.union(wrong.values_list("version_id", "entry")))
    versions = approved.select_related("question__article").in_bulk({pk for pk, _name in about})
    found: dict[str, list[QuestionVersion]] = defaultdict(list)
    for pk, name in about:
        found[names[name]].append(versions[pk])
    return found
