"""Proof: that an attempt was passed, with a code that anybody may check (docs/learning.md)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from quizzes.models.article import ArticleRevision
from quizzes.models.attempt import Attempt
from quizzes.models.codes import as_typed, new_code, shown
from quizzes.models.errors import CertificateWithdrawn, NotPassed
from quizzes.models.evidence import EvidencePassage
from quizzes.models.people import Learner
from quizzes.models.place import standing
from quizzes.models.practice import PracticeAnswer
from quizzes.models.quiz import ArticleAccess, Feedback
from quizzes.models.response import Response

if TYPE_CHECKING:
    from quizzes.models.people import User

LENGTH = 16
"""31 letters, so that 16 of them hold 79 bits: nobody finds one by trying."""


class CertificateQuerySet(models.QuerySet["Certificate"]):
    def valid(self) -> CertificateQuerySet:
        """Those that were not withdrawn; `Certificate.is_valid` says the same of one."""
        return self.filter(revoked_at__isnull=True)

    def barring(self) -> CertificateQuerySet:
        """Those withdrawn for good: neither by the learner nor because of a re-marking."""
        return self.filter(revoked_at__isnull=False, by_learner=False, remarked=False)

    def of_learner(self, learner: Learner) -> CertificateQuerySet:
        """One person's own."""
        return self.filter(attempt__learner=learner)

    def of_code(self, typed: str) -> Certificate | None:
        """The certificate with a code, withdrawn or not; None where there is none."""
        whole = self.select_related("attempt").prefetch_related("revisions__article")
        return whole.filter(code=as_typed(typed)).first()

    def issue(self, attempt: Attempt, *, name: str = "", now: dt.datetime) -> Certificate:
        """The attempt's certificate, made where there is none; asking twice, or twice at once, gives one.

        Raises NotPassed, or CertificateWithdrawn where somebody else than the learner withdrew it.
        """
        if not attempt.passed:
            raise NotPassed
        if self.barring().filter(attempt=attempt).exists():
            raise CertificateWithdrawn
        try:
            with transaction.atomic():
                return self.valid().filter(attempt=attempt).first() or _make(attempt, name, now)
        except IntegrityError:  # it was issued at the same moment elsewhere
            return self.valid().get(attempt=attempt)


class Certificate(models.Model):
    """What is said of a passed attempt, as it was when the certificate was made.

    The name is there only if the learner chose to show one. `shown_before` counts the questions whose
    answers the learner had been shown before answering them here.
    """

    attempt = models.ForeignKey(
        Attempt, on_delete=models.PROTECT, related_name="certificates", verbose_name=_("attempt")
    )
    code = models.CharField(_("code"), max_length=LENGTH, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=120, blank=True)
    issued_at = models.DateTimeField(_("made at"))
    quiz_title = models.CharField(_("quiz"), max_length=200)
    revisions = models.ManyToManyField(
        ArticleRevision, related_name="+", verbose_name=_("article revisions")
    )
    score = models.DecimalField(_("score"), max_digits=9, decimal_places=4)
    max_score = models.DecimalField(_("full score"), max_digits=9, decimal_places=4)
    attempt_number = models.PositiveIntegerField(_("attempt"))
    shown_before = models.PositiveSmallIntegerField(_("answers shown before"))
    looked_up = models.PositiveSmallIntegerField(_("looked up in the article"))
    revoked_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("withdrawn by"),
    )
    by_learner = models.BooleanField(_("withdrawn by the learner"), default=False)
    remarked = models.BooleanField(_("withdrawn since the attempt was marked anew"), default=False)
    revoke_reason = models.CharField(_("reason"), max_length=300, blank=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["attempt"],
                condition=Q(revoked_at__isnull=True),
                name="certificate_one_valid",
            ),
            models.CheckConstraint(
                condition=Q(score__gte=0, score__lte=F("max_score")),
                name="certificate_score_bounded",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=False)
                | Q(by_learner=False, remarked=False, revoke_reason="", revoked_by__isnull=True),
                name="certificate_reason_when_revoked",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quiz_title} · {self.spaced_code}"

    @property
    def is_valid(self) -> bool:
        return self.revoked_at is None

    @property
    def spaced_code(self) -> str:
        """The code in groups, as it stands on the page."""
        return shown(self.code)

    @property
    def percent(self) -> Decimal:
        """The score in percent with one decimal."""
        whole = self.max_score or Decimal(1)
        return (100 * self.score / whole).quantize(Decimal("0.1"))

    @property
    def had_article_beside(self) -> bool:
        return self.attempt.article_access == ArticleAccess.BESIDE

    def rename(self, name: str) -> None:
        """Show this name, or none, from now on; one that was withdrawn shows none."""
        Certificate.objects.valid().filter(pk=self.pk).update(name=name)

    @transaction.atomic
    def revoke(
        self,
        reason: str = "",
        *,
        now: dt.datetime,
        by: User | None = None,
        by_learner: bool = False,
        remarked: bool = False,
    ) -> None:
        """Withdraw it: its code then only says so. A second time changes nothing.

        What the learner or a re-marking withdrew may be made anew, with another code; what somebody
        else did may not.
        """
        row = Certificate.objects.select_for_update().get(pk=self.pk)
        if row.is_valid:
            row.revoked_at, row.revoke_reason = max(now, row.issued_at), reason
            row.revoked_by, row.by_learner, row.remarked = by, by_learner, remarked
            # Withdrawn is withdrawn: nobody's name stands there any longer.
            row.name = ""
            row.save(
                update_fields=[
                    "revoked_at", "revoke_reason", "revoked_by", "by_learner", "remarked", "name",
                ]
            )  # fmt: skip
        self.refresh_from_db()


def shown_before(attempt: Attempt) -> int:
    """How many of the attempt's questions had told their key to the learner before they were answered."""
    same = {"version__question": OuterRef("version__question")}
    others = Response.objects.filter(attempt__learner=attempt.learner_id, **same)
    others = others.exclude(attempt=attempt.pk)
    at_once = Q(attempt__feedback=Feedback.AT_ONCE, answered_at__lte=OuterRef("answered_at"))
    told = others.filter(at_once | Q(attempt__finished_at__lte=OuterRef("answered_at")))
    practised = PracticeAnswer.objects.filter(
        practice__learner=attempt.learner_id, answered_at__lte=OuterRef("answered_at"), **same
    )
    return attempt.responses.answered().filter(Exists(told) | Exists(practised)).count()


def _make(attempt: Attempt, name: str, now: dt.datetime) -> Certificate:
    made = Certificate.objects.create(
        attempt=attempt,
        code=new_code(LENGTH),
        name=name,
        issued_at=now,
        quiz_title=attempt.quiz.title,
        score=attempt.score or 0,
        max_score=attempt.max_score or 0,
        attempt_number=attempt.number,
        shown_before=shown_before(attempt),
        looked_up=attempt.responses.filter(article_opened=True).count(),
    )
    made.revisions.set(_revisions(attempt))
    return made


def _revisions(attempt: Attempt) -> list[ArticleRevision]:
    """The revisions that the attempt showed as proof; of an article that proves nothing, the one of then."""
    asked = attempt.responses.values("version")
    passages = EvidencePassage.objects.filter(version__in=asked).marking_moved()
    proving = standing(
        passages.select_related("revision").order_by("version_id", "position", "pk"),
        at=attempt.started_at,
        whole_text=True,
    )
    found = {passage.revision_id: passage.revision for passage in proving}
    articles = {revision.article_id for revision in found.values()}
    for article in attempt.quiz.articles.exclude(pk__in=articles):
        of_then = article.revisions.filter(created_at__lte=attempt.started_at)
        found |= {revision.pk: revision for revision in of_then.order_by("-number")[:1]}
    return list(found.values())
