"""The review queue: candidates in their order, filtered; what is next, and how many are left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from quizzes.models import Article, QuestionVersion
from quizzes.models.version import VersionQuerySet


@dataclass(frozen=True)
class Queue:
    """Candidates of an article, a run, a way of asking, or all of them."""

    article: int | None = None
    run: int | None = None
    family: str | None = None

    @classmethod
    def asked_for(cls, data: Mapping[str, Any]) -> Queue:
        """From an address or a form; what makes no sense filters nothing."""

        def number(name: str) -> int | None:
            value = str(data.get(name, ""))
            return int(value) if value.isascii() and value.isdigit() and len(value) < 19 else None

        family = str(data.get("family", ""))[:30]
        return cls(
            number("article"), number("run"), None if not family or "\x00" in family else family
        )

    @property
    def candidates(self) -> VersionQuerySet:
        """What waits, in the order of generation, which is that of a quiz."""
        return self._narrowed(QuestionVersion.objects.candidates())

    @property
    def accepted(self) -> VersionQuerySet:
        """The approved questions of the article or the run, in the order of a quiz."""
        if self.article is None and self.run is None:
            return QuestionVersion.objects.none()  # all that there is makes no quiz
        return self._narrowed(QuestionVersion.objects.approved())

    def _narrowed(self, found: VersionQuerySet) -> VersionQuerySet:
        found = found.order_by("pk")
        if self.article is not None:
            found = found.filter(question__article=self.article)
        if self.run is not None:
            found = found.filter(run=self.run)
        if self.family is not None:
            found = found.filter(family="" if self.family == "hand" else self.family)
        return found

    def after(self, pk: int = 0) -> QuestionVersion | None:
        """The candidate behind that one; behind the last one, the first; None where none waits."""
        return self.candidates.filter(pk__gt=pk).first() or self.candidates.exclude(pk=pk).first()

    def before(self, pk: int) -> QuestionVersion | None:
        """The candidate in front of that one."""
        return self.candidates.filter(pk__lt=pk).last()

    @property
    def query(self) -> str:
        """The filter as the end of an address."""
        parts = {"article": self.article, "run": self.run, "family": self.family}
        return urlencode({name: value for name, value in parts.items() if value is not None})

    def families(self) -> list[str]:
        """Ways of asking among all candidates; one that a person wrote is “hand”."""
        names = QuestionVersion.objects.candidates().order_by().values_list("family", flat=True)
        return sorted({name or "hand" for name in names.distinct()})

    def articles(self) -> list[Article]:
        """Articles that have candidates, at most a hundred."""
        waiting = QuestionVersion.objects.candidates().values("question__article")
        return list(Article.objects.filter(pk__in=waiting)[:100])
