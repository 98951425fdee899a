"""The versions of a question: what a person reviews, of which approved ones never change."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from quizzes.generation import structure
from quizzes.items import (
    Answer,
    Authority,
    Evidence,
    Item,
    Key,
    Kind,
    Level,
    MatchingKey,
    NumberKey,
    Objection,
    OrderingKey,
    TextKey,
)
from quizzes.items import Option as ItemOption
from quizzes.items import Pair as ItemPair
from quizzes.models.concept import Concept
from quizzes.models.errors import DecidedMeanwhile, NotReviewable
from quizzes.models.evidence import EvidencePassage
from quizzes.models.fields import LanguageField
from quizzes.models.kinds import (
    GENERATED_IN,
    KIND_LABELS,
    LEVEL_LABELS,
    OF_ALL,
    OF_KINDS,
    State,
)
from quizzes.models.place import EvidencePlace, where
from quizzes.models.question import Question
from quizzes.models.remarking import Ruling
from quizzes.models.review import Decision
from quizzes.models.run import GenerationRun
from quizzes.rules.grading import Mark, grade

if TYPE_CHECKING:
    from quizzes.models.people import User


class VersionQuerySet(models.QuerySet["QuestionVersion"]):
    def approved(self) -> VersionQuerySet:
        return self.filter(state=State.APPROVED)

    def candidates(self) -> VersionQuerySet:
        return self.filter(state=State.CANDIDATE)

    def of_the_pool(self) -> VersionQuerySet:
        """Those that practices ask outside of any quiz (quizzes.content.pool)."""
        return self.filter(question__practice_of__isnull=False)

    def outside_the_pool(self) -> VersionQuerySet:
        """Those that are there for quizzes; rules draw no others."""
        return self.filter(question__practice_of__isnull=True)

    def newest(self) -> VersionQuerySet:
        """Of each question its last version."""
        later = QuestionVersion.objects.filter(
            question=models.OuterRef("question"), number__gt=models.OuterRef("number")
        )
        return self.filter(~models.Exists(later))

    def with_lost_evidence(self) -> VersionQuerySet:
        """Those in use whose article changed so that a person has to look at their evidence."""
        lost = EvidencePlace.objects.flagged().filter(evidence__version=models.OuterRef("pk"))
        return self.filter(models.Exists(lost))

    def whole(self) -> VersionQuerySet:
        """With everything that `to_item` reads, in a constant number of statements."""
        return self.with_parts(*OF_KINDS)

    def with_parts(self, *of_kinds: str) -> VersionQuerySet:
        """Like `whole`, where only kinds with these parts are among them."""
        with_text = EvidencePassage.objects.select_related("revision")
        return self.prefetch_related(
            *of_kinds, *OF_ALL, models.Prefetch("evidence", with_text)
        )  # fmt: skip

    def with_last_verb(self) -> VersionQuerySet:
        """With the verb of the last decision as `last_verb`, which tells rejected from retired."""
        last = Decision.objects.filter(version=models.OuterRef("pk")).values("verb")[:1]
        return self.annotate(last_verb=models.Subquery(last))

    def without_texts(self) -> VersionQuerySet:
        """Like `whole`, and the articles' texts, which may be long, are left to the caller."""
        return self.prefetch_related(*OF_KINDS, *OF_ALL, "evidence")


class QuestionVersion(models.Model):
    """One wording of a question. A candidate may be edited; what was approved never changes."""

    question = models.ForeignKey(
        Question, on_delete=models.PROTECT, related_name="versions", verbose_name=_("question")
    )
    number = models.PositiveIntegerField(_("version"), default=1)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.CANDIDATE, editable=False
    )
    kind = models.CharField(
        _("kind"), max_length=12, choices=[(k.value, v) for k, v in KIND_LABELS.items()]
    )
    level = models.CharField(
        _("level"),
        max_length=12,
        choices=[(k.value, v) for k, v in LEVEL_LABELS.items()],
        default=Level.REMEMBER.value,
    )
    stem = models.TextField(
        _("question (stem)"),
        help_text=_(
            "The question as the learner reads it. A cloze holds ____ for the missing words."
        ),
    )
    explanation = models.TextField(
        _("explanation"),
        blank=True,
        help_text=_("Why the right answer is right; shown after answering."),
    )
    number_value = models.DecimalField(
        _("number"), max_digits=20, decimal_places=6, null=True, blank=True
    )
    tolerance = models.DecimalField(
        _("tolerance"),
        max_digits=20,
        decimal_places=6,
        default=Decimal(0),
        help_text=_("How far off still counts as right."),
    )
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    language = LanguageField(
        _("language"),
        blank=True,
        help_text=_("Such as de; empty: the language of its article."),
    )
    concepts = models.ManyToManyField(
        Concept, blank=True, related_name="versions", verbose_name=_("concepts")
    )
    family = models.CharField(
        _("family"),
        max_length=30,
        blank=True,
        editable=False,
        help_text=_("The way of asking that wrote it; empty: a person did."),
    )
    score = models.FloatField(_("rank"), default=0, editable=False)
    beyond = models.BooleanField(
        _("beyond the article"),
        default=False,
        editable=False,
        help_text=_("The article only names what this is about; a cited source holds the answer."),
    )
    entry = models.CharField(
        max_length=100,
        blank=True,
        editable=False,
        db_index=True,
        help_text=_("The entry of the concept base that it was made of; rewording keeps it."),
    )
    run = models.ForeignKey(
        GenerationRun,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="versions",
        verbose_name=_("generation run"),
    )
    item_id = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    created_at = models.DateTimeField(_("made at"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("made by"),
    )
    edit_number = models.PositiveIntegerField(default=0, editable=False)
    remarking = models.ForeignKey(
        "quizzes.Remarking",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("re-marking"),
        help_text=_("What holds of its marks, where its key was found wrong."),
    )

    objects = VersionQuerySet.as_manager()
    history = HistoricalRecords(m2m_fields=[concepts], excluded_fields=["run", "remarking"])

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["question", "number"], name="version_number_once"),
            models.UniqueConstraint(
                fields=["question"], condition=Q(state="approved"), name="version_one_approved"
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="version_state_known"),
            models.CheckConstraint(
                condition=~Q(kind="numeric") | Q(number_value__isnull=False),
                name="version_numeric_has_number",
                violation_error_message=_("Give the number that is right."),
            ),
            models.CheckConstraint(
                condition=Q(tolerance__gte=0),
                name="version_tolerance_not_negative",
                violation_error_message=_("Give a tolerance of 0 or more."),
            ),
            models.CheckConstraint(condition=~Q(stem=""), name="version_has_stem"),
        ]

    def __str__(self) -> str:
        return self.stem if len(self.stem) <= 90 else self.stem[:89].rstrip() + "…"

    def clean(self) -> None:
        if self.kind == Kind.NUMERIC and self.number_value is None:
            raise ValidationError({"number_value": _("Give the number that is right.")})

    @property
    def is_editable(self) -> bool:
        return self.state == State.CANDIDATE

    @property
    def spoken(self) -> str:
        """The language of its words: its own, else its article's, else the site's.

        Reads `question.article`: select it where a page shows many.
        """
        if self.language:
            return self.language
        if article := self.question.article:
            return article.language
        return GENERATED_IN if self.family else settings.LANGUAGE_CODE

    @property
    def was_shown(self) -> bool:
        """Whether a learner met it, in a quiz or while practising."""
        practised = apps.get_model("quizzes", "PracticeAnswer").objects.filter(version=self)
        return self.responses.exists() or practised.exists()

    def to_item(self) -> Item:
        """The question as a value; with `whole()` it asks the database nothing."""
        return Item(
            kind=Kind(self.kind),
            stem=self.stem,
            options=tuple(
                ItemOption(o.text, o.correct, o.feedback, o.entry) for o in self.options.all()
            )
            if Kind(self.kind).has_options
            else (),
            key=self._key(),
            explanation=self.explanation,
            evidence=tuple(Evidence(e.start, e.end, e.text) for e in self.evidence.all()),
            authority=tuple(Authority(c.org, c.title, c.url) for c in self.citations.all()),
            concepts=tuple(c.key for c in self.concepts.all()),
            family=self.family,
            level=Level(self.level),
            score=self.score,
            id=self.item_id,
            beyond=self.beyond,
            entry=self.entry,
            language=self.language,
        )

    def to_graded_item(self) -> Item:
        """Only what `grade` reads: the kind and the key that holds, in at most one statement.

        A key that was corrected takes a few more.
        """
        options = (
            tuple(ItemOption(o.text, o.correct) for o in self.options.all())
            if Kind(self.kind).has_options
            else ()
        )
        item = Item(kind=Kind(self.kind), stem=self.stem, options=options, key=self._key())
        return self.remarking.corrected(item, self) if self.remarking else item

    def mark(self, answer: Answer, *, maximum: Decimal) -> Mark:
        """What an answer earns by what holds now, re-marking included."""
        to_all = bool(self.remarking and self.remarking.gives_to_all)
        return grade(self.to_graded_item(), answer, maximum=maximum, given_to_all=to_all)

    @property
    def is_left_out(self) -> bool:
        """Whether it counts in no score any more."""
        return bool(self.remarking and self.remarking.ruling == Ruling.LEFT_OUT)

    def was_remarked_since(self) -> bool:
        """Whether another ruling holds than when this was read; then it is read anew."""
        held = self.remarking_id
        self.refresh_from_db(fields=["remarking"])
        return self.remarking_id != held

    def _key(self) -> Key | None:
        match Kind(self.kind):
            case Kind.NUMERIC:
                return NumberKey(self.number_value or Decimal(0), self.tolerance, self.unit)
            case Kind.SHORT_TEXT:
                return TextKey(tuple(a.text for a in self.accepted_answers.all()))
            case Kind.MATCHING:
                return MatchingKey(tuple(ItemPair(p.left, p.right) for p in self.pairs.all()))
            case Kind.ORDERING:
                return OrderingKey(tuple(s.text for s in self.steps.all()))
        return None

    def objections(self) -> tuple[Objection, ...]:
        """What stands against approving it."""
        return structure(self.to_item())

    @transaction.atomic
    def approve(self, *, by: User | None, now: dt.datetime, seen: int | None = None) -> None:
        """Let new attempts draw this version; the version approved before it is retired.

        `seen` is the number of edits that the page had shown. Raises NotReviewable where it is no
        candidate or can't be marked, DecidedMeanwhile where somebody edited it since.
        """
        row = self._candidate(seen)
        row.require_approvable()
        for older in row.question.versions.approved():
            replaced = _now("Replaced by version %(number)s.") % {"number": row.number}
            older.become(State.RETIRED, Decision.Verb.RETIRED, by=by, now=now, note=replaced)
        self.become(State.APPROVED, Decision.Verb.APPROVED, by=by, now=now)

    @transaction.atomic
    def reject(
        self,
        *,
        by: User | None,
        now: dt.datetime,
        reason: str,
        note: str = "",
        seen: int | None = None,
    ) -> None:
        """Put a candidate away for a `Reason`; raises like `approve`."""
        self._candidate(seen)
        rejected = Decision.Verb.REJECTED
        self.become(State.RETIRED, rejected, by=by, now=now, reason=reason, note=note)

    def require_approvable(self) -> None:
        """Raise NotReviewable where it is no candidate or can't be marked; call on a locked row."""
        self._require_candidate()
        if faults := self.objections():
            raise NotReviewable(" ".join(_now(f.template) % f.params for f in faults))

    def _require_candidate(self) -> None:
        if self.state != State.CANDIDATE:
            raise NotReviewable(self.decided_in_words())

    def _candidate(self, seen: int | None) -> QuestionVersion:
        row = QuestionVersion.objects.select_for_update().get(pk=self.pk)
        row._require_candidate()
        if seen is not None and seen != row.edit_number:
            raise DecidedMeanwhile
        return row

    def state_in_words(self) -> str:
        """The state, and of retired ones whether they ever were approved; with `with_last_verb`."""
        if getattr(self, "last_verb", "") == Decision.Verb.REJECTED:
            return str(Decision.Verb.REJECTED.label)
        return str(self.get_state_display())

    def decided_in_words(self) -> str:
        """Who decided last on it, for somebody who comes too late."""
        last = self.decisions.first()
        known = _now("This question was %(verb)s by %(name)s already.")
        if last is None or not last.by_name:
            return _now("This version is %(state)s already.") % {"state": self.get_state_display()}
        return known % {"verb": last.get_verb_display(), "name": last.by_name}

    @transaction.atomic
    def retire(self, *, by: User | None, now: dt.datetime, note: str = "") -> None:
        """Take it out of all new attempts; attempts that hold it keep it. Doing it twice is harmless."""
        row = QuestionVersion.objects.select_for_update().get(pk=self.pk)
        if row.state != State.RETIRED:
            self.become(State.RETIRED, Decision.Verb.RETIRED, by=by, now=now, note=note)

    def become(
        self, state: str, verb: str, *, by: User | None, now: dt.datetime, **more: Any
    ) -> None:
        """Change the state and write down the decision; call inside a verb that checked it may."""
        # A page that was opened before sees that it is stale.
        self.refresh_from_db(fields=["edit_number"])
        self.state, self.edit_number = state, self.edit_number + 1
        self.save(update_fields=["state", "edit_number"])
        Decision.objects.record(verb, version=self, by=by, now=now, **more)

    @transaction.atomic
    def successor(self, *, by: User | None) -> QuestionVersion:
        """A candidate with the same content, to be edited; an older open candidate is returned instead."""
        Question.objects.select_for_update().get(pk=self.question_id)
        if open_candidate := self.question.versions.candidates().order_by("-number").first():
            return open_candidate
        last = self.question.versions.aggregate(last=models.Max("number"))["last"]
        copy = QuestionVersion.objects.get(pk=self.pk)
        copy.pk, copy._state.adding = None, True
        copy.number, copy.state, copy.created_by, copy.edit_number = (
            last + 1,
            State.CANDIDATE,
            by,
            0,
        )
        copy.run = copy.remarking = None
        copy.save()
        copy.concepts.set(self.concepts.all())
        for name in ("options", "accepted_answers", "pairs", "steps", "citations"):
            for child in getattr(self, name).all():
                child.pk, child._state.adding, child.version = None, True, copy
                child.save()
        self._hand_evidence_to(copy)
        return copy

    def _hand_evidence_to(self, copy: QuestionVersion) -> None:
        """The copy's evidence is where it stands now; what a person has to look at stays so."""
        for passage in self.evidence.prefetch_related("places__revision"):
            held = where(passage)
            flagged = [place for place in passage.places.all() if place.is_flagged]
            made = copy.evidence.create(
                revision_id=held.revision_id,
                start=held.start,
                end=held.end,
                position=passage.position,
            )
            for place in flagged:
                place.pk, place._state.adding, place.evidence = None, True, made
                place.save()
