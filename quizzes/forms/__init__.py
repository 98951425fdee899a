"""Forms: they check what people send and hand on domain values."""

from quizzes.forms.answers import AnswerForm, form_for
from quizzes.forms.people import AccountForm, SignInForm, SignUpForm

__all__ = ["AccountForm", "AnswerForm", "SignInForm", "SignUpForm", "form_for"]
