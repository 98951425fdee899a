"""One small check for each thing that can be wrong with a quiz as a whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quizzes.generation import set_objections
from quizzes.items import Level
from quizzes.models import Article, Audience, QuestionVersion, Quiz
from quizzes.models.quiz import ArticleAccess, told_of_shortage
from quizzes.readiness.material import ERROR, WARNING, Finding, Material, told

FEW = 5
"""With fewer questions chance decides too much: one guess in four moves the score by a fifth or more."""

LEAST_SECONDS = 20
"""A question takes most readers about so long at the least."""

Check = Callable[[Material], Iterator[Finding]]


def look_at(quiz: Quiz, now: dt.datetime) -> list[Finding]:
    """All findings, errors first."""
    material = Material(quiz, now)
    found = [finding for check in CHECKS for finding in check(material)]
    return sorted(found, key=lambda finding: finding.severity != ERROR)


def enough_questions(quiz: Material) -> Iterator[Finding]:
    """None at all can't be published; very few say little about anybody."""
    count = len(quiz.versions)
    if not count and not quiz.outlook:
        yield Finding(
            "EMPTY", ERROR, _("It has no question that could be asked. Pick some, or add a rule.")
        )
    elif 0 < count < FEW:
        told_few = ngettext(
            "An attempt gets %(n)d question only; chance decides the score. Five or more say something.",
            "An attempt gets %(n)d questions only; chance decides the score. Five or more say something.",
            count,
        )
        yield Finding("FEW", WARNING, told_few % {"n": count})


def all_approved(quiz: Material) -> Iterator[Finding]:
    """A question without an approved version would be left out without a word."""
    for name in quiz.unapproved:
        yield Finding(
            "UNAPPROVED",
            ERROR,
            _("“%(question)s” is not approved. Approve it, or take it out.") % {"question": name},
        )


def rules_are_filled(quiz: Material) -> Iterator[Finding]:
    """Each rule finds as many questions as it wishes for; with none to spare every draw is the same."""
    for rule, matching, gets in quiz.outlook:
        if gets < rule.count:
            yield Finding("SHORT", ERROR, told_of_shortage(rule, gets))
        elif matching == rule.count:
            tells = _(
                "The rule for questions %(rule)s finds just the %(n)d that it asks for, so every attempt gets the same ones."
            )
            yield Finding("SAME-DRAW", WARNING, tells % {"rule": rule, "n": matching})


def draws_some(quiz: Material) -> Iterator[Finding]:
    """Drawing more of the picked questions than there are draws all of them."""
    wanted = quiz.quiz.draw_count
    if wanted is not None and wanted > quiz.picked_count:
        tells = _("It is to draw %(wanted)d of the picked questions, and there are %(n)d.")
        yield Finding("DRAW-ALL", WARNING, tells % {"wanted": wanted, "n": quiz.picked_count})


def wording(quiz: Material) -> Iterator[Finding]:
    """The linter's findings on each question (docs/linter.md)."""
    for version, objection in quiz.objections:
        if objection.severity in {ERROR, WARNING}:
            yield Finding(objection.code, objection.severity, told(objection), version)


def as_a_set(quiz: Material) -> Iterator[Finding]:
    """Questions that ask the same, that give another away, keys that always stand in one place.

    Whether two really ask the same, a person sees better: so these never stop anybody.
    """
    for place, objection in set_objections(quiz.items, shuffled=quiz.quiz.shuffle_options):
        version = quiz.versions[place] if place >= 0 else None
        yield Finding(objection.code, WARNING, told(objection), version)


def asks_more_than_recall(quiz: Material) -> Iterator[Finding]:
    """Knowing a fact is not yet acting on it."""
    if quiz.versions and all(v.level == Level.REMEMBER for v in quiz.versions):
        yield Finding(
            "RECALL",
            WARNING,
            _("Every question asks to remember. Add some that ask to understand or to apply."),
        )


def has_article(quiz: Material) -> Iterator[Finding]:
    """A quiz on an article names it, so that learners can read it; all questions should be on it."""
    articles = {article.pk for article in quiz.quiz.articles.all()}
    if not articles:
        yield Finding(
            "NO-ARTICLE",
            WARNING,
            _(
                "It names no article, so learners have nothing to read. Choose one among the rules, unless that is meant."
            ),
        )
        return
    elsewhere = {
        article.pk: article
        for version in quiz.versions
        for article in _articles_of(version)
        if article.pk not in articles
    }
    if elsewhere:
        tells = _("It also asks about articles that it does not name: %(names)s.")
        names = ", ".join(sorted(f"“{article}”" for article in elsewhere.values()))
        yield Finding("ELSEWHERE", WARNING, tells % {"names": names})


def stays_with_the_article(quiz: Material) -> Iterator[Finding]:
    """Learners look in the article for what it only names."""
    beyond, count = sum(version.beyond for version in quiz.versions), len(quiz.versions)
    if beyond:
        tells = ngettext(
            "%(n)d of %(count)d questions goes beyond the article; learners are told so beside it.",
            "%(n)d of %(count)d questions go beyond the article; learners are told so beside each.",
            beyond,
        )
        yield Finding("BEYOND", WARNING, tells % {"n": beyond, "count": count})


def somebody_can_take_it(quiz: Material) -> Iterator[Finding]:
    """An audience without a person, or a time that is over."""
    row = quiz.quiz
    if row.audience == Audience.GROUPS and not row.groups.exists():
        yield Finding("NO-GROUP", ERROR, _("It is for members of groups, and no group is chosen."))
    if row.audience == Audience.ASSIGNED and not row.assignments.active().exists():
        yield Finding(
            "UNASSIGNED",
            WARNING,
            _("It is only for those to whom it is assigned, and it is assigned to nobody yet."),
        )
    if row.closes_at is not None and row.closes_at <= quiz.now:
        yield Finding(
            "OVER",
            WARNING,
            _("Its closing date is past: nobody could begin. Change it, or open the quiz again."),
        )


def has_time(quiz: Material) -> Iterator[Finding]:
    """A time limit leaves each question enough time to be read."""
    limit, count = quiz.quiz.time_limit, len(quiz.versions)
    if limit and count and limit.total_seconds() / count < LEAST_SECONDS:
        tells = _(
            "The time limit leaves %(n)d seconds a question; many people read longer than that."
        )
        yield Finding("HURRY", WARNING, tells % {"n": limit.total_seconds() // count})


def article_helps(quiz: Material) -> Iterator[Finding]:
    """A limit with the article beside measures reading speed."""
    row = quiz.quiz
    if row.time_limit and row.article_access == ArticleAccess.BESIDE and row.articles.exists():
        yield Finding(
            "READS",
            WARNING,
            _(
                "With the article beside the questions and a time limit it measures how fast somebody reads."
            ),
        )


def _articles_of(version: QuestionVersion) -> list[Article]:
    return [e.revision.article for e in version.evidence.all()]


CHECKS: tuple[Check, ...] = (
    enough_questions, all_approved, rules_are_filled, draws_some, wording, as_a_set,
    asks_more_than_recall, has_article, stays_with_the_article, somebody_can_take_it, has_time,
    article_helps,
)  # fmt: skip
