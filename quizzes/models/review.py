"""Records: who decided what about which content, and the way back from a decision."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from quizzes.models.errors import NotUndone

if TYPE_CHECKING:
    from quizzes.models.people import User
    from quizzes.models.quiz import Quiz
    from quizzes.models.version import QuestionVersion


class Reason(models.TextChoices):
    """Why a candidate was rejected; what the generator may learn from."""

    WRONG_KEY = "wrong_key", _("What counts as right is wrong, or the article does not prove it")
    SECOND_KEY = "second_key", _("Another option is right as well")
    UNCLEAR = "unclear", _("One can't understand it, or the language is bad")
    OUT_OF_CONTEXT = "out_of_context", _("It needs the article beside it to be understood")
    GIVEN_AWAY = "given_away", _("It gives its answer away, or the wrong options tempt nobody")
    TRIVIAL = "trivial", _("It is not worth knowing")
    REPEATED = "repeated", _("Another question asks the same")
    OUTDATED = "outdated", _("It is outdated, or contradicts today's advice")
    OTHER = "other", _("Something else")


class DecisionQuerySet(models.QuerySet["Decision"]):
    def standing(self) -> DecisionQuerySet:
        """Those that nobody took back."""
        return self.filter(~Exists(Decision.objects.filter(undoes=OuterRef("pk"))))

    def on_candidates(self) -> DecisionQuerySet:
        """Those of the review: approved or rejected, and not taken back."""
        reviewing = [Decision.Verb.APPROVED, Decision.Verb.REJECTED]
        return self.filter(verb__in=reviewing, version__isnull=False).standing()

    def record(
        self,
        verb: str,
        *,
        by: User | None,
        now: dt.datetime,
        version: QuestionVersion | None = None,
        quiz: Quiz | None = None,
        note: str = "",
        reason: str = "",
        undoes: Decision | None = None,
    ) -> Decision:
        """Write down one decision; `by` None is the shipped content itself."""
        return self.create(
            verb=verb, by=by, by_name=str(by or ""), at=now, version=version, quiz=quiz, note=note,
            reason=reason, undoes=undoes,
        )  # fmt: skip

    def record_all(
        self, verb: str, versions: Iterable[QuestionVersion], *, by: User | None, now: dt.datetime
    ) -> None:
        """Write down the same decision on many versions."""
        name = str(by or "")
        Decision.objects.bulk_create(
            Decision(verb=verb, by=by, by_name=name, at=now, version=v) for v in versions
        )


class Decision(models.Model):
    """Somebody approved, retired, published ... The name stays when the account goes."""

    class Verb(models.TextChoices):
        APPROVED = "approved", _("approved")
        REJECTED = "rejected", _("rejected")
        EDITED = "edited", _("edited")
        UNDONE = "undone", _("taken back")
        RETIRED = "retired", _("retired")
        KEPT = "kept", _("kept after a new text")
        PUBLISHED = "published", _("published")
        ARCHIVED = "archived", _("archived")
        CLOSED = "closed", _("closed")
        REOPENED = "reopened", _("reopened")

    verb = models.CharField(_("decision"), max_length=12, choices=Verb.choices)
    at = models.DateTimeField(_("at"), db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    by_name = models.CharField(_("name"), max_length=150, blank=True)
    version = models.ForeignKey(
        "quizzes.QuestionVersion",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="decisions",
        verbose_name=_("question"),
    )
    quiz = models.ForeignKey(
        "quizzes.Quiz",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="decisions",
        verbose_name=_("quiz"),
    )
    reason = models.CharField(_("reason"), max_length=16, blank=True, choices=Reason.choices)
    note = models.CharField(_("note"), max_length=300, blank=True)
    undoes = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="undone_by",
        verbose_name=_("takes back"),
    )

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(version__isnull=True) ^ Q(quiz__isnull=True),
                name="decision_on_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(verb="rejected") ^ Q(reason=""), name="decision_rejected_for_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(verb="undone") ^ Q(undoes__isnull=True),
                name="decision_undone_takes_one_back",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_verb_display()}: {self.version or self.quiz}"

    @transaction.atomic
    def undo(self, *, by: User | None, now: dt.datetime) -> None:
        """Let the version be a candidate again; what it had replaced serves again.

        Raises NotUndone where somebody decided anew, or a learner was shown the version.
        """
        if self.version is None or self.verb not in {self.Verb.APPROVED, self.Verb.REJECTED}:
            raise NotUndone
        version = type(self.version).objects.select_for_update().get(pk=self.version.pk)
        if version.decisions.first() != self:
            raise NotUndone(_now("Somebody has decided on this question since."))
        if version.was_shown:
            raise NotUndone(
                _now("A learner was shown this question already. Retire it, or make a new version.")
            )
        version.become("candidate", self.Verb.UNDONE, by=by, now=now, undoes=self)
        if replaced := self._replaced_by(version):
            note = _now("Version %(number)s was taken back.") % {"number": version.number}
            replaced.become("approved", self.Verb.APPROVED, by=by, now=now, note=note)

    def _replaced_by(self, version: QuestionVersion) -> QuestionVersion | None:
        """The version that this approval retired; both were written down at one moment."""
        retired, at = self.Verb.RETIRED, self.at
        siblings = version.question.versions
        return siblings.filter(decisions__verb=retired, decisions__at=at).first()
