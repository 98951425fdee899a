"""The concept base as rows that editors work on; each gives its entry as a value."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from quizzes.generation import concepts as values
from quizzes.generation.concepts.entries import EDITOR
from quizzes.models.entry import Entry, EntryQuerySet
from quizzes.models.fields import WebAddressField, WordsField
from quizzes.models.flattening import flat, plain, put_together

if TYPE_CHECKING:
    from quizzes.models.people import User

KIND_LABELS = [
    ("asset", _("asset")),
    ("attack", _("attack")),
    ("control", _("control")),
    ("actor", _("actor")),
    ("harm", _("harm")),
    ("principle", _("principle")),
    ("behaviour", _("behaviour")),
    ("law", _("law")),
    ("data", _("data")),
    ("channel", _("channel")),
]
LEVELS = [
    ("remember", _("remember")),
    ("understand", _("understand")),
    ("apply", _("apply")),
]


def _reviews(name: str) -> list[Any]:
    return [
        models.CheckConstraint(
            condition=Q(review_readers__isnull=True, review_agreed__isnull=True, review_date__isnull=True)
            | Q(review_readers__gte=models.F("review_agreed"), review_date__isnull=False),
            name=f"{name}_review_whole",
        )
    ]  # fmt: skip


class Source(Entry):
    """An authority's page that entries cite."""

    value_class, section = values.Source, "sources"

    org = models.CharField(_("authority"), max_length=200)
    title = models.CharField(_("title"), max_length=300)
    url = WebAddressField(_("web address"), max_length=500)
    terms = models.CharField(
        _("terms"),
        max_length=200,
        blank=True,
        help_text=_("What its owner allows: CC BY 4.0, public domain, “cite only” ..."),
    )

    class Meta(Entry.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self) -> str:
        return f"{self.org}: {self.title}"


class TopicEntry(Entry):
    """An entry that belongs to a topic and cites sources."""

    topic = models.SlugField(_("topic"), max_length=60, db_index=True)
    sources = WordsField(_("sources"))

    spoken = "en"
    """The base is written in the one language that generation reads."""

    class Meta(Entry.Meta):
        abstract = True


class Concept(TopicEntry):
    """Something to know or to do. Questions point to it; `is_entry` is false where only they do."""

    value_class, section = values.Concept, "concepts"

    kind = models.CharField(_("kind"), max_length=12, blank=True, choices=KIND_LABELS)
    label = models.CharField(_("name"), max_length=120)
    definition = models.TextField(
        _("definition"), blank=True, help_text=_("A phrase that could follow “It is ...”.")
    )
    aliases = WordsField(
        _("names in texts"), help_text=_("What articles call it, each name on a line of its own.")
    )
    patterns = WordsField(
        _("patterns"), help_text=_("See “Patterns” in docs/concepts.md; one a line.")
    )
    ambiguous = models.BooleanField(
        _("ambiguous"),
        default=False,
        help_text=_("Its names have other meanings; it counts only beside another concept."),
    )
    plain = models.BooleanField(
        _("plain word"), default=False, help_text=_("Everybody knows it; its meaning is not asked.")
    )
    phrases = models.JSONField(
        _("phrases"),
        default=dict,
        blank=True,
        help_text=_("How options name it by the part that it plays, such as “channel: by email”."),
    )
    siblings = WordsField(_("may stand beside it"))
    overlaps = WordsField(_("overlaps with"))
    disjoint_with = WordsField(_("is never also"))
    leads_to = WordsField(_("leads to"))

    class Meta(Entry.Meta):
        verbose_name = _("concept")
        verbose_name_plural = _("concepts")
        ordering = ["topic", "label"]

    def __str__(self) -> str:
        return self.label


class Behaviour(TopicEntry):
    """Something that a person should do, or should leave."""

    value_class, section = values.Behaviour, "behaviours"

    polarity = models.CharField(
        _("it is"),
        max_length=8,
        default="safe",
        choices=[
            ("safe", _("safe: one should do it")),
            ("unsafe", _("unsafe: one should leave it")),
        ],
    )
    forms_imperative = models.CharField(
        _("as a request"), max_length=200, help_text=_("Such as “Call the bank yourself”.")
    )
    forms_gerund = models.CharField(
        _("as an activity"), max_length=200, help_text=_("Such as “calling the bank oneself”.")
    )
    forms_third = models.CharField(
        _("of somebody"), max_length=200, help_text=_("Such as “calls the bank”.")
    )
    forms_noun = models.CharField(
        _("as a thing"), max_length=200, help_text=_("Such as “a call to the bank”.")
    )
    why = models.TextField(_("why"), help_text=_("One sentence that learners read."))
    applies_to = WordsField(_("on the concepts"))
    exceptions = WordsField(_("exceptions"), help_text=_("Each on a line of its own."))
    also_right = WordsField(_("is right as well"))
    says = WordsField(
        _("sentences that advise it"),
        help_text=_("Patterns, one a line; see “Patterns” in docs/concepts.md."),
    )

    class Meta(Entry.Meta):
        verbose_name = _("behaviour")
        verbose_name_plural = _("behaviours")

    def __str__(self) -> str:
        return self.forms_imperative


class ReviewedQuerySet(EntryQuerySet):
    def reviewed(self) -> Self:
        enough = Q(review_readers__gte=2) | Q(review_readers__gte=1, review_kind=EDITOR)
        return self.askable().filter(enough, review_agreed=models.F("review_readers"))


class ReviewedEntry(TopicEntry):
    """An entry that is asked by itself, and only after a review."""

    trigger_all = WordsField(_("the article names all of"))
    trigger_any = WordsField(_("and one of"))
    trigger_stance = WordsField(_("and"))
    says = WordsField(
        _("sentences that settle it"),
        help_text=_("Patterns, one a line; see “Patterns” in docs/concepts.md."),
    )
    review_readers = models.PositiveSmallIntegerField(_("readers"), null=True, editable=False)
    review_kind = models.CharField(_("who read it"), max_length=40, blank=True, editable=False)
    review_agreed = models.PositiveSmallIntegerField(_("agreed"), null=True, editable=False)
    review_date = models.DateField(_("reviewed on"), null=True, editable=False)

    objects = ReviewedQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Entry.Meta):
        abstract = True

    @property
    def is_reviewed(self) -> bool:
        if self.review_readers is None or self.review_date is None:
            return False
        review = values.Review(
            self.review_readers, self.review_kind, self.review_agreed or 0, self.review_date
        )
        return self.is_askable and review.passed


class Misconception(ReviewedEntry):
    """What people wrongly believe, with the statement that is right."""

    value_class, section = values.Misconception, "misconceptions"

    claim = models.TextField(_("what people believe"))
    correction = models.TextField(_("what is true"))
    wrong_because = models.TextField(_("why it is wrong"))
    about = WordsField(_("about the concepts"))
    tempting = models.PositiveSmallIntegerField(
        _("tempting"),
        default=2,
        validators=[MinValueValidator(1), MaxValueValidator(3)],
        help_text=_("From 1, few believe it, to 3, most do."),
    )

    class Meta(Entry.Meta):
        verbose_name = _("misconception")
        verbose_name_plural = _("misconceptions")
        constraints = [*Entry.Meta.constraints, *_reviews("misconception")]

    def __str__(self) -> str:
        return self.claim


class ScenarioQuerySet(ReviewedQuerySet):
    def whole(self) -> Self:
        return self.prefetch_related("distractors")


class Scenario(ReviewedEntry):
    """An everyday situation with a decision; the key here, its distractors as rows."""

    value_class, section, children = values.Scenario, "scenarios", "distractors"

    level = models.CharField(_("level"), max_length=12, choices=LEVELS, default="apply")
    difficulty = models.PositiveSmallIntegerField(
        _("difficulty"),
        default=2,
        validators=[MinValueValidator(1), MaxValueValidator(3)],
        help_text=_("1: most know it, 3: few do."),
    )
    stem = models.TextField(_("situation and question"), help_text=_("Two sentences at most."))
    key_text = models.CharField(_("the right option"), max_length=500)
    key_why = models.CharField(
        _("why, and the rule"),
        max_length=500,
        help_text=_("Why it is right; it ends in a rule that one can say aloud."),
    )
    key_behaviour = models.SlugField(
        _("the behaviour that it teaches"), max_length=80, blank=True, db_index=False
    )
    key_cautious = models.BooleanField(_("it is the most cautious option"), default=False)
    audience = WordsField(_("for whom"), help_text=_("Such as general, staff; one a line."))
    setting = models.CharField(_("where it plays"), max_length=40, blank=True)
    after = models.BooleanField(_("the harm is done when it begins"), default=False)
    twin = models.SlugField(
        _("twin"),
        max_length=80,
        blank=True,
        db_index=False,
        help_text=_("The scenario in which one changed detail turns the answer."),
    )
    strict = models.BooleanField(
        _("only its own sentences settle it"),
        default=False,
        help_text=_("Not those that advise the behaviour."),
    )

    objects = ScenarioQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Entry.Meta):
        verbose_name = _("scenario")
        verbose_name_plural = _("scenarios")
        constraints = [*Entry.Meta.constraints, *_reviews("scenario")]

    def __str__(self) -> str:
        return self.stem if len(self.stem) <= 90 else self.stem[:89].rstrip() + "…"

    def store_children(self, values: Sequence[Any], *, by: User | None) -> None:
        """Write the wrong options in their order, each into the row that its place had before."""
        known = list(self.distractors.all())
        for old in known[len(values) :]:
            old._history_user = by  # type: ignore[attr-defined]
            old.delete()
        for row in self.rows_for(values, known):
            row._history_user = by  # type: ignore[attr-defined]
            row.save()

    def rows_for(self, values: Sequence[Any], known: Sequence[Distractor]) -> list[Distractor]:
        """The distractors' rows, not saved: those that differ from what is known."""
        changed = []
        for place, value in enumerate(values, start=1):
            row = known[place - 1] if place <= len(known) else Distractor(scenario=self)
            if row.pk is None or row.to_value() != value or row.position != place:
                row.put(value, place)
                changed.append(row)
        return changed


class Distractor(models.Model):
    """A wrong option of a scenario, with its reason."""

    scenario = models.ForeignKey(Scenario, on_delete=models.CASCADE, related_name="distractors")
    position = models.PositiveSmallIntegerField(_("place"), default=0)
    text = models.CharField(_("wrong option"), max_length=500)
    kind = models.CharField(
        _("kind of error"),
        max_length=40,
        help_text=_("Such as misconception, habit, haste, delay."),
    )
    why = models.CharField(_("why it is wrong"), max_length=500)
    misconception = models.SlugField(
        _("the misconception behind it"), max_length=80, blank=True, db_index=False
    )
    cautious = models.BooleanField(_("it is the most cautious option"), default=False)
    more = models.JSONField(default=dict, editable=False)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("wrong option")
        verbose_name_plural = _("wrong options")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text

    def to_value(self) -> Any:
        """The row as a value."""
        names = ("text", "kind", "why", "misconception", "cautious")
        columns = {name: getattr(self, name) for name in names} | self.more
        return put_together(values.Distractor, columns)

    def put(self, value: Any, place: int) -> None:
        """Let the row say what the value says; saving is the caller's."""
        self.position, self.more = place, {}
        for name, item in flat(value).items():
            if name in {"text", "kind", "why", "misconception", "cautious"}:
                setattr(self, name, item)
            else:
                self.more[name] = plain(item)


class ConceptLoad(models.Model):
    """One load of the shipped base: from which files, and what it did."""

    at = models.DateTimeField(_("at"))
    files_sha256 = models.CharField(max_length=64, editable=False)
    added = models.PositiveIntegerField(_("added"), default=0)
    updated = models.PositiveIntegerField(_("updated"), default=0)
    report = models.TextField(_("report"), blank=True)

    class Meta:
        verbose_name = _("load of the concept base")
        verbose_name_plural = _("loads of the concept base")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"


ENTRIES: dict[str, type[Entry]] = {
    model.section: model for model in (Concept, Behaviour, Misconception, Scenario, Source)
}
"""The model of each section of the base, in its order."""
