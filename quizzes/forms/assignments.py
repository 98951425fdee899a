"""What a leader asks of a group."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from quizzes.forms.moments import MomentField
from quizzes.models import Assignment, Group, Member, NotAssignable, Quiz, User, Visibility
from quizzes.models.assignment import zone_of

MOST_OFFERED = 500


def _helper(act: str) -> FormHelper:
    helper = FormHelper()
    helper.form_tag = False
    helper.add_input(Submit("", act))
    return helper


class TermsForm(forms.Form):
    """Until when, how often, and who sees the answers; dates in the group's time zone."""

    helper: ClassVar[FormHelper] = _helper(_("Save"))
    BY_DATE, BY_JOINING, ANY_TIME = "date", "joining", "any"

    until = forms.ChoiceField(
        label=_("Until when?"),
        choices=[
            (BY_DATE, _("Until a date, the same for everybody")),
            (BY_JOINING, _("Some days after joining, for each member")),
            (ANY_TIME, _("No date")),
        ],
        initial=BY_DATE,
        widget=forms.RadioSelect,
    )
    within_days = forms.IntegerField(
        label=_("Days after joining"),
        min_value=1,
        max_value=730,
        required=False,
        help_text=_(
            "For “Some days after joining”: to the end of that day. Whoever is in the group already has as long from today."
        ),
    )
    every_months = forms.IntegerField(
        label=_("Again after so many months (optional)"),
        min_value=1,
        max_value=60,
        required=False,
        help_text=_("Such as 12 for every year. Empty: once."),
    )
    visibility = forms.ChoiceField(
        label=_("What do you see of the answers?"),
        choices=[(value, capfirst(label)) for value, label in Visibility.choices],
        initial=Visibility.AGGREGATES,
        widget=forms.RadioSelect,
        help_text=_(
            "Learners are told before the first question. Whoever has begun keeps what they were told, "
            "even if you choose more later."
        ),
    )
    field_order: ClassVar[list[str]] = [
        "quiz", "until", "due_at", "within_days", "opens_at", "every_months", "visibility",
    ]  # fmt: skip

    def __init__(self, data: Any = None, *, group: Group, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        zone = zone_of(group)
        in_zone = _now("Clocks in %(zone)s count.") % {"zone": zone}
        self.fields["due_at"] = MomentField(
            zone=zone,
            label=_now("Due"),
            required=False,
            help_text=_now("For “Until a date”.") + " " + in_zone,
        )
        self.fields["opens_at"] = MomentField(
            zone=zone,
            label=_now("Opens (optional)"),
            required=False,
            help_text=_now("Empty: at once.") + " " + in_zone,
        )
        for name, choice in (("due_at", self.BY_DATE), ("within_days", self.BY_JOINING)):
            self.fields[name].widget.attrs["data-of"] = f"until={choice}"  # for choices.js
        self.order_fields(self.field_order)

    @classmethod
    def of(cls, assignment: Assignment, data: Any = None) -> TermsForm:
        """The form with an assignment's terms."""
        until = (
            cls.BY_DATE
            if assignment.due_at
            else cls.BY_JOINING
            if assignment.within_days
            else cls.ANY_TIME
        )
        names = ("due_at", "within_days", "opens_at", "every_months", "visibility")
        initial = {name: getattr(assignment, name) for name in names} | {"until": until}
        return cls(data, group=assignment.group, initial=initial)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        wanted = {self.BY_DATE: "due_at", self.BY_JOINING: "within_days"}.get(
            cleaned.get("until", "")
        )
        told = {"due_at": _("Give the date."), "within_days": _("Give the number of days.")}
        if wanted and not cleaned.get(wanted) and wanted not in self.errors:
            self.add_error(wanted, told[wanted])
        for name in told:
            if name != wanted:  # what was filled in for another choice is not meant
                cleaned[name] = None
                self.errors.pop(name, None)
        return cleaned

    @property
    def terms(self) -> dict[str, Any]:
        """What `Assignment.objects.assign` takes."""
        return {k: v for k, v in self.cleaned_data.items() if k not in {"until", "quiz"}}

    def change(self, assignment: Assignment, *, by: User | None) -> bool:
        """Give an assignment these terms; False where they don't go together, which the form then says."""
        for name, value in self.terms.items():
            setattr(assignment, name, value)
        try:
            assignment.store(by=by)
        except NotAssignable as refusal:
            self.add_error(None, str(refusal))
            return False
        return True


class AssignForm(TermsForm):
    """Which quiz, and on what terms."""

    helper: ClassVar[FormHelper] = _helper(_("Assign it"))
    quiz = forms.ModelChoiceField(
        Quiz.objects.none(), label=_("Quiz"), empty_label=_("Choose a quiz")
    )

    def __init__(self, data: Any = None, *, group: Group, **kwargs: Any) -> None:
        super().__init__(data, group=group, **kwargs)
        offered = Quiz.objects.assignable_to(group).order_by("title", "pk")
        shown = offered.values("pk")[:MOST_OFFERED]
        self.fields["quiz"].queryset = Quiz.objects.filter(pk__in=shown).order_by("title", "pk")  # type: ignore[attr-defined]
        self.group = group

    def assign(self, *, by: User | None, now: dt.datetime) -> Assignment | None:
        """The new assignment; None where the terms don't go together, which the form then says."""
        quiz = self.cleaned_data["quiz"]
        try:
            return Assignment.objects.assign(
                group=self.group, quiz=quiz, by=by, now=now, **self.terms
            )
        except NotAssignable as refusal:
            self.add_error(None, str(refusal))
            return None


class ExtendForm(forms.Form):
    """Another date for one person."""

    helper: ClassVar[FormHelper] = _helper(_("Give more time"))

    def __init__(self, data: Any = None, *, assignment: Assignment, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        zone = assignment.zone
        self.assignment = assignment
        self.fields["due_at"] = MomentField(
            zone=zone,
            label=_now("New date"),
            help_text=_now("Clocks in %(zone)s count.") % {"zone": zone},
        )

    def extend(self, member: Member, *, by: User | None, now: dt.datetime) -> bool:
        """Extend it; False where that is not possible, which the form then says."""
        due = self.cleaned_data["due_at"]
        try:
            self.assignment.extend(member, due_at=due, by=by, now=now)
        except NotAssignable as refusal:
            self.add_error("due_at", str(refusal))
            return False
        return True
