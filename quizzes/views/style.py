"""The style page: every component of the house in every state, to be looked at while developing."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from quizzes.forms.style import StyleForm
from quizzes.views.feedback import Line

LINES = [
    Line("Call the company on the number on your last bill", False, True, "It leads to them."),
    Line("Follow the link, but stop if the page looks odd", True, False, "A copy looks the same."),
    Line("Confirm just your name, and leave out the rest", False, False, "It shows you react."),
]
RIGHT = [Line("Call the company on the number on your last bill", True, True, "It leads to them.")]


@require_safe
def style(request: HttpRequest) -> HttpResponse:
    """Only routed while DEBUG is on."""
    context = {
        "form": StyleForm(),
        "faulty": StyleForm({}, auto_id="id_faulty_%s"),
        "lines": LINES,
        "right_lines": RIGHT,
        "bars": [(8, 30), (48, 52), (88, 74), (128, 46), (168, 60)],
    }
    return render(request, "quizzes/style.html", context)
