"""Groups: what their leaders write, and what people type to come in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from quizzes.mailing import inviting
from quizzes.models import Group, Member, User
from quizzes.models.group import INVITE_LENGTH, JOIN_LENGTH, RETURN_LENGTH, as_typed, one_line


def _helper(act: str) -> FormHelper:
    helper = FormHelper()
    helper.form_tag = False
    helper.add_input(Submit("", act))
    return helper


class LineField(forms.CharField):
    """A name: one line of letters that can be seen."""

    def to_python(self, value: Any) -> str:
        return one_line(super().to_python(value))


def no_address(name: str) -> str:
    """The name, unless mail programs would make a link of it: it stands in invitations."""
    if inviting.LIKE_AN_ADDRESS.search(name):
        told = _("Leave web addresses, “:”, “/” and “@” out of the name: it stands in invitations.")
        raise forms.ValidationError(told)
    return name


class GroupForm(forms.ModelForm):
    helper: ClassVar[FormHelper] = _helper(_("Save"))
    name = LineField(label=_("Name of the group"), max_length=120)

    def clean_name(self) -> str:
        return no_address(self.cleaned_data["name"])

    class Meta:
        model = Group
        fields = ("name", "time_zone")
        labels: ClassVar[dict[str, Any]] = {"time_zone": _("Time zone (optional)")}


class NewGroupForm(GroupForm):
    """A group that is made on the site's own pages."""

    helper: ClassVar[FormHelper] = _helper(_("Make the group"))


class MemberForm(forms.Form):
    """A person on the list; something must tell who it is."""

    helper: ClassVar[FormHelper] = _helper(_("Save"))
    name = LineField(label=_("Name"), max_length=120, required=False)
    email = forms.EmailField(
        label=_("E-mail address (optional)"),
        max_length=254,
        required=False,
        help_text=_("For an invitation by mail."),
    )
    reference = LineField(
        label=_("Number or reference (optional)"),
        max_length=60,
        required=False,
        help_text=_("What your own lists call the person; it tells two of one name apart."),
    )

    @classmethod
    def of(cls, member: Member, data: Any = None) -> MemberForm:
        """The form with what the list says of somebody."""
        fields = ("name", "email", "reference")
        return cls(data, initial={name: getattr(member, name) for name in fields})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not any(cleaned.values()):
            self.add_error("name", _("Write a name, an e-mail address or a number."))
        return cleaned


class NewMemberForm(MemberForm):
    helper: ClassVar[FormHelper] = _helper(_("Add this person"))


class LeaderForm(forms.Form):
    """Another leader, named by the account."""

    helper: ClassVar[FormHelper] = _helper(_("Add this leader"))
    account = forms.CharField(
        label=_("Account"),
        max_length=150,
        help_text=_("The name with which the person signs in here."),
    )

    def clean_account(self) -> User:
        name = self.cleaned_data["account"]
        user = User.objects.filter(username__iexact=name, is_active=True).first()
        if user is None:
            told = _("No account is called “%(name)s”. Ask the person how they sign in here.")
            raise forms.ValidationError(told, params={"name": name})
        return user


class DoorForm(forms.Form):
    """How people come in by a code."""

    helper: ClassVar[FormHelper] = _helper(_("Make a code"))
    guests = forms.TypedChoiceField(
        label=_("Who may join with the code?"),
        choices=[
            ("yes", _("Anybody, with a nickname: for a class in a room, without e-mail")),
            ("no", _("People with an account here")),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )


class CodeForm(forms.Form):
    """A code to join, read from a wall or out of an invitation."""

    helper: ClassVar[FormHelper] = _helper(_("Continue"))
    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        help_text=_("Such as ABCD-EFGH. Dashes and small letters make no difference."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
    lengths: ClassVar[tuple[int, ...]] = (JOIN_LENGTH, RETURN_LENGTH, INVITE_LENGTH)

    def clean_code(self) -> str:
        typed = as_typed(self.cleaned_data["code"])
        if len(typed) not in self.lengths:
            told = _("That has %(count)d letters and digits; a code of this sort has %(lengths)s.")
            lengths = _now(" or ").join(map(str, self.lengths))
            raise forms.ValidationError(told, params={"count": len(typed), "lengths": lengths})
        return typed


class ReturnForm(CodeForm):
    """The personal code of somebody who comes back."""

    helper: ClassVar[FormHelper] = _helper(_("Come back"))
    lengths: ClassVar[tuple[int, ...]] = (RETURN_LENGTH,)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Your personal code")
        self.fields["code"].help_text = _("From your card, such as ABCDE-FGHJK.")


class JoinForm(forms.Form):
    """The name that a group's leader will read, and who joins where a browser was somebody before."""

    helper: ClassVar[FormHelper] = _helper(_("Join"))
    person = forms.ChoiceField(label=_("Who are you?"), widget=forms.RadioSelect)
    name = LineField(
        label=_("Your name in this group"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, data: Any = None, *, places: Sequence[Member] = (), **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        if not places:
            del self.fields["person"]
            return
        known = ", ".join(f"{place} ({place.group})" for place in places[:3])
        self.fields["person"].choices = [  # type: ignore[attr-defined]
            ("same", _now("I am %(known)s") % {"known": known}),
            ("new", _now("I am somebody else")),
        ]
        self.fields["person"].help_text = _now("This browser was used to join a group before.")

    @property
    def is_somebody_else(self) -> bool:
        """Whether another person uses the browser now."""
        return self.cleaned_data.get("person") == "new"
