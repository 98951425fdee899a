"""The form of the style page: one field of each sort, in each of its states."""

from __future__ import annotations

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Fieldset, Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _


class StyleForm(forms.Form):
    """One field of each sort; bound with nothing it shows every error."""

    line = forms.CharField(label=_("A line"), help_text=_("A hint is short and has no links."))
    number = forms.IntegerField(label=_("A number"))
    text = forms.CharField(
        label=_("A longer text (optional)"), widget=forms.Textarea, required=False
    )
    choice = forms.ChoiceField(
        label=_("A choice from a list"), choices=[("", "…"), ("1", "One"), ("2", "Another")]
    )
    one = forms.ChoiceField(
        label=_("One of these"),
        choices=[("1", "The first"), ("2", "The second, which is rather longer than the first")],
        widget=forms.RadioSelect,
    )
    file = forms.FileField(label=_("A file (optional)"), required=False)
    tick = forms.BooleanField(label=_("I have read the rules"))

    helper = FormHelper()
    helper.form_tag = False
    helper.layout = Layout(
        Fieldset(_("Fields"), "line", "number", "text", "choice", "one", "file", "tick"),
        Div(
            Submit("save", _("Save")),
            HTML('<button type="button" class="second">A second act</button>'),
            HTML('<button type="button" class="danger">Remove</button>'),
            HTML('<button type="button" disabled>Not now</button>'),
            css_class="actions",
        ),
    )
